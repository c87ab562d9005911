//! A small archive of made-up events, whose texts can be soiled.

use std::collections::BTreeMap;

use export::formats::{Heading, Slice};
use export::view::{
    ArticleRef, ArticleView, BodyView, DisagreementView, EventView, HappeningView, PartyView, PersonView, PlaceView,
    Ref, ReportView, StatementView, TenureView, VersionView,
};
use export::wire;

/// Makes the sample; every text of an article or a name goes through `soil`.
pub struct Maker<'a> {
    soil: &'a dyn Fn(&str) -> String,
}

/// The sample as it is.
pub fn sample() -> Slice {
    soiled(&str::to_owned)
}

/// The sample with every text changed.
pub fn soiled(soil: &dyn Fn(&str) -> String) -> Slice {
    let maker = Maker { soil };
    let articles = vec![maker.article(0), maker.article(1)];
    let reports: Vec<ReportView> = articles.iter().map(|article| maker.report(article, 0)).collect();
    let planned = maker.report(&articles[0], 1);
    let happenings = vec![maker.happening("h1", reports, true), maker.happening("h2", vec![planned], false)];
    let statements = vec![StatementView {
        id: "a0-s1".to_owned(),
        article: articles[0].article.clone(),
        speaker: Some(maker.person_ref(0)),
        statement: articles[0].record.statements[0].clone(),
        due: Some("2026-03".to_owned()),
    }];
    Slice {
        heading: Heading { title: maker.t("Malawi and Zambia"), question: maker.t("country Malawi"), address: None },
        happenings,
        statements,
        people: vec![maker.person(0, &articles), maker.person(1, &articles)],
        bodies: vec![BodyView {
            id: "b1".to_owned(),
            name: maker.t("Joint Border Commission"),
            aliases: vec![maker.t("the commission")],
            country: Some("MWI".to_owned()),
            kind: "ministry".to_owned(),
            sector: Some("GOV".to_owned()),
            articles: 2,
            happenings: 1,
            tenures: Vec::new(),
        }],
        articles,
    }
}

const PEOPLE: [&str; 2] = ["Chanda Mwape", "Grace Phiri"];

/// Text under construction, with the spans of its parts in code points.
#[derive(Default)]
struct Text {
    text: String,
    n: usize,
}

impl Text {
    fn add(&mut self, words: &str) -> wire::Span {
        let start = self.n;
        self.text.push_str(words);
        self.n += words.chars().count();
        [start, self.n]
    }
}

impl Maker<'_> {
    fn t(&self, text: &str) -> String {
        (self.soil)(text)
    }

    fn person_ref(&self, n: usize) -> Ref {
        Ref { id: format!("p{n}"), name: self.t(PEOPLE[n]) }
    }

    fn article_ref(&self, n: usize) -> ArticleRef {
        ArticleRef {
            id: format!("a{n}"),
            title: Some(self.t(["Ministers meet in Lilongwe", "Border talks held"][n])),
            publisher: Some(self.t(["Lakeside Courier", "Plateau Wire"][n])),
            published: Some(["2026-01-13", "2026-01-14"][n].to_owned()),
            origin: self.t(["https://courier.example/1", "pages/two.html"][n]),
            copy_of: None,
        }
    }

    fn article(&self, n: usize) -> ArticleView {
        let mut text = Text::default();
        let (first, second) = (self.t(PEOPLE[0]), self.t(PEOPLE[1]));
        let one = text.add(&first);
        text.add(", ");
        let office = text.add(&self.t("the defence minister of Zambia"));
        text.add(", met ");
        let two = text.add(&second);
        text.add(" in ");
        let place = text.add("Lilongwe");
        text.add(" on ");
        let date = text.add("Monday");
        let end = text.add(".")[1];
        text.add("\n\n");
        let pledge = text.add(&self.t("She will visit Lusaka in February"));
        text.add(". ");
        // Somebody who is only named, and about whom the source tells nothing else.
        let watcher = self.t("Peter Banda");
        let third = text.add(&watcher);
        text.add(" watched.");
        let cut = |span: wire::Span| text.text.chars().skip(span[0]).take(span[1] - span[0]).collect::<String>();
        let party = |name: &str, id: &str, span| wire::Party {
            name: name.to_owned(),
            person: Some(id.to_owned()),
            body: None,
            country: Some(if id == "p1" { "ZMB" } else { "MWI" }.to_owned()),
            sector: Some("MIL".to_owned()),
            office: Some(self.t("defence minister")),
            span,
        };
        let event = |id: &str, planned: bool, span: wire::Span| wire::Event {
            id: id.to_owned(),
            event_type: "CONSULT".to_owned(),
            mode: Some(if planned { "visit" } else { "meeting" }.to_owned()),
            status: if planned { "planned" } else { "occurred" }.to_owned(),
            actor: match planned {
                true => vec![party(&second, "p2", two)],
                false => vec![party(&first, "p1", one), party(&second, "p2", two)],
            },
            recipient: Vec::new(),
            date: Some(wire::EventDate {
                value: if planned { "2026-02" } else { "2026-01-12" }.to_owned(),
                basis: "relative".to_owned(),
                why: self.t("Monday before the day of publication"),
                span: Some(date),
            }),
            place: Some(wire::EventPlace {
                name: self.t(if planned { "Lusaka" } else { "Lilongwe" }),
                country: Some(if planned { "ZMB" } else { "MWI" }.to_owned()),
                lat: Some(-13.967),
                lon: Some(33.787),
                precision: "city".to_owned(),
                span: Some(place),
            }),
            subjects: vec!["border-security".to_owned()],
            contexts: vec!["military".to_owned()],
            cameo: "040".to_owned(),
            score: -2.5,
            confidence: 0.91,
            evidence: vec![cut(span)],
            spans: vec![span],
            quantities: Vec::new(),
            attributed_to: Some(self.t("an aide")),
            frame: "meets".to_owned(),
        };
        let person = |id: &str, name: &str, span, offices| wire::Person {
            id: id.to_owned(),
            name: name.to_owned(),
            aliases: vec![self.t("the minister")],
            country: Some(if id == "p1" { "ZMB" } else { "MWI" }.to_owned()),
            sector: Some("MIL".to_owned()),
            rank: None,
            background: false,
            offices,
            mentions: vec![span],
        };
        let held = wire::Office {
            title: self.t("defence minister"),
            body: Some(self.t("Ministry of Defence")),
            country: Some("ZMB".to_owned()),
            held: "current".to_owned(),
            span: office,
        };
        let reference = self.article_ref(n);
        let record = wire::Record {
            schema: wire::SCHEMA.to_owned(),
            article: wire::Article {
                id: reference.id.clone(),
                origin: reference.origin.clone(),
                title: reference.title.clone(),
                publisher: reference.publisher.clone(),
                byline: vec![self.t("A Reporter")],
                language: Some("en".to_owned()),
                published: reference.published.clone().map(|value| wire::Published {
                    value,
                    basis: "stated".to_owned(),
                    evidence: self.t("13 January"),
                }),
                text: text.text.clone(),
            },
            people: vec![
                person("p1", &first, one, vec![held]),
                person("p2", &second, two, Vec::new()),
                person("p3", &watcher, third, Vec::new()),
            ],
            bodies: Vec::new(),
            events: vec![event("e1", false, [0, end]), event("e2", true, pledge)],
            statements: vec![wire::Statement {
                id: "s1".to_owned(),
                speaker: first.clone(),
                person: Some("p1".to_owned()),
                stance: "pledge".to_owned(),
                text: cut(pledge),
                span: pledge,
                addressee: Some(self.t("reporters")),
                condition: None,
            }],
            written: None,
            stamp: wire::Stamp { engine: "0.1.0".into(), data: "d".into(), model: "m".into() },
            findings: Vec::new(),
        };
        let identities = [
            ("p1", self.person_ref(0)),
            ("p2", self.person_ref(1)),
            ("p3", Ref { id: "p9".to_owned(), name: watcher.clone() }),
        ];
        ArticleView {
            article: reference,
            record,
            happenings: [("e1", "h1"), ("e2", "h2")].map(|(e, h)| (e.to_owned(), h.to_owned())).into(),
            identities: identities.map(|(id, identity)| (id.to_owned(), identity)).into(),
            copies: Vec::new(),
            due: BTreeMap::new(),
        }
    }

    fn report(&self, article: &ArticleView, row: usize) -> ReportView {
        let event = article.record.events[row].clone();
        let view = EventView {
            id: format!("{}-{}", article.article.id, event.id),
            article: article.article.clone(),
            happening: article.happenings.get(&event.id).cloned(),
            identities: article.identities.clone(),
            event,
        };
        ReportView { source: article.article.id.clone(), view }
    }

    fn happening(&self, id: &str, reports: Vec<ReportView>, is_held: bool) -> HappeningView {
        let event = reports[0].view.event.clone();
        let party = |n: usize| PartyView {
            name: self.t(PEOPLE[n]),
            person: Some(format!("p{n}")),
            body: None,
            country: Some(["ZMB", "MWI"][n].to_owned()),
            sector: Some("MIL".to_owned()),
            office: Some(self.t("defence minister")),
        };
        let days = if is_held { ("2026-01-12", "2026-01-12") } else { ("2026-02-01", "2026-02-28") };
        HappeningView {
            id: id.to_owned(),
            sentence: self.t(if is_held { "Mwape and Phiri met in Lilongwe" } else { "Phiri will visit Lusaka" }),
            event_type: event.event_type,
            mode: event.mode,
            status: event.status,
            date: event.date.map(|date| date.value),
            days: Some((days.0.to_owned(), days.1.to_owned())),
            place: event.place.map(|place| PlaceView {
                name: place.name,
                country: place.country,
                lat: place.lat,
                lon: place.lon,
                precision: place.precision,
            }),
            actor: if is_held { vec![party(0), party(1)] } else { vec![party(1)] },
            recipient: if is_held {
                Vec::new()
            } else {
                vec![PartyView { name: self.t("Zambia"), country: Some("ZMB".to_owned()), ..PartyView::default() }]
            },
            subjects: event.subjects,
            contexts: event.contexts,
            cameo: event.cameo,
            score: event.score,
            independent_reports: reports.len(),
            disagreements: Vec::from_iter(is_held.then(|| DisagreementView {
                happening: id.to_owned(),
                sentence: self.t("Mwape and Phiri met in Lilongwe"),
                field: "date".to_owned(),
                versions: vec![
                    VersionView { value: "2026-01-12".to_owned(), articles: vec![self.article_ref(0)] },
                    VersionView { value: "2026-01-11".to_owned(), articles: vec![self.article_ref(1)] },
                ],
                ..DisagreementView::default()
            })),
            related: Vec::new(),
            why: vec![self.t("the same two people on the same day")],
            reports,
        }
    }

    fn person(&self, n: usize, articles: &[ArticleView]) -> PersonView {
        PersonView {
            id: format!("p{n}"),
            name: self.t(PEOPLE[n]),
            aliases: vec![self.t("the minister")],
            country: Some(["ZMB", "MWI"][n].to_owned()),
            sector: Some("MIL".to_owned()),
            articles: 2,
            happenings: 2,
            seen: Some(("2026-01-12".to_owned(), "2026-01-14".to_owned())),
            tenures: Vec::from_iter((n == 0).then(|| TenureView {
                person: self.person_ref(n),
                title: self.t("defence minister"),
                body: Some(self.t("Ministry of Defence")),
                country: Some(["ZMB", "MWI"][n].to_owned()),
                held: "current".to_owned(),
                first_seen: Some("2026-01-12".to_owned()),
                last_seen: Some("2026-01-14".to_owned()),
                ended_by: None,
                replaces: None,
                articles: articles.iter().map(|article| article.article.clone()).collect(),
            })),
            with: vec![(self.person_ref(1 - n), 1)],
            unsure: Vec::new(),
        }
    }
}
