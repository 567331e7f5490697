"""A room of thirty in every state that an invigilator meets, for pages and for what they cost."""

from datetime import datetime, timedelta
from typing import Any

from certification.models import Candidate, CertificationTest, LiveAlert, Session, TestEvent
from competences.models import Assessment, Competence
from competences.selectors.bank import current_bank
from tests.factories.accounts import UserFactory
from tests.factories.certification import CandidateFactory

_FIRST = (
    "Adama Alice Amine Chloé Eliott Fatou Gabin Inès Jules Kenza Léo Lina Maëlle Noé Yasmine Anaïs "
    "Bastien Camille Driss Élise Farid Garance Hugo Iris Jade Karim Louna Marc-Antoine Nour Oscar"
)
_LAST = (
    "Bernard Testard-Modèle Diallo Moreau Garcia Haddad Roux Lefèvre N'Guyen Traoré Petit "
    "Benchérif Costa Martin Le_Goff Dubois Lambert Fontaine Rousseau Vincent Müller Faure André "
    "Mercier Blanc Guérin Boyer Garnier de_la_Villardière-Montaigu Legrand"
)
FIRST, LAST = _FIRST.split(), _LAST.split()
UNDER_WAY = 22
ALERTS = {2: "L'image ne s'affiche pas, je vois un carré vide.", 7: ""}
ENDED, SUSPENDED, SILENT, LATE, AUTHORISED = (5, 9), 12, 15, 17, 22
SIGNALLED = {3: 1, 8: 4, 14: 2}


def fill_room(session: Session, *, now: datetime, count: int = 30) -> list[Candidate]:
    return [_seat(session, number, now) for number in range(count)]


def _seat(session: Session, number: int, now: datetime) -> Candidate:
    here = number < 25
    seat = CandidateFactory(
        session=session,
        first_name=FIRST[number % 30],
        last_name=LAST[number % 30].replace("_", " "),
        class_name=f"3E {number % 2 + 1}",
        extra_time_percent=33 if number % 9 == 4 else 0,
        needs=["needs_sight", "needs_colour"] if number % 11 == 6 else [],
        user=UserFactory() if here else None,
        linked_at=now if here else None,
        present_at=now if number < 28 else None,
        identity_checked_at=now if number < UNDER_WAY else None,
        authorised_at=now - timedelta(minutes=2) if number == AUTHORISED else None,
    )
    if number < UNDER_WAY:
        _sit(seat, number, now)
    return seat


def _sit(seat: Candidate, number: int, now: datetime) -> None:
    started = now - timedelta(minutes=50 - number)
    ended = number in ENDED
    last = {SILENT: now - timedelta(minutes=3)}.get(number, now + timedelta(minutes=5))
    test = CertificationTest.objects.create(
        candidate=seat,
        user=seat.user,
        assessment=_questions(seat, number, started),
        format=seat.session.format,
        plan={"levels": _levels(), "positioning": []},
        started_at=started,
        ends_at=now + timedelta(minutes=4) if number == LATE else started + timedelta(hours=2),
        last_seen_at=last,
        suspended_at=now - timedelta(minutes=1) if number == SUSPENDED else None,
        **({"state": "ended", "ended_at": now, "ending": "completed"} if ended else {}),
    )
    for _ in range(SIGNALLED.get(number, 0)):
        TestEvent.objects.create(candidate=seat, test=test, kind="focus_lost", at=now, position=3)
    if number in ALERTS:
        LiveAlert.objects.create(
            test=test,
            position=test.assessment.position,
            challenge_id=test.assessment.challenge_id,
            said=ALERTS[number],
            raised_at=now - timedelta(minutes=number),
        )


def _questions(seat: Candidate, number: int, started: datetime) -> Assessment:
    bank = current_bank()
    pictured = [one.id for one in bank.challenges.values() if one.picture or one.attachments]
    asked = (pictured or sorted(bank.challenges))[0]
    place: dict[str, Any] = {"position": number % 12 + 1, "answered": number % 12}
    return Assessment.objects.create(
        kind="certification",
        user=seat.user,
        competence_id=bank.competence_of[asked],
        release_id=bank.release_id,
        seed=number,
        started_at=started,
        challenge_id=asked,
        **place,
    )


def _levels() -> dict[str, int]:
    return dict.fromkeys(Competence.objects.order_by("pk").values_list("pk", flat=True), 3)
