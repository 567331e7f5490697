"""A web page to inspect: what shows, what hides, where links really lead."""

from collections.abc import Mapping
from datetime import date, timedelta
from html import escape
from random import Random
from typing import Any

from . import Built
from .support.dates import date_facts
from .support.formats import writer
from .support.pages import THEMES, Theme
from .support.people import TOWNS, draw_people
from .support.words import words

VERSION = 1
FORMATS = ("html", "txt")

_CODES = words("ARDOISE BOREAL CORAIL DOLMEN ECUME FOUGERE GENET HERMINE IVOIRE JADE LICHEN MENHIR")
_OUTSIDE = (
    ("Prévisions du temps", "meteo.example.com"),
    ("Carte de la région", "cartes.example.com"),
    ("Site de la commune", "ville.example.com"),
)
_SOFTWARE = words("Plume Atelier Galets Vitrine Canevas")


def build(
    rng: Random,
    *,
    theme: str = "club",
    misleading: int = 1,
    missing_alt: int = 1,
    trackers: int = 0,
) -> Built:
    """A page in French. `theme`: club, library, shop.

    Of its six links, `misleading` show one address and lead to another; of its four pictures,
    `missing_alt` have no text alternative; `trackers` scripts of other sites are called. A code
    hides in a comment, another in a hidden field. `txt` is the source as a text.
    """
    facts = _facts(rng, THEMES[theme], misleading, missing_alt, trackers)
    page = _page(facts).encode()
    facts["line_count"] = len(page.splitlines())
    return Built(facts, writer(html=lambda: page, txt=lambda: page))


def _facts(
    rng: Random, theme: Theme, misleading: int, missing_alt: int, trackers: int
) -> dict[str, Any]:
    town, author = rng.choice(TOWNS), draw_people(rng, 1)[0].name
    comment, hidden, keyword = rng.sample(_CODES, 3)
    updated = date(2025, 1, 10) + timedelta(days=rng.randrange(250))
    links = _links(rng, theme, misleading)
    pictures = list(rng.sample(theme.pictures, len(theme.pictures)))
    others = rng.sample(("mesure", "pub", "profil", "audience", "partage"), trackers)
    false = next((link for link in links if link["false"]), None)
    headings = rng.sample(theme.headings, rng.randint(3, 5))
    return {
        "site": theme.site.format(town=town),
        "domain": theme.domain,
        "title": theme.title,
        "author": author,
        "generator": f"{rng.choice(_SOFTWARE)} {rng.randint(2, 9)}.{rng.randint(0, 9)}",
        "keyword": keyword.lower(),
        "comment_code": comment,
        "hidden_code": hidden,
        "updated": date_facts(updated),
        "headings": headings,
        "heading_count": len(headings),
        "links": links,
        "external_count": sum(theme.domain not in link["target"] for link in links),
        "misleading_count": misleading,
        "misleading": false or {},
        "pictures": pictures,
        "missing_alt": pictures[:missing_alt],
        "missing_alt_count": missing_alt,
        "trackers": [f"{name}.example.net" for name in others],
        "tracker_count": trackers,
        "form_host": f"formulaires{rng.randint(2, 9)}.example.net",
        "form_method": rng.choice(("get", "post")),
        "max_length": rng.randrange(20, 90, 5),
    }


def _links(rng: Random, theme: Theme, misleading: int) -> list[dict[str, Any]]:
    outside = rng.sample(_OUTSIDE, rng.randint(1, 2))
    made: list[dict[str, Any]] = []
    for position, usual in enumerate(rng.sample(theme.links, len(theme.links))):
        slug = f"page{rng.randint(10, 99)}"
        false = position < misleading
        text, host = usual, theme.domain
        if false:
            host = f"{theme.domain.partition('.')[0]}-{rng.randint(2, 9)}.example.net"
        elif position < misleading + len(outside):
            text, host = outside[position - misleading]
        shown = f"https://{theme.domain}/{slug}" if false else text
        made.append(
            {"text": shown, "target": f"https://{host}/{slug}", "host": host, "false": false}
        )
    return rng.sample(made, len(made))


def _page(facts: Mapping[str, Any]) -> str:
    scripts = "\n".join(
        f'<script async src="https://{host}/collecte.js"></script>' for host in facts["trackers"]
    )
    sections = "\n".join(
        f"<h2>{escape(heading)}</h2>\n<p>Renseignements à l'accueil, du mardi au samedi.</p>"
        for heading in facts["headings"]
    )
    links = "\n".join(
        f'<li><a href="{link["target"]}">{escape(link["text"])}</a></li>' for link in facts["links"]
    )
    return (
        "\n".join(
            [
                *_head(facts),
                scripts,
                sections,
                f"<ul>\n{links}\n</ul>",
                *_pictures(facts),
                _form(facts),
            ]
        )
        + "\n</body>\n</html>\n"
    )


def _head(facts: Mapping[str, Any]) -> list[str]:
    return [
        '<!doctype html>\n<html lang="fr">\n<head>\n<meta charset="utf-8">',
        f"<title>{escape(facts['title'])} – {escape(facts['site'])}</title>",
        f'<meta name="author" content="{facts["author"]}">',
        f'<meta name="generator" content="{facts["generator"]}">',
        f'<meta name="keywords" content="{facts["keyword"]}, {facts["domain"]}">',
        f'<meta name="date" content="{facts["updated"]["iso"]}">',
        f'<link rel="canonical" href="https://{facts["domain"]}/">',
        f"</head>\n<body>\n<!-- Code de l'équipe : {facts['comment_code']} -->",
        f"<h1>{escape(facts['title'])}</h1>",
    ]


def _pictures(facts: Mapping[str, Any]) -> list[str]:
    return [
        f'<img src="photo{number}.jpg" width="320" height="200"'
        + (">" if name in facts["missing_alt"] else f' alt="{escape(name)}">')
        for number, name in enumerate(facts["pictures"], start=1)
    ]


def _form(facts: Mapping[str, Any]) -> str:
    return (
        f'<form action="http://{facts["form_host"]}/envoi" method="{facts["form_method"]}">\n'
        f'<input type="hidden" name="offre" value="{facts["hidden_code"]}">\n'
        f'<label>Votre nom <input name="nom" maxlength="{facts["max_length"]}"></label>\n'
        '<label>Votre mot de passe <input type="password" name="passe"></label>\n'
        "<button>Envoyer</button>\n</form>"
    )
