//! All pages and all that forms do, in two tables: from these come the router, the navigation and the OpenAPI document.

use crate::{
    app::LARGEST,
    ask::Ask,
    guard::LOGIN,
    pages::{self, form::Form},
    trouble::Trouble,
    view::answer,
};
use axum::response::Response;

/// A page.
pub struct Route {
    /// Its path, with `{open}` parts.
    pub path: &'static str,
    /// Its name: of the operation, and of its words in the navigation.
    pub name: &'static str,
    /// What it answers, in English.
    pub summary: &'static str,
    /// The fields that it takes behind the question mark (see [`PARAMETERS`]).
    pub query: &'static [&'static str],
    /// Whether it is a list, and has CSV.
    pub csv: bool,
    /// Whether it stands in the navigation.
    pub nav: bool,
    /// Makes the answer.
    pub answer: fn(&Ask) -> Result<Response, Trouble>,
}

/// Something that a form does.
pub struct Deed {
    /// Where the form is sent, with `{open}` parts.
    pub path: &'static str,
    /// Its name.
    pub name: &'static str,
    /// What it does, in English.
    pub summary: &'static str,
    /// Its fields, and what each is.
    pub fields: &'static [(&'static str, &'static str)],
    /// Whether it takes files.
    pub files: bool,
    /// Bytes that it takes at most.
    pub largest: usize,
    /// Does it.
    pub act: fn(&Ask, &Form) -> Result<Response, Trouble>,
}

/// A field behind the question mark.
pub struct Parameter {
    /// Its name.
    pub name: &'static str,
    /// What it asks for, in English.
    pub what: &'static str,
    /// Whether it is a number.
    pub number: bool,
}

const fn text(name: &'static str, what: &'static str) -> Parameter {
    Parameter { name, what, number: false }
}

const fn number(name: &'static str, what: &'static str) -> Parameter {
    Parameter { name, what, number: true }
}

/// Every field that a page takes.
pub const PARAMETERS: &[Parameter] = &[
    text("q", "Names, years, kinds of event and other words."),
    text("actor", "Codes or names, parted by commas; all of them take part."),
    text("from", "Events that last until this date (EDTF) or longer."),
    text("to", "Events that begin by this date (EDTF)."),
    text("type", "Reading types, parted by commas; any of them."),
    text("kind", "Neutral kinds, parted by commas; any of them."),
    text("status", "Statuses, parted by commas; any of them."),
    text("text", "Words that all stand in the evidence of one claim."),
    text(
        "known_by",
        "Only what was published by the end of this date (EDTF), as it was known then.",
    ),
    text("as_of", "The day (EDTF) on which states of affairs held."),
    text("relation", "Relations of states of affairs, parted by commas; any of them."),
    text("order", "`oldest` for the earliest first."),
    text("lane", "Lanes of the timeline, parted by commas: an actor, or two as `A:B`."),
    text("by", "`actor` for lanes by actor where none are named; else by pair."),
    text(
        "layer",
        "Layers of the map, parted by commas: visit, sanction, conflict; all where none is named.",
    ),
    number("zoom", "How many times as large a drawing is: 1, 2, 4, 8 or 16."),
    text(
        "at",
        "The middle of a drawing that is zoomed into, as `x,y` in hundredths from the left and the top.",
    ),
    number("year", "A year, where neither `from` nor `to` is given."),
    number("page", "Which page of a long list, from 1."),
    text("lang", "Language of the interface: nl or en; kept in a cookie."),
];

/// What lists of events are chosen by.
const EVENTS: &[&str] =
    &["actor", "from", "to", "type", "kind", "status", "text", "known_by", "order", "page", "lang"];
const STATES: &[&str] = &["as_of", "known_by", "actor", "relation", "page", "lang"];
const LANES: &[&str] =
    &["lane", "by", "actor", "from", "to", "type", "kind", "status", "text", "known_by", "lang"];
const NETWORK: &[&str] = &["actor", "year", "from", "to", "zoom", "at", "lang"];
const MAP: &[&str] =
    &["layer", "actor", "year", "from", "to", "as_of", "known_by", "status", "zoom", "at", "lang"];
const SUMS: &[&str] = &["from", "to", "as_of", "known_by", "lang"];

/// All pages, in the order of the navigation.
pub const ROUTES: &[Route] = &[
    Route {
        path: "/",
        name: "index",
        summary: "What the record holds, the newest events, the busiest pairs.",
        query: &["lang"],
        csv: false,
        nav: true,
        answer: |ask| answer(pages::overview::view(ask)?, ask),
    },
    Route {
        path: "/search",
        name: "search",
        summary: "Events by names, years and kinds in words.",
        query: &["q", "page", "lang"],
        csv: true,
        nav: false,
        answer: |ask| answer(pages::search::view(ask)?, ask),
    },
    Route {
        path: "/events",
        name: "events",
        summary: "Events, a page at a time.",
        query: EVENTS,
        csv: true,
        nav: true,
        answer: |ask| answer(pages::events::view(ask)?, ask),
    },
    Route {
        path: "/events/{id}",
        name: "event",
        summary: "An event with its claims, sources, contradictions and the states it began or ended.",
        query: &["lang"],
        csv: false,
        nav: false,
        answer: |ask| answer(pages::event::view(ask)?, ask),
    },
    Route {
        path: "/claims/{id}",
        name: "claim",
        summary: "How a claim came to be: the sentence, the rules that read it, what lost.",
        query: &["lang"],
        csv: false,
        nav: false,
        answer: |ask| answer(pages::claim::view(ask)?, ask),
    },
    Route {
        path: "/timeline",
        name: "timeline",
        summary: "Events in lanes by actor or pair, the busiest first, over decades or days; as JSON in brief, at most 70 a lane.",
        query: LANES,
        csv: false,
        nav: true,
        answer: |ask| answer(pages::timeline::view(ask)?, ask),
    },
    Route {
        path: "/network",
        name: "network",
        summary: "Who with whom in a stretch of time: the busiest actors and pairs, with blocs.",
        query: NETWORK,
        csv: false,
        nav: true,
        answer: |ask| answer(pages::network::view(ask)?, ask),
    },
    Route {
        path: "/map",
        name: "map",
        summary: "Who visited whom, sanctions and conflicts over the earth: events of a stretch of time, states of affairs as of a day.",
        query: MAP,
        csv: true,
        nav: true,
        answer: |ask| answer(pages::map::view(ask)?, ask),
    },
    Route {
        path: "/actors",
        name: "actors",
        summary: "States, organisations and groups by the number of their events.",
        query: &["from", "to", "page", "lang"],
        csv: true,
        nav: true,
        answer: |ask| answer(pages::actors::view(ask)?, ask),
    },
    Route {
        path: "/actors/{name}",
        name: "actor",
        summary: "All about a state, an organisation, a group or a person.",
        query: SUMS,
        csv: false,
        nav: false,
        answer: |ask| answer(pages::actor::view(ask)?, ask),
    },
    Route {
        path: "/pairs/{a}/{b}",
        name: "pair",
        summary: "The history of two actors with each other.",
        query: SUMS,
        csv: false,
        nav: false,
        answer: |ask| answer(pages::pair::view(ask)?, ask),
    },
    Route {
        path: "/states",
        name: "states",
        summary: "States of affairs (memberships, treaties, sanctions, wars) as of any day.",
        query: STATES,
        csv: true,
        nav: true,
        answer: |ask| answer(pages::states::view(ask)?, ask),
    },
    Route {
        path: "/reports",
        name: "reports",
        summary: "The reports that the record has.",
        query: &["page", "lang"],
        csv: true,
        nav: true,
        answer: |ask| answer(pages::reports::view(ask)?, ask),
    },
    Route {
        path: "/reports/{doc}",
        name: "report",
        summary: "A report's text with every reading in its place.",
        query: &["lang"],
        csv: false,
        nav: false,
        answer: |ask| answer(pages::report::view(ask)?, ask),
    },
    Route {
        path: "/review",
        name: "review",
        summary: "Events to be looked at by a person: the least sure that reach furthest first.",
        query: &["page", "lang"],
        csv: true,
        nav: true,
        answer: |ask| answer(pages::review::view(ask)?, ask),
    },
    Route {
        path: "/corrections",
        name: "corrections",
        summary: "The log of corrections, the latest first.",
        query: &["page", "lang"],
        csv: true,
        nav: false,
        answer: |ask| answer(pages::corrections::view(ask)?, ask),
    },
    Route {
        path: "/add",
        name: "add",
        summary: "The form by which reports are added.",
        query: &["lang"],
        csv: false,
        nav: true,
        answer: |ask| answer(pages::add::view(ask)?, ask),
    },
    Route {
        path: "/add/{job}",
        name: "upload",
        summary: "How far an upload is, and the events that it brought.",
        query: &["lang"],
        csv: false,
        nav: false,
        answer: |ask| answer(pages::upload::view(ask)?, ask),
    },
    Route {
        path: LOGIN,
        name: "login",
        summary: "The form that asks for the token.",
        query: &["lang"],
        csv: false,
        nav: false,
        answer: |ask| answer(pages::login::Login {}, ask),
    },
    Route {
        path: "/openapi",
        name: "openapi",
        summary: "All addresses; as JSON this document.",
        query: &["lang"],
        csv: false,
        nav: false,
        answer: |ask| answer(pages::interface::view(), ask),
    },
];

const VERSION: (&str, &str) =
    ("version", "The event's version as it was seen; where it is another by now, nothing is done.");
const BACK: (&str, &str) = ("back", "Where to go afterwards; a path of this server.");
const WHY: (&str, &str) = ("why", "Why; may be empty.");

/// Bytes of a form without files.
const SMALL: usize = 64 * 1024;

/// All that forms do.
pub const DEEDS: &[Deed] = &[
    Deed {
        path: "/events/{id}/accept",
        name: "accept",
        summary: "Says that an event is read rightly.",
        fields: &[VERSION, WHY, BACK],
        files: false,
        largest: SMALL,
        act: pages::correct::accept,
    },
    Deed {
        path: "/events/{id}/reject",
        name: "reject",
        summary: "Says that an event is misread: it is none.",
        fields: &[VERSION, WHY, BACK],
        files: false,
        largest: SMALL,
        act: pages::correct::reject,
    },
    Deed {
        path: "/events/{id}/change",
        name: "change",
        summary: "Says what parts of an event are instead; only those that differ are changed.",
        fields: &[
            VERSION,
            ("kind", "Neutral kind."),
            ("status", "How certain."),
            ("date", "When, as EDTF; empty where it is not known."),
            ("place", "Where."),
            ("source", "Who acts, as `CODE/Name,CODE`."),
            ("target", "Who undergoes."),
            WHY,
            BACK,
        ],
        files: false,
        largest: SMALL,
        act: pages::correct::change,
    },
    Deed {
        path: "/events/{id}/merge",
        name: "merge",
        summary: "Says that two events are one.",
        fields: &[VERSION, ("with", "The identifier of the other event."), WHY, BACK],
        files: false,
        largest: SMALL,
        act: pages::correct::merge,
    },
    Deed {
        path: "/review",
        name: "name",
        summary: "Keeps who reviews, for corrections to come.",
        fields: &[("who", "The name.")],
        files: false,
        largest: SMALL,
        act: pages::review::keep,
    },
    Deed {
        path: "/corrections/{id}/undo",
        name: "undo",
        summary: "Takes a correction back.",
        fields: &[WHY, BACK],
        files: false,
        largest: SMALL,
        act: pages::correct::undo,
    },
    Deed {
        path: "/add",
        name: "read",
        summary: "Reads a pasted text, or files, into the record.",
        fields: &[
            ("published", "Publication date (EDTF) of reports that have none of their own."),
            ("title", "Name of the pasted text."),
            ("text", "A pasted text."),
            ("files", "Files: .txt, .html, .jsonl or .csv."),
        ],
        files: true,
        largest: LARGEST,
        act: pages::add::read,
    },
    Deed {
        path: LOGIN,
        name: "enter",
        summary: "Shows the token and gets a session.",
        fields: &[("token", "The token.")],
        files: false,
        largest: SMALL,
        act: pages::login::enter,
    },
];
