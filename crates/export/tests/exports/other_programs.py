"""Opens each export with the program it is meant for and says what does not fit.

    python other_programs.py FOLDER SCHEMA

FOLDER holds plain-FORMAT.ENDING and hostile-FORMAT.ENDING for every format of the sample: two articles, two
happenings, three events reports, two people; SCHEMA is the JSON Schema of the records.
"""

import asyncio
import io
import json
import re
import sqlite3
import sys
import xml.etree.ElementTree
import zipfile
from pathlib import Path

import datasette.app
import feedparser
import icalendar
import jsonschema
import networkx
import pandas
import pyarrow.parquet
from followthemoney import model
from followthemoney.proxy import EntityProxy
from followthemoney.types import registry


def lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


def csv_events(path, _):
    table = pandas.read_csv(path, keep_default_na=False)
    assert len(table) == 3, len(table)
    assert table["score"].tolist() == [-2.5] * 3 and table["lat"].dtype == float
    assert pandas.to_datetime(table["date_first"]).dt.year.unique().tolist() == [2026]


def csv_participants(path, _):
    table = pandas.read_csv(path, dtype={"cow": str}, keep_default_na=False)
    assert len(table) == 5 and set(table["cow"]) == {"551", "553"}, table


def parquet(path, _):
    table = pyarrow.parquet.read_table(path)
    assert table.num_rows == 3 and str(table.schema.field("date_first").type) == "date32[day]", table.schema
    assert str(table.schema.field("actors").type) == "list<element: string>", table.schema.field("actors")
    frame = pandas.read_parquet(path)
    assert frame["score"].tolist() == [-2.5] * 3 and [len(actors) for actors in frame["actors"]] == [2, 2, 1]


def jsonl(path, schema):
    validator = jsonschema.Draft202012Validator(schema)
    records = lines(path)
    assert len(records) == 2
    for record in records:
        validator.validate(record)
        text = record["article"]["text"]
        for event in record["events"]:
            assert [text[start:end] for start, end in event["spans"]] == event["evidence"]


def jsonl_happenings(path, _):
    assert [len(row["reports"]) for row in lines(path)] == [2, 1]
    assert len(pandas.read_json(path, lines=True)) == 2


def sqlite(path, _):
    shell = sqlite3.connect(path)
    assert shell.execute("SELECT count(*) FROM participants").fetchone() == (5,)
    query = "SELECT count(*) FROM articles_fts WHERE articles_fts MATCH 'lilongwe'"
    assert shell.execute(query).fetchone() == (2,)
    shell.close()
    app = datasette.app.Datasette([str(path)]).client

    async def page(address):
        answer = await app.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        return answer

    async def look():
        name = path.stem
        rows = (await page(f"/{name}/happenings.json?_shape=array&_sort=id")).json()
        assert [row["id"] for row in rows] == ["h1", "h2"]
        found = (await page(f"/{name}/articles.json?_shape=array&_search=lilongwe")).json()
        assert len(found) == 2
        # Its page of events leads to their happenings and articles by the keys.
        html = (await page(f"/{name}/events")).text
        assert f'href="/{name}/happenings/h1"' in html and "<script>alert" not in html
        await page(f"/{name}/happenings/h1")
        await page(f"/{name}")

    asyncio.run(look())


def plover(path, _):
    rows = lines(path)
    assert len(rows) == 3
    for row in rows:
        # What the manual requires of a record.
        assert row["id"] and row["event"] == ["CONSULT"] and row["actor"]
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", row["date"])


GDELT = """GLOBALEVENTID SQLDATE MonthYear Year FractionDate
Actor1Code Actor1Name Actor1CountryCode Actor1KnownGroupCode Actor1EthnicCode Actor1Religion1Code
Actor1Religion2Code Actor1Type1Code Actor1Type2Code Actor1Type3Code
Actor2Code Actor2Name Actor2CountryCode Actor2KnownGroupCode Actor2EthnicCode Actor2Religion1Code
Actor2Religion2Code Actor2Type1Code Actor2Type2Code Actor2Type3Code
IsRootEvent EventCode EventBaseCode EventRootCode QuadClass GoldsteinScale NumMentions NumSources NumArticles AvgTone
Actor1Geo_Type Actor1Geo_FullName Actor1Geo_CountryCode Actor1Geo_ADM1Code Actor1Geo_ADM2Code Actor1Geo_Lat
Actor1Geo_Long Actor1Geo_FeatureID
Actor2Geo_Type Actor2Geo_FullName Actor2Geo_CountryCode Actor2Geo_ADM1Code Actor2Geo_ADM2Code Actor2Geo_Lat
Actor2Geo_Long Actor2Geo_FeatureID
ActionGeo_Type ActionGeo_FullName ActionGeo_CountryCode ActionGeo_ADM1Code ActionGeo_ADM2Code ActionGeo_Lat
ActionGeo_Long ActionGeo_FeatureID DATEADDED SOURCEURL""".split()


def gdelt(path, _, columns=GDELT):
    # GDELT's files are read without quoting.
    table = pandas.read_csv(path, sep="\t", names=columns, quoting=3, dtype={"EventCode": str}, keep_default_na=False)
    assert len(table) == 2, table
    assert table["SQLDATE"].tolist() == [20260112, 20260201]
    assert table["EventCode"].tolist() == ["040"] * 2 and table["GoldsteinScale"].tolist() == [1.0] * 2
    assert table["Actor1CountryCode"].tolist() == ["ZMB", "MWI"] and table["QuadClass"].tolist() == [1, 1]
    assert table["ActionGeo_Lat"].tolist() == [-13.967] * 2 and table["ActionGeo_CountryCode"].tolist() == ["MI", "ZA"]


def gdelt_1(path, _):
    gdelt(path, _, [name for name in GDELT if "ADM2" not in name])


def geojson(path, _):
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    assert [feature["geometry"]["coordinates"] for feature in features] == [[33.787, -13.967]] * 2
    assert len(pandas.json_normalize(features)) == 2


def gexf(path, _):
    graph = networkx.read_gexf(path)
    assert graph.number_of_nodes() == 3 and graph.number_of_edges() == 2, graph
    for _, _, tie in graph.edges(data=True):
        assert re.fullmatch(r"2026-\d\d-\d\d", tie["start"]) and re.fullmatch(r"2026-\d\d-\d\d", tie["end"])


def timelinejs(path, _):
    timeline = json.loads(path.read_text(encoding="utf-8"))
    slides = timeline["events"]
    assert [slide["start_date"] for slide in slides] == [
        {"year": 2026, "month": 1, "day": 12},
        {"year": 2026, "month": 2, "day": 1},
    ]
    # What TimelineJS requires: a date a slide, a name of its own, a headline and a text.
    assert len({slide["unique_id"] for slide in slides}) == 2
    assert all(slide["text"]["headline"] and "text" in slide["text"] for slide in slides) and timeline["title"]["text"]


def ical(path, _):
    calendar = icalendar.Calendar.from_ical(path.read_bytes())
    entries = calendar.walk("VEVENT")
    assert [entry.decoded("dtstart").isoformat() for entry in entries] == ["2026-01-12", "2026-02-01"]
    assert [entry.decoded("dtend").isoformat() for entry in entries] == ["2026-01-13", "2026-03-01"]
    assert not any(entry.errors for entry in entries) and not calendar.errors


def ftm(path, _):
    rows = lines(path)
    ids = {row["id"] for row in rows}
    kinds = {}
    for row in rows:
        entity = EntityProxy.from_dict(row, cleaned=False)
        model.get(entity.schema.name).validate(row)
        kinds[entity.schema.name] = kinds.get(entity.schema.name, 0) + 1
        for name, values in row["properties"].items():
            prop = entity.schema.get(name)
            assert prop is not None, f"{entity.schema.name} has no property {name}"
            cleaned = entity.get(prop)
            assert len(cleaned) == len(values), f"{entity.schema.name}.{name}: {values} becomes {cleaned}"
            if prop.type == registry.date:
                assert sorted(cleaned) == sorted(values), f"the date {values} becomes {cleaned}"
            if prop.type == registry.entity:
                assert set(values) <= ids, f"{values} points at nothing"
    assert kinds == {
        "Article": 2, "Mention": 6, "Person": 3, "Position": 1, "Occupancy": 1, "PublicBody": 1, "Event": 2,
    }, kinds
    planned = next(row for row in rows if row["id"] == "event-h2")["properties"]
    assert planned["date"] == ["2026-02"]


def web_annotation(path, _):
    page = json.loads(path.read_text(encoding="utf-8"))
    assert page["@context"] == "http://www.w3.org/ns/anno.jsonld" and page["type"] == "AnnotationPage"
    for item in page["items"]:
        assert item["type"] == "Annotation" and item["id"].startswith("urn:") and item["body"] and item["motivation"]
        for target in item["target"]:
            position, quotation = target["selector"]
            assert position["end"] - position["start"] == len(quotation["exact"])


def brat(path, _):
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert "annotation.conf" in names and len(names) == 5
        for name in (name for name in names if name.endswith(".ann")):
            text = archive.read(name.replace(".ann", ".txt")).decode("utf-8")
            annotations(text, archive.read(name).decode("utf-8"))


def annotations(text, standoff):
    """Reads stand-off as BRAT does."""
    known = set()
    for line in io.StringIO(standoff, newline="\n"):
        name, what, *rest = line.rstrip("\n").split("\t")
        assert name not in known
        known.add(name)
        if name[0] == "T":
            kind, places = what.split(" ", 1)
            parts = [tuple(map(int, place.split(" "))) for place in places.split(";")]
            assert " ".join(text[start:end] for start, end in parts) == rest[0], line
        elif name[0] == "E":
            assert all(part.split(":")[1] in known for part in what.split(" ")), line
        elif name[0] == "R":
            assert all(part.split(":")[1] in known for part in what.split(" ")[1:]), line
        elif name[0] in "A#":
            assert what.split(" ")[1] in known, line


def feed(path, _):
    xml.etree.ElementTree.parse(path)
    found = feedparser.parse(path.read_bytes())
    assert not found.bozo, found.get("bozo_exception")
    assert len(found.entries) == 2
    for entry in found.entries:
        parsed = entry.get("updated_parsed") or entry.get("published_parsed")
        assert parsed[:3] in [(2026, 1, 14), (2026, 1, 13)] and entry.title and entry.id


OPEN = {
    "csv-events": csv_events,
    "csv-participants": csv_participants,
    "parquet": parquet,
    "jsonl": jsonl,
    "jsonl-happenings": jsonl_happenings,
    "sqlite": sqlite,
    "plover": plover,
    "gdelt": gdelt,
    "gdelt-1": gdelt_1,
    "geojson": geojson,
    "gexf": gexf,
    "timelinejs": timelinejs,
    "ical": ical,
    "ftm": ftm,
    "web-annotation": web_annotation,
    "brat": brat,
    "atom": feed,
    "rss": feed,
}


def main(folder, schema):
    schema = json.loads(Path(schema).read_text(encoding="utf-8"))
    failed = 0
    found = sorted(Path(folder).iterdir())
    for path in found:
        name = path.name.split("-", 1)[1].split(".")[0]
        try:
            OPEN[name](path, schema)
        except Exception as fault:  # every file is tried, so that one run tells all
            failed += 1
            print(f"{path.name}: {type(fault).__name__}: {str(fault)[:2000]}")
    assert len(found) == 2 * len(OPEN), "a file for every format"
    print(f"{len(found) - failed} of {len(found)} files opened")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
