//! Articles that are about something else altogether: sports, weather, entertainment.

use lexicon::frames::Frames;
use record::Finding;

use crate::view::View;

/// Words of a field that make an article one of that field, in thousandths of its words.
const SHARE: usize = 15;
/// Fewer such words prove nothing.
const LEAST: usize = 5;

/// A finding that says why nothing is coded, where the article is about sports, weather or entertainment.
pub(crate) fn not_political(views: &[View], frames: &Frames) -> Option<Finding> {
    for name in ["sports", "weather", "show_business"] {
        let Some(class) = frames.class(name) else { continue };
        let (mut words, mut hits) = (0, 0);
        let mut kinds: Vec<&str> = Vec::new();
        for view in views {
            for token in view.tokens() {
                words += 1;
                if view.is_in(token, class) {
                    hits += 1;
                    if !kinds.contains(&view.lemma(token)) {
                        kinds.push(view.lemma(token));
                    }
                }
            }
        }
        if hits >= LEAST && kinds.len() >= 4 && hits * 1000 >= words * SHARE {
            let message = format!("the article is about {}: nothing is coded", name.replace('_', " "));
            return Some(Finding { span: None, message });
        }
    }
    None
}
