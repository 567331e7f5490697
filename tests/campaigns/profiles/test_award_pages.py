"""The pages of stages and of badges: what is typed, proposed, refused."""

import re

import pytest

from campaigns.models import Badge
from campaigns.services import awards, profiles

pytestmark = pytest.mark.django_db

BADGES = "resultats-thematiques"


def stages_typed(*rows, kind="mastery", seen="", **more):
    data = {"form-TOTAL_FORMS": len(rows), "form-INITIAL_FORMS": len(rows)}
    for number, (threshold, title) in enumerate(rows):
        data |= {f"form-{number}-threshold": threshold, f"form-{number}-title": title}
    return data | {"kind": kind, "seen": seen} | more


def badge_typed(**more):
    return {
        "title": "Prudence",
        "message": "Bravo.",
        "is_shown_before": "on",
        "form-TOTAL_FORMS": 1,
        "form-INITIAL_FORMS": 1,
        "form-0-scope": "certains",
        "form-0-threshold": "75",
        "form-0-niveau-secrets": "2",
    } | more


def stored(profile):
    found = profile.stages.order_by("threshold")
    return list(found.values_list("kind", "threshold", "title"))


@pytest.fixture
def seen(shared):
    return awards.stages_fingerprint(shared)


def test_stages_are_proposed_and_nothing_is_saved(desk, at, draft):
    page = desk.get(at(draft, "paliers")).content.decode()
    assert all(stage.title in page for stage in profiles.proposed_stages())
    assert "Voici des paliers proposés" in page
    assert stored(draft) == []


def test_stages_are_saved(desk, at, shared, seen):
    data = stages_typed(("0", "Début"), ("5", "Bien"), ("", ""), kind="level", seen=seen)
    assert desk.post(at(shared, "paliers"), data).status_code == 302
    assert stored(shared) == [("level", 0, "Début"), ("level", 5, "Bien")]


def test_a_stage_is_removed_by_its_box_or_by_emptying_it(desk, at, shared, seen):
    rows = [("0", "Début"), ("40", "Milieu"), ("80", "")]
    data = stages_typed(*rows, seen=seen) | {"form-1-DELETE": "on"}
    assert desk.post(at(shared, "paliers"), data).status_code == 302
    assert stored(shared) == [("mastery", 0, "Début")]


def test_every_stage_may_go(desk, at, shared, seen):
    assert desk.post(at(shared, "paliers"), stages_typed(("0", ""), seen=seen)).status_code == 302
    assert stored(shared) == []


@pytest.mark.parametrize(
    ("rows", "more", "said"),
    [
        ([("10", "Seul")], {}, "Il faut un palier à 0"),
        ([("0", "Un"), ("0", "Deux")], {}, "commencent au même endroit"),
        ([("0", "Un"), ("101", "Deux")], {}, "inférieure ou égale à 100"),
        ([("0", "Un"), ("-5", "Deux")], {}, "supérieure ou égale à 0"),
        ([("0", "Un"), ("9", "Deux")], {"kind": "level"}, "Au plus 8"),
        ([("0", "Un"), ("", "Deux")], {}, "Dites à partir de combien"),
        ([("0", "x" * 101)], {}, "100 caractères"),
        ([("0", "Un")], {"kind": "volts"}, "volts"),
        ([("0", "Un")], {"kind": ""}, "Choisissez ce que comptent"),
        ([("0", "")], {"form-0-message": "Sans titre"}, "Donnez un titre"),
        ([(str(number * 5), "n") for number in range(9)], {}, "8"),
    ],
)
def test_stages_that_make_no_sense_are_said(desk, at, shared, seen, rows, more, said):
    before = stored(shared)
    response = desk.post(at(shared, "paliers"), stages_typed(*rows, seen=seen) | more)
    assert (response.status_code, said in response.content.decode()) == (200, True)
    assert stored(shared) == before


@pytest.mark.parametrize("total", ["", "-1", "abc", "999999999", "²"])
def test_a_forged_number_of_rows_harms_nothing(desk, at, shared, total):
    data = stages_typed(("0", "Un")) | {"form-TOTAL_FORMS": total}
    assert desk.post(at(shared, "paliers"), data).status_code == 200
    assert desk.post(at(shared, "paliers"), data | {"more": "1"}).status_code == 200
    assert len(stored(shared)) == 3


def test_one_more_row_keeps_what_was_typed(desk, at, shared):
    data = stages_typed(("0", "Début"), ("x", "<b>Bien</b>"), more="1")
    page = desk.post(at(shared, "paliers"), data).content.decode()
    assert ("Palier 3" in page, "&lt;b&gt;Bien" in page, "À corriger" in page) == (
        True,
        True,
        False,
    )
    assert len(stored(shared)) == 3


def test_of_two_windows_the_second_is_asked(desk, at, shared, seen):
    desk.post(at(shared, "paliers"), stages_typed(("0", "Une"), seen=seen))
    page = desk.post(at(shared, "paliers"), stages_typed(("0", "Deux"), seen=seen)).content.decode()
    assert ("entre-temps" in page, stored(shared)[0][2]) == (True, "Une")
    fresh = re.search(r'name="seen" value="(\w+)"', page)[1]
    desk.post(at(shared, "paliers"), stages_typed(("0", "Deux"), seen=fresh))
    assert stored(shared)[0][2] == "Deux"


def test_a_badge_is_made_of_conditions(desk, at, draft):
    second = {"form-1-scope": "tout", "form-1-threshold": "50", "form-TOTAL_FORMS": 2}
    data = badge_typed(**second) | {"form-0-niveau-pieges": ""}
    assert desk.post(at(draft, BADGES, "ajouter"), data).status_code == 302
    badge = Badge.objects.get()
    assert badge.criteria == [
        {"topics": {"secrets": 2}, "threshold": 75},
        {"topics": None, "threshold": 50},
    ]
    assert (badge.key, badge.is_shown_before) == ("prudence", True)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"title": ""}, "obligatoire"),
        ({"form-0-threshold": "0"}, "supérieure ou égale à 1"),
        ({"form-0-threshold": "101"}, "inférieure ou égale à 100"),
        ({"form-0-threshold": "beaucoup"}, "nombre entier"),
        ({"form-0-scope": "ailleurs"}, "ailleurs"),
        ({"form-0-niveau-secrets": "4"}, "existe pas pour ce sujet"),
        ({"form-0-niveau-secrets": ""}, "Choisissez les sujets qui comptent"),
        ({"form-0-niveau-inconnu": "1"}, "plus dans la banque"),
        ({"form-TOTAL_FORMS": 5, "form-INITIAL_FORMS": 5}, "4"),
        ({"form-0-DELETE": "on"}, "Gardez au moins une condition"),
        ({"form-TOTAL_FORMS": "x"}, "corriger"),
    ],
)
def test_a_badge_that_makes_no_sense_is_said(desk, at, draft, more, said):
    response = desk.post(at(draft, BADGES, "ajouter"), badge_typed(**more))
    assert (response.status_code, said in response.content.decode()) == (200, True)
    assert not Badge.objects.exists()


def test_one_more_condition_keeps_what_was_typed(desk, at, draft):
    page = desk.post(at(draft, BADGES, "ajouter"), badge_typed(more="1")).content.decode()
    assert ("Condition 2" in page, 'value="Prudence"' in page) == (True, True)
    assert 'name="form-0-niveau-secrets" value="2" checked' in page


def test_a_badge_is_changed_then_deleted(desk, at, shared):
    address = at(shared, BADGES, "secrets")
    page = desk.get(address).content.decode()
    assert 'name="form-0-niveau-secrets" value="3" checked' in page
    seen = re.search(r'name="seen" value="(\w+)"', page)[1]
    assert desk.post(address, badge_typed(seen=seen)).status_code == 302
    assert shared.badges.get(key="secrets").title == "Prudence"
    page = desk.post(address, badge_typed(seen=seen, title="Autre")).content.decode()
    assert ("entre-temps" in page, 'value="Autre"' in page) == (True, True)
    desk.post(at(shared, BADGES, "secrets", "supprimer"))
    assert list(shared.badges.values_list("key", flat=True)) == ["moitie"]
    assert desk.get(address).status_code == 404
