//! The command line: what it may say, and options by name.

use anyhow::{Context, Result, bail};

/// How the trainer is used.
pub const USE: &str = "wrong use; a net is made in three steps:
trainer train --train A.conllu… --dev D.conllu --out F.net [--shape 'layers=… width=…'] [--from EARLIER.net]
    [--teacher T.net… --raw SNIPPETS.bio… --gold-share X] [--epochs N] [--stop N] [--batch WORDS] [--rate X] [--decay X] [--seed N]
    [--smoothing X] [--drop-word X] [--drop-input X] [--drop-layer X] [--drop-head X] [--every EPOCHS]
trainer names --net F.net --world DIR --snippets S.bio… --train A.conllu… --known K.tsv [--patterns P.txt…] [--gold N.bio… --gold-epochs N] [--test GOLD…] [--head EARLIER.net] --out G.net
    [--first EPOCHS] [--rounds N] [--epochs N] [--batch SENTENCES] [--rate X] [--drop X] [--seed N] [--lean KIND=X…]
trainer pack G.net SMALL.net
and looked at by
trainer score F.net A.conllu…           as trained
trainer together A.conllu F.net…        several nets' shared opinion
trainer check SMALL.net A.conllu…       as shipped, with size and times
trainer check-names SMALL.net GOLD… [--show]";

/// Options by name, in order of the command line.
pub struct Options(Vec<(String, String)>);

impl Options {
    /// Reads pairs of `--name value`.
    pub fn read(args: &[String]) -> Result<Self> {
        let pair = |p: &[String]| match p {
            [k, v] if k.starts_with("--") => Ok((k[2..].to_owned(), v.clone())),
            _ => bail!("{USE}"),
        };
        Ok(Self(args.chunks(2).map(pair).collect::<Result<_>>()?))
    }

    /// All values of an option.
    pub fn all(&self, key: &str) -> Vec<&str> {
        self.0.iter().filter(|o| o.0 == key).map(|o| o.1.as_str()).collect()
    }

    /// The last value of an option that must be there.
    pub fn one(&self, key: &str) -> Result<&str> {
        self.all(key).last().copied().with_context(|| format!("--{key} is missing; {USE}"))
    }

    /// The last value of an option as a number, or else `default`.
    pub fn number<T: std::str::FromStr>(&self, key: &str, default: T) -> Result<T> {
        match self.all(key).last() {
            Some(text) => text.parse().ok().with_context(|| format!("--{key}: {text}")),
            None => Ok(default),
        }
    }
}
