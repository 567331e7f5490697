"""The pages of the ENT: plain, and clearly not those of Pix."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from html import escape
from typing import Final
from urllib.parse import quote

from pix.demo_ent.people import Person

_STYLE: Final = """
body{font:1rem/1.5 system-ui,sans-serif;margin:0;background:#f2f2ee;color:#222}
header{background:#444;color:#fff;padding:.6rem 1rem}
main{max-width:44rem;margin:1.5rem auto;padding:0 1rem}
button,.app{font:inherit;color:#222;background:#fff;border:1px solid #888;padding:.45rem .8rem;
cursor:pointer;text-decoration:none;display:inline-block}
ul{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:.4rem}
.guest{display:grid;grid-template-columns:repeat(auto-fit,minmax(12rem,1fr));gap:.8rem}
.guest label{display:grid}.guest button{align-self:end}
.guest input,.guest select{font:inherit;padding:.35rem;border:1px solid #888}
button:focus-visible,.app:focus-visible,summary:focus-visible{outline:3px solid #06c}
summary{padding:.5rem 0;cursor:pointer}.app{font-size:1.3rem;padding:1rem 2rem}
"""
_GUEST: Final = """
<details><summary>Quelqu'un d'autre, d'une école que vous venez d'ouvrir</summary>
<form class="guest" method="post" action="/etre?suite={going_to}">
<label>Prénom <input name="first_name" required></label>
<label>Nom <input name="last_name" required></label>
<label>Date de naissance <input name="birth_date" type="date"></label>
<label>UAI inventé <input name="uai" required pattern="999[0-9]{{4}}[A-Za-z]" placeholder="9990003Z"
title="999, quatre chiffres et une lettre"></label>
<label>Classe <input name="class_name"></label>
<label>Profil <select name="profile"><option value="pupil">élève<option value="teacher">enseignant
<option value="head">direction<option value="parent">parent</select></label>
<button>Être cette personne</button></form></details>
"""
_TEAM: Final = {"head": "Direction", "teacher": "Enseignants", "parent": "Parents"}


def page(title: str, body: str) -> str:
    return (
        f'<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>{escape(title)} · '
        'ENT de démonstration</title><meta name="viewport" content="width=device-width">'
        f"<style>{_STYLE}</style></head><body>"
        "<header>ENT de démonstration · personnes inventées, aucun mot de passe</header>"
        f"<main><h1>{escape(title)}</h1>{body}</main></body></html>"
    )


def choose(people: Mapping[str, Person], going_to: str) -> str:
    """Who do you want to be? `going_to`: where to go on after."""
    groups: dict[str, list[Person]] = defaultdict(list)
    for person in people.values():
        class_name = person.class_name or f"l'école {person.uai}"
        groups[_TEAM.get(person.profile) or f"Élèves de {class_name}"].append(person)
    order = sorted(groups, key=lambda name: (name not in _TEAM.values(), name))
    body = "".join(_group(name, groups[name], is_open=len(people) < 20) for name in order)  # noqa: PLR2004
    return page(
        "Qui êtes-vous\u00a0?",
        "<p>Choisissez la personne que vous voulez être.</p>"
        f'<form method="post" action="/choisir?suite={quote(going_to, safe="")}">{body}</form>'
        + _GUEST.format(going_to=quote(going_to, safe="")),
    )


def _group(name: str, people: Iterable[Person], *, is_open: bool) -> str:
    buttons = "".join(
        f'<li><button name="subject" value="{escape(one.subject)}">{escape(one.name)}</button></li>'
        for one in sorted(people, key=lambda one: (one.last_name, one.first_name))
    )
    opened = " open" if is_open or name in _TEAM.values() else ""
    return f"<details{opened}><summary>{escape(name)}</summary><ul>{buttons}</ul></details>"


def portal(person: Person, service: str) -> str:
    """What one sees once signed in: the applications of the school."""
    return page(
        f"Bonjour {person.first_name}",
        "<p>Mes applications</p>"
        f'<ul><li><a class="app" href="{escape(service)}/ent/demo/">Pix</a></li>'
        f'<li><a class="app" href="{escape(service)}/ent/demo/?vers=/competences/">'
        "Pix\u00a0: mes compétences</a></li></ul>"
        '<form method="post" action="/cas/logout"><button>Me déconnecter de l\'ENT</button></form>',
    )


def refusal(text: str) -> str:
    return page("Demande refusée", f"<p>{escape(text)}</p>")
