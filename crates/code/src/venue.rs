//! Where an event took place when its own words do not say: the dateline, the speaker's whereabouts, the country where such
//! events usually happen.

use record::{Event, EventPlace, EventType, Mode, Party, Referent, RegionKind, Sector, Status};

use crate::events::Maker;
use crate::matching::Candidate;
use crate::merge::Draft;
use crate::place;
use crate::view::View;

impl Maker<'_> {
    /// Whether the paragraph that begins here may go on at the place: it is opened by no other country's place.
    pub(crate) fn stays_in(&self, view: &View, place: &EventPlace) -> bool {
        let span = view.reading.sentences[view.sentence].span;
        let named = self.cast.place_mentions.iter().find(|mention| span.contains(mention.span) && mention.locates);
        let country = named.and_then(|mention| self.cast.places.get(mention.place)).and_then(|named| named.country);
        country.is_none() || country == place.country
    }

    /// The country of a place that gazetteers do not know: that of the dateline that names it, else where such events
    /// usually take place.
    pub(crate) fn place_on_the_map(&self, event: &mut Event) {
        let Some(place) = event.place.as_ref().filter(|place| place.country.is_none()) else { return };
        if place.precision == record::PlacePrecision::Wide {
            return;
        }
        let country = self.dateline_country(&place.name).or_else(|| self.usual_place(event)?.country);
        if let Some(place) = &mut event.place {
            place.country = country;
        }
    }

    /// `OYEM, Gabon (Agency) -`: the country that the dateline puts behind the place.
    fn dateline_country(&self, name: &str) -> Option<record::CountryCode> {
        let dateline = self.article.regions.iter().find(|region| region.kind == RegionKind::Dateline)?;
        let text = dateline.span.of(&self.article.text);
        if !text.to_lowercase().starts_with(&name.to_lowercase()) {
            return None;
        }
        let words: Vec<&str> =
            text.get(name.len()..)?.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let (_, phrases) = self.lexicon.countries().phrases().longest(&words)?;
        phrases.first().map(|phrase| phrase.code)
    }

    /// The place of the dateline, for a meeting or a pact that the first paragraph tells of and that one of its people
    /// hosts.
    pub(crate) fn dateline_of(&self, event: &Event) -> Option<EventPlace> {
        let met = event.event_type == EventType::Consult && event.mode != Some(Mode::Phone);
        let agreed = event.event_type == EventType::Agree && event.recipients.is_empty() && {
            let mut sides: Vec<_> = event.actors.iter().filter_map(|party| party.country).collect();
            sides.dedup();
            sides.len() > 1
        };
        if !met && !agreed {
            return None;
        }
        let mut sides: Vec<_> = event.actors.iter().filter_map(|party| party.country).collect();
        sides.sort_unstable();
        sides.dedup();
        let sides_meet = met && event.mode != Some(Mode::Visit) && sides.len() > 1;
        let dateline = self.article.regions.iter().find(|region| region.kind == RegionKind::Dateline)?;
        let mention = self.cast.place_mentions.iter().find(|mention| dateline.span.contains(mention.span))?;
        let lead = self.article.regions.iter().find(|region| region.kind == RegionKind::Paragraph)?;
        let told_first =
            event.evidence.first().is_some_and(|span| lead.span.contains(*span) || dateline.span.contains(*span));
        let place = place::make(self.cast, mention)?;
        let at_home = event.actors.iter().chain(&event.recipients).any(|party| party.country == place.country);
        (told_first && (at_home || agreed || sides_meet) && place.country.is_some()).then_some(place)
    }

    /// The dateline's place for what the lead tells of its country: `LIMA - Peru handed over …`.
    pub(crate) fn dateline_in(&self, event: &Event, usual: &EventPlace) -> Option<EventPlace> {
        let told = matches!(
            event.event_type,
            EventType::Cooperate | EventType::Aid | EventType::Concede | EventType::Agree | EventType::Protest
        ) || event.mode == Some(Mode::Resign);
        let dateline = self.article.regions.iter().find(|region| region.kind == RegionKind::Dateline)?;
        let mention = self.cast.place_mentions.iter().find(|mention| dateline.span.contains(mention.span))?;
        let lead = self.article.regions.iter().find(|region| region.kind == RegionKind::Paragraph)?;
        let first = event.evidence.first()?;
        let place = place::make(self.cast, mention)?;
        (told && lead.span.contains(*first) && place.country == usual.country).then_some(place)
    }

    /// Where someone speaks who is told in the same sentence to be somewhere: `the envoy, who was in Oslo, welcomed …`.
    pub(crate) fn where_the_speaker_is(&self, view: &View, actors: &[Party], drafts: &[Draft]) -> Option<EventPlace> {
        let there = drafts.iter().rev().find(|draft| {
            draft.sentence == view.sentence.row()
                && draft.event.event_type == EventType::Consult
                && draft.event.mode != Some(Mode::Phone)
                && matches!(draft.event.status, Status::Occurred | Status::Ongoing)
                && draft.event.actors.iter().any(|there| {
                    matches!(there.referent, Referent::Person(_))
                        && actors.iter().any(|actor| actor.referent == there.referent)
                })
        })?;
        there.event.place.clone()
    }

    /// The country where such an event takes place when the text names no place: an expulsion in the country that expels,
    /// an attack in that of those attacked.
    pub(crate) fn usual_place(&self, event: &Event) -> Option<EventPlace> {
        let first = |parties: &[Party]| parties.iter().find_map(|party| party.country);
        let code = match (event.event_type, event.mode) {
            (EventType::Sanction, Some(Mode::Expel | Mode::Convict)) => first(&event.actors),
            (EventType::Retreat, Some(Mode::Release | Mode::Resign)) => {
                first(&event.actors).or(first(&event.recipients))
            }
            (EventType::Coerce, Some(Mode::Arrest | Mode::Deport | Mode::Curfew | Mode::MartialLaw | Mode::Censor)) => {
                first(&event.actors).or(first(&event.recipients))
            }
            (EventType::Coerce, Some(Mode::Restrict | Mode::Seize)) => {
                first(&event.actors).or(first(&event.recipients))
            }
            (EventType::Cooperate, _) if matches!(event.frame.as_str(), "extradites" | "hands_over_suspect") => {
                first(&event.actors)
            }
            (EventType::Protest, _) => first(&event.actors).or(first(&event.recipients)),
            (EventType::Assault | EventType::Mobilize | EventType::Aid, _) => {
                first(&event.recipients).or(first(&event.actors))
            }
            (EventType::Retreat | EventType::Concede, _) => first(&event.actors),
            (EventType::Agree | EventType::Reject, _)
                if event.actors.iter().any(|actor| actor.sector == Some(Sector::Jud)) =>
            {
                first(&event.actors)
            }
            (EventType::Consult, Some(Mode::Visit)) => first(&event.recipients),
            (EventType::Consult, _) if event.frame == "receives_guest" => first(&event.actors),
            _ => None,
        }?;
        let country = self.lexicon.countries().by_code(code)?;
        Some(EventPlace {
            name: country.name.clone(),
            country: Some(code),
            lat_milli: Some(country.lat_milli),
            lon_milli: Some(country.lon_milli),
            precision: record::PlacePrecision::Country,
            span: None,
        })
    }

    /// An embassy that warns or thanks speaks to the country in which the story goes on.
    pub(crate) fn at_the_post(
        &self,
        candidate: &Candidate,
        actors: &[Party],
        place: Option<&EventPlace>,
    ) -> Option<Party> {
        let addressed = matches!(
            candidate.event_type,
            EventType::Threaten | EventType::Support | EventType::Request | EventType::Accuse | EventType::Reject
        );
        let [post] = actors else { return None };
        let embassy = post.name.to_lowercase();
        if !addressed || !(embassy.contains("embassy") || embassy.contains("consulate")) {
            return None;
        }
        let code = place?.country.filter(|code| Some(*code) != post.country)?;
        self.country_party(code, post.span)
    }
}
