#!/usr/bin/env python3
"""The register's open data, judged by other people's readers: feedparser reads the feed, geojson the
features, Python's own modules the JSON, the CSV and the site map. Every field has to be documented on
the site."""

import csv
import io
import json
import socket
import subprocess
import time
import urllib.request
from contextlib import contextmanager
from html.parser import HTMLParser
from urllib.error import URLError
from xml.etree import ElementTree

import feedparser
import geojson
from judge import PROGRAMMES, Judge, Product

STATES = {"valid", "not_yet_valid", "expired", "suspended", "withdrawn", "superseded"}
SITE_MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@contextmanager
def site(product):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    command = [product.binary, "serve", "--listen", address, "--data", product.data, "--templates", PROGRAMMES]
    process = subprocess.Popen([str(part) for part in command], stdout=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + 30
        while True:
            try:
                urllib.request.urlopen(f"http://{address}/healthz").close()
                break
            except URLError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.1)
        yield f"http://{address}"
    finally:
        process.terminate()
        process.wait()


def read(origin, path):
    with urllib.request.urlopen(origin + path) as answer:
        return answer.read(), answer.headers


def judge_json(judge, origin, issued):
    bytes_, _ = read(origin, "/register.json")
    data = json.loads(bytes_)
    judge.check("JSON: version 1", data["version"] == 1)
    judge.check("JSON: has a licence", data["licence"]["url"].startswith("https://"))
    awards = {award["serial"]: award for award in data["awards"]}
    judge.check("JSON: every issued certificate, once", len(awards) == len(data["awards"]) and set(awards) == set(issued))
    judge.check("JSON: states are documented", {a["state"] for a in awards.values()} <= STATES)
    differ = [s for s, award in awards.items() if award["state"] != issued[s]["state"]]
    judge.check("JSON: the states are those of the verification", not differ, differ)
    marks = {mark["programme"] for mark in data["marks"]}
    judge.check("JSON: every mark is described", {a["programme"] for a in awards.values()} <= marks)
    return awards


def paths(value, prefix=""):
    """The fields in a JSON value, as they are documented: a list leads into what it holds."""
    if isinstance(value, list):
        return {path for item in value for path in paths(item, prefix)}
    if not isinstance(value, dict):
        return {prefix}
    dot = f"{prefix}." if prefix else ""
    return {path for key, inner in value.items() for path in paths(inner, dot + key)}


class Documented(HTMLParser):
    """The fields that a page describes, and where it leads."""

    def __init__(self, text):
        super().__init__()
        self.fields, self.links, self.field = {}, set(), None
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "div" and "id" in attributes:
            self.field = attributes["id"].replace("-", ".")
        self.links.add(attributes.get("href", "").partition("?")[0])

    def handle_endtag(self, tag):
        if tag == "div":
            self.field = None

    def handle_data(self, data):
        if self.field:
            self.fields[self.field] = self.fields.get(self.field, "") + data


def judge_documentation(judge, origin, language):
    subject = f"documentation {language}"
    page = Documented(read(origin, f"/register/data?lang={language}")[0].decode())
    data = json.loads(read(origin, "/register.json")[0])
    fields = paths(data)
    documented = {path for path in page.fields if not path.startswith("features.")}
    judge.check(f"{subject}: every field, and no other", documented == fields, documented ^ fields)
    features = json.loads(read(origin, "/register.geojson")[0])["features"]
    inherited = {f"properties.{path.removeprefix('awards.')}" for path in fields if path.startswith("awards.")}
    fixed = {"type", "geometry.type", "geometry.coordinates", "geometry"}
    own = {path for path in paths(features) if path not in inherited | fixed} | {"geometry"}
    described = {path.removeprefix("features.") for path in page.fields if path.startswith("features.")}
    judge.check(f"{subject}: what a feature has besides", described == own, described ^ own)
    mute = [path for path, text in page.fields.items() if len(text.strip()) < len(path.rpartition(".")[2]) + 4]
    judge.check(f"{subject}: each with its meaning", not mute, mute)
    files = {"/register.json", "/register.csv", "/register.geojson", "/register.atom"}
    judge.check(f"{subject}: names every file and the licence", files | {data["licence"]["url"]} <= page.links)
    for path in ("/register", "/api"):
        links = Documented(read(origin, f"{path}?lang={language}")[0].decode()).links
        judge.check(f"{subject}: {path} leads to it", "/register/data" in links)


def judge_csv(judge, origin, awards):
    bytes_, headers = read(origin, "/register.csv")
    judge.check("CSV: says that it is UTF-8", headers["content-type"].startswith("text/csv; charset=utf-8"))
    rows = list(csv.DictReader(io.StringIO(bytes_.decode("utf-8"), newline=""), strict=True))
    judge.check("CSV: as many rows as awards", len(rows) == len(awards))
    for row in rows:
        award = {key: "" if value is None else str(value) for key, value in awards[row["serial"]].items()}
        judge.check(f"CSV: {row['serial']} is the same as in JSON", row == award, f"{row} {award}")
    formulas = [cell for row in rows for cell in row.values() if cell[:1] in tuple("=+-@")]
    judge.check("CSV: no formula", not formulas, formulas)


def judge_geojson(judge, origin, awards):
    bytes_, headers = read(origin, "/register.geojson")
    collection = geojson.loads(bytes_)
    judge.check("GeoJSON: its kind", headers["content-type"] == "application/geo+json")
    judge.check("GeoJSON: valid", collection.is_valid, collection.errors())
    pairs = {(award["ags"], award["programme"]) for award in awards.values()}
    ids = [feature["id"] for feature in collection["features"]]
    judge.check("GeoJSON: each municipality and mark, once", sorted(ids) == sorted("/".join(p) for p in pairs), ids)
    for feature in collection["features"]:
        east, north = feature["geometry"]["coordinates"]
        judge.check(f"GeoJSON: {feature['id']} lies in Germany", 5 < east < 16 and 47 < north < 56)


def judge_feed(judge, origin, awards, language):
    bytes_, headers = read(origin, f"/register.atom?lang={language}")
    feed = feedparser.parse(bytes_, response_headers=dict(headers))
    subject = f"feed {language}"
    judge.check(f"{subject}: well formed", not feed.bozo, feed.get("bozo_exception"))
    judge.check(f"{subject}: Atom 1.0", feed.version == "atom10", feed.version)
    judge.check(f"{subject}: its language", feed.feed.language == language)
    for field in ("id", "title", "updated", "author", "rights"):
        judge.check(f"{subject}: has {field}", bool(feed.feed.get(field)))
    expected = [a for a in awards.values() if a["state"] != "superseded"]
    judge.check(f"{subject}: every award", len(feed.entries) == len(expected), len(feed.entries))
    ids = {entry.id for entry in feed.entries}
    judge.check(f"{subject}: ids are the addresses of proof", ids == {a["verification"] for a in expected})
    moments = [entry.updated_parsed for entry in feed.entries]
    judge.check(f"{subject}: the newest first", moments == sorted(moments, reverse=True))
    judge.check(f"{subject}: all links are whole", all(e.link.startswith("https://") for e in feed.entries))


def judge_site_map(judge, origin, awards):
    bytes_, _ = read(origin, "/sitemap.xml")
    root = ElementTree.fromstring(bytes_)
    judge.check("site map: its kind", root.tag == f"{SITE_MAP}urlset", root.tag)
    places = [place.text for place in root.iter(f"{SITE_MAP}loc")]
    judge.check("site map: each page, once", len(places) == len(set(places)))
    judge.check("site map: every municipality", {a["page"] for a in awards.values()} <= set(places))
    for place in places:
        path = place.removeprefix("https://").partition("/")[2]
        judge.check(f"site map: /{path} is there", read(origin, f"/{path}")[0].startswith(b"<!doctype html>"))


def main():
    product = Product.from_arguments()
    judge = Judge("data")
    issued = {c["serial"]: c for c in product.certificates() if c["state"] in STATES}
    with site(product) as origin:
        awards = {}
        with judge.about("JSON"):
            awards = judge_json(judge, origin, issued)
        with judge.about("CSV"):
            judge_csv(judge, origin, awards)
        with judge.about("GeoJSON"):
            judge_geojson(judge, origin, awards)
        for language in ("de", "en"):
            with judge.about(f"documentation {language}"):
                judge_documentation(judge, origin, language)
            with judge.about(f"feed {language}"):
                judge_feed(judge, origin, awards, language)
        with judge.about("site map"):
            judge_site_map(judge, origin, awards)
    judge.close()


if __name__ == "__main__":
    main()
