#!/usr/bin/env python3
"""Compares page reading with htmldate and trafilatura on the public pages in ../shared/data/html.

    python3 -m venv env && env/bin/pip install htmldate trafilatura
    cargo build --release
    env/bin/python bench/pages.py ../shared/data/html target/release/attache

The two programs are for comparison only and no dependency of ours. htmldate and ours get the page's address as well.
Passages are looked for in title and text together, for each program.
"""
import gzip, json, os, re, subprocess, sys, tempfile, time

import htmldate
import trafilatura


def squash(text):
    return re.sub(r"\s+", " ", text or "")


def load(folder):
    gold = json.load(open(os.path.join(folder, "gold.json"), encoding="utf-8"))
    for address, page in gold.items():
        raw = gzip.open(os.path.join(folder, page["file"])).read()
        yield address, page, raw


def ours(program, pages):
    """Articles by address, read by our program from one archive that knows the addresses, as a crawler's does."""
    with tempfile.TemporaryDirectory() as folder:
        archive = os.path.join(folder, "pages.warc")
        with open(archive, "wb") as out:
            for address, _, raw in pages:
                head = (
                    f"WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: {address}\r\n"
                    f"Content-Type: text/html\r\nContent-Length: {len(raw)}\r\n\r\n"
                )
                out.write(head.encode() + raw + b"\r\n\r\n")
        began = time.time()
        told = subprocess.run([program, "read", "--format", "jsonl", archive], capture_output=True, text=True)
        seconds = time.time() - began
        articles = {}
        for line in told.stdout.splitlines():
            article = json.loads(line)
            articles[pages[int(article["origin"].rsplit("#", 1)[1]) - 1][0]] = article
    return articles, seconds


def dates(folder, program):
    pages = list(load(folder))
    articles, seconds = ours(program, pages)
    rows = {"attache": [0, 0, 0], "htmldate": [0, 0, 0]}
    for address, page, raw in pages:
        # Some pages have no date; to give one is wrong.
        wanted = page["date"] if re.fullmatch(r"\d{4}-\d\d-\d\d", str(page["date"])) else None
        published = (articles.get(address) or {}).get("published")
        answers = {"attache": published and published["value"]}
        try:
            answers["htmldate"] = htmldate.find_date(raw.decode("utf-8", "replace"), original_date=True, url=address)
        except Exception:
            answers["htmldate"] = None
        for name, answer in answers.items():
            rows[name][0 if answer == wanted else 2 if answer is None else 1] += 1
    for name, (right, wrong, none) in rows.items():
        print(f"{name:12} dates: {right} right, {wrong} wrong, {none} none of {right + wrong + none}")
    print(f"attache: {len(pages)} pages in {seconds:.2f} s with start-up")


def texts(folder, program):
    pages = list(load(folder))
    articles, _ = ours(program, pages)
    rows = {}
    for address, page, raw in pages:
        article = articles.get(address) or {}
        metadata = trafilatura.extract_metadata(raw)
        answers = {
            "attache": (article.get("title"), article.get("text")),
            "trafilatura": (metadata and metadata.title, trafilatura.extract(raw, favor_precision=True, include_comments=False)),
            "trafilatura default": (metadata and metadata.title, trafilatura.extract(raw, include_comments=False)),
        }
        for name, (title, text) in answers.items():
            row = rows.setdefault(name, [0, 0, 0, 0])
            text = squash(f"{title or ''} {text or ''}")
            found = sum(squash(snippet).strip() in text for snippet in page["with"])
            kept = sum(squash(snippet).strip() in text for snippet in page["without"])
            row[0] += found
            row[1] += len(page["with"])
            row[2] += kept
            row[3] += len(page["without"])
    for name, (found, wanted, kept, unwanted) in rows.items():
        precision, recall = found / max(1, found + kept), found / wanted
        f1 = 2 * precision * recall / (precision + recall)
        print(f"{name:20} snippets: {found} of {wanted} found, {kept} of {unwanted} others kept; P {precision:.3f} R {recall:.3f} F {f1:.3f}")


if __name__ == "__main__":
    folder, program = sys.argv[1], sys.argv[2]
    dates(os.path.join(folder, "htmldate"), program)
    texts(os.path.join(folder, "trafilatura"), program)
