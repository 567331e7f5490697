"""A message with its headers: genuine, false, or ordinary between colleagues."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr
from html import escape
from random import Random
from typing import Any, Literal

from . import Built
from .support.dates import date_facts, moment
from .support.formats import writer
from .support.mails import STORIES, Story
from .support.people import Person, draw_people
from .support.samples import sample
from .support.words import phrases, words

VERSION = 1
FORMATS = ("eml", "txt")

Kind = Literal["genuine", "phishing", "ordinary"]
_SUBJECTS = phrases("""
    Réunion de rentrée
    Affiche de la fête
    Commande de matériel
    Sortie au musée
    Compte rendu du conseil
    Répétition de samedi
""")
_MEDIA_TYPES = {
    "pdf": "application/pdf",
    "odt": "application/vnd.oasis.opendocument.text",
    "jpg": "image/jpeg",
    "png": "image/png",
    "csv": "application/octet-stream",
    "html": "application/octet-stream",
}
_PLACES = words("Salle-Azur Salle-Corail Gymnase Médiathèque Atelier Préau")


@dataclass(slots=True)
class Draft:
    sender: tuple[str, str]
    subject: str
    text: str
    when: datetime
    to: list[Person]
    cc: list[Person]
    reply_to: str = ""
    return_path: str = ""
    received: list[str] = field(default_factory=list)
    checks: str = ""
    link: tuple[str, str] | None = None
    files: list[tuple[str, bytes]] = field(default_factory=list)


def build(
    rng: Random,
    *,
    kind: Kind = "phishing",
    story: str = "parcel",
    to: int = 1,
    cc: int = 0,
    attachments: int = 0,
    hops: int = 3,
) -> Built:
    """`eml` opens in a mail program, `txt` is the same source to read anywhere.

    `story` (parcel, bank, school, tax) serves kinds genuine and phishing; "ordinary" is a meeting
    told to `to` people with `cc` in copy. `hops` servers left a Received header each.
    """
    people = draw_people(rng, to + cc + 1)
    when = moment(rng, date(2025, 3, 3) + timedelta(days=rng.randrange(200)))
    draft = Draft(("", ""), "", "", when.replace(tzinfo=UTC), people[:to], people[to : to + cc])
    if kind == "ordinary":
        facts = _ordinary(rng, draft, people[-1])
    else:
        facts = _told(rng, draft, STORIES[story], genuine=kind == "genuine")
    facts |= _attach(rng, draft, attachments, STORIES[story] if kind != "ordinary" else None)
    facts |= _route(rng, draft, hops, genuine=kind != "phishing")
    content = _message(draft).as_bytes(policy=SMTP)
    facts |= {**_common_facts(draft), "size": len(content), "genuine": kind != "phishing"}
    return Built(facts, writer(eml=lambda: content, txt=lambda: content))


def _ordinary(rng: Random, draft: Draft, sender: Person) -> dict[str, Any]:
    domain = "asso.example.org"
    day = draft.when + timedelta(days=rng.randint(3, 12))
    place, hour = rng.choice(_PLACES).replace("-", " "), rng.randint(9, 19)
    draft.sender = (sender.name, sender.address(domain))
    draft.subject = rng.choice(_SUBJECTS)
    facts = date_facts(day.date())
    draft.text = (
        f"Bonjour à tous,\n\nRendez-vous le {facts['weekday']} {facts['long']} à {hour} h, "
        f"lieu : {place}. Merci de répondre avant la veille.\n\nBonne journée,\n{sender.first}"
    )
    return {"meeting": {**facts, "hour": hour, "place": place}}


def _told(rng: Random, draft: Draft, story: Story, *, genuine: bool) -> dict[str, Any]:
    code = f"{rng.choice('CFKRX')}{rng.randrange(10**7, 10**8)}"
    domain = story.domain if genuine else story.false_domain
    user = rng.choice(("contact", "service", "information", "ne-pas-repondre"))
    draft.sender = (story.organisation, f"{user}@{domain}")
    draft.subject = story.subject if genuine else f"URGENT : {story.subject.lower()}"
    text = (story.genuine if genuine else story.false).format(name=draft.to[0].name, code=code)
    draft.text = f"{text}\n\n{story.organisation}"
    host = f"www.{domain}" if genuine else domain
    shown = rng.choice((f"https://www.{story.domain}/", story.link_text))
    page = rng.choice(("espace", "suivi", "acces"))
    draft.link = (shown, f"https://{host}/{page}?id={code}")
    if not genuine:
        draft.reply_to = f"dossier{rng.randint(10, 99)}@boite-rapide.example"
    return {
        "organisation": story.organisation,
        "real_domain": story.domain,
        "link_text": draft.link[0],
        "link_target": draft.link[1],
        "link_domain": host,
        "reference": code,
    }


def _attach(rng: Random, draft: Draft, count: int, story: Story | None) -> dict[str, Any]:
    """Attachments that open. A double extension is a false message's trick: not used here."""
    stem = story.attachment if story else "document"
    types = rng.sample(list(_MEDIA_TYPES), count)
    for number, extension in enumerate(types, start=1):
        content = sample(rng, extension, draft.subject, draft.text.replace("\n", " "))
        draft.files.append((f"{stem}_{number}.{extension}", content))
    if not draft.files:
        return {"attachment_count": 0}
    name, content = draft.files[0]
    biggest = max(draft.files, key=lambda file: len(file[1]))
    return {
        "attachment_count": count,
        "attachment": {"name": name, "size": len(content), "extension": types[0]},
        "biggest_attachment": biggest[0],
    }


def _route(rng: Random, draft: Draft, hops: int, *, genuine: bool) -> dict[str, Any]:
    """Received headers, the nearest server first, as they stand in a message."""
    domain = draft.sender[1].partition("@")[2]
    origin = f"mail.{domain}" if genuine else f"vps{rng.randint(100, 999)}.hebergement.example"
    hosts = [origin, *(f"relais{n}.example.net" for n in range(1, hops)), "mx.example.org"]
    address = f"{'192.0.2' if genuine else '203.0.113'}.{rng.randint(2, 250)}"
    when, lines = draft.when, []
    for number in range(hops):
        when += timedelta(seconds=rng.randint(1, 50))
        near = f" ([{address}])" if number == 0 else ""
        stamp = format_datetime(when)
        lines.append(f"from {hosts[number]}{near} by {hosts[number + 1]} with ESMTPS; {stamp}")
    result = "pass" if genuine else "fail"
    signed = "pass" if genuine else "none"
    draft.checks = f"mx.example.org; spf={result}; dkim={signed}; dmarc={result}"
    draft.return_path = f"retour@{domain if genuine else origin}"
    draft.received = lines[::-1]
    return {
        "origin_host": origin,
        "origin_ip": address,
        "hop_count": hops,
        "return_path": draft.return_path,
        "spf": result,
        "transit_seconds": int((when - draft.when).total_seconds()),
    }


def _message(draft: Draft) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    message["Return-Path"] = f"<{draft.return_path}>"
    for line in draft.received:
        message["Received"] = line
    message["Authentication-Results"] = draft.checks
    message["From"] = formataddr(draft.sender)
    message["To"] = _addressees(draft.to)
    if draft.cc:
        message["Cc"] = _addressees(draft.cc)
    if draft.reply_to:
        message["Reply-To"] = draft.reply_to
    message["Subject"] = draft.subject
    message["Date"] = format_datetime(draft.when)
    domain = draft.sender[1].partition("@")[2]
    message["Message-ID"] = f"<{draft.when:%Y%m%d%H%M%S}.1@{domain}>"
    _fill(message, draft)
    return message


def _addressees(people: list[Person]) -> str:
    return ", ".join(formataddr((person.name, person.address())) for person in people)


def _fill(message: EmailMessage, draft: Draft) -> None:
    link = f"\n\n{draft.link[0]} : {draft.link[1]}" if draft.link else ""
    message.set_content(draft.text + link, cte="quoted-printable")
    if draft.link:
        shown, target = map(escape, draft.link)
        paragraphs = "".join(f"<p>{escape(part)}</p>" for part in draft.text.split("\n\n"))
        page = f'<html lang="fr">{paragraphs}<p><a href="{target}">{shown}</a></p></html>'
        message.add_alternative(page, subtype="html", cte="quoted-printable")
    for name, content in draft.files:
        main, _, sub = _MEDIA_TYPES[name.rpartition(".")[2]].partition("/")
        message.add_attachment(content, maintype=main, subtype=sub, filename=name)
    for number, part in enumerate(part for part in message.walk() if part.is_multipart()):
        part.set_boundary(f"=_partie_{number}")


def _common_facts(draft: Draft) -> Mapping[str, Any]:
    return {
        "sender_name": draft.sender[0],
        "sender_address": draft.sender[1],
        "sender_domain": draft.sender[1].partition("@")[2],
        "reply_to": draft.reply_to,
        "subject": draft.subject,
        "date": date_facts(draft.when),
        "recipient": draft.to[0].address(),
        "recipient_name": draft.to[0].name,
        "to_count": len(draft.to),
        "cc_count": len(draft.cc),
        "cc": [person.name for person in draft.cc],
    }
