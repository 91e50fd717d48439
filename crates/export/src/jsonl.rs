//! JSON lines: an event a line, with all that `kroniek events --format json` has and where its reports came from.

use crate::{Exported, Exporter, Sink};
use kroniek_record::{Event, Origin};
use serde::Serialize;
use std::io::{self, Write};

/// Events as JSON objects.
pub struct JsonLines<'a> {
    out: Sink<'a>,
}

#[derive(Serialize)]
struct Line<'a> {
    #[serde(flatten)]
    event: &'a Event,
    sentence: &'a str,
    sources: &'a [Origin],
}

impl<'a> JsonLines<'a> {
    /// Lines into `out`.
    pub fn new(out: Sink<'a>) -> Self {
        JsonLines { out }
    }
}

impl Exporter for JsonLines<'_> {
    fn event(&mut self, e: &Exported) -> io::Result<u64> {
        let line = Line { event: &e.event, sentence: &e.sentence, sources: &e.sources };
        serde_json::to_writer(&mut self.out, &line)?;
        self.out.write_all(b"\n")?;
        Ok(1)
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.out.flush()
    }
}
