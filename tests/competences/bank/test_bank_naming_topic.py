"""The simulators of the model topic, solved by hand and failed by doing too little or too much."""

import copy

import pytest

from competences.bank import read_bank
from competences.bank.content import CONTENT_FOLDER
from competences.bank.simulators import get_referee
from competences.bank.variants import draw_variant
from competences.engine.marking import mark

FILES = get_referee("files")


@pytest.fixture(scope="module")
def topic():
    return read_bank(CONTENT_FOLDER)


def untouched(scenario):
    """What the frame posts when nothing was done."""
    items = {
        key: {
            "parent": parent, "name": node.name, "tags": node.tags, "author": node.author,
            "shares": [], "link": node.link, "link_expires": "", "version": None,
            "sync": node.sync, "deleted_from": None, "origin": None,
        }
        for key, (node, parent) in FILES.Scenario.model_validate(scenario).nodes.items()
    }  # fmt: skip
    view = {
        "layout": "details", "sort": "name", "descending": False, "extensions": True,
        "hidden": False, "query": "",
    }  # fmt: skip
    return {"items": items, "current": "root", "selected": [], "opened": [], "view": view}


def outcome(variant, posted):
    state = FILES.final_state(variant.simulator.scenario, posted)
    return mark("simulator", variant.solution, {"state": state}).outcome


def every_variant(content, challenge_id):
    challenge = content.challenge(challenge_id)
    for number in range(challenge.variant_count):
        variant = draw_variant(challenge, number)
        state = untouched(variant.simulator.scenario)
        assert outcome(variant, state) == "incorrect"
        yield variant, state


def test_opening_the_sheet(topic):
    for variant, state in every_variant(topic, "nommer-et-ranger-1a"):
        (wanted,) = variant.solution["expect"][0]["value"]
        assert outcome(variant, {**state, "opened": [wanted]}) == "correct"
        others = [f"d{n}" for n in range(1, 7) if f"d{n}" != wanted]
        assert outcome(variant, {**state, "opened": [others[0]]}) == "incorrect"
        assert outcome(variant, {**state, "opened": [wanted, others[0]]}) == "incorrect"


def move(state, **parents):
    moved = copy.deepcopy(state)
    for key, parent in parents.items():
        moved["items"][key]["parent"] = parent
    return moved


def with_folder(state, name, parent):
    added = copy.deepcopy(state)
    origin = {"kind": "folder", "of": None}
    added["items"]["x1"] = {**added["items"]["d"], "name": name, "parent": parent, "origin": origin}
    return added


def test_making_room_for_the_talk(topic):
    for variant, state in every_variant(topic, "nommer-et-ranger-2a"):
        name = variant.solution["expect"][1]["value"]
        ready = with_folder(state, name, "d")
        done = move(ready, f1="x1", f3="x1", f5="x1")
        assert outcome(variant, done) == "correct"
        lower = copy.deepcopy(done)
        lower["items"]["x1"]["name"] = name.lower()
        assert outcome(variant, lower) == "correct"
        assert outcome(variant, move(ready, f1="x1", f3="x1")) == "incorrect"
        assert outcome(variant, move(done, f2="x1")) == "incorrect"
        assert outcome(variant, with_folder(done, name, "t")) == "incorrect"


def test_following_the_plan(topic):
    for variant, state in every_variant(topic, "nommer-et-ranger-4a"):
        home = variant.solution["expect"][3]["value"]
        done = move(state, p1="f26", p2="a27", p3="f27", p4=home)
        assert outcome(variant, done) == "correct"
        for elsewhere in {"f26", "f27", "a26", "a27"} - {home}:
            assert outcome(variant, move(done, p4=elsewhere)) == "incorrect"
