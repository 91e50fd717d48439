//! From words to encoded words: embeddings by word type, then the layers.

use std::collections::HashMap;

use super::dense::{Linear, Norm, Place, add_gated, attend, matrix, mean_into, neighbours, recur};
use super::features;
use super::file::{Matrix, NetError, Parts};
use super::shape::{Layer, REACH, SHAPE_WIDTH, SHAPES, Shape};
use super::weights::Weights;

/// The tables and layers of an encoder.
#[derive(Clone, Debug)]
pub struct Encoder {
    words: HashMap<String, u32>,
    tables: [Matrix; 3],
    input: Linear,
    input_norm: Norm,
    layers: Vec<Stage>,
    last_norm: Norm,
    shape: Shape,
}

#[derive(Clone, Debug)]
struct Stage {
    norm: Norm,
    main: Linear,
    kind: Kind,
}

#[derive(Clone, Debug)]
enum Kind {
    Conv(usize),
    Attend(Matrix, Linear),
    Recur(Box<[Weights; 2]>, Linear),
}

/// Words as the encoder takes and gives them, rows of the encoder's width.
#[derive(Clone, Debug)]
pub struct Encoded {
    /// By word alone.
    pub input: Vec<f32>,
    /// In their sentences.
    pub output: Vec<f32>,
}

impl Encoder {
    /// Takes an encoder's parts.
    pub fn read(parts: &mut Parts, shape: &Shape) -> Result<Self, NetError> {
        let words = parts.texts.get("words").ok_or_else(|| NetError::Part("words".into()))?;
        let words: HashMap<String, u32> =
            words.split('\n').zip(1..).map(|(w, i)| (w.to_owned(), i)).collect();
        let count = parts.texts.get("words").map_or(0, |w| w.split('\n').count());
        let d = shape.width;
        let stage =
            |(i, layer): (usize, &Layer)| Stage::read(parts, &format!("layer{i}"), *layer, shape);
        let layers = shape.layers.iter().enumerate().map(stage).collect::<Result<_, _>>()?;
        Ok(Self {
            words,
            tables: [
                matrix(parts, "table.word", count + 1, shape.word)?,
                matrix(parts, "table.gram", shape.buckets, shape.gram)?,
                matrix(parts, "table.shape", SHAPES, SHAPE_WIDTH)?,
            ],
            input: Linear::read(parts, "input", shape.word + shape.gram + SHAPE_WIDTH, d)?,
            input_norm: Norm::read(parts, "input.norm", d)?,
            layers,
            last_norm: Norm::read(parts, "last.norm", d)?,
            shape: shape.clone(),
        })
    }

    /// Encodes sentences that lie one after another in `forms`.
    pub fn run(&self, forms: &[&str], places: &[Place]) -> Encoded {
        let input = self.embed(forms);
        let mut x = input.clone();
        for stage in &self.layers {
            stage.add(&mut x, self.shape.width, places);
        }
        Encoded { input, output: self.last_norm.run(&x) }
    }

    /// Rows of words by their forms; every type is looked up once.
    fn embed(&self, forms: &[&str]) -> Vec<f32> {
        let mut types: HashMap<&str, usize> = HashMap::with_capacity(forms.len());
        let mut raw = Vec::new();
        let mut of_word = Vec::with_capacity(forms.len());
        for &form in forms {
            let next = types.len();
            let place = *types.entry(form).or_insert(next);
            if place == next {
                self.look_up(form, &mut raw);
            }
            of_word.push(place);
        }
        let rows = self.input_norm.run(&self.input.run(&raw));
        let d = self.shape.width;
        let mut out = Vec::with_capacity(forms.len() * d);
        of_word.iter().for_each(|&t| out.extend_from_slice(&rows[t * d..(t + 1) * d]));
        out
    }

    fn look_up(&self, form: &str, out: &mut Vec<f32>) {
        let normal = features::normal(form);
        let key = features::key(&normal);
        let word = self.words.get(&key).map_or(0, |&w| w as usize);
        out.extend_from_slice(self.tables[0].row(word));
        let start = out.len();
        out.resize(start + self.shape.gram, 0.0);
        let grams = features::grams(&key, self.shape.buckets as u32);
        mean_into(&self.tables[1], &grams, &mut out[start..]);
        out.extend_from_slice(self.tables[2].row(features::shape(&normal, SHAPES as u32) as usize));
    }
}

impl Stage {
    fn read(parts: &mut Parts, name: &str, layer: Layer, shape: &Shape) -> Result<Self, NetError> {
        let d = shape.width;
        let norm = Norm::read(parts, &format!("{name}.norm"), d)?;
        let (main, out) = (format!("{name}.main"), format!("{name}.out"));
        let (main, kind) = match layer {
            Layer::Conv(apart) => (Linear::read(parts, &main, 3 * d, 2 * d)?, Kind::Conv(apart)),
            Layer::Attend(heads) => {
                let bias = matrix(parts, &format!("{name}.bias"), heads, 2 * REACH + 1)?;
                let out = Linear::read(parts, &out, shape.attention, d)?;
                (Linear::read(parts, &main, d, 3 * shape.attention)?, Kind::Attend(bias, out))
            }
            Layer::Recur(h) => {
                let forward = matrix(parts, &format!("{name}.forward"), h, 4 * h)?;
                let backward = matrix(parts, &format!("{name}.backward"), h, 4 * h)?;
                let out = Linear::read(parts, &out, 2 * h, d)?;
                (
                    Linear::read(parts, &main, d, 8 * h)?,
                    Kind::Recur(Box::new([forward.into(), backward.into()]), out),
                )
            }
        };
        Ok(Self { norm, main, kind })
    }

    fn add(&self, x: &mut [f32], width: usize, places: &[Place]) {
        let normal = self.norm.run(x);
        let step = match &self.kind {
            Kind::Conv(apart) => {
                let z = self.main.run(&neighbours(&normal, width, *apart, places));
                return add_gated(x, &z, width);
            }
            Kind::Attend(bias, out) => out.run(&attend(&self.main.run(&normal), bias, places)),
            Kind::Recur(ways, out) => out.run(&recur(&self.main.run(&normal), ways, places)),
        };
        x.iter_mut().zip(step).for_each(|(x, s)| *x += s);
    }
}
