"""The simulators of competence 4.1: each solved by hand, and failed by too little or too much."""

import copy

import pytest

from competences.bank import read_bank
from competences.bank.content import CONTENT_FOLDER
from competences.bank.simulators import get_referee
from competences.bank.variants import draw_variant
from competences.engine.marking import mark


@pytest.fixture(scope="module")
def bank():
    return read_bank(CONTENT_FOLDER)


def variants(bank, challenge_id):
    challenge = bank.challenge(challenge_id)
    return [draw_variant(challenge, number) for number in range(challenge.variant_count)]


def outcome(variant, posted):
    run = variant.simulator
    state = get_referee(run.name).final_state(run.scenario, posted)
    return mark("simulator", variant.solution, {"state": state}).outcome


def expected(variant, path):
    return next(rule["value"] for rule in variant.solution["expect"] if rule["path"] == path)


# Mailbox


def mailbox(variant):
    """What the frame posts when nothing was done."""
    place = {"folder": "inbox", "read": False, "starred": False, "labels": [], "reported": ""}
    vacation = {"enabled": False, "start": "", "end": "", "subject": "", "body": ""}
    scenario = variant.simulator.scenario
    return {
        "folders": [], "labels": [], "sent": [], "drafts": [], "rules": [], "vacation": vacation,
        "signature": "", "contacts": scenario.get("contacts", []), "groups": [],
        "opened_links": [], "opened_attachments": [], "fetched": False, "reading": None,
        "messages": {message["id"]: dict(place) for message in scenario["messages"]},
    }  # fmt: skip


def placed(state, **changes):
    changed = copy.deepcopy(state)
    for key, change in changes.items():
        changed["messages"][key].update(change)
    return changed


BIN = {"folder": "bin"}
PHISHING = {"folder": "junk", "reported": "phishing"}


def test_throwing_the_trap_away(bank):
    for variant in variants(bank, "messages-pieges-1b"):
        state = mailbox(variant)
        done = placed(state, m2=BIN)
        clicked = {**done, "opened_links": [{"message": "m2", "what": "https://x.example"}]}
        assert outcome(variant, done) == "correct"
        for wrong in (state, clicked, placed(state, m1=BIN), placed(done, m3=BIN)):
            assert outcome(variant, wrong) == "incorrect"


def test_throwing_the_false_sender_away(bank):
    for variant in variants(bank, "messages-pieges-2a"):
        state = mailbox(variant)
        results = {key: outcome(variant, placed(state, **{key: BIN})) for key in state["messages"]}
        assert sorted(results.values()) == ["correct", *["incorrect"] * 3]
        assert outcome(variant, state) == "incorrect"
        assert outcome(variant, placed(state, m2=BIN, m3=BIN, m4=BIN)) == "incorrect"


def test_reporting_both_traps(bank):
    for variant in variants(bank, "messages-pieges-3a"):
        state = mailbox(variant)
        done = placed(state, m2=PHISHING, m4=PHISHING)
        assert outcome(variant, done) == "correct"
        for wrong in (state, placed(state, m2=PHISHING), placed(done, m1=PHISHING)):
            assert outcome(variant, wrong) == "incorrect"
        assert outcome(variant, placed(state, m2=BIN, m4=BIN)) == "incorrect"


def test_opening_the_one_good_link(bank):
    for variant in variants(bank, "messages-pieges-4a"):
        state = mailbox(variant)
        (good,) = expected(variant, "opened_links")
        bodies = {m["id"]: m["body"] for m in variant.simulator.scenario["messages"]}
        (home,) = (key for key, body in bodies.items() if f"({good})" in body)
        opened = [{"message": home, "what": good}]
        bad = [{"message": "m2", "what": "https://prets.example"}]
        assert outcome(variant, {**state, "opened_links": opened}) == "correct"
        assert outcome(variant, state) == "incorrect"
        assert outcome(variant, {**state, "opened_links": opened + bad}) == "incorrect"


def sent(mode, answered, *to):
    return {
        "id": "x1", "to": list(to), "cc": [], "bcc": [], "subject": "Tr", "body": "Voir plus bas",
        "attachments": [], "in_reply_to": answered, "mode": mode, "quoted": True, "send_at": "",
        "important": False, "receipt": False,
    }  # fmt: skip


def test_following_the_charter(bank):
    cell = "Cellule sécurité <securite@les-amarres.example.org>"
    for variant in variants(bank, "messages-pieges-5b"):
        bad = expected(variant, "sent[0].in_reply_to")
        good = ({"m2", "m4"} - {bad}).pop()
        reported = placed(mailbox(variant), **{bad: PHISHING})
        assert outcome(variant, {**reported, "sent": [sent("forward", bad, cell)]}) == "correct"
        for wrong in (sent("reply", bad, cell), sent("forward", good, cell)):
            assert outcome(variant, {**reported, "sent": [wrong]}) == "incorrect"
        unreported = {**mailbox(variant), "sent": [sent("forward", bad, cell)]}
        assert outcome(variant, unreported) == "incorrect"
        assert outcome(variant, reported) == "incorrect"


# Files


def files(variant):
    """What the frame posts when nothing was done."""
    scenario = get_referee("files").Scenario.model_validate(variant.simulator.scenario)
    items = {
        key: {
            "parent": parent, "name": node.name, "tags": [], "author": "",
            "shares": [{"who": share.who, "right": share.right} for share in node.shares],
            "link": node.link, "link_expires": "", "sync": node.sync, "deleted_from": None,
            "version": node.versions[-1].id if node.versions else None, "origin": None,
        }
        for key, (node, parent) in scenario.nodes.items()
    }  # fmt: skip
    view = {
        "layout": "details", "sort": "name", "descending": False, "extensions": True,
        "hidden": False, "query": "",
    }  # fmt: skip
    return {"items": items, "current": "root", "selected": [], "opened": [], "view": view}


def changed(state, key, **change):
    made = copy.deepcopy(state)
    made["items"][key].update(change)
    return made


def copied(state, key, parent):
    """`key` and what it holds, copied into `parent`."""
    made = copy.deepcopy(state)
    _copy(made["items"], key, parent)
    return made


def _copy(items, key, parent):
    twin = f"x{sum(name.startswith('x') for name in items) + 1}"
    inside = [name for name, item in items.items() if item["parent"] == key]
    items[twin] = {**items[key], "parent": parent, "origin": {"kind": "copy", "of": key}}
    for name in inside:
        _copy(items, name, twin)


def test_setting_the_rights_on_the_folder(bank):
    aya, marc = "Aya Benali <aya.benali@example.org>", "Marc Ostrow <marc.ostrow@example.org>"
    shares = [{"who": aya, "right": "write"}, {"who": marc, "right": "read"}]
    for variant in variants(bank, "journaux-et-droits-4a"):
        state = files(variant)
        done = changed(state, "d1", shares=shares, link="none")
        assert outcome(variant, done) == "correct"
        assert outcome(variant, state) == "incorrect"
        assert outcome(variant, changed(state, "d1", shares=shares)) == "incorrect"
        assert outcome(variant, changed(done, "d1", shares=shares[:1])) == "incorrect"
        assert outcome(variant, changed(done, "d2", shares=shares)) == "incorrect"


def test_copying_to_the_key(bank):
    for variant in variants(bank, "sauvegarder-2a"):
        state = files(variant)
        assert outcome(variant, copied(state, "src", "usb")) == "correct"
        moved = changed(state, "src", parent="usb")
        lone = copied(state, "f1", "usb")
        for wrong in (state, moved, lone, copied(moved, "src", "d")):
            assert outcome(variant, wrong) == "incorrect"


def test_going_back_to_the_right_version(bank):
    for variant in variants(bank, "sauvegarder-3a"):
        state, good = files(variant), expected(variant, "items.f1.version")
        for version in ("v1", "v2", "v3", "v4", "v5"):
            verdict = "correct" if version == good else "incorrect"
            assert outcome(variant, changed(state, "f1", version=version)) == verdict


def test_restoring_the_last_sound_backup(bank):
    for variant in variants(bank, "sauvegarder-6b"):
        state = files(variant)
        results = {
            n: outcome(variant, copied(copied(state, f"a{n}", "docs"), f"b{n}", "docs"))
            for n in "1234"
        }
        (good,) = (n for n, result in results.items() if result == "correct")
        newer = [item["name"] for key, item in state["items"].items() if key[1:] > good]
        assert good == "4" or any(name.endswith(".verrou") for name in newer)
        assert outcome(variant, state) == "incorrect"
        assert outcome(variant, copied(state, f"a{good}", "docs")) == "incorrect"
        moved = changed(changed(state, f"a{good}", parent="docs"), f"b{good}", parent="docs")
        assert outcome(variant, moved) == "incorrect"


def test_throwing_the_disguised_program_away(bank):
    for variant in variants(bank, "logiciels-et-incidents-3a"):
        state = files(variant)
        done = changed(state, "f2", parent="bin", deleted_from="t")
        assert outcome(variant, done) == "correct"
        assert outcome(variant, state) == "incorrect"
        assert outcome(variant, {**done, "opened": ["f2"]}) == "incorrect"
        assert outcome(variant, changed(state, "f4", parent="bin")) == "incorrect"
        assert outcome(variant, changed(done, "f3", parent="bin")) == "incorrect"


# Programming


@pytest.mark.parametrize("challenge_id", ["journaux-et-droits-7b", "journaux-et-droits-8b"])
def test_the_reference_program_passes_and_the_given_one_fails(bank, challenge_id):
    (variant,) = variants(bank, challenge_id)[:1]
    for program, verdict in (("reference", "correct"), ("program", "incorrect")):
        text = variant.simulator.scenario[program]
        assert outcome(variant, {"language": "python", "text": text}) == verdict
