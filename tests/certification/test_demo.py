"""The certification of the demonstration: lived through the real services, and over real HTTP."""

import pytest
from django.utils import timezone

from accounts.demo import HEAD, STAFF, TEACHER
from certification.enums import ResultStatus, SessionState
from certification.models import Candidate, Certificate, CertificationTest, Session
from certification.selectors.watching import note_watched
from certification.services.demo import live
from certification.services.demo.sessions import make_all
from certification.services.demo.specs import NOW, PUBLISHED, TO_FINALISE, TO_JUDGE
from certification.services.publication import is_ready
from certification.tasks import move_demo_room
from tests.factories.accounts import LearnerFactory, OrganisationFactory, UserFactory
from tests.factories.certification import TestFormatFactory
from tests.support.sitting import certifiable_user, load_certification_bank


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def demo_school(db, now):
    """Three classes whose pupils can be certified, and the people of the demonstration."""
    load_certification_bank()
    TestFormatFactory()
    for one in (HEAD, TEACHER, STAFF):
        UserFactory(email=one.email, first_name=one.first_name, last_name=one.last_name)
    school = OrganisationFactory(name="Collège Alice-Guy", code="9990001X", uai="9990001X")
    for class_name, count in (("3E 1", 11), ("3E 2", 15), ("4E 1", 4)):
        for _ in range(count):
            user = certifiable_user(now)
            LearnerFactory(organisation=school, class_name=class_name, user=user)
    return school


def in_room(spec) -> Session:
    return Session.objects.get(room=spec.room)


def test_a_session_in_each_state(demo_school, now):
    make_all(now=now)
    states = {spec: in_room(spec).state for spec in (PUBLISHED, TO_FINALISE, TO_JUDGE, NOW)}
    assert states == {
        PUBLISHED: SessionState.PUBLISHED,
        TO_FINALISE: SessionState.CREATED,
        TO_JUDGE: SessionState.FINALISED,
        NOW: SessionState.CREATED,
    }
    validated = in_room(PUBLISHED).candidates.filter(test__results__status=ResultStatus.VALIDATED)
    assert Certificate.objects.count() == validated.count() > 5
    assert not is_ready(in_room(TO_JUDGE))
    left = CertificationTest.objects.filter(candidate__session=in_room(TO_FINALISE))
    assert left.filter(state="started").count() == 1


def test_made_again_nothing_changes(demo_school, now):
    make_all(now=now)
    before = list(Session.objects.order_by("pk").values())
    make_all(now=now)
    assert list(Session.objects.order_by("pk").values()) == before


def test_nothing_is_made_where_there_is_no_demonstration(db, now):
    make_all(now=now)
    assert move_demo_room() == 0
    assert not Session.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_candidates_work_over_http_while_they_are_watched(
    demo_school, now, live_server, settings, monkeypatch
):
    settings.PUBLIC_URL = live_server.url
    make_all(now=now)
    assert move_demo_room() == 0
    sure = {"_COMES": 1, "_ANSWERS": 1, "_ALERTS": 0, "_LEAVES_PAGE": 0, "_DISAPPEARS": 0}
    for chance, value in sure.items():
        monkeypatch.setattr(live, chance, value)
    for _ in range(5):
        note_watched(in_room(NOW).pk)
        move_demo_room()
    seats = Candidate.objects.filter(session=in_room(NOW))
    assert seats.filter(user=None).count() == 0
    assert seats.filter(test__assessment__answered__gt=0).count() == seats.count()
