//! Writing SVG: escaping, labels fit for the eye, numbers of few digits.

use std::fmt::Write;

/// Text as one line for the eye: no control characters, no marks that turn the direction of writing, single spaces.
pub(crate) fn clean(text: &str) -> String {
    let mut line = String::with_capacity(text.len().min(256));
    for c in text.chars() {
        match c {
            c if c.is_whitespace() || c.is_control() => {
                if !line.is_empty() && !line.ends_with(' ') {
                    line.push(' ');
                }
            }
            c if is_mark(c) => {}
            c => line.push(c),
        }
    }
    line.truncate(line.trim_end().len());
    line
}

/// Whether a character has no shape of its own and changes how others are shown, or may not stand in XML.
pub(crate) fn is_mark(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}' | '\u{e0000}'..='\u{e007f}')
}

/// At most `n` characters of a cleaned text, the last an ellipsis where something is cut.
pub(crate) fn short(text: &str, n: usize) -> String {
    // A name of a megabyte is not cleaned whole only to keep its first words.
    let start: String = text.chars().take(n.saturating_mul(4) + 16).collect();
    let line = clean(&start);
    let whole = start.len() == text.len() && line.chars().count() <= n;
    if whole {
        return line;
    }
    let mut cut: String = line.chars().take(n.saturating_sub(1)).collect();
    cut.truncate(cut.trim_end().len());
    cut.push('…');
    cut
}

/// Text with the characters escaped that mean something in XML and HTML.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

/// An address that may be a link: one inside the page or the site, or of the web.
pub(crate) fn safe_href(href: &str) -> Option<&str> {
    let plain = !href.chars().any(|c| c.is_whitespace() || c.is_control() || c == '\\');
    let inside = href.starts_with('#') || href.starts_with('?') || (href.starts_with('/') && !href.starts_with("//"));
    let web = href.starts_with("https://") || href.starts_with("http://");
    (plain && (inside || web)).then_some(href)
}

/// Width of a text in units of its font size, roughly, for a common sans-serif face.
pub(crate) fn ems(text: &str) -> f64 {
    let tenths: u32 = text
        .chars()
        .map(|c| match c {
            'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | ' ' | '(' | ')' | 'I' => 30,
            'f' | 't' | 'r' | '-' => 38,
            'm' | 'w' | 'M' | 'W' | '…' => 88,
            c if c.is_ascii_uppercase() => 68,
            c if c.is_ascii() => 55,
            c if c >= '\u{1100}' => 100,
            _ => 58,
        })
        .sum();
    f64::from(tenths) / 100.0
}

/// As much of a cleaned text as fits a width in pixels at a font size, the last character an ellipsis where cut.
pub(crate) fn fit(text: &str, width: f64, font: f64) -> String {
    let whole = short(text, 80);
    if ems(&whole) * font <= width {
        return whole;
    }
    let n_characters = whole.chars().count();
    let fitting = (2..n_characters).rev().map(|n| short(&whole, n)).find(|cut| ems(cut) * font <= width);
    fitting.unwrap_or_default()
}

/// A coordinate with at most one decimal.
pub(crate) fn n(value: f64) -> String {
    let tenths = (value * 10.0).round();
    if !tenths.is_finite() {
        return "0".to_owned();
    }
    let tenths = tenths as i64;
    let sign = if tenths < 0 { "-" } else { "" };
    match (tenths.abs() / 10, tenths.abs() % 10) {
        (whole, 0) => format!("{sign}{whole}"),
        (whole, tenth) => format!("{sign}{whole}.{tenth}"),
    }
}

/// A drawing under way.
pub(crate) struct Svg {
    body: String,
    has_links: bool,
}

impl Svg {
    pub(crate) fn new() -> Svg {
        Svg { body: String::new(), has_links: false }
    }

    /// Adds markup that is known to be well-formed.
    pub(crate) fn raw(&mut self, markup: &str) {
        self.body.push_str(markup);
    }

    pub(crate) fn line(&mut self, class: &str, from: (f64, f64), to: (f64, f64)) {
        let _ = write!(
            self.body,
            r#"<line class="{class}" x1="{}" y1="{}" x2="{}" y2="{}"/>"#,
            n(from.0),
            n(from.1),
            n(to.0),
            n(to.1)
        );
    }

    pub(crate) fn rect(&mut self, class: &str, at: (f64, f64), size: (f64, f64), radius: f64) {
        let _ = write!(
            self.body,
            r#"<rect class="{class}" x="{}" y="{}" width="{}" height="{}""#,
            n(at.0),
            n(at.1),
            n(size.0.max(0.0)),
            n(size.1.max(0.0))
        );
        if radius > 0.0 {
            let _ = write!(self.body, r#" rx="{}""#, n(radius));
        }
        self.body.push_str("/>");
    }

    pub(crate) fn circle(&mut self, class: &str, at: (f64, f64), radius: f64) {
        let _ = write!(self.body, r#"<circle class="{class}" cx="{}" cy="{}" r="{}"/>"#, n(at.0), n(at.1), n(radius));
    }

    pub(crate) fn path(&mut self, class: &str, d: &str) {
        let _ = write!(self.body, r#"<path class="{class}" d="{d}"/>"#);
    }

    /// Text with its baseline's start, middle or end (`start`, `middle`, `end`) at a point.
    pub(crate) fn text(&mut self, class: &str, at: (f64, f64), anchor: &str, text: &str) {
        let _ = write!(self.body, r#"<text class="{class}" x="{}" y="{}""#, n(at.0), n(at.1));
        if anchor != "start" {
            let _ = write!(self.body, r#" text-anchor="{anchor}""#);
        }
        let _ = write!(self.body, ">{}</text>", escape(&clean(text)));
    }

    /// Opens a group with a text alternative, which is a link where the address may be one.
    pub(crate) fn open(&mut self, class: &str, title: &str, href: Option<&str>) {
        match href.and_then(safe_href) {
            Some(href) => {
                self.has_links = true;
                let _ = write!(self.body, r#"<a class="{class}" href="{}">"#, escape(href));
            }
            None => {
                let _ = write!(self.body, r#"<g class="{class}">"#);
            }
        }
        if !title.is_empty() {
            let _ = write!(self.body, "<title>{}</title>", escape(&short(title, 600)));
        }
    }

    /// Closes what [`Svg::open`] opened with the same address.
    pub(crate) fn close(&mut self, href: Option<&str>) {
        self.body.push_str(if href.and_then(safe_href).is_some() { "</a>" } else { "</g>" });
    }

    /// The whole drawing, with title and description for those who cannot see it.
    pub(crate) fn finish(self, kind: &str, words: &super::Words, size: (f64, f64)) -> String {
        let id: String = words.id.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
        // Inside a picture nothing can be reached, so that one with links is a group instead.
        let role = if self.has_links { "group" } else { "img" };
        format!(
            concat!(
                r#"<svg xmlns="http://www.w3.org/2000/svg" class="drawing drawing-{kind}" role="{role}" "#,
                r#"aria-labelledby="{id}-title" aria-describedby="{id}-desc" "#,
                r#"viewBox="0 0 {width} {height}" width="{width}" height="{height}">"#,
                r#"<title id="{id}-title">{title}</title><desc id="{id}-desc">{desc}</desc>{body}</svg>"#
            ),
            kind = kind,
            role = role,
            id = id,
            width = n(size.0),
            height = n(size.1),
            title = escape(&short(&words.title, 300)),
            desc = escape(&short(&words.description, 4000)),
            body = self.body,
        )
    }
}
