//! The server as one value, and its pages as one service.

use crate::{
    ask::{Ask, Query},
    assets,
    atlas::Atlas,
    guard::{self, Guard, Visit},
    house::House,
    jobs::Jobs,
    kept::{self, Which},
    names::Names,
    pages::form,
    routes::{DEEDS, Deed, ROUTES, Route},
    store::Store,
    trouble::Trouble,
    view::{Format, sent, visible},
};
use axum::{
    Extension, Router,
    extract::{DefaultBodyLimit, RawPathParams, Request, State},
    http::{HeaderValue, StatusCode, Uri, uri::PathAndQuery},
    middleware,
    response::Response,
    routing::{get, post},
};
use std::{convert::Infallible, net::SocketAddr, path::PathBuf, sync::Arc, time::Duration};
use tower::{Layer, Service, util::MapRequestLayer};
use tower_http::timeout::TimeoutLayer;

/// Bytes that one upload may have: the reader takes reports of 10 MB, and a form adds a little.
pub const LARGEST: usize = 12 * 1024 * 1024;

/// What a server is started with.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The record.
    pub db: PathBuf,
    /// Where it listens, with the port.
    pub address: SocketAddr,
    /// What a visitor must show; none where only this machine can come in.
    pub token: Option<String>,
    /// How long a page may take, from the head of the question until the answer is made.
    pub patience: Duration,
}

/// The server: the record, the house behind it, and who may come in.
pub struct App {
    pub(crate) store: Store,
    pub(crate) house: Box<dyn House>,
    pub(crate) names: Names,
    pub(crate) atlas: Atlas,
    pub(crate) guard: Guard,
    pub(crate) jobs: Jobs,
    kept: kept::Pages,
    patience: Duration,
}

impl App {
    /// Opens the record and asks the house for what it knows.
    ///
    /// # Errors
    /// The record cannot be opened, the address demands a token that is missing or too short, or the system has no
    /// random numbers.
    pub fn new(settings: &Settings, house: impl House) -> Result<Arc<App>, String> {
        let guard = Guard::new(settings.address, settings.token.clone())?;
        let store = Store::open(&settings.db).map_err(|e| e.to_string())?;
        let names = Names::new(house.names());
        let atlas = Atlas::new(house.spots(), house.layers());
        let (house, jobs, kept) = (Box::new(house), Jobs::default(), kept::Pages::default());
        let patience = settings.patience;
        Ok(Arc::new(App { store, house, names, atlas, guard, jobs, kept, patience }))
    }
}

/// A service that answers requests; it never fails.
pub trait Pages:
    Service<Request, Response = Response, Error = Infallible, Future: Send> + Clone + Send + 'static
{
}

impl<S> Pages for S where
    S: Service<Request, Response = Response, Error = Infallible, Future: Send>
        + Clone
        + Send
        + 'static
{
}

/// The pages of a server as one service.
pub fn service(app: Arc<App>) -> impl Pages {
    MapRequestLayer::new(without_ending).layer(router(app))
}

fn router(app: Arc<App>) -> Router {
    let mut router = Router::new();
    for route in ROUTES {
        let page = move |state, visit, params, request| page(route, state, visit, params, request);
        router = router.route(route.path, get(page));
    }
    for deed in DEEDS {
        let act = move |state, visit, params, request| act(deed, state, visit, params, request);
        router = router.route(deed.path, post(act).layer(DefaultBodyLimit::max(deed.largest)));
    }
    router
        .route("/assets/{name}", get(assets::asset))
        .fallback(|state, visit| refused(Trouble::NoPage, state, visit))
        .method_not_allowed_fallback(|state, visit| refused(Trouble::Method, state, visit))
        .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, app.patience))
        .layer(middleware::from_fn_with_state(app.clone(), guard::watch))
        .with_state(app)
}

/// Takes the format off the path, so that a page is one route whatever its format.
fn without_ending<B>(mut request: Request<B>) -> Request<B> {
    let uri = request.uri();
    let (path, format) = Format::of(uri.path());
    // The first page has no name of its own to put an ending to.
    let path = if path == "/index" { "/" } else { path };
    if format != Format::Html {
        let query = uri.query().map(|q| format!("?{q}")).unwrap_or_default();
        let mut parts = uri.clone().into_parts();
        parts.path_and_query = PathAndQuery::try_from(format!("{path}{query}")).ok();
        if let Ok(bare) = Uri::from_parts(parts) {
            *request.uri_mut() = bare;
        }
    }
    request.extensions_mut().insert(format);
    request
}

/// Answers with a page that is kept, or one made on a thread that may wait for the record.
async fn page(
    route: &'static Route,
    State(app): State<Arc<App>>,
    Extension(visit): Extension<Visit>,
    params: RawPathParams,
    request: Request,
) -> Response {
    let query = Query::parse(request.uri().query().unwrap_or_default());
    let (path, params) = (request.uri().path().to_owned(), pairs(&params));
    let version = app.store.version().ok();
    let keeps = version.zip(Which::of(request.uri(), &visit));
    if let Some(page) = keeps.as_ref().and_then(|(v, which)| app.kept.known(*v, which)) {
        return page;
    }
    waited(app, visit, move |app, visit| {
        let made = || answered(app, visit, &path, &params, query, route.answer);
        match keeps {
            Some((version, which)) => app.kept.page(version, which, made),
            None => made(),
        }
    })
    .await
}

/// Does what a form asks for.
async fn act(
    deed: &'static Deed,
    State(app): State<Arc<App>>,
    Extension(visit): Extension<Visit>,
    params: RawPathParams,
    request: Request,
) -> Response {
    let (path, params) = (request.uri().path().to_owned(), pairs(&params));
    let form = match form::read(request).await {
        Ok(form) if visit.bearer || app.guard.is_our_form(&form) => form,
        Ok(_) => return refused(Trouble::Foreign, State(app), Extension(visit)).await,
        Err(trouble) => return refused(trouble, State(app), Extension(visit)).await,
    };
    let act = deed.act;
    let act = move |ask: &Ask| act(ask, &form);
    waited(app, visit, move |app, visit| {
        answered(app, visit, &path, &params, Query::default(), act)
    })
    .await
}

fn pairs(params: &RawPathParams) -> Vec<(String, String)> {
    params.iter().map(|(k, v)| (k.to_owned(), v.to_owned())).collect()
}

/// Makes an answer on a thread that may wait for the record; at most a few at once.
async fn waited(
    app: Arc<App>,
    visit: Visit,
    make: impl FnOnce(&Arc<App>, &Visit) -> Response + Send + 'static,
) -> Response {
    let turn = app.store.turn().await;
    let done = tokio::task::spawn_blocking(move || {
        let _turn = turn;
        make(&app, &visit)
    });
    done.await.unwrap_or_else(|_| sent(StatusCode::INTERNAL_SERVER_ERROR, "text/plain", ""))
}

/// Answers a question with a connection that reads.
fn answered(
    app: &Arc<App>,
    visit: &Visit,
    path: &str,
    params: &[(String, String)],
    query: Query,
    answer: impl FnOnce(&Ask) -> Result<Response, Trouble>,
) -> Response {
    let result = app.store.reader().map_err(Trouble::from).and_then(|reader| {
        let ask = Ask {
            record: reader.record()?,
            app,
            words: visit.words,
            who: &visit.who,
            path,
            params,
            query,
            format: visit.format,
        };
        answer(&ask)
    });
    result.unwrap_or_else(|trouble| told(&trouble, app, visit))
}

/// Answers that nothing came of it.
pub async fn refused(
    trouble: Trouble,
    State(app): State<Arc<App>>,
    Extension(visit): Extension<Visit>,
) -> Response {
    told(&trouble, &app, &visit)
}

/// What went wrong, as a page or as JSON.
pub fn told(trouble: &Trouble, app: &App, visit: &Visit) -> Response {
    let message = trouble.message(visit.words);
    let mut response = match visit.format {
        Format::Html => {
            let page = crate::layout::trouble(trouble, &message, app, visit.words);
            sent(trouble.status(), Format::Html.media_type(), visible(&page.into_string()))
        }
        Format::Json | Format::Csv => {
            let status = trouble.status().as_u16();
            let body = serde_json::json!({ "error": { "status": status, "message": message } });
            sent(trouble.status(), Format::Json.media_type(), body.to_string())
        }
    };
    if matches!(trouble, Trouble::Token) {
        let bearer = HeaderValue::from_static("Bearer");
        response.headers_mut().insert("www-authenticate", bearer);
    }
    response
}
