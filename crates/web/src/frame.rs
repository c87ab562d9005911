//! What stands around every page: its title, the way to other pages, light or dark.

use axum::http::HeaderMap;

use crate::app::App;
use crate::assets;
use crate::guard::cookie;

/// The cookie that remembers light or dark.
pub const THEME: &str = "attache_theme";

/// Light, dark, or as the reader's system has it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the reader's system has it.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// The theme of a name.
    pub fn of(name: &str) -> Theme {
        match name {
            "light" => Theme::Light,
            "dark" => Theme::Dark,
            _ => Theme::System,
        }
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Theme::System => "system",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }
}

/// What stands around a page.
#[derive(Clone, Debug, Default)]
pub struct Frame {
    /// The page's title.
    pub title: String,
    /// The part of the site it belongs to.
    pub section: &'static str,
    /// Light or dark.
    pub theme: Theme,
    /// Who reviews; nobody where the archive is read only.
    pub reviewer: Option<String>,
    /// What stands in the search box.
    pub words: String,
    /// The address of this page, to come back to.
    pub here: String,
    /// Addresses of the same rows as a feed, for programs that look for them.
    pub feeds: Vec<String>,
    /// The archive's name.
    pub archive: String,
    /// Token for forms.
    pub form_token: String,
}

impl Frame {
    /// The frame of a page.
    pub fn new(app: &App, headers: &HeaderMap, uri: &axum::http::Uri, section: &'static str, title: &str) -> Frame {
        Frame {
            title: crate::words::cut(title, 120),
            section,
            theme: cookie(headers, THEME).map(|name| Theme::of(&name)).unwrap_or_default(),
            reviewer: app.reviewer().map(str::to_owned),
            words: String::new(),
            here: uri.path_and_query().map(|path| path.as_str()).unwrap_or("/").to_owned(),
            feeds: Vec::new(),
            archive: app.name().to_owned(),
            form_token: app.guard().form_token(),
        }
    }

    /// A frame where nothing is known of who asks.
    pub fn bare(title: &str) -> Frame {
        Frame { title: title.to_owned(), here: "/".to_owned(), ..Frame::default() }
    }

    /// Address of the style sheet.
    pub fn style(&self) -> &'static str {
        &assets::STYLE.path
    }

    /// Address of the script.
    pub fn script(&self) -> &'static str {
        &assets::SCRIPT.path
    }

    /// Address of the icon.
    pub fn icon(&self) -> &'static str {
        &assets::ICON.path
    }

    /// Address that changes to a theme and comes back here.
    pub fn to_theme(&self, name: &str) -> String {
        crate::query::Query::default().set("back", &self.here).href(&format!("/theme/{name}"))
    }
}
