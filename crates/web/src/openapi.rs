//! The OpenAPI document, made from the tables of routes.

use crate::{
    routes::{DEEDS, Deed, PARAMETERS, Parameter, ROUTES, Route},
    view::Format,
};
use serde_json::{Map, Value, json};

/// The document (OpenAPI 3.1).
pub fn document() -> Value {
    let mut paths = Map::new();
    for route in ROUTES {
        let formats = [Some(Format::Json), route.csv.then_some(Format::Csv), Some(Format::Html)];
        for format in formats.into_iter().flatten() {
            enter(&mut paths, &address(route, format), "get", question(route, format));
        }
    }
    for deed in DEEDS {
        enter(&mut paths, deed.path, "post", request(deed));
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Kroniek",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "The record of the international system that dated news reports describe.",
            "license": { "name": "MIT OR Apache-2.0" },
        },
        "paths": paths,
        "components": {
            "securitySchemes": { "token": { "type": "http", "scheme": "bearer" } },
            "schemas": { "Error": error() },
        },
    })
}

/// The address of a page in a format; the first page is called `index` where it has an ending.
pub fn address(route: &Route, format: Format) -> String {
    let path = if route.path == "/" { "/index" } else { route.path };
    match format {
        Format::Html => route.path.to_owned(),
        Format::Json => format!("{path}.json"),
        Format::Csv => format!("{path}.csv"),
    }
}

fn enter(paths: &mut Map<String, Value>, path: &str, method: &str, operation: Value) {
    let item = paths.entry(path).or_insert_with(|| json!({}));
    item[method] = operation;
}

fn question(route: &Route, format: Format) -> Value {
    let named = |p: &&str| PARAMETERS.iter().find(|q| q.name == *p);
    let query = route.query.iter().filter_map(named).map(|p| parameter(p, "query"));
    let schema = match format {
        Format::Json => json!({ "type": "object" }),
        Format::Html | Format::Csv => json!({ "type": "string" }),
    };
    let media = format.media_type().split(';').next().unwrap_or_default();
    let ending = format!("{format:?}").to_lowercase();
    json!({
        "operationId": format!("{}-{ending}", route.name),
        "summary": route.summary,
        "parameters": in_path(route.path).chain(query).collect::<Vec<_>>(),
        "responses": answers(json!({ media: { "schema": schema } })),
        "security": [{}, { "token": [] }],
    })
}

fn request(deed: &Deed) -> Value {
    let fields = deed
        .fields
        .iter()
        .map(|(name, what)| (name.to_string(), json!({ "type": "string", "description": what })));
    let schema = json!({ "type": "object", "properties": Map::from_iter(fields) });
    let media = match deed.files {
        true => "multipart/form-data",
        false => "application/x-www-form-urlencoded",
    };
    json!({
        "operationId": deed.name,
        "summary": deed.summary,
        "parameters": in_path(deed.path).collect::<Vec<_>>(),
        "requestBody": { "content": { media: { "schema": schema } } },
        "responses": {
            "303": { "description": "Done; `Location` shows what came of it." },
            "409": { "description": "It was changed in the meantime; nothing was done." },
            "default": trouble(),
        },
        "security": [{ "token": [] }],
    })
}

fn answers(content: Value) -> Value {
    json!({ "200": { "description": "The answer.", "content": content }, "default": trouble() })
}

fn trouble() -> Value {
    let schema = json!({ "$ref": "#/components/schemas/Error" });
    json!({ "description": "What is wrong.", "content": { "application/json": { "schema": schema } } })
}

fn error() -> Value {
    json!({
        "type": "object",
        "properties": { "error": {
            "type": "object",
            "properties": {
                "status": { "type": "integer" },
                "message": { "type": "string", "description": "What is wrong and what to do." },
            },
        } },
    })
}

/// The parts that a path leaves open.
fn in_path(path: &str) -> impl Iterator<Item = Value> {
    let open = path.split('/').filter_map(|p| p.strip_prefix('{')?.strip_suffix('}'));
    open.map(|name| json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } }))
}

fn parameter(p: &Parameter, place: &str) -> Value {
    json!({
        "name": p.name,
        "in": place,
        "description": p.what,
        "schema": { "type": if p.number { "integer" } else { "string" } },
    })
}
