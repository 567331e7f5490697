import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from competences.bank.simulators.files import Scenario, final_state

SCENARIO = {
    "owner": "Inès <ines@example.org>",
    "today": "2027-01-14T09:30",
    "quota": {"total": "10 Mo", "other": "1 Mo"},
    "items": [
        {"id": "docs", "name": "Documents", "items": [{"name": "a.odt", "size": "1 Mo"}],
         "shares": [{"who": "Aya <aya@example.org>", "right": "read"}]},
        {"id": "v", "name": "v.txt", "size": "1 Ko", "sync": "online",
         "versions": [{"id": "v1", "date": "2027-01-01", "size": "3 Ko"},
                      {"id": "v2", "date": "2027-01-02"}]},
        {"id": "z", "name": "z.zip", "items": [{"id": "p", "name": "p.jpg", "size": "1 Mo"}]},
    ],
}  # fmt: skip
BLANK = {
    "parent": "root", "name": "", "tags": [], "author": "", "shares": [], "link": "none",
    "link_expires": "", "version": None, "sync": "local", "deleted_from": None, "origin": None,
}  # fmt: skip
AYA = {"who": "Aya <aya@example.org>", "right": "read"}
ITEMS = {
    "docs": BLANK | {"name": "Documents", "shares": [AYA]},
    "n2": BLANK | {"name": "a.odt", "parent": "docs"},
    "v": BLANK | {"name": "v.txt", "version": "v2", "sync": "online"},
    "z": BLANK | {"name": "z.zip"},
    "p": BLANK | {"name": "p.jpg", "parent": "z"},
}
VIEW = {"layout": "details", "sort": "name", "descending": False, "extensions": True,
        "hidden": False, "query": ""}  # fmt: skip


def state(**changes):
    """The state at the start, with some items changed or added."""
    items = ITEMS | {key: (ITEMS.get(key) or BLANK) | change for key, change in changes.items()}
    return {"items": items, "current": "root", "selected": [], "opened": [], "view": VIEW}


def made(kind, of=None, **change):
    return {"origin": {"kind": kind, "of": of}} | change


def test_items_say_their_path_type_and_content():
    final = final_state(SCENARIO, state())
    item = final["items"]["n2"]
    assert (item["path"], item["folder"], item["extension"]) == (
        "/Documents/a.odt", "Documents", "odt")  # fmt: skip
    assert final["items"]["docs"]["contents"] == ["a.odt"]
    assert final["tree"] == ["/Documents", "/Documents/a.odt", "/v.txt", "/z.zip"]


def test_what_is_inside_an_archive_is_not_live():
    assert not final_state(SCENARIO, state())["items"]["p"]["live"]


def test_room_counts_folders_archives_versions_and_the_bin():
    final = final_state(SCENARIO, state(v={"parent": "bin", "version": "v1"}))
    assert final["used"] == 1_000_000 + 3_000 + 600_000 + 1_000_000
    assert final["free"] == 10_000_000 - final["used"]


def test_rights_come_down_from_the_folders():
    shares = [{"who": "aya@example.org", "right": "write"}]
    item = final_state(SCENARIO, state(n2={"shares": shares}))["items"]["n2"]
    assert item["access"] == [{"who": "aya@example.org", "right": "write"}]
    plain = final_state(SCENARIO, state())["items"]["n2"]
    assert (plain["shares"], plain["access"][0]["right"]) == ([], "read")


def test_what_the_learner_makes_is_described():
    new = state(
        x1=made("folder", name="Travaux"),
        x2=made("copy", "n2", name="a.odt", parent="x1"),
        x3=made("zip", name="tout.zip"),
        x4=made("copy", "x2", name="a.odt", parent="x3"),
        x5=made("extract", "p", name="p.jpg"),
    )
    created = {item["path"]: item for item in final_state(SCENARIO, new)["created"]}
    assert created["/Travaux"]["contents"] == ["a.odt"]
    assert created["/tout.zip"]["kind"] == "zip"
    assert created["/tout.zip"]["size"] == 600_000
    assert created["/p.jpg"]["origin"] == "extract"


def test_the_bin_and_what_was_erased_are_told_apart():
    final = final_state(SCENARIO, state(docs={"parent": "bin"}, v={"parent": "erased"}))
    assert final["bin"] == ["Documents"]
    assert final["items"]["n2"]["in_bin"]
    assert final["items"]["v"]["erased"]


IMPLAUSIBLE = {
    "a folder inside itself": state(docs={"parent": "x1"},
                                    x1=made("folder", name="b", parent="docs")),
    "a file in a file": state(n2={"parent": "v"}),
    "an unknown place": state(n2={"parent": "nowhere"}),
    "the same name twice": state(n2={"parent": "root", "name": "V.TXT"}),
    "an impossible name": state(n2={"name": "a/b.odt"}),
    "no name": state(n2={"name": " "}),
    "a forged item": state(x1={"name": "b.txt"}),
    "a forged id": state(f99=made("folder", name="b")),
    "an original remade": state(n2=made("copy", "v")),
    "a copy of nothing": state(x1=made("copy", "x9", name="b")),
    "copies in a circle": state(x1=made("copy", "x2", name="b"), x2=made("copy", "x1", name="c")),
    "an archive opened": state(p={"parent": "root"}),
    "an unknown version": state(v={"version": "v9"}),
    "something more": state() | {"score": 64},
    "an unknown selection": state() | {"selected": ["x9"]},
    "an item is missing": state() | {"items": {"docs": ITEMS["docs"]}},
    "too many shares": state(docs={"shares": [AYA] * 40}, v={"shares": [AYA] * 40},
                             z={"shares": [AYA] * 40}),
    "too deep": state(**{f"x{n}": made("folder", name="b", parent=f"x{n - 1}" if n else "root")
                         for n in range(60)}),
}  # fmt: skip


@pytest.mark.parametrize("posted", IMPLAUSIBLE.values(), ids=IMPLAUSIBLE.keys())
def test_an_implausible_state_is_refused(posted):
    with pytest.raises(ValueError, match=r"implausible|validation error"):
        final_state(SCENARIO, posted)


@given(st.dictionaries(st.text(), st.none() | st.text() | st.lists(st.integers())))
def test_any_mapping_is_refused_without_a_crash(posted):
    with pytest.raises(ValidationError):
        final_state(SCENARIO, posted)


@given(st.dictionaries(st.sampled_from([*ITEMS, "x1", "x2"]), st.fixed_dictionaries({}, optional={
    "parent": st.sampled_from([*ITEMS, "x1", "x2", "root", "bin", "erased", "?"]),
    "name": st.sampled_from(["a", "b.zip", "c.txt", ""]),
    "origin": st.none() | st.fixed_dictionaries({
        "kind": st.sampled_from(["folder", "copy", "zip", "extract"]),
        "of": st.none() | st.sampled_from([*ITEMS, "x1", "x2", "?"])}),
})))  # fmt: skip
def test_any_tree_is_described_or_refused(changes):
    try:
        final = final_state(SCENARIO, state(**changes))
    except ValueError:
        return
    assert set(final["items"]) >= set(ITEMS)


@pytest.mark.parametrize(
    "items",
    [[{"name": "a"}, {"name": "A"}], [{"name": "a?"}], [{"id": "root", "name": "a"}],
     [{"id": "b", "name": "a"}, {"id": "b", "name": "c"}], [{"name": "a", "size": "3 MB"}]],
)  # fmt: skip
def test_a_wrong_scenario_is_refused(items):
    with pytest.raises(ValidationError):
        Scenario.model_validate({"owner": "a@b.org", "today": "2027-01-14", "items": items})


def test_items_without_id_are_numbered_in_the_order_of_the_scenario():
    assert list(Scenario.model_validate(SCENARIO).nodes) == ["docs", "n2", "v", "z", "p"]
