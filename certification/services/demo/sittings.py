"""A pupil of the demonstration sits a session that is past: each act at its own time."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from accounts.models import User
from certification.enums import EventKind, IncidentSubcategory, TestState
from certification.models import Candidate, CertificationTest
from certification.services.alerts import raise_alert, settle_alert
from certification.services.authorisation import authorise
from certification.services.demo.people import levels_of
from certification.services.entry import enter
from certification.services.presence import signal
from certification.services.tests import answer, start
from competences.selectors.bank import NEEDS_JAVASCRIPT
from competences.services.demo import likely_response

_ALERT_AT: Final = 4


@dataclass(frozen=True)
class Manner:
    """How a candidate sits. `shift`: levels above what the profile says; `at_most`: answers."""

    shift: float = 0.0
    at_most: int | None = None
    has_alert: bool = False
    leaves_page: bool = False


def sit(
    seat: Candidate, manner: Manner, *, invigilator: User, at: datetime
) -> tuple[CertificationTest, datetime]:
    """The test, and when it was left."""
    assert seat.learner is not None  # noqa: S101 -- candidates of the school's list
    assert seat.learner.user is not None  # noqa: S101 -- certifiable
    rng = random.Random(f"sits:{seat.session.room}:{seat.learner.national_id}")  # noqa: S311 -- ditto
    test, now = _begin(seat, seat.learner.user, invigilator, at + rng.random() * _MINUTES)
    levels = levels_of(seat.learner)
    while test.state == TestState.STARTED and test.assessment.answered != manner.at_most:
        now += timedelta(seconds=rng.randint(25, 150))
        position = test.assessment.position
        if position == _ALERT_AT:
            now = _trouble(test, manner, invigilator, now)
        code = test.assessment.competence_id
        assert code is not None  # noqa: S101 -- of the question now asked
        held = levels[code] + manner.shift
        response = likely_response(test.assessment, held, rng)
        answer(test, test.assessment.position, response, now)
    return test, now


_MINUTES: Final = timedelta(minutes=6)


def _begin(
    seat: Candidate, user: User, invigilator: User, now: datetime
) -> tuple[CertificationTest, datetime]:
    entered = enter(
        session_number=seat.session.number,
        first_name=seat.first_name,
        last_name=seat.last_name,
        birth_date=seat.birth_date,
        user=user,
        now=now,
    )
    now += timedelta(minutes=2)
    Candidate.objects.filter(pk=seat.pk).update(present_at=now, identity_checked_at=now)
    authorise(candidates=[entered], author=invigilator, now=now)
    now += timedelta(minutes=1)
    post = format(random.Random(seat.pk).getrandbits(128), "032x")  # noqa: S311 -- not a secret
    code = entered.session.access_code
    # Nobody is there to operate simulators; of this test only, so it is not stored.
    entered.needs = [*entered.needs, NEEDS_JAVASCRIPT]
    begun = start(candidate=entered, code=code, post=post, now=now)
    tests = CertificationTest.objects.select_related("assessment", "format", "candidate__session")
    return tests.get(pk=begun.pk), now


def _trouble(test: CertificationTest, manner: Manner, invigilator: User, now: datetime) -> datetime:
    position = test.assessment.position
    if manner.leaves_page:
        signal(test, EventKind.FOCUS_LOST, position=position, now=now)
        back = now + timedelta(seconds=24)
        signal(test, EventKind.FOCUS_BACK, position=position, now=back, seconds=24)
        now = back
    if manner.has_alert:
        alert = raise_alert(
            test=test, position=position, said="L'image ne s'affiche pas chez moi.", now=now
        )
        now += timedelta(minutes=3)
        assert alert is not None  # noqa: S101 -- the question is the one now asked
        reason = IncidentSubcategory.IMAGE_NOT_DISPLAYING
        settle_alert(alert=alert, accepted=True, reason=reason, author=invigilator, now=now)
        test.refresh_from_db()
        test.assessment.refresh_from_db()
    return now
