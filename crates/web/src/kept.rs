//! Whole pages, kept until the record changes: what many look at is made once.

use crate::{guard::Visit, memo::Memo, view::Format};
use axum::{
    body::{Body, Bytes, to_bytes},
    http::{HeaderMap, StatusCode, Uri, header},
    response::Response,
};
use std::sync::Arc;
use tokio::runtime::Handle;

/// Bytes of a page that is kept, at most; a page that is lighter than it should be is.
const LARGEST: usize = 300_000;
/// Pages that are kept: some tens of megabytes.
const PAGES: usize = 256;

/// All that a page depends on beside the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Which {
    address: String,
    lang: &'static str,
    who: String,
}

impl Which {
    /// The page that a visitor asks for; none where it is no page for people.
    pub fn of(uri: &Uri, visit: &Visit) -> Option<Which> {
        let address = uri.to_string();
        let (lang, who) = (visit.words.lang, visit.who.clone());
        (visit.format == Format::Html).then_some(Which { address, lang, who })
    }
}

/// A page as it was answered.
#[derive(Debug)]
pub struct Page {
    headers: HeaderMap,
    body: Bytes,
}

impl Page {
    /// Takes an answer in; gives it back where it is none to be kept: an error, one that is to be looked at again, or a
    /// large one. On a thread that may wait.
    fn of(response: Response) -> Result<Page, Box<Response>> {
        let passing = response.headers().contains_key(header::REFRESH);
        if response.status() != StatusCode::OK || passing {
            return Err(Box::new(response));
        }
        let (parts, body) = response.into_parts();
        let Ok(body) = Handle::current().block_on(to_bytes(body, usize::MAX)) else {
            return Err(Box::new(Response::from_parts(parts, Body::empty())));
        };
        match body.len() > LARGEST {
            true => Err(Box::new(Response::from_parts(parts, Body::from(body)))),
            false => Ok(Page { headers: parts.headers, body }),
        }
    }

    fn response(&self) -> Response {
        let mut response = Response::new(Body::from(self.body.clone()));
        *response.headers_mut() = self.headers.clone();
        response
    }
}

/// The pages that were asked for last.
#[derive(Debug)]
pub struct Pages(Memo<Which, Page>);

impl Default for Pages {
    fn default() -> Self {
        Pages(Memo::of(PAGES))
    }
}

impl Pages {
    /// A page of this version of the record, where it is kept and nobody is at it.
    pub fn known(&self, version: i64, which: &Which) -> Option<Response> {
        self.0.known(version, which).map(|page: Arc<Page>| page.response())
    }

    /// A page of this version of the record, made where it is not kept. On a thread that may wait.
    pub fn page(&self, version: i64, which: Which, make: impl FnOnce() -> Response) -> Response {
        match self.0.get(version, which, || Page::of(make())) {
            Ok(page) => page.response(),
            Err(passing) => *passing,
        }
    }
}
