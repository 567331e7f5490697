"""A small item bank with every kind of challenge, so that tests do not depend on the real one."""

from typing import Any

from competences.bank import BankContent
from competences.bank.content import FORMAT

TOPICS = {"1.2": ("dossiers", "formats", "copies"), "4.1": ("secrets", "pieges")}
LEVELS = range(1, 7)


def small_bank() -> BankContent:
    """1.2 has three topics, 4.1 two; six levels each; right answers are `a`, "oui" or 42."""
    return BankContent.from_document(
        {
            "format": FORMAT,
            "framework": {
                "domains": [_domain("1", "1.2"), _domain("2", "2.1"), _domain("4", "4.1")]
            },
            "topics": [
                {
                    "competence": code,
                    "topic": topic,
                    "title": topic.title(),
                    "description": f"Tout sur {topic}",
                    "skills": [_skill(topic, level) for level in LEVELS],
                }
                for code, topics in TOPICS.items()
                for topic in topics
            ],
            "lessons": [
                {
                    "topic": topic,
                    "title": f"Leçon {topic}",
                    "minutes": 3,
                    "summary": f"L'essentiel de {topic}",
                    "body": f"## Pour {topic}\n\nUn texte.",
                }
                for topics in TOPICS.values()
                for topic in topics
            ],
        }
    )


def load_small_bank() -> None:
    """Make it the current release of the database."""
    from datetime import UTC, datetime

    from competences.services.releases import load_release

    load_release(small_bank(), now=datetime(2027, 1, 1, tzinfo=UTC))


def _domain(code: str, competence: str) -> dict[str, Any]:
    names = {"name": f"Compétence {competence}", "name_en": f"Competence {competence}"}
    return {
        "code": code,
        "name": f"Domaine {code}",
        "name_en": f"Domain {code}",
        "competences": [
            {"code": competence, **names, "description": "Savoir faire.", "digcomp": ["1.3"]}
        ],
    }


def _skill(topic: str, level: int) -> dict[str, Any]:
    makers = _MAKERS[topic]
    return {
        "topic": topic,
        "level": level,
        "can": f"Réussir {topic} au niveau {level}",
        "challenges": [
            {
                "id": f"{topic}-{level}{letter}",
                "title": f"Situation {topic} {level}{letter}",
                "instruction": f"Vous êtes dans la situation {topic} {level}{letter}.",
                "question": "Que faites-vous ?",
                "explanation": "Voilà pourquoi.",
                "lesson": topic,
                **make(),
            }
            for letter, make in zip("ab", makers, strict=True)
        ],
    }


def _choice() -> dict[str, Any]:
    options = {"a": "Le bon geste", "b": "Un autre", "c": "Encore un", "d": "Le dernier"}
    return {"kind": "single_choice", "options": options, "solution": {"correct": "a"}}


def _choices() -> dict[str, Any]:
    options = {"a": "Juste", "b": "Faux", "c": "Juste aussi", "d": "Faux aussi"}
    return {"kind": "multiple_choice", "options": options, "solution": {"correct": ["a", "c"]}}


def _text() -> dict[str, Any]:
    return {"kind": "short_text", "solution": {"accepted": ["oui"]}}


def _number() -> dict[str, Any]:
    return {"kind": "number", "solution": {"value": 42, "units": ["Mo"]}, "timer": 60}


def _fields() -> dict[str, Any]:
    fields = [{"id": "f1", "label": "Premier"}, {"id": "f2", "label": "Second"}]
    solution = {"f1": {"accepted": ["oui"]}, "f2": {"value": 42}}
    return {"kind": "fields", "fields": fields, "solution": {"fields": solution}}


def _order() -> dict[str, Any]:
    items = {"a": "Un", "b": "Deux", "c": "Trois"}
    return {"kind": "order", "items": items, "solution": {"order": ["a", "b", "c"]}}


def _match() -> dict[str, Any]:
    return {
        "kind": "match",
        "left": {"a": "Chat", "b": "Chien"},
        "right": {"1": "Miaule", "2": "Aboie"},
        "solution": {"pairs": {"a": "1", "b": "2"}},
    }


def _mailbox() -> dict[str, Any]:
    message = {
        "id": "m1",
        "from": "Léa <lea@example.org>",
        "subject": "Sortie",
        "body": "Bonjour",
        "date": "2027-01-03T18:00",
    }
    return {
        "kind": "simulator",
        "simulator": {"name": "mailbox", "scenario": _mailbox_scenario(message)},
        "outcome": "Mettre le message à la corbeille.",
        "solution": {"expect": [{"path": "messages.m1.folder", "op": "equals", "value": "bin"}]},
    }


def _mailbox_scenario(message: dict[str, Any]) -> dict[str, Any]:
    return {"owner": "Ana <ana@example.org>", "today": "2027-01-04T10:00", "messages": [message]}


_MAKERS = {
    "dossiers": (_mailbox, _text),
    "formats": (_number, _choices),
    "copies": (_fields, _order),
    "secrets": (_match, _choice),
    "pieges": (_choice, _text),
}
