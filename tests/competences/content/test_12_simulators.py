"""The file explorers of competence 1.2: the right end is accepted, nothing and too much refused."""

import copy

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
def content():
    return read_bank(CONTENT_FOLDER)


class Explorer:
    """What a learner does, as the frame posts it."""

    def __init__(self, variant):
        self.variant = variant
        self.scenario = FILES.Scenario.model_validate(variant.simulator.scenario)
        self.items = {key: self._item(*place) for key, place in self.scenario.nodes.items()}
        self.opened = []

    @staticmethod
    def _item(node, parent):
        last = node.versions[-1].id if node.versions else None
        return {
            "parent": parent, "name": node.name, "tags": list(node.tags), "author": node.author,
            "shares": [share.model_dump() for share in node.shares], "link": node.link,
            "link_expires": "", "version": last, "sync": node.sync,
            "deleted_from": node.deleted_from if parent == "bin" else None, "origin": None,
        }  # fmt: skip

    def set(self, keys, **change):
        """On a copy, so that each end starts from the same point."""
        twin = copy.deepcopy(self)
        for key in keys.split():
            twin.items[key].update(copy.deepcopy(change))
        return twin

    def make(self, kind, name, parent, of=None):
        """A folder, an archive, or a copy with what it holds."""
        twin = copy.deepcopy(self)
        twin._make(kind, name, parent, of)
        return twin

    def _make(self, kind, name, parent, of):
        key = f"x{len(self.items) + 1}"
        model = self.items[of] if of else {**next(iter(self.items.values())), "tags": []}
        fresh = {"shares": [], "link": "none", "origin": {"kind": kind, "of": of}}
        inside = [each for each, item in self.items.items() if of and item["parent"] == of]
        self.items[key] = {**copy.deepcopy(model), **fresh, "name": name, "parent": parent}
        for each in inside:
            self._make(kind, self.items[each]["name"], key, each)
        return key

    def id_of(self, name):
        return next(key for key, item in self.items.items() if item["name"] == name)

    def share(self, key, **rights):
        people = {who.split("<")[1].split(".")[0]: who for who in self.scenario.people}
        shares = [{"who": people[first], "right": right} for first, right in rights.items()]
        return self.set(key, shares=shares)

    def open(self, *keys):
        twin = copy.deepcopy(self)
        twin.opened = list(keys)
        return twin

    @property
    def solved(self):
        posted = {
            "items": self.items, "current": "root", "selected": [], "opened": self.opened,
            "view": VIEW,
        }  # fmt: skip
        state = FILES.final_state(self.scenario, posted)
        return mark("simulator", self.variant.solution, {"state": state}).outcome == "correct"


def explorers(content, challenge_id):
    challenge = content.challenge(challenge_id)
    for number in range(challenge.variant_count):
        start = Explorer(draw_variant(challenge, number))
        assert not start.solved
        yield start


def expected(start, path):
    rules = start.variant.solution["expect"]
    return next(rule["value"] for rule in rules if rule["path"] == path)


def wanted(start, ending, value):
    """The ids about which the rules expect this value."""
    rules = start.variant.solution["expect"]
    found = [r["path"] for r in rules if r["path"].endswith(ending) and r["value"] == value]
    return " ".join(path.split(".")[1] for path in found)


def test_the_two_heaviest_videos(content):
    for start in explorers(content, "formats-et-tailles-2a"):
        heavy, light = wanted(start, ".live", False), wanted(start, ".live", True)
        assert start.set(heavy, parent="bin").solved
        assert start.set(heavy, parent="erased").solved
        assert not start.set(heavy.split()[0], parent="bin").solved
        assert not start.set(f"{heavy} {light.split()[0]}", parent="bin").solved


def archive(start, keys):
    name = expected(start, "created[kind=zip].name")
    made = start.make("zip", name, "c")
    box = made.id_of(name)
    for key in keys.split():
        made = made.make("copy", made.items[key]["name"], box, key)
    return made


def test_the_archive_of_three_files(content):
    for start in explorers(content, "formats-et-tailles-4a"):
        assert archive(start, "f1 f2 f3").solved
        assert not archive(start, "f1 f2").solved
        assert not archive(start, "f1 f2 f3 f4").solved
        assert not archive(start, "f1 f2 f4").solved
        assert not archive(start, "f1 f2 f3").set("f1", parent="bin").solved


def test_handing_in_a_copy(content):
    for start in explorers(content, "stocker-et-partager-2b"):
        name = start.items["f1"]["name"]
        done = start.make("copy", name, "hand", "f1")
        assert done.solved
        assert not start.set("f1", parent="hand").solved
        assert not done.make("copy", start.items["f2"]["name"], "hand", "f2").solved


def test_sharing_one_file_with_two_people(content):
    for start in explorers(content, "stocker-et-partager-3a"):
        rules = start.variant.solution["expect"]
        rights = {r["path"].split("who=")[1].split(".")[0]: r["value"] for r in rules[1:3]}
        done = start.share("f1", **rights)
        assert done.solved
        assert not done.set("f1", link="read").solved
        assert not start.share("t", **rights).solved
        assert not start.share("f1", **dict.fromkeys(rights, "write")).solved


def test_emptying_the_bin_after_looking_in_it(content):
    for start in explorers(content, "stocker-et-partager-4a"):
        saved = start.set("b2", parent="office")
        assert saved.set("b1 b3", parent="erased").solved
        assert saved.set("b1", parent="erased").solved
        assert not saved.solved
        assert not start.set("b1 b2 b3", parent="erased").solved
        assert not saved.set("b1", parent="erased").set("f3", parent="bin").solved


def test_what_the_laptop_keeps(content):
    for start in explorers(content, "stocker-et-partager-5a"):
        local, online = wanted(start, ".sync", "local"), wanted(start, ".sync", "online")
        done = start.set(local, sync="local").set(online, sync="online")
        assert done.solved
        assert not done.set("v5", sync="online").solved
        assert not done.set("v1", parent="bin").solved
        assert not start.set(" ".join(start.items), sync="local").solved


def test_the_last_sound_version(content):
    for start in explorers(content, "stocker-et-partager-6a"):
        good = expected(start, "items.f1.version")
        keeper = next(
            rule["path"].split("who=")[1].split(".")[0]
            for rule in start.variant.solution["expect"]
            if "who=" in rule["path"]
        )
        done = start.share("f1", **{keeper: "write"}).set("f1", link="read", version=good)
        assert done.solved
        assert not done.set("f1", version="v2").solved
        assert not done.set("f1", link="none").solved
        assert not done.set("f1", link="write").solved


def test_rights_that_come_down(content):
    for start in explorers(content, "stocker-et-partager-7a"):
        right = expected(start, "items.pr1.access")[2]["right"]
        closed = start.set("asso", shares=[]).set("c1 ph", link="none")
        done = closed.share("c", aya="write", marc="read")
        done = done.share("pr", aya="write", chloe="write", marc=right)
        done = done.share("ph", aya="read", chloe="read", denis="read", marc="read")
        assert done.solved
        assert not done.set("c1", link="read").solved
        assert not done.share("asso", aya="write").solved
        assert not done.share("c", aya="write").solved


def test_a_dated_backup(content):
    for start in explorers(content, "conserver-4a"):
        name = expected(start, "created[parent=disk].name")
        folder = start.make("folder", name, "disk")
        done = folder.make("copy", "Mémoire", folder.id_of(name), "m")
        assert done.solved
        assert not folder.set("m", parent=folder.id_of(name)).solved
        assert not done.set("s1", parent="bin").solved
        assert not start.make("copy", "Mémoire", "disk", "m").solved


@pytest.mark.parametrize("challenge", ["retrouver-un-document-1a", "retrouver-un-document-2a"])
def test_opening_one_file(content, challenge):
    for start in explorers(content, challenge):
        (right,) = expected(start, "opened")
        other = next(key for key in start.items if key[0] == right[0] and key != right)
        assert start.open(right).solved
        assert not start.open(other).solved
        assert not start.open(right, other).solved


def test_one_tag_in_three_folders(content):
    for start in explorers(content, "retrouver-un-document-3a"):
        (tag,) = start.variant.solution["expect"][0]["value"]
        keys, others = wanted(start, ".tags", [tag]), wanted(start, ".tags", 0)
        done = start.set(keys, tags=[tag])
        assert done.solved
        assert not start.set(keys.split()[0], tags=[tag]).solved
        assert not done.set(others.split()[0], tags=[tag]).solved
