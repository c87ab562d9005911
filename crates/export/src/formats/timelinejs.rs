//! The JSON of TimelineJS: a slide a happening with a date. Its texts are HTML, so that ours are escaped.

use std::io::Write;

use serde_json::{Value, json};

use super::fields::{happening_days, outlet, web_address};
use super::{ExportError, Source};
use crate::draw::escape;
use crate::view::HappeningView;
use crate::{date_in_words, days};

/// Writes the timeline. What has no date is left out, and the number of these said on the first slide.
pub(super) fn write(source: &dyn Source, out: &mut dyn Write) -> Result<(), ExportError> {
    let heading = source.heading();
    out.write_all(b"{\"events\":[")?;
    let (mut is_first, mut n_undated) = (true, 0usize);
    source.happenings(&mut |happening| {
        let Some(days) = happening_days(happening) else {
            n_undated += 1;
            return Ok(());
        };
        out.write_all(if is_first { b"\n" } else { b",\n" })?;
        is_first = false;
        Ok(serde_json::to_writer(&mut *out, &slide(happening, days))?)
    })?;
    let left_out = match n_undated {
        0 => String::new(),
        1 => " One happening without a date is left out.".to_owned(),
        n => format!(" {n} happenings without a date are left out."),
    };
    let title = json!({ "text": {
        "headline": escape(&heading.title),
        "text": format!("<p>{}{left_out}</p>", escape(&heading.question)),
    }});
    write!(out, "\n],\"title\":{title}}}\n")?;
    Ok(())
}

fn slide(happening: &HappeningView, (first, last): (i64, i64)) -> Value {
    let mut slide = json!({
        "unique_id": happening.id,
        "start_date": date(first),
        "display_date": happening.date.as_deref().map(|date| escape(&date_in_words(date))),
        "group": happening.event_type,
        "text": { "headline": escape(&happening.sentence), "text": body(happening) },
    });
    if let (true, Some(slide)) = (last > first, slide.as_object_mut()) {
        slide.insert("end_date".to_owned(), date(last));
    }
    slide
}

fn date(day: i64) -> Value {
    let (year, month, day) = days::civil(day);
    json!({ "year": year, "month": month, "day": day })
}

fn body(happening: &HappeningView) -> String {
    let mut html = String::new();
    for report in &happening.reports {
        let article = &report.view.article;
        let quotation = report.view.event.evidence.first().map_or("", String::as_str);
        let name = escape(outlet(article));
        let name = match web_address(&article.origin) {
            Some(address) => format!("<a href=\"{}\">{name}</a>", escape(address)),
            None => name,
        };
        let published = article.published.as_deref().map(|date| format!(", {}", escape(&date_in_words(date))));
        html.push_str(&format!(
            "<blockquote>{}</blockquote><p>{name}{}</p>",
            escape(quotation),
            published.unwrap_or_default()
        ));
    }
    html
}
