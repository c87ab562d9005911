//! Briefs: what is in them, their form, and hostile text.

use export::brief::Brief;

use crate::parts;
use crate::sample::{sample, soiled};

/// Protects readers: every sentence of a brief has a note, and each note names outlet, date and words.
#[test]
fn every_sentence_has_its_source() {
    let html = Brief::of(&sample()).unwrap().html();
    let html = html.replace("<line", "<rule");
    for item in html.split("<li").skip(1).filter(|item| !item.starts_with("><a href=\"#")) {
        let item = item.split("</li>").next().unwrap();
        if item.contains(" id=\"n") {
            assert!(item.contains("<b>") && item.contains("2026") && item.contains("<q>"), "{item}");
        } else {
            assert!(item.contains("<sup>"), "{item}");
        }
    }
    for part in ["What happened", "Who met whom", "Offices", "Promises", "Where reports differ", "<svg"] {
        assert!(html.contains(part), "{part}");
    }
}

/// Protects layouts: what a brief looks like.
#[test]
fn briefs_look_as_they_did() {
    let brief = Brief::of(&sample()).unwrap();
    let markdown = brief.markdown(Some("brief"));
    insta::assert_snapshot!("brief-md", markdown.text);
    assert_eq!(
        markdown.pictures.iter().map(|p| p.0.as_str()).collect::<Vec<_>>(),
        ["brief-timeline.svg", "brief-map.svg", "brief-offices.svg"]
    );
    assert!(brief.markdown(None).text.contains("(data:image/svg+xml,"));
    let html = brief.html();
    let body = html.split("</head>").nth(1).unwrap();
    let without_pictures: Vec<&str> = body
        .split("<svg")
        .enumerate()
        .map(|(n, part)| if n == 0 { part } else { part.split("</svg>").nth(1).unwrap() })
        .collect();
    insta::assert_snapshot!("brief-html", without_pictures.join("(picture)"));
}

/// Protects readers of a brief from the articles it is made of: nothing in them becomes markup, and nothing is loaded.
#[test]
fn hostile_text_stays_text() {
    let hostile = [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "](javascript:alert(1)) ![x](http://x.example/t.gif) [^1]: forged <b>bold</b>",
        "# heading\n- item\n\n```\n",
        "bidi \u{202e}x\u{2066} nul\0 esc\u{1b}[2J",
        "&lt;script&gt; ]]>",
    ];
    for text in hostile {
        for slice in [soiled(&|_| text.to_owned()), soiled(&|own| format!("{own}{text}"))] {
            let brief = Brief::of(&slice).unwrap();
            let html = brief.html();
            // Elements without an end are those of HTML that have none.
            let body = html.split("</head>").nth(1).unwrap().replace("</html>", "");
            for element in parts::elements(&body) {
                assert!(!["script", "img", "iframe", "style", "link", "object"].contains(&element.name.as_str()));
                for (name, value) in &element.attributes {
                    assert!(!name.starts_with("on") && name != "style", "{name}");
                    assert!(name != "href" || value.starts_with('#') || value.starts_with("http"), "{value}");
                }
            }
            let markdown = brief.markdown(Some("x")).text;
            for bad in
                ["<script", "<img", "<b>", "](javascript", "](http://x.example", "\n# h", "\u{202e}", "\0", "\u{1b}"]
            {
                assert!(!markdown.contains(bad), "{bad:?} in {markdown}");
            }
        }
    }
}

/// Protects those who ask what has no answer: the brief says so.
#[test]
fn an_empty_brief_says_so() {
    let brief = Brief::of(&export::formats::Slice::default()).unwrap();
    assert!(brief.html().contains("Nothing in the archive answers this question."));
    assert!(brief.markdown(None).text.contains("Nothing in the archive answers this question."));
}
