"""Every variant can be drawn, is whole, and differs from the others."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from pydantic import ValidationError

from competences.bank.building import gather
from competences.bank.files import is_plain_name
from competences.bank.placeholders import UnknownPlaceholderError, fill_text, malformed, names_in
from competences.bank.problems import Problem
from competences.bank.simulators import UnknownSimulatorError, get_referee

from .entries import Drawn, Entry

_SHOWN_TO_LEARNERS = (
    "title", "instruction_html", "question", "hint", "options", "fields", "items", "left", "right",
    "simulator",
)  # fmt: skip


def check_drawing(entries: Sequence[Entry]) -> Iterator[Problem]:
    for entry in entries:
        unknown = list(_placeholders(entry))
        yield from unknown
        if entry.draw_failure and not unknown:
            yield entry.error(entry.draw_failure)
        yield from _differences(entry)
        yield from _files(entry)
        yield from _scenario(entry)


def _placeholders(entry: Entry) -> Iterator[Problem]:
    for keys, text in entry.strings():
        if malformed(text):
            yield entry.error("a placeholder is written {{ name }} or {{ name.part }}", *keys)
    try:
        facts = gather(entry.challenge, 0).facts
    except Exception:  # noqa: BLE001  told by the draw itself
        return
    for keys, text in entry.strings():
        for name in names_in(text):
            try:
                fill_text(f"{{{{ {name} }}}}", facts)
            except UnknownPlaceholderError:
                known = ", ".join(sorted(facts)) or "no parameter, no fact"
                yield entry.error(f"nothing is called {{{{ {name} }}}} here ({known})", *keys)


def _differences(entry: Entry) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for drawn in entry.drawn:
        face = _face(entry, drawn)
        number = drawn.variant.number
        if face in seen:
            message = f"variants {seen[face]} and {number} are the same"
            yield entry.error(f"{message}: vary the parameters or lower 'variants'", "variants")
            return
        seen[face] = number


def _face(entry: Entry, drawn: Drawn) -> str:
    """What is asked or shown, in whatever order: another shuffle is not another variant."""
    whole = asdict(drawn.variant)
    face: dict[str, Any] = {name: whole[name] for name in _SHOWN_TO_LEARNERS}
    for name in ("options", "items", "left", "right"):
        face[name] = sorted(face[name], key=lambda option: option["id"])
    face["built"] = dict(drawn.facts) if entry.challenge.builders else None
    return json.dumps(face, sort_keys=True, default=str)


def _files(entry: Entry) -> Iterator[Problem]:
    for drawn in entry.drawn:
        names = [file.name for file in drawn.variant.files]
        for name in names:
            if not is_plain_name(name):
                yield entry.error(f"{name!r} is not a plain file name", "attachments")
                return
        if len(set(names)) < len(names):
            yield entry.error("two files have the same name", "attachments")
            return
    if entry.drawn:
        yield from _determinism(entry)


def _determinism(entry: Entry) -> Iterator[Problem]:
    """The same variant gives the same facts and bytes; looked at on the first one."""
    if not entry.challenge.builders:
        return
    one, other = (gather(entry.challenge, 0) for _ in range(2))
    if one.facts != other.facts:
        yield entry.error("a builder gave other facts the second time", "attachments")
    folder = entry.content.folder
    for file in (*one.files, *((one.picture,) if one.picture else ())):
        try:
            same = file.content(folder) == other.file(file.name).content(folder)
        except Exception as failure:  # noqa: BLE001  a builder may fail in any way
            yield entry.error(f"{file.name}: {type(failure).__name__}: {failure}", "attachments")
            continue
        if not same:
            yield entry.error(f"{file.name} has other bytes the second time", "attachments")


def _scenario(entry: Entry) -> Iterator[Problem]:
    for drawn in entry.drawn:
        run = drawn.variant.simulator
        if run is None:
            return
        try:
            get_referee(run.name).Scenario.model_validate(run.scenario)
        except UnknownSimulatorError:
            return
        except ValidationError as invalid:
            for detail in invalid.errors(include_url=False, include_input=False):
                keys = ("simulator", "scenario", *detail["loc"])
                where = ".".join(map(str, detail["loc"])) or "scenario"
                yield entry.error(f"{where}: {detail['msg']}", *keys)
            return
