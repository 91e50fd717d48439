//! What this room is told from outside: how reports are read, what follows from a kind, what actors are called and where
//! they are.

use kroniek_model::{Codes, Document, EventType, Reading, Span, Status};

/// A file or a pasted text that is to become reports.
#[derive(Debug, Clone, Default)]
pub struct Upload {
    /// Name of the file, by whose ending its format is known; without folders.
    pub name: String,
    /// Publication date, as a person gave it, for reports that have none of their own.
    pub published: Option<String>,
    /// The bytes as they came.
    pub bytes: Vec<u8>,
}

/// One report of an upload: read, or in words why it could not be.
pub type ReadReport = Result<(Document, Reading), String>;

/// A name of an actor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// State (ISO 3166-1 alpha-3), organisation (`@NATO`) or group (`~Hamas`).
    pub code: String,
    /// Language of the name (`nl`, `en`).
    pub lang: &'static str,
    /// The name.
    pub text: String,
    /// Whether the actor is shown by it; others are only understood.
    pub usual: bool,
}

/// Where a state or a group is.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Spot {
    /// Its code.
    pub code: String,
    /// Longitude and latitude in degrees, east and north positive, of where its marks stand.
    pub at: (f64, f64),
    /// Rings of its outline, in such degrees; none where it has no land to draw.
    pub outline: Vec<Vec<(f64, f64)>>,
}

/// What a map shows as one layer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Layer {
    /// Its name (`visit`).
    pub name: String,
    /// Kinds of events, and of each whether the target turns to the source.
    pub kinds: Vec<(String, bool)>,
    /// Relations of states of affairs, and of each whether the object turns to the subject.
    pub relations: Vec<(String, bool)>,
}

/// The rest of the house, as this room sees it. All of it may be asked from several threads at once.
pub trait House: Send + Sync + 'static {
    /// Reads an upload and hands over its reports one by one.
    fn read(&self, upload: &Upload, each: &mut dyn FnMut(ReadReport));

    /// The codes that follow from a kind and a status, by the ontology tables.
    fn codes(&self, kind: &str, status: Status) -> Codes;

    /// All kinds with the reading type of each, in the order of the tables.
    fn kinds(&self) -> Vec<(String, EventType)>;

    /// The names of all actors.
    fn names(&self) -> Vec<Name>;

    /// Where states and groups are; what is nowhere is not among them.
    fn spots(&self) -> Vec<Spot>;

    /// The layers of the map, in the order in which they are told.
    fn layers(&self) -> Vec<Layer>;

    /// The stretches of a report's text that are page furniture and were never read.
    fn noise(&self, text: &str) -> Vec<Span>;
}
