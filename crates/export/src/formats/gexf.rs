//! GEXF 1.3: people, bodies and countries as nodes; an edge for every two parties of a happening, with its days.
//!
//! Of a happening with actors only, every two are tied; else every actor to every recipient. All edges are directed,
//! since several programs refuse a graph of both kinds; `reciprocal` says which are not meant so.

use std::collections::BTreeMap;
use std::io::Write;

use super::fields::{happening_days, parties, party_key, updated};
use super::xml::text;
use super::{ExportError, Source};
use crate::days;
use crate::view::{HappeningView, PartyView};

struct Node {
    name: String,
    kind: char,
    country: Option<String>,
    sector: Option<String>,
    count: usize,
    days: Option<(i64, i64)>,
}

/// Writes the network.
pub(super) fn write(source: &dyn Source, out: &mut dyn Write) -> Result<(), ExportError> {
    let mut nodes: BTreeMap<String, Node> = BTreeMap::new();
    let mut changed = None;
    source.happenings(&mut |happening| {
        changed = changed.max(updated(happening));
        parties(happening).for_each(|(_, party)| add(&mut nodes, party, happening));
        Ok(())
    })?;
    let heading = source.heading();
    write!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">\n")?;
    match changed {
        Some(day) => writeln!(out, "<meta lastmodifieddate=\"{}\">", days::iso(day))?,
        None => writeln!(out, "<meta>")?,
    }
    writeln!(
        out,
        "<creator>Attaché</creator><description>{}</description></meta>",
        text(&format!("{}. {}", heading.title, heading.question))
    )?;
    out.write_all(HEAD.as_bytes())?;
    for (id, node) in &nodes {
        write_node(out, id, node)?;
    }
    out.write_all(b"</nodes>\n<edges>\n")?;
    source.happenings(&mut |happening| write_edges(out, happening))?;
    Ok(out.write_all(b"</edges>\n</graph>\n</gexf>\n")?)
}

const HEAD: &str = r#"<graph defaultedgetype="directed" mode="dynamic" timeformat="date" timerepresentation="interval">
<attributes class="node" mode="static">
<attribute id="kind" title="kind" type="string"/>
<attribute id="country" title="country" type="string"/>
<attribute id="sector" title="sector" type="string"/>
<attribute id="happenings" title="happenings" type="integer"/>
</attributes>
<attributes class="edge" mode="static">
<attribute id="happening" title="happening" type="string"/>
<attribute id="type" title="type" type="string"/>
<attribute id="mode" title="mode" type="string"/>
<attribute id="status" title="status" type="string"/>
<attribute id="date" title="date" type="string"/>
<attribute id="score" title="score" type="double"/>
<attribute id="reports" title="reports" type="integer"/>
<attribute id="reciprocal" title="reciprocal" type="boolean"/>
</attributes>
<nodes>
"#;

fn node_id(party: &PartyView) -> String {
    let (kind, key) = party_key(party);
    format!("{kind}:{key}")
}

fn add(nodes: &mut BTreeMap<String, Node>, party: &PartyView, happening: &HappeningView) {
    let node = nodes.entry(node_id(party)).or_insert_with(|| Node {
        name: match party_key(party) {
            ('c', code) => super::country_name(&code).map_or_else(|| party.name.clone(), str::to_owned),
            _ => party.name.clone(),
        },
        kind: party_key(party).0,
        country: party.country.clone(),
        sector: party.sector.clone(),
        count: 0,
        days: None,
    });
    node.count += 1;
    if let Some((first, last)) = happening_days(happening) {
        node.days = Some(node.days.map_or((first, last), |(a, b)| (a.min(first), b.max(last))));
    }
}

fn spell(days: Option<(i64, i64)>) -> String {
    days.map(|(first, last)| format!(" start=\"{}\" end=\"{}\"", days::iso(first), days::iso(last))).unwrap_or_default()
}

fn values(out: &mut dyn Write, values: &[(&str, Option<String>)]) -> Result<(), ExportError> {
    out.write_all(b"<attvalues>")?;
    for (name, value) in values.iter().filter_map(|(name, value)| Some((name, value.as_ref()?))) {
        write!(out, "<attvalue for=\"{name}\" value=\"{}\"/>", text(value))?;
    }
    Ok(out.write_all(b"</attvalues>")?)
}

fn write_node(out: &mut dyn Write, id: &str, node: &Node) -> Result<(), ExportError> {
    write!(out, "<node id=\"{}\" label=\"{}\"{}>", text(id), text(&node.name), spell(node.days))?;
    let kind = match node.kind {
        'p' => "person",
        'b' => "body",
        'c' => "country",
        _ => "other",
    };
    values(
        out,
        &[
            ("kind", Some(kind.to_owned())),
            ("country", node.country.clone()),
            ("sector", node.sector.clone()),
            ("happenings", Some(node.count.to_string())),
        ],
    )?;
    Ok(out.write_all(b"</node>\n")?)
}

fn write_edges(out: &mut dyn Write, happening: &HappeningView) -> Result<(), ExportError> {
    let (actors, recipients) = (&happening.actor, &happening.recipient);
    let reciprocal = recipients.is_empty();
    let mut pairs: Vec<(&PartyView, &PartyView)> = Vec::new();
    for (row, actor) in actors.iter().enumerate() {
        match reciprocal {
            true => pairs.extend(actors.iter().skip(row + 1).map(|other| (actor, other))),
            false => pairs.extend(recipients.iter().map(|recipient| (actor, recipient))),
        }
    }
    for (n, (from, to)) in pairs.into_iter().enumerate() {
        let (source, target) = (node_id(from), node_id(to));
        if source == target {
            continue;
        }
        write!(
            out,
            "<edge id=\"{}\" source=\"{}\" target=\"{}\" label=\"{}\" weight=\"{}\"{}>",
            text(&format!("{}.{n}", happening.id)),
            text(&source),
            text(&target),
            text(&happening.sentence),
            happening.independent_reports.max(1),
            spell(happening_days(happening))
        )?;
        values(
            out,
            &[
                ("happening", Some(happening.id.clone())),
                ("type", Some(happening.event_type.clone())),
                ("mode", happening.mode.clone()),
                ("status", Some(happening.status.clone())),
                ("date", happening.date.clone()),
                ("score", Some(super::fields::decimal(happening.score))),
                ("reports", Some(happening.reports.len().to_string())),
                ("reciprocal", Some(reciprocal.to_string())),
            ],
        )?;
        out.write_all(b"</edge>\n")?;
    }
    Ok(())
}
