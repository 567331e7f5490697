"""A challenge as one learner meets it: parameters drawn, texts filled in, options shuffled.

Pure: the same challenge and number always give the same variant, on any machine.
"""

import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from .building import BuiltFile, Material, gather
from .content import CONTENT_FOLDER
from .files import FORMATS, label_of
from .french import typeset
from .markdown import render_block, render_inline
from .placeholders import Facts, fill, fill_text
from .schema import Barrier, ChallengeSpec, Kind


@dataclass(frozen=True, slots=True)
class Option:
    """Something to choose, to put in order or to match.

    `code` is what the page calls it: its place there. The author's ids stay on the server, for they
    often come in the right order, or the right one first.
    """

    id: str
    html: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class AnswerField:
    id: str
    label: str
    hint: str
    options: tuple[Option, ...]
    """Of a drop-down list; none for a text field."""


@dataclass(frozen=True, slots=True)
class FileRef:
    """A file to hand out; `write_file` gives its bytes by name."""

    name: str
    format: str
    media_type: str
    label: str


@dataclass(frozen=True, slots=True)
class Picture:
    name: str
    media_type: str
    alt: str


@dataclass(frozen=True, slots=True)
class SimulatorRun:
    name: str
    scenario: Mapping[str, Any]
    """The whole of it, for the referee. The browser gets `public_scenario(name, scenario)`."""


@dataclass(frozen=True, slots=True)
class Variant:
    challenge_id: str
    number: int
    kind: Kind
    title: str
    instruction_html: str
    question: str
    hint: str
    options: tuple[Option, ...]
    fields: tuple[AnswerField, ...]
    items: tuple[Option, ...]
    left: tuple[Option, ...]
    right: tuple[Option, ...]
    picture: Picture | None
    files: tuple[FileRef, ...]
    simulator: SimulatorRun | None
    timer: int | None
    barriers: tuple[Barrier, ...]
    lesson: str | None
    # What follows tells the answer: for marking and for the correction, never for the question.
    solution: Mapping[str, Any]
    outcome: str
    explanation_html: str


def draw_variant(challenge: ChallengeSpec, number: int) -> Variant:
    """Variant `number` (0, 1, 2…) of a challenge."""
    material = gather(challenge, number)
    facts = material.facts
    solution = fill(challenge.solution, facts)
    rng = random.Random(f"{challenge.id}:{number}:order")  # noqa: S311  reproducible, not secret
    return Variant(
        challenge_id=challenge.id,
        number=number,
        kind=challenge.kind,
        title=_plain(challenge.title, facts),
        instruction_html=render_block(fill_text(challenge.instruction, facts)),
        question=_plain(challenge.question, facts),
        hint=_plain(challenge.hint, facts),
        options=_placed(
            _shuffled(_options(challenge.options, facts), rng if challenge.shuffle else None)
        ),
        fields=_fields(challenge, facts),
        items=_placed(_out_of_order(_shuffled(_options(challenge.items, facts), rng), solution)),
        left=_placed(_options(challenge.left, facts)),
        right=_placed(_shuffled(_options(challenge.right, facts), rng)),
        picture=_picture(challenge, material),
        files=tuple(map(_file_ref, material.files)),
        simulator=_simulator(challenge, facts),
        timer=challenge.timer,
        barriers=challenge.barriers,
        lesson=challenge.lesson,
        solution=solution,
        outcome=_plain(challenge.outcome, facts),
        explanation_html=render_block(fill_text(challenge.explanation, facts)),
    )


def write_file(
    challenge: ChallengeSpec, number: int, name: str, *, folder: Path = CONTENT_FOLDER
) -> bytes:
    """The bytes of an attachment or of the picture; raises `LookupError` for any other name."""
    return gather(challenge, number).file(name).content(folder)


def _plain(text: str | None, facts: Facts) -> str:
    return typeset(fill_text(text, facts)) if text else ""


def _options(texts: Mapping[str, str] | None, facts: Facts) -> tuple[Option, ...]:
    # By id: the database may return a mapping in another order than the file's.
    return tuple(
        Option(option, render_inline(fill_text(text, facts)))
        for option, text in sorted((texts or {}).items())
    )


def _shuffled(options: tuple[Option, ...], rng: random.Random | None) -> tuple[Option, ...]:
    return tuple(rng.sample(options, len(options))) if rng else options


def _placed(options: Iterable[Option]) -> tuple[Option, ...]:
    return tuple(replace(option, code=str(place)) for place, option in enumerate(options, start=1))


def _out_of_order(items: tuple[Option, ...], solution: Mapping[str, Any]) -> tuple[Option, ...]:
    """Never the right order to start with, or sending the page untouched would be an answer."""
    solved = [item.id for item in items] == solution.get("order")
    return (*items[1:], items[0]) if solved and items else items


def _fields(challenge: ChallengeSpec, facts: Facts) -> tuple[AnswerField, ...]:
    return tuple(
        AnswerField(
            field.id,
            _plain(field.label, facts),
            _plain(field.hint, facts),
            _placed(_options(field.options, facts)),
        )
        for field in challenge.fields or ()
    )


def _file_ref(file: BuiltFile) -> FileRef:
    media_type = FORMATS[file.format].media_type
    return FileRef(file.name, file.format, media_type, label_of(file.format))


def _picture(challenge: ChallengeSpec, material: Material) -> Picture | None:
    file = material.picture
    if challenge.picture is None or file is None:
        return None
    alt = _plain(challenge.picture.alt, material.facts)
    return Picture(file.name, FORMATS[file.format].media_type, alt)


def _simulator(challenge: ChallengeSpec, facts: Facts) -> SimulatorRun | None:
    simulator = challenge.simulator
    return SimulatorRun(simulator.name, fill(simulator.scenario, facts)) if simulator else None
