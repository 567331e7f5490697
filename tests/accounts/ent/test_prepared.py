"""A pupil whose school made her an account comes by the ENT before she ever used her slip."""

import pytest
from django.utils import timezone

from accounts.enums import AuditAction, ClaimState
from accounts.models import AuditEvent, LinkClaim, User
from accounts.services.credentials import create_accounts
from tests.factories.accounts import MembershipFactory

pytestmark = pytest.mark.usefixtures("connector")
ARRIVAL = "/ent/demo/arrivee/"


@pytest.fixture
def slip(maelle, teacher):
    return create_accounts(learners=[maelle], actor=teacher, now=timezone.now())[0]


def arrive(browser):
    browser.choose("demo-eleve-1")
    browser.click("/ent/demo/?vers=/competences/")
    return browser.pix.post(ARRIVAL)


def opened(browser, slip):
    return browser.pix.post("/connexion/", {"login": slip.username, "password": slip.password})


def test_the_ent_opens_the_account_that_waited(browser, maelle, slip):
    assert arrive(browser)["Location"] == "/competences/"
    maelle.refresh_from_db()
    assert browser.user == maelle.user_id
    assert not LinkClaim.objects.exists()
    assert User.objects.filter(username__startswith="maelle").count() == 1
    line = AuditEvent.objects.get(action=AuditAction.LINKED)
    assert (line.learner, line.details) == (maelle, {"way": "ent"})


def test_no_password_is_asked_from_who_used_none(browser, maelle, slip):
    arrive(browser)
    assert browser.pix.get("/competences/").status_code == 200


def test_the_slip_still_works_and_then_a_password_is_chosen(browser, maelle, slip):
    arrive(browser)
    browser.pix.logout()
    opened(browser, slip)
    maelle.refresh_from_db()
    assert browser.user == maelle.user_id
    assert "nouveau" in browser.pix.get("/competences/")["Location"]


@pytest.mark.parametrize("used", ["opened", "in_a_team"])
def test_an_account_that_was_used_is_for_the_team_to_settle(browser, school, maelle, slip, used):
    maelle.refresh_from_db()
    if used == "opened":
        opened(browser, slip)
        browser.pix.logout()
    else:
        MembershipFactory(user=maelle.user, organisation=school)
    arrive(browser)
    assert browser.user != maelle.user_id
    assert LinkClaim.objects.get().state == ClaimState.WAITING
