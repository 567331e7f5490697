"""The door: a number, a password, a trace."""

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django.asserts import assertContains, assertRedirects

from accounts.enums import AuditAction
from accounts.models import AuditEvent
from certification.enums import SessionState
from certification.models import SupervisionEntry
from tests.certification.supervision.conftest import at, enter, opened
from tests.factories.accounts import UserFactory
from tests.factories.certification import CandidateFactory

DOOR = "/surveillance/"


@pytest.fixture
def door(client, session, invigilator):
    client.force_login(invigilator)
    return lambda **typed: client.post(DOOR, {"number": "404658", "password": "k7M!pQ"} | typed)


def test_whoever_has_the_password_enters_and_it_is_traced(door, session, invigilator):
    assertRedirects(door(), at("supervision", session))
    entry = SupervisionEntry.objects.get()
    assert (entry.session, entry.user) == (session, invigilator)
    line = AuditEvent.objects.get(action=AuditAction.SESSION_SUPERVISED)
    assert (line.actor, line.details) == (invigilator, {"session": 404658})


def test_a_candidate_does_not_supervise_their_own_room(door, session, invigilator):
    CandidateFactory(session=session, user=invigilator)
    assertContains(door(), "Vous êtes candidat", status_code=422)
    assert not SupervisionEntry.objects.exists()


def test_each_entry_is_traced_and_several_may_supervise(client, session):
    for _ in range(2):
        client.force_login(UserFactory())
        assertRedirects(enter(client, session), at("supervision", session))
    assert SupervisionEntry.objects.count() == 2


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"number": "404659"}, "Aucune session n'a ce numéro"),
        ({"password": "k7m!pq"}, "Ce n'est pas le mot de passe de cette session"),
        ({"number": "4046"}, "Le numéro de session a six chiffres"),
    ],
)
def test_refusals_say_what_is_wrong(client, door, typed, said):
    assertContains(door(**typed), said.replace("'", "&#x27;"), status_code=422)
    assert not opened(client)
    assert not SupervisionEntry.objects.exists()


def test_a_finalised_session_is_closed(client, door, session):
    session.state, session.finalised_at = SessionState.FINALISED, timezone.now()
    session.save()
    assertContains(door(), "Cette session est finalisée", status_code=422)
    assert not opened(client)


def test_ten_failures_make_a_pause_for_this_account_only(client, door, session):
    for _ in range(10):
        door(password="faux")
    assertContains(door(), "Trop d&#x27;essais. Réessayez dans 2\u00a0min", status_code=422)
    client.force_login(UserFactory())
    assertRedirects(enter(client, session), at("supervision", session))


def test_nine_failures_are_forgotten_by_entering(door, session):
    for _ in range(9):
        door(password="faux")
    assertRedirects(door(), at("supervision", session))


def test_without_the_password_the_room_leads_to_the_door(client, session, invigilator):
    client.force_login(invigilator)
    address = at("supervision", session)
    assertRedirects(client.get(address), "/surveillance/?session=404658")
    assertContains(client.get("/surveillance/?session=404658"), 'value="404658"')


def test_leaving_closes_the_room_to_this_browser(room, session):
    room.post(at("supervision_leave", session))
    assert not opened(room)
    assert room.get(at("supervision", session)).status_code == 302


def test_a_password_changed_is_told(room, session):
    session.supervision_password = "zzzzzz"
    session.save()
    page = room.get(at("supervision", session))
    assertContains(page, "Le mot de passe de la session a changé", status_code=403)
    refresh = room.get(at("supervision_grid", session), headers={"HX-Request": "true"})
    assert refresh["HX-Redirect"] == at("supervision", session)


def test_finalised_meanwhile_is_told(room, session, expected):
    session.state = SessionState.FINALISED
    session.finalised_at = timezone.now() - timedelta(minutes=1)
    session.save()
    page = room.post(at("supervised_act", session, expected), {"act": "authorise"})
    assertContains(page, "Le centre a finalisé la session", status_code=403)
    expected.refresh_from_db()
    assert expected.authorised_at is None
