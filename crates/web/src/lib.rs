//! The pages: the record in a browser, and the same answers as JSON and CSV.
//!
//! A page is a [`View`]: plain data that renders as HTML or is serialised, by the ending of the address. All pages stand
//! in one table ([`routes`]), from which the router and the OpenAPI document are made. This room knows the record's
//! questions and nothing of how reports are read: what it needs of the rest comes in as a [`House`].

mod app;
mod ask;
mod assets;
mod atlas;
mod dates;
pub mod draw;
mod guard;
mod house;
mod jobs;
mod kept;
mod layout;
mod memo;
mod names;
mod openapi;
mod pages;
mod parts;
mod routes;
mod serve;
mod store;
mod trouble;
mod view;
mod words;

pub use app::{App, Settings, service};
pub use ask::{Ask, Query};
pub use dates::date;
pub use house::{House, Layer, Name, ReadReport, Spot, Upload};
pub use names::Names;
pub use routes::{DEEDS, Deed, ROUTES, Route};
pub use serve::{Limits, serve};
pub use trouble::Trouble;
pub use view::{Csv, Format, View};
pub use words::{LANGUAGES, Words};
