"""Somebody stops on the first-visit page: what the ENT said of her does not stay."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils import timezone

from accounts.ent.passage import ARRIVAL, MEMORY
from accounts.tasks import forget_old_sessions
from tests.factories.accounts import PASSWORD

pytestmark = pytest.mark.usefixtures("connector", "maelle")


@pytest.fixture
def stopped(browser):
    """On the first-visit page."""
    browser.choose("demo-eleve-1")
    assert browser.click().status_code == 200
    return browser


def life(browser) -> timedelta:
    row = Session.objects.get(session_key=browser.pix.session.session_key)
    return row.expire_date - timezone.now()


def names_kept() -> bool:
    return any("Testard" in str(row.get_decoded()) for row in Session.objects.all())


def test_the_visit_lasts_half_an_hour_then_its_row_goes(stopped):
    assert life(stopped) <= timedelta(seconds=MEMORY)
    assert names_kept()
    forget_old_sessions()
    assert Session.objects.count() == 1
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    forget_old_sessions()
    assert not Session.objects.exists()


def test_the_sweep_passes_every_hour():
    sweep = settings.CELERY_BEAT_SCHEDULE["forget-old-sessions"]
    assert sweep["schedule"] <= timedelta(hours=1)


def test_who_goes_on_has_a_session_like_anybody_else(stopped):
    stopped.pix.post("/ent/demo/arrivee/")
    assert life(stopped) > timedelta(days=13)
    assert ARRIVAL not in stopped.pix.session
    assert not names_kept()


@pytest.mark.parametrize("door", ["/connexion/", "/inscription/"])
def test_who_takes_another_door_leaves_nothing_behind(stopped, learner, door):
    form = {
        "/connexion/": {"login": learner.email, "password": PASSWORD},
        "/inscription/": {
            "first_name": "Ana",
            "last_name": "Diaz",
            "birth_year": "1990",
            "email": "ana@example.org",
            "password1": PASSWORD,
            "conditions": "on",
        },
    }[door]
    stopped.pix.post(door, form)
    assert stopped.user
    assert life(stopped) > timedelta(days=13)
    assert not names_kept()
