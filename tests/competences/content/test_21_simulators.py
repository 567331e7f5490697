"""The mailboxes of competence 2.1: solved by hand, failed by doing nothing or the usual mistake."""

import copy
from collections.abc import Callable
from typing import Any

import pytest

from competences.bank import read_bank
from competences.bank.content import CONTENT_FOLDER
from competences.bank.simulators import get_referee
from competences.bank.variants import draw_variant
from competences.engine.marking import mark

type State = dict[str, Any]
type Step = Callable[[State], None]

MAILBOX = get_referee("mailbox")
BANK = read_bank(CONTENT_FOLDER)
MESSAGE = {
    "id": "x1", "to": [], "cc": [], "bcc": [], "subject": "Bonjour", "body": "Bonjour, voici.",
    "attachments": [], "in_reply_to": None, "mode": "new", "quoted": False, "send_at": "",
    "important": False, "receipt": False,
}  # fmt: skip


def untouched(scenario: Any) -> State:
    """What the frame posts when nothing was done."""
    read = MAILBOX.Scenario.model_validate(scenario)
    return {
        "folders": [folder.model_dump() for folder in read.folders],
        "labels": list(read.labels),
        "messages": {
            m.id: {
                "folder": m.folder, "read": m.read, "starred": m.starred,
                "labels": list(m.labels), "reported": "",
            }
            for m in read.messages
        },
        "sent": [], "drafts": [],
        "rules": [rule.model_dump() for rule in read.rules],
        "vacation": {"enabled": False, "start": "", "end": "", "subject": "", "body": ""},
        "signature": read.signature, "contacts": list(read.contacts),
        "groups": [group.model_dump() for group in read.groups],
        "opened_links": [], "opened_attachments": [], "fetched": False, "reading": None,
    }  # fmt: skip


def post(**parts: Any) -> Step:
    return lambda state: state["sent"].append(
        {**MESSAGE, "id": f"x{len(state['sent']) + 1}", **parts}
    )


def answer(**parts: Any) -> Step:
    return post(**{"mode": "reply", "quoted": True, **parts})


def put(folder: str, *ids: str, **changes: Any) -> Step:
    def step(state: State) -> None:
        for key in ids:
            state["messages"][key].update(folder=folder, **changes)

    return step


def star(*ids: str) -> Step:
    return lambda state: [state["messages"][key].update(starred=True) for key in ids]


def make_folder(name: str) -> Step:
    return lambda state: state["folders"].append({"id": "x9", "name": name})


def rules(*wanted: tuple[str, str, str, str]) -> Step:
    keys = ("field", "contains", "action", "target")
    return lambda state: state.update(rules=[dict(zip(keys, r, strict=True)) for r in wanted])


def away(start: str, end: str, body: str) -> Step:
    reply = {"enabled": True, "start": start, "end": end, "subject": "Absence", "body": body}
    return lambda state: state.update(vacation=reply)


def expected(variant: Any, path: str) -> Any:
    return next(e["value"] for e in variant.solution["expect"] if e["path"] == path)


def sender(variant: Any, key: str) -> str:
    found = next(m["from"] for m in variant.simulator.scenario["messages"] if m["id"] == key)
    return found.rpartition("<")[2].rstrip(">")


def outcome(variant: Any, *steps: Step) -> str:
    state = copy.deepcopy(untouched(variant.simulator.scenario))
    for step in steps:
        step(state)
    final = MAILBOX.final_state(variant.simulator.scenario, state)
    return mark("simulator", variant.solution, {"state": final}).outcome


type Plan = tuple[list[Step], list[list[Step]]]
"""What solves a variant, and what does not."""

PLANS: dict[str, Callable[[Any], Plan]] = {}


def plan(challenge: str) -> Callable[[Callable[[Any], Plan]], Callable[[Any], Plan]]:
    def keep(make: Callable[[Any], Plan]) -> Callable[[Any], Plan]:
        PLANS[challenge] = make
        return make

    return keep


@plan("ecrire-un-message-1a")
def first_message(variant: Any) -> Plan:
    to = expected(variant, "sent[0].recipients")
    near = ["b.roche@college-tilleuls.example.org", "m.rocher@college-tilleuls.example.org"]
    other = next([address] for address in near if [address] != to)
    return [post(to=to)], [[post(to=other)], [post(to=to, subject=" ")], [post(to=to, body="")]]


@plan("ecrire-un-message-2a")
def right_file(variant: Any) -> Plan:
    (name,) = expected(variant, "sent[0].attachments")
    papers = variant.simulator.scenario["documents"]
    right = next(paper["id"] for paper in papers if paper["name"] == name)
    to = {"to": ["Salomé Pons <salome.pons@example.org>"], "in_reply_to": "m1"}
    return [answer(attachments=[right], **to)], [
        [answer(**to)],
        [answer(attachments=["d5"], **to)],
        [post(attachments=[right], to=to["to"])],
    ]


@plan("ecrire-un-message-3a")
def all_or_one(variant: Any) -> Plan:
    everyone = expected(variant, "sent[in_reply_to=m1].recipients")
    to_all = answer(in_reply_to="m1", mode="reply_all", to=everyone[:3], cc=everyone[3:])
    alone = answer(in_reply_to="m2", to=["nadege.ollivier@example.org"])
    told = answer(in_reply_to="m2", mode="reply_all", to=everyone)
    return [to_all, alone], [[to_all], [to_all, told]]


@plan("ecrire-un-message-4a")
def three_lines(variant: Any) -> Plan:
    lines = {k: expected(variant, f"sent[0].{k}") for k in ("to", "cc", "bcc")}
    shown = {**lines, "bcc": [], "cc": lines["cc"] + lines["bcc"]}
    return [post(**lines)], [[post(**shown)], [post(**{**lines, "cc": []})]]


@plan("ecrire-un-message-5a")
def only_the_map(variant: Any) -> Plan:
    (plan_file,) = expected(variant, "sent[0].attachments")
    names = [f["name"] for f in variant.simulator.scenario["messages"][0]["attachments"]]
    room = expected(variant, "sent[0].body").lower()
    good = {
        "mode": "forward", "in_reply_to": "m1", "to": ["theo.lindqvist@example.org"],
        "attachments": [f"m1/{plan_file}"], "body": f"C'est en {room}.",
    }  # fmt: skip
    every = [f"m1/{name}" for name in names]
    return [post(**good)], [[post(**good, quoted=True)], [post(**{**good, "attachments": every})]]


@plan("ecrire-un-message-6a")
def to_members(variant: Any) -> Plan:
    bcc = expected(variant, "sent[0].bcc")
    good = {
        "to": ["Ciné-club Lanterne <bonjour@cine-lanterne.example.org>"], "bcc": bcc,
        "attachments": ["d1"], "send_at": expected(variant, "sent[0].send_at"),
    }  # fmt: skip
    old = [*variant.simulator.scenario["groups"][0]["members"]]
    return [post(**good)], [[post(**{**good, "bcc": old})], [post(**{**good, "send_at": ""})]]


@plan("organiser-sa-messagerie-1a")
def starred(variant: Any) -> Plan:
    key = variant.solution["expect"][1]["path"].split(".")[1]
    other = "m4" if key != "m4" else "m6"
    return [star(key)], [[star(other)], [star(key, other)]]


@plan("organiser-sa-messagerie-2a")
def spring_cleaning(variant: Any) -> Plan:
    key = variant.solution["expect"][0]["path"].split(".")[1]
    adverts = put("bin", "m1", "m3")
    back = put("inbox", key)
    return [back, adverts], [[back], [adverts], [back, adverts, put("inbox", "m9")]]


@plan("organiser-sa-messagerie-3a")
def journey(_: Any) -> Plan:
    make, four = make_folder("voyage"), put("x9", "m1", "m2", "m4", "m6")
    return [make, four], [[make], [make, four, put("x9", "m3")], [make, put("x9", "m1", "m2")]]


@plan("organiser-sa-messagerie-4a")
def absence(variant: Any) -> Plan:
    start, end = expected(variant, "vacation.start"), expected(variant, "vacation.end")
    body = "Urgence : anouk.ferrari@librairie-cap.example.org"
    return [away(start, end, body)], [[away(start, end, "Au retour.")], [away(start, "", body)]]


@plan("organiser-sa-messagerie-5a")
def list_rule(variant: Any) -> Plan:
    subject = variant.simulator.scenario["messages"][0]["subject"]
    tag = subject.partition("]")[0] + "]"
    word = tag.strip("[]")
    good = ("subject", tag, "move", "f1")
    by_list = ("to", f"{word}@listes", "move", "f1")
    assert outcome(variant, rules(by_list)) == "correct"
    return [rules(good)], [
        [rules(("subject", word, "move", "f1"))],
        [rules(("from", "regis", "move", "f1"))],
    ]


@plan("organiser-sa-messagerie-6a")
def exception(variant: Any) -> Plan:
    word = variant.simulator.scenario["rules"][0]["contains"]
    first = ("from", f"@{sender(variant, 'm1').partition('@')[2]}", "move", "f2")
    second = ("subject", word, "move", "f1")
    return [rules(first, second)], [[rules(second, first)], [rules(first)]]


@plan("organiser-sa-messagerie-7a")
def lost_messages(variant: Any) -> Plan:
    before, bad, after = (tuple(r.values()) for r in untouched(variant.simulator.scenario)["rules"])
    exact = ("from", sender(variant, "m1").partition("@")[2], "bin", "")
    back = put("inbox", "m2", "m3")
    good = rules(before, exact, after)
    return [good, back], [
        [back],
        [good],
        [rules(before, after), back],
        [good, back, put("inbox", "m1")],
        [rules(before, bad, after, exact), back],
    ]


@plan("qui-voit-quoi-2a")
def surprise(variant: Any) -> Plan:
    to = expected(variant, "sent[0].recipients")
    group = variant.simulator.scenario["groups"][0]["members"]
    return [post(to=to)], [[post(to=group)], [post(to=to[:1])], [post(to=to, body="")]]


@plan("qui-voit-quoi-4a")
def impostor(variant: Any) -> Plan:
    key = variant.solution["expect"][0]["path"].split(".")[1]
    other = "m1" if key != "m1" else "m2"
    report = {"reported": "phishing"}
    addresses = {k: sender(variant, k) for k in ("m1", "m2", "m3")}
    assert [k for k, a in addresses.items() if a != "direction@ecole-du-parc.example.org"] == [key]
    return [put("junk", key, **report)], [
        [put("junk", other, **report)],
        [put("junk", key, other, **report)],
        [put("junk", key, reported="junk")],
    ]


@plan("listes-et-protocoles-4a")
def leaving(variant: Any) -> Plan:
    robot, word = expected(variant, "sent[0].recipients"), expected(variant, "sent[0].subject")
    public = variant.simulator.scenario["messages"][0]["to"]
    good = {"subject": word.upper(), "body": ""}
    return [post(to=robot, **good)], [[post(to=public, **good)], [post(to=robot)]]


@plan("listes-et-protocoles-6a")
def in_private(variant: Any) -> Plan:
    digits = expected(variant, "sent[0].body")
    body = f"Mon numéro : {' '.join(digits[i : i + 2] for i in range(0, 10, 2))}."
    to = {"to": [sender(variant, "m1")]}
    public = {"to": variant.simulator.scenario["messages"][0]["to"]}
    return [answer(in_reply_to="m1", body=body, **to)], [
        [answer(in_reply_to="m1", body=body, **public)],
        [answer(in_reply_to="m1", body="Oui.", **to)],
    ]


@plan("listes-et-protocoles-7a")
def moderation(variant: Any) -> Plan:
    places = {k: expected(variant, f"messages.{k}.folder") for k in ("p1", "p2", "p3", "p4", "p5")}
    good = [put(folder, key) for key, folder in places.items()]
    swap = {"f1": "f2", "f2": "f1", "f3": "f2"}
    return good, [[*good, put(swap[folder], key)] for key, folder in places.items()]


def test_every_mailbox_has_its_plan():
    simulated = {
        challenge.id
        for topic in BANK.topics_of("2.1")
        for skill in topic.skills
        for challenge in skill.challenges
        if challenge.simulator
    }
    assert simulated == set(PLANS)


@pytest.mark.parametrize("challenge_id", PLANS)
def test_mailbox(challenge_id):
    challenge = BANK.challenge(challenge_id)
    for number in range(challenge.variant_count):
        variant = draw_variant(challenge, number)
        solved, failures = PLANS[challenge_id](variant)
        assert outcome(variant) == "incorrect"
        assert outcome(variant, *solved) == "correct"
        for failure in failures:
            assert outcome(variant, *failure) == "incorrect"
