//! What can go wrong with a request, told in the visitor's language.

use crate::words::Words;
use axum::http::StatusCode;
use kroniek_record::RecordError;

/// Why there is no such answer.
#[derive(Debug)]
pub enum Trouble {
    /// Nothing lies at the address.
    NoPage,
    /// The record has nothing by this identifier.
    Unknown(String),
    /// Nobody in the record goes by this name.
    Nobody(String),
    /// A value means nothing: what it was for, and the value.
    Value(&'static str, String),
    /// This page is no list, and has no CSV.
    NoList,
    /// Somebody changed it in the meantime.
    Changed,
    /// The visitor has shown no token.
    Token,
    /// The request comes from elsewhere, or from a page of an earlier run of the server.
    Foreign,
    /// The address names a host that this server does not answer to.
    Host,
    /// More was sent than is taken.
    TooLarge,
    /// It took too long to come or to answer.
    Late,
    /// What was sent cannot be understood.
    Garbled,
    /// The method is not for this address.
    Method,
    /// The record complains.
    Record(RecordError),
    /// The answer could not be made.
    Broken(String),
}

impl From<RecordError> for Trouble {
    fn from(e: RecordError) -> Self {
        match e {
            RecordError::Unknown(id) => Trouble::Unknown(id),
            RecordError::Nobody(name) => Trouble::Nobody(name),
            RecordError::Ambiguous { prefix, .. } => Trouble::Value("id", prefix),
            RecordError::Argument(what) => Trouble::Value("text", what),
            e => Trouble::Record(e),
        }
    }
}

impl From<serde_json::Error> for Trouble {
    fn from(e: serde_json::Error) -> Self {
        Trouble::Broken(e.to_string())
    }
}

impl From<csv::Error> for Trouble {
    fn from(e: csv::Error) -> Self {
        Trouble::Broken(e.to_string())
    }
}

impl Trouble {
    /// The status of the answer, as RFC 9110 has it.
    pub fn status(&self) -> StatusCode {
        match self {
            Trouble::NoPage | Trouble::Unknown(_) | Trouble::Nobody(_) | Trouble::NoList => {
                StatusCode::NOT_FOUND
            }
            Trouble::Value(..) | Trouble::Garbled => StatusCode::BAD_REQUEST,
            Trouble::Changed => StatusCode::CONFLICT,
            Trouble::Token => StatusCode::UNAUTHORIZED,
            Trouble::Foreign => StatusCode::FORBIDDEN,
            Trouble::Host => StatusCode::MISDIRECTED_REQUEST,
            Trouble::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Trouble::Late => StatusCode::REQUEST_TIMEOUT,
            Trouble::Method => StatusCode::METHOD_NOT_ALLOWED,
            Trouble::Record(RecordError::Locked(_)) => StatusCode::SERVICE_UNAVAILABLE,
            Trouble::Record(_) | Trouble::Broken(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// What went wrong and what to do, in words.
    pub fn message(&self, words: &Words) -> String {
        let (key, value) = match self {
            Trouble::NoPage => ("trouble.page", String::new()),
            Trouble::Unknown(id) => ("trouble.unknown", id.clone()),
            Trouble::Nobody(name) => ("trouble.nobody", name.clone()),
            Trouble::Value(field, value) => {
                let field = words.name("field", field);
                return words.with("trouble.value", &[("field", &field), ("value", value)]);
            }
            Trouble::NoList => ("trouble.list", String::new()),
            Trouble::Changed => ("trouble.changed", String::new()),
            Trouble::Token => ("trouble.token", String::new()),
            Trouble::Foreign => ("trouble.foreign", String::new()),
            Trouble::Host => ("trouble.host", String::new()),
            Trouble::TooLarge => ("trouble.large", String::new()),
            Trouble::Late => ("trouble.late", String::new()),
            Trouble::Garbled => ("trouble.garbled", String::new()),
            Trouble::Method => ("trouble.method", String::new()),
            Trouble::Record(RecordError::Locked(_)) => ("trouble.locked", String::new()),
            Trouble::Record(e) => ("trouble.record", e.to_string()),
            Trouble::Broken(what) => ("trouble.broken", what.clone()),
        };
        words.with(key, &[("value", &value)])
    }
}
