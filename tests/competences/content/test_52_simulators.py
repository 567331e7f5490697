"""Simulators of competence 5.2: solved by hand, failed by doing nothing, too little or too much."""

import pytest

from competences.bank import read_bank
from competences.bank.content import CONTENT_FOLDER
from competences.bank.simulators import get_referee
from competences.bank.variants import draw_variant
from competences.engine.marking import mark

FILES = get_referee("files")
VIEW = {
    "layout": "details", "sort": "name", "descending": False, "extensions": True,
    "hidden": False, "query": "",
}  # fmt: skip


@pytest.fixture(scope="module")
def bank():
    return read_bank(CONTENT_FOLDER)


def untouched(scenario):
    return {
        key: {
            "parent": parent, "name": node.name, "tags": [], "author": "", "shares": [],
            "link": "none", "link_expires": "", "version": None, "sync": node.sync,
            "deleted_from": None, "origin": None,
        }
        for key, (node, parent) in FILES.Scenario.model_validate(scenario).nodes.items()
    }  # fmt: skip


def outcome(variant, items):
    posted = {"items": items, "current": "root", "selected": [], "opened": [], "view": VIEW}
    state = FILES.final_state(variant.simulator.scenario, posted)
    return mark("simulator", variant.solution, {"state": state}).outcome


def every_variant(bank, challenge_id):
    challenge = bank.challenge(challenge_id)
    for number in range(challenge.variant_count):
        variant = draw_variant(challenge, number)
        items = untouched(variant.simulator.scenario)
        assert outcome(variant, items) == "incorrect"
        yield variant, items


def moved(items, target, *keys):
    return items | {key: items[key] | {"parent": target} for key in keys}


def copied(items, target, key):
    origin = {"kind": "copy", "of": key}
    return items | {"x1": items[key] | {"parent": target, "origin": origin}}


def test_the_biggest_video_that_fits(bank):
    for variant, items in every_variant(bank, "materiel-et-peripheriques-3a"):
        (name,) = variant.solution["expect"][0]["value"]
        (wanted,) = (key for key, item in items.items() if item["name"] == name)
        assert outcome(variant, copied(items, "key", wanted)) == "correct"
        assert outcome(variant, moved(items, "key", wanted)) == "incorrect"
        assert outcome(variant, copied(items, "key", "v1")) == "incorrect"


@pytest.mark.parametrize(
    ("challenge", "wanted", "other"),
    [
        ("systemes-et-applications-3a", ("f2", "f5"), "f1"),
        ("reperes-et-evolutions-4b", ("f3", "f6"), "f1"),
    ],
)
def test_two_files_to_put_aside(bank, challenge, wanted, other):
    for variant, items in every_variant(bank, challenge):
        solved = moved(items, "todo", *wanted)
        assert outcome(variant, solved) == "correct"
        assert outcome(variant, moved(items, "todo", wanted[0])) == "incorrect"
        assert outcome(variant, moved(solved, "todo", other)) == "incorrect"


def test_what_the_visit_needs_is_kept_on_the_computer(bank):
    for variant, items in every_variant(bank, "logiciels-et-licences-3a"):
        needed = {key: items[key] | {"sync": "local"} for key in ("f1", "f2", "f3")}
        solved = items | needed
        assert outcome(variant, solved) == "correct"
        assert outcome(variant, solved | {"f4": items["f4"] | {"sync": "local"}}) == "incorrect"
