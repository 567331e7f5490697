"""Sessions of a centre: made, found, changed, deleted while nobody has started."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains

from accounts.enums import AuditAction
from accounts.models import AuditEvent
from certification.enums import CentreKind
from certification.models import Session, Window
from certification.selectors.sessions import sessions_of
from certification.services import sessions as services
from tests.factories.certification import (
    CandidateFactory,
    CentreFactory,
    SessionFactory,
    TestFormatFactory,
)

DETAILS = services.Details(
    site="Lycée", room="B12", starts_at=datetime(2030, 1, 14, 8, 0, tzinfo=UTC), invigilators="A, B"
)


@pytest.fixture
def form_data():
    return {
        "site": "Collège Alice-Guy",
        "room": "B12",
        "date": "2030-01-14",
        "time": "09:00",
        "invigilators": "Nadia Benali; Paul Lemoine\nNadia Benali",
        "format": TestFormatFactory().pk,
        "remarks": "",
    }


def test_a_session_is_made_on_the_clock_of_the_wall(member, centre, teacher, form_data):
    response = member.post(reverse("session_new", args=[centre.code]), form_data)
    made = Session.objects.get()
    assert response.url == reverse("session", args=[centre.code, made.public_id])
    assert made.starts_at == datetime(2030, 1, 14, 8, 0, tzinfo=UTC)
    assert made.invigilators == "Nadia Benali, Paul Lemoine"
    assert (made.created_by, len(made.access_code), len(made.supervision_password)) == (
        teacher,
        6,
        6,
    )


def test_elsewhere_the_clock_is_another_one(member, centre, form_data):
    centre.time_zone = "Indian/Reunion"
    centre.save()
    member.post(reverse("session_new", args=[centre.code]), form_data)
    made = Session.objects.get()
    assert made.starts_at == datetime(2030, 1, 14, 5, 0, tzinfo=UTC)
    page = member.get(reverse("session", args=[centre.code, made.public_id])).content.decode()
    assert "09:00" in page


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"date": "2020-01-14"}, "Cette date est passée"),
        ({"time": "23:00"}, "entre 6"),
        ({"invigilators": " , "}, "Donnez au moins un nom"),
    ],
)
def test_what_cannot_be_is_refused(member, centre, form_data, change, words):
    page = member.post(reverse("session_new", args=[centre.code]), form_data | change)
    assert words in page.content.decode()
    assert not Session.objects.exists()


def test_a_room_is_not_used_twice_at_once(member, centre, form_data):
    address = reverse("session_new", args=[centre.code])
    member.post(address, form_data)
    page = member.post(address, form_data)
    assert "Une session a déjà lieu dans cette salle" in page.content.decode()
    assert Session.objects.count() == 1


def test_a_day_outside_the_official_window_is_refused(member, centre, form_data):
    centre.kind, centre.bound_by_windows = CentreKind.MIDDLE_SCHOOL, True
    centre.save()
    Window.objects.create(
        kind=CentreKind.MIDDLE_SCHOOL,
        school_year="2029-2030",
        opens_on="2030-03-15",
        closes_on="2030-06-12",
    )
    address = reverse("session_new", args=[centre.code])
    page = member.post(address, form_data).content.decode()
    assert "vendredi 15 mars 2030" in page
    assert not Session.objects.exists()
    member.post(address, form_data | {"date": "2030-06-12"})
    assert Session.objects.exists()


def test_the_list_is_searched_filtered_and_sorted(centre):
    rows = [
        SessionFactory(centre=centre, room=room, starts_at=DETAILS.starts_at + timedelta(days=days))
        for room, days in (("B12", 0), ("CDI", 1), ("B14", 2))
    ]
    SessionFactory(room="B15")
    assert list(sessions_of(centre)) == rows[::-1]
    assert list(sessions_of(centre, q="b1", order="salle")) == [rows[0], rows[2]]
    assert list(sessions_of(centre, q=str(rows[1].number))) == [rows[1]]
    day = DETAILS.starts_at.date() + timedelta(days=1)
    assert list(sessions_of(centre, du=day, au=day)) == [rows[1]]


def test_pages_cost_the_same_with_three_sessions(member, centre, django_assert_num_queries):
    addresses = [reverse(name, args=[centre.code]) for name in ("sessions", "centre_dashboard")]
    counts = []
    for _ in range(2):
        SessionFactory(
            centre=centre,
            starts_at=datetime(2030, 1, 1, tzinfo=UTC) + timedelta(days=Session.objects.count()),
        )
        counts.append([_queries(member, address) for address in addresses])
    assert counts[0] == counts[1]


def _queries(client, address) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_a_started_session_is_neither_changed_nor_deleted(centre, now):
    session = SessionFactory(centre=centre)
    Session.objects.filter(pk=session.pk).update(first_started_at=now)
    with pytest.raises(services.SessionHasStarted):
        services.change_session(session=session, details=DETAILS, format=session.format)
    with pytest.raises(services.SessionHasStarted):
        services.delete_session(session=session, actor=session.created_by, now=now)


def test_a_session_is_deleted_with_its_candidates(member, centre):
    session = SessionFactory(centre=centre)
    CandidateFactory(session=session)
    address = reverse("session_delete", args=[centre.code, session.public_id])
    assert "1 candidat" in member.get(address).content.decode()
    member.post(address)
    assert not Session.objects.exists()


def test_a_session_of_another_centre_is_not_found(member, centre):
    session = SessionFactory(centre=CentreFactory())
    for name in ("session", "session_edit", "session_codes", "session_delete"):
        assert member.get(reverse(name, args=[centre.code, session.public_id])).status_code == 404


def test_changing_a_session_keeps_its_number_and_codes(member, centre, form_data):
    session = SessionFactory(centre=centre)
    address = reverse("session_edit", args=[centre.code, session.public_id])
    assert member.get(address).status_code == 200
    member.post(address, form_data)
    changed = Session.objects.get()
    assert (changed.room, changed.number) == ("B12", session.number)
    assert changed.access_code == session.access_code


@pytest.mark.parametrize(
    ("asked", "field", "other"),
    [
        ("access", "access_code", "supervision_password"),
        ("supervision", "supervision_password", "access_code"),
    ],
)
def test_a_code_that_was_read_is_changed_alone(member, centre, asked, field, other):
    session = SessionFactory(centre=centre)
    address = reverse("session_codes", args=[centre.code, session.public_id])
    page = member.post(address, {"code": asked}, follow=True)
    changed = Session.objects.get()
    assert getattr(changed, field) != getattr(session, field)
    assert getattr(changed, other) == getattr(session, other)
    assertContains(page, f"Voici le nouveau\u00a0: {getattr(changed, field)}")
    line = AuditEvent.objects.get(action=AuditAction.SESSION_CODES_RENEWED)
    assert line.details == {"session": session.number, "what": field}


def test_the_codes_of_a_finalised_session_stay(member, centre, now):
    session = SessionFactory(centre=centre, state="finalised", finalised_at=now)
    address = reverse("session_codes", args=[centre.code, session.public_id])
    assertContains(member.get(address), "ses codes n'ouvrent plus rien")
    page = member.post(address, {"code": "access"}, follow=True)
    assertContains(page, "ouvrent plus rien")
    assert Session.objects.get().access_code == session.access_code


def test_neither_code_is_asked_for(member, centre):
    session = SessionFactory(centre=centre)
    address = reverse("session_codes", args=[centre.code, session.public_id])
    assertContains(member.post(address, {}, follow=True), "Choisissez le code")
    assert Session.objects.get().access_code == session.access_code
