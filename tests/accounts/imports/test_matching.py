"""A row of a list is the learner it was, even when an identifier changes."""

import pytest

from accounts.models import Learner

from .conftest import TOM, ZOE, table

BY_NUMBER = "Nom;Prénom;Date de naissance;Identifiant;INE"


@pytest.fixture
def rows(school):
    def found():
        return list(Learner.objects.filter(organisation=school).order_by("pk"))

    return found


def test_the_ine_comes_first(bring, rows):
    bring(table(ZOE))
    bring(table("DURAND;Zoé;03/04/2012;3E 2;999000001AA"))
    (row,) = rows()
    assert (row.last_name, row.search_name) == ("DURAND", "durand zoe")


def test_then_the_local_identifier(bring, rows):
    bring(table("DUPONT;Zoé;03/04/2012;5001;", titles=BY_NUMBER))
    bring(table("DURAND;Zoé;03/04/2012;5001;999000001AA", titles=BY_NUMBER))
    (row,) = rows()
    assert (row.last_name, row.national_id) == ("DURAND", "999000001AA")


def test_then_names_and_birth_date_however_they_are_written(bring, rows):
    bring(table("ÉLÉONORE-DUPONT;Zoé;03/04/2012;3E 2;"))
    run = bring(table("Eleonore Dupont;ZOE;03/04/2012;3E 2;999000001AA"))
    assert run.counts["created"] == 0
    assert rows()[0].national_id == "999000001AA"


def test_a_changed_ine_is_the_same_person(bring, rows):
    bring(table(ZOE))
    assert bring(table(ZOE.replace("999000001AA", "999000009AB"))).counts["updated"] == 1
    assert [row.national_id for row in rows()] == ["999000009AB"]


def test_a_person_of_the_list_is_not_taken_for_her_namesake(bring, rows):
    bring(table(ZOE))
    run = bring(table(ZOE.replace("999000001AA", "999000009AB"), ZOE))
    assert (run.counts["created"], run.counts["unchanged"]) == (1, 1)


def test_several_possible_learners_are_told(bring, send):
    twins = (ZOE, ZOE.replace("999000001AA", "999000009AB"))
    bring(table(*twins))
    run = send(table(ZOE.replace("999000001AA", "999000008AC"), TOM))
    assert [problem["code"] for problem in run.problems] == ["MOST_ABSENT", "SEVERAL_MATCHES"]
    assert run.counts["created"] == 2


def test_an_identifier_given_to_somebody_else_is_told(bring, send):
    bring(table(ZOE))
    run = send(table("NGUYEN;Hugo;09/09/2013;3E 2;999000001AA"))
    assert [problem["code"] for problem in run.problems] == ["IDENTITY_CHANGED"]


def test_a_learner_who_left_comes_back_by_her_names(bring, rows):
    bring(table(ZOE.replace("999000001AA", "999000009AB")))
    bring(table(TOM))
    bring(table(ZOE, TOM))
    first, _tom = rows()
    assert first.national_id == "999000001AA"


def test_local_identifiers_may_be_swapped(bring, rows):
    zoe, tom = "DUPONT;Zoé;03/04/2012;{};999000001AA", "MARTIN;Tom;04/05/2012;{};999000002AA"
    bring(table(zoe.format(1), tom.format(2), titles=BY_NUMBER))
    run = bring(table(zoe.format(2), tom.format(1), titles=BY_NUMBER))
    assert run.counts["updated"] == 2
    assert [row.local_id for row in rows()] == ["2", "1"]


def test_a_local_identifier_may_be_given_again(bring, rows, take_back):
    zoe, tom = "DUPONT;Zoé;03/04/2012;1;", "MARTIN;Tom;04/05/2012;{};999000002AA"
    bring(table(zoe, tom.format(2), titles=BY_NUMBER))
    run = bring(table(tom.format(1), titles=BY_NUMBER))
    assert [(row.local_id, row.disabled_at is None) for row in rows()] == [("", False), ("1", True)]
    take_back(run)
    assert [(row.local_id, row.disabled_at is None) for row in rows()] == [("1", True), ("2", True)]
