"""Somebody of a school that was just opened, typed into the demonstration ENT."""

from datetime import date

import pytest

from accounts.models import Learner
from pix.demo_ent.people import guest
from tests.factories.accounts import LearnerFactory, OrganisationFactory

NOE = {
    "first_name": "Noé",
    "last_name": "Abadie",
    "birth_date": "2014-02-03",
    "uai": "9990003z",
    "profile": "pupil",
}


def test_the_same_details_are_the_same_person():
    assert guest(NOE) == guest(NOE | {"uai": "9990003Z"})
    assert guest(NOE).subject != guest(NOE | {"first_name": "Zoé"}).subject
    assert guest(NOE).birth_date == date(2014, 2, 3)
    assert guest(NOE | {"birth_date": ""}).birth_date is None


@pytest.mark.parametrize(
    "change",
    [{"uai": "0691234S"}, {"birth_date": "hier"}, {"last_name": " "}, {"profile": "king"}],
)
def test_what_makes_no_sense_is_nobody(change):
    assert guest(NOE | change) is None


def test_a_pupil_of_a_new_school_arrives(browser, connector):
    school = OrganisationFactory(code="9990003Z", uai="9990003Z")
    LearnerFactory(
        organisation=school, last_name="ABADIE", first_name="Noe", birth_date=date(2014, 2, 3)
    )
    there = browser.pix.get("/ent/demo/?vers=/competences/")["Location"]
    browser.ent.post(f"{browser.address}/etre", NOE)
    back = browser.ent.get(there, allow_redirects=False).headers["Location"]
    browser.pix.get(browser.come_back(back)["Location"])
    browser.pix.post("/ent/demo/arrivee/")
    assert Learner.objects.get().user_id == browser.user is not None


def test_it_takes_no_address_from_outside(browser, connector):
    refused = browser.ent.post(f"{browser.address}/etre?suite=https://example.org/", NOE)
    assert refused.status_code == 400
    assert browser.ent.get(f"{browser.address}/etre").status_code == 400
