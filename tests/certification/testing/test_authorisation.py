"""An authorisation is used once, within a quarter of an hour; to start, and to resume."""

from datetime import timedelta

import pytest

from certification.enums import EventKind, SessionState
from certification.models import Session
from certification.services.authorisation import authorise, extend, let_resume, unauthorise
from certification.services.presence import arrive
from certification.services.refusals import EntryRefused, Refusal
from certification.services.tests import Step, resume, start
from competences.models import CompetenceProfile
from tests.support.sitting import OTHER_POST, POST, reply


@pytest.fixture
def starting(candidate, now):
    def attempt(*, at=now, code="bcdf 23", post=POST):
        return start(candidate=candidate, code=code, post=post, now=at)

    return attempt


def refusal_of(attempt, **how) -> Refusal:
    with pytest.raises(EntryRefused) as refused:
        attempt(**how)
    return refused.value.reason


def test_nobody_starts_without_the_invigilator(starting):
    assert refusal_of(starting) == Refusal.NOT_AUTHORISED


def test_an_authorisation_lasts_a_quarter_of_an_hour(starting, candidate, invigilator, now):
    authorise(candidates=[candidate], author=invigilator, now=now)
    late = now + timedelta(minutes=15, seconds=1)
    assert refusal_of(starting, at=late) == Refusal.AUTHORISATION_EXPIRED
    assert starting(at=now + timedelta(minutes=15)).started_at == now + timedelta(minutes=15)


def test_a_wrong_code_does_not_use_it_up(starting, candidate, invigilator, now):
    authorise(candidates=[candidate], author=invigilator, now=now)
    assert refusal_of(starting, code="BCDF24") == Refusal.WRONG_CODE
    assert starting().candidate == candidate


def test_it_is_used_up_at_the_start(starting, candidate, invigilator, now):
    authorise(candidates=[candidate], author=invigilator, now=now)
    test = starting()
    candidate.refresh_from_db()
    assert candidate.authorised_at is None
    assert candidate.session.__class__.objects.get().first_started_at == now
    assert (test.post, test.ends_at) == (POST, now + timedelta(hours=2))


def test_it_can_be_taken_back(starting, candidate, invigilator, now):
    authorise(candidates=[candidate], author=invigilator, now=now)
    assert unauthorise(candidates=[candidate], author=invigilator, now=now) == 1
    assert refusal_of(starting) == Refusal.NOT_AUTHORISED


def test_two_clicks_start_one_test(starting, candidate, invigilator, now):
    authorise(candidates=[candidate], author=invigilator, now=now)
    assert starting() == starting()


def test_extra_time_is_counted(starting, candidate, invigilator, now):
    candidate.extra_time_percent = 33
    candidate.save()
    authorise(candidates=[candidate], author=invigilator, now=now)
    assert starting().ends_at - now == timedelta(minutes=120 * 1.33)


def test_certifiability_is_checked_again(starting, candidate, invigilator, now):
    authorise(candidates=[candidate], author=invigilator, now=now)
    CompetenceProfile.objects.filter(competence="4.1").delete()
    assert refusal_of(starting) == Refusal.NOT_CERTIFIABLE


def test_nobody_starts_in_a_session_closed_or_too_old(starting, candidate, invigilator, now):
    authorise(candidates=[candidate], author=invigilator, now=now)
    Session.objects.update(first_started_at=now - timedelta(hours=24))
    assert refusal_of(starting) == Refusal.SESSION_TOO_OLD
    Session.objects.update(state=SessionState.FINALISED, finalised_at=now)
    assert refusal_of(starting) == Refusal.SESSION_CLOSED
    assert authorise(candidates=[candidate], author=invigilator, now=now) == 0


def test_another_post_waits_for_the_invigilator(test, candidate, invigilator, now):
    arrive(test, post=OTHER_POST, now=now + timedelta(minutes=5))
    assert reply(test, now + timedelta(minutes=6), post=POST) == Step.SUSPENDED
    with pytest.raises(EntryRefused):
        resume(candidate=candidate, code="BCDF23", post=OTHER_POST, now=now)
    assert let_resume(test=test, author=invigilator, now=now + timedelta(minutes=7))
    at = now + timedelta(minutes=9)
    back = resume(candidate=candidate, code="BCDF23", post=OTHER_POST, now=at)
    assert (back.post, back.suspended_at) == (OTHER_POST, None)
    assert back.ends_at == now + timedelta(hours=2, minutes=4)


def test_the_post_left_cannot_answer_any_more(test, candidate, invigilator, now):
    arrive(test, post=OTHER_POST, now=now)
    let_resume(test=test, author=invigilator, now=now)
    resume(candidate=candidate, code="BCDF23", post=OTHER_POST, now=now)
    assert reply(test, now, post=POST) == Step.SUSPENDED
    assert reply(test, now, post=OTHER_POST) == Step.NEXT


def test_more_time(test, invigilator, now):
    assert extend(tests=[test], minutes=10, author=invigilator, now=now) == 1
    assert test.ends_at == now + timedelta(hours=2, minutes=10)
    assert test.events.get(kind=EventKind.EXTENDED).detail == {"minutes": 10}
