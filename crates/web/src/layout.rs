//! What is the same on every page: head, masthead, navigation, footer.

use crate::{
    app::App,
    ask::Ask,
    assets::address,
    guard::LOGIN,
    pages::form::Form,
    routes::ROUTES,
    trouble::Trouble,
    view::View,
    words::{LANGUAGES, Words},
};
use maud::{DOCTYPE, Markup, html};

/// A view as a whole page.
pub fn page(view: &impl View, ask: &Ask) -> Markup {
    let title = view.title(ask);
    let others = html! { (formats(ask, view.csv().is_some())) (languages(ask)) };
    let search = ask.query.get("q").filter(|_| ask.path == "/search").unwrap_or_default();
    whole(ask.words, &title, view.scripts(), ask.path, search, view.html(ask), others)
}

/// What went wrong as a whole page; where the token is missing, with a form to show it.
pub fn trouble(trouble: &Trouble, message: &str, app: &App, words: &'static Words) -> Markup {
    let title = words.t("trouble.title");
    let main = html! {
        h1 { (title) }
        p.lead { (message) }
        @if matches!(trouble, Trouble::Token) { (login(app, words)) }
        @else { p { a href="/" { (words.t("trouble.home")) } } }
    };
    whole(words, title, &[], "", "", main, html! {})
}

/// The form that asks for the token.
pub fn login(app: &App, words: &Words) -> Markup {
    html! {
        form.stacked method="post" action=(LOGIN) {
            input type="hidden" name=(Form::PROOF) value=(app.guard.form());
            label for="token" { (words.t("login.token")) }
            input #token type="password" name="token" autocomplete="current-password" required;
            button type="submit" { (words.t("login.enter")) }
        }
    }
}

fn whole(
    words: &Words,
    title: &str,
    scripts: &[&str],
    path: &str,
    search: &str,
    main: Markup,
    others: Markup,
) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(words.lang) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) " · " (words.t("name")) }
                link rel="icon" type="image/svg+xml" href=(address("icon.svg"));
                link rel="stylesheet" href=(address("style.css"));
                @for script in scripts { script type="module" src=(address(script)) {} }
            }
            body {
                a.skip href="#main" { (words.t("nav.skip")) }
                (masthead(words, path, search))
                main #main tabindex="-1" { (main) }
                footer {
                    p { (words.t("footer.about")) }
                    (others)
                }
            }
        }
    }
}

fn masthead(words: &Words, path: &str, search: &str) -> Markup {
    html! {
        header.masthead {
            div.masthead-row {
                p.name { a href="/" { (words.t("name")) } }
                form.search role="search" action="/search" {
                    label.hidden for="q" { (words.t("search.label")) }
                    input #q type="search" name="q" value=(search) placeholder=(words.t("search.example")) maxlength="200";
                    button type="submit" { (words.t("search.go")) }
                }
            }
            nav aria-label=(words.t("nav.label")) {
                ul {
                    @for route in ROUTES.iter().filter(|r| r.nav) {
                        li {
                            a href=(route.path) aria-current=[(route.path == path).then_some("page")] {
                                (words.t(&format!("nav.{}", route.name)))
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The same page in other formats.
fn formats(ask: &Ask, list: bool) -> Markup {
    let query = ask.query.with("lang", "");
    let path = if ask.path == "/" { "/index" } else { ask.path };
    html! {
        p.formats {
            (ask.t("footer.formats")) " "
            a href={ (path) ".json" (query) } rel="alternate" type="application/json" { "JSON" }
            @if list { ", " a href={ (path) ".csv" (query) } rel="alternate" type="text/csv" { "CSV" } }
            ", " a href="/openapi" { (ask.t("footer.openapi")) }
        }
    }
}

fn languages(ask: &Ask) -> Markup {
    html! {
        p.languages {
            @for lang in LANGUAGES {
                @if lang != ask.words.lang {
                    a href={ (ask.path) (ask.query.with("lang", lang)) } lang=(lang) hreflang=(lang) {
                        (Words::of(lang).t("language"))
                    }
                }
            }
        }
    }
}
