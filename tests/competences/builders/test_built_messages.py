"""Messages, pages, calendars and codes, read again."""

import email
import io
import re
from datetime import datetime, timedelta
from email.policy import default
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from PIL import Image

from tests.competences.builders.reading import VARIANTS, build


def message(built):
    return email.message_from_bytes(built.write("eml"), policy=default)


@pytest.mark.parametrize("story", ["parcel", "bank", "school", "tax"])
@pytest.mark.parametrize("kind", ["genuine", "phishing"])
def test_story(story, kind):
    built = build("email_message", story=story, kind=kind, attachments=2)
    facts, read = built.facts, message(built)
    page = read.get_body(("html",)).get_content()
    files = list(read.iter_attachments())
    assert read["From"].addresses[0].addr_spec == facts["sender_address"]
    assert (read["Reply-To"] or "") == facts["reply_to"]
    assert read["Return-Path"] == f"<{facts['return_path']}>"
    assert f'href="{facts["link_target"]}"' in page
    assert urlsplit(facts["link_target"]).hostname == facts["link_domain"]
    assert (facts["link_domain"] == f"www.{facts['real_domain']}") == facts["genuine"]
    assert files[0].get_filename() == facts["attachment"]["name"]
    assert len(files[0].get_content()) == facts["attachment"]["size"]


@pytest.mark.parametrize("variant", VARIANTS)
def test_route(variant):
    built = build("email_message", variant, hops=4)
    read, facts = message(built), built.facts
    received = read.get_all("Received")
    times = [email.utils.parsedate_to_datetime(line.rpartition(";")[2]) for line in received]
    assert len(received) == facts["hop_count"] == 4
    assert facts["origin_host"] in received[-1]
    assert facts["origin_ip"] in received[-1]
    assert times == sorted(times, reverse=True)
    assert (times[0] - read["Date"].datetime).seconds == facts["transit_seconds"]
    assert f"spf={facts['spf']}" in read["Authentication-Results"]


def test_ordinary_message():
    built = build("email_message", kind="ordinary", to=3, cc=2)
    read, facts = message(built), built.facts
    text = read.get_body(("plain",)).get_content()
    assert len(read["To"].addresses) == facts["to_count"] == 3
    assert [address.display_name for address in read["Cc"].addresses] == facts["cc"]
    assert facts["meeting"]["long"] in text
    assert facts["meeting"]["place"] in text


class Page(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.tags, self.comments = [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_comment(self, data):
        self.comments.append(data)

    def every(self, name):
        return [attributes for tag, attributes in self.tags if tag == name]


@pytest.mark.parametrize("theme", ["club", "library", "shop"])
def test_page(theme):
    built = build("html_page", theme=theme, misleading=2, missing_alt=2, trackers=3)
    facts, page = built.facts, Page(built.write("html").decode())
    metas = {meta.get("name"): meta.get("content") for meta in page.every("meta")}
    hidden = [field for field in page.every("input") if field.get("type") == "hidden"]
    assert metas["author"] == facts["author"]
    assert facts["keyword"] in metas["keywords"]
    assert facts["comment_code"] in page.comments[0]
    assert hidden[0]["value"] == facts["hidden_code"]
    assert len(page.every("h2")) == facts["heading_count"]
    assert len([s for s in page.every("script") if "src" in s]) == facts["tracker_count"] == 3
    pictures = page.every("img")
    assert sum("alt" not in picture for picture in pictures) == facts["missing_alt_count"] == 2
    assert urlsplit(page.every("form")[0]["action"]).hostname == facts["form_host"]


def test_page_links():
    built = build("html_page", misleading=2)
    source, facts = built.write("html").decode(), built.facts
    links = re.findall(r'<a href="([^"]*)">([^<]*)</a>', source)
    outside = [target for target, _ in links if urlsplit(target).hostname != facts["domain"]]
    false = [
        target
        for target, text in links
        if text.startswith("https") and urlsplit(text).hostname != urlsplit(target).hostname
    ]
    assert len(outside) == facts["external_count"]
    assert len(false) == facts["misleading_count"] == 2
    assert facts["misleading"]["target"] in false


def events(built):
    text = built.write("ics").decode().replace("\r\n ", "")
    return [
        dict(line.split(":", 1) for line in block.splitlines() if ":" in line)
        for block in re.findall(r"BEGIN:VEVENT\r\n(.*?)BEGIN:VALARM", text, re.DOTALL)
    ]


@pytest.mark.parametrize("variant", VARIANTS)
def test_calendar(variant):
    built = build("calendar_file", variant, events=12, weekly=3)
    facts, found = built.facts, events(built)
    target = next(e for e in found if e["SUMMARY"] == facts["target"]["title"])
    start = datetime.fromisoformat(target["DTSTART"])
    assert len(found) == facts["event_count"] == 12
    assert f"{start:%d/%m/%Y %H:%M}" == " ".join(
        (facts["target"]["date"]["short"], facts["target"]["date"]["time"])
    )
    assert target["RRULE"] == "FREQ=WEEKLY;COUNT=3"
    last = start + timedelta(weeks=2)
    assert facts["target"]["last_date"]["short"] == f"{last:%d/%m/%Y}"
    assert facts["target"]["total_minutes"] == 3 * facts["target"]["minutes"]
    assert facts["online_count"] == sum(e["LOCATION"] == "En ligne" for e in found)


@pytest.mark.parametrize("variant", VARIANTS)
def test_one_conflict(variant):
    built = build("calendar_file", variant)
    spans = {e["SUMMARY"]: (e["DTSTART"], e["DTEND"]) for e in events(built)}
    pairs = [
        (first, second)
        for first, (start, end) in spans.items()
        for second, (other_start, other_end) in spans.items()
        if start < other_start < end
    ]
    assert pairs == [(built.facts["conflict"]["first"], built.facts["conflict"]["second"])]


def test_calendar_lines_are_short():
    lines = build("calendar_file", events=16).write("ics").split(b"\r\n")
    assert max(map(len, lines)) <= 75


def test_no_conflict_when_not_asked():
    assert "conflict" not in build("calendar_file", conflict=False).facts


def test_qr_code_is_a_picture():
    built = build("qr_code", genuine=False)
    picture = Image.open(io.BytesIO(built.write("png")))
    assert picture.width == picture.height > 100
    assert built.facts["domain"] != built.facts["real_domain"]
    assert built.write("svg").startswith(b"<?xml")
