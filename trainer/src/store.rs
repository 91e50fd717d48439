//! Nets to files of weights and back.

use anyhow::{Context, Result, ensure};
use kroniek_parser::net::file::{Matrix, Parts};

use crate::mat::Mat;
use crate::model::{Index, Model};

/// The parts of a net's file.
pub fn save(model: &Model) -> Parts {
    let mut parts = Parts::default();
    parts.texts.insert("shape".into(), model.shape.to_string());
    for (name, index) in [
        ("words", &model.words),
        ("tags", &model.tags),
        ("lemmas", &model.lemmas),
        ("labels", &model.labels),
    ] {
        parts.texts.insert(name.into(), index.names.join("\n"));
    }
    let tables = ["table.word", "table.gram", "table.shape"].map(str::to_owned);
    let names = model.weights.names.iter().chain(&tables);
    for (name, m) in names.zip(model.weights.dense.iter().chain(&model.weights.tables)) {
        parts
            .matrices
            .insert(name.clone(), Matrix { rows: m.rows, cols: m.cols, data: m.data.clone() });
    }
    parts
}

/// A net from its file's parts.
pub fn load(parts: &Parts) -> Result<Model> {
    let text = |name: &str| parts.texts.get(name).with_context(|| format!("no part {name}"));
    let shape = text("shape")?.parse().map_err(anyhow::Error::msg)?;
    let mut model = Model::new(shape, &[], 0);
    let index = |name: &str| -> Result<Index> {
        Ok(Index::new(text(name)?.split('\n').map(str::to_owned).collect()))
    };
    (model.words, model.tags) = (index("words")?, index("tags")?);
    (model.lemmas, model.labels) = (index("lemmas")?, index("labels")?);
    let matrix = |name: &str| -> Result<Mat> {
        let m = parts.matrices.get(name).with_context(|| format!("no part {name}"))?;
        Ok(Mat { rows: m.rows, cols: m.cols, data: m.data.clone() })
    };
    for i in 0..model.weights.dense.len() {
        model.weights.dense[i] = matrix(&model.weights.names[i])?;
    }
    for (i, name) in ["table.word", "table.gram", "table.shape"].iter().enumerate() {
        model.weights.tables[i] = matrix(name)?;
    }
    ensure!(model.weights.tables[0].rows == model.words.len() + 1, "words and their rows differ");
    Ok(model)
}
