//! The grammar compiled: words to symbols, and rules to one tree of symbols.

use kroniek_pack::time::{Element, Rule, ShapeRule, TimeGrammar, Value};
use std::{collections::HashMap, ops::Range};

/// A literal word or a class.
pub type Symbol = u32;

/// What a rule makes.
#[derive(Debug)]
pub struct Made {
    /// The class.
    pub class: Symbol,
    /// Elements that belong to the expression.
    pub span: Range<usize>,
    /// What it means.
    pub value: Value,
    /// Line in `time.toml`.
    pub line: usize,
}

/// A place in the tree of rules.
#[derive(Debug, Default)]
pub struct Node {
    edges: Vec<(Symbol, usize)>,
    /// Rules that end here, strongest first.
    pub ends: Vec<usize>,
}

/// A phrase from the word lists.
#[derive(Debug)]
pub struct Phrase {
    /// Words after the first.
    pub rest: Vec<String>,
    /// The class that it belongs to.
    pub class: Symbol,
    /// What it means.
    pub value: Value,
}

/// The grammar, ready to run.
#[derive(Debug)]
pub struct Matcher {
    literals: HashMap<String, Symbol>,
    phrases: HashMap<String, Vec<Phrase>>,
    shapes: Vec<(ShapeRule, Symbol)>,
    /// For each class the symbol that wants lower case, where a rule asks for one.
    lower: HashMap<Symbol, Symbol>,
    nodes: Vec<Node>,
    rules: Vec<Made>,
    /// The class of time expressions.
    pub time: Symbol,
    /// The class of what only looks like one.
    pub nothing: Symbol,
    /// The class of numbers that may be years.
    pub year: Symbol,
    /// The class of words that the report itself has dated.
    pub event: Symbol,
}

/// Names to symbols while compiling; classes and words have names of their own.
#[derive(Default)]
struct Names {
    classes: HashMap<String, Symbol>,
    literals: HashMap<String, Symbol>,
}

impl Names {
    fn next(&self) -> Symbol {
        (self.classes.len() + self.literals.len()) as Symbol
    }

    fn class(&mut self, name: &str) -> Symbol {
        let next = self.next();
        *self.classes.entry(name.to_owned()).or_insert(next)
    }

    fn element(&mut self, element: &Element) -> Symbol {
        match element {
            Element::Class(name) => self.class(name),
            Element::Word(word) => {
                let next = self.next();
                *self.literals.entry(word.clone()).or_insert(next)
            }
        }
    }
}

impl Matcher {
    /// Compiles a grammar.
    pub fn new(grammar: &TimeGrammar) -> Matcher {
        let mut names = Names::default();
        let mut nodes = vec![Node::default()];
        for (i, rule) in grammar.rules.iter().enumerate() {
            insert(&mut nodes, rule, i, &mut names);
        }
        let made = |rule: &Rule, names: &mut Names| Made {
            class: names.class(&rule.makes),
            span: rule.span.clone(),
            value: rule.value.clone(),
            line: rule.line,
        };
        let rules = grammar.rules.iter().map(|r| made(r, &mut names)).collect();
        let mut phrases: HashMap<String, Vec<Phrase>> = HashMap::new();
        for (words, class, value) in &grammar.words {
            let Some((first, rest)) = words.split_first() else { continue };
            let (class, value) = (names.class(class), value.clone());
            phrases.entry(first.clone()).or_default().push(Phrase {
                rest: rest.to_vec(),
                class,
                value,
            });
        }
        let shapes = grammar.shapes.iter().map(|s| (s.clone(), names.class(&s.makes))).collect();
        let (time, nothing) = (names.class(TimeGrammar::TIME), names.class(TimeGrammar::NOTHING));
        let (year, event) = (names.class(TimeGrammar::YEAR), names.class(TimeGrammar::EVENT));
        let lower = (names.classes.iter())
            .filter_map(|(name, &s)| Some((*names.classes.get(name.strip_suffix('!')?)?, s)))
            .collect();
        let literals = names.literals;
        Matcher { literals, phrases, shapes, lower, nodes, rules, time, nothing, year, event }
    }

    /// The symbol of a word that rules name.
    pub fn literal(&self, word: &str) -> Option<Symbol> {
        self.literals.get(word).copied()
    }

    /// The symbol of a sentence's end, where a rule asks for one.
    pub fn end(&self) -> Option<Symbol> {
        self.literal("$")
    }

    /// Phrases of the word lists that begin with a word.
    pub fn phrases(&self, word: &str) -> &[Phrase] {
        self.phrases.get(word).map_or(&[], Vec::as_slice)
    }

    /// The classes that a written word belongs to by its shape, strongest first, with what it means.
    pub fn shapes(&self, word: &str) -> impl Iterator<Item = (Symbol, Value)> {
        self.shapes.iter().filter_map(move |(rule, class)| {
            let fields: Vec<Value> =
                rule.shape.read(word)?.into_iter().map(Value::Number).collect();
            Some((*class, rule.value.fill(&fields.iter().collect::<Vec<_>>())))
        })
    }

    /// A class's symbol for words in lower case.
    pub fn lower(&self, class: Symbol) -> Option<Symbol> {
        self.lower.get(&class).copied()
    }

    /// The place that a symbol leads to.
    pub fn step(&self, node: usize, symbol: Symbol) -> Option<usize> {
        let edges = &self.nodes[node].edges;
        edges.binary_search_by_key(&symbol, |e| e.0).ok().map(|i| edges[i].1)
    }

    /// Rules that end at a place.
    pub fn ends(&self, node: usize) -> &[usize] {
        &self.nodes[node].ends
    }

    /// A rule by its number.
    pub fn rule(&self, n: usize) -> &Made {
        &self.rules[n]
    }
}

fn insert(nodes: &mut Vec<Node>, rule: &Rule, number: usize, names: &mut Names) {
    let mut at = 0;
    for element in &rule.elements {
        let symbol = names.element(element);
        at = match nodes[at].edges.binary_search_by_key(&symbol, |e| e.0) {
            Ok(i) => nodes[at].edges[i].1,
            Err(i) => {
                let new = nodes.len();
                nodes[at].edges.insert(i, (symbol, new));
                nodes.push(Node::default());
                new
            }
        };
    }
    nodes[at].ends.push(number);
}
