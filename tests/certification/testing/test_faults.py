"""Everything at once, and what breaks in the middle: no answer lost, no state impossible."""

from collections import Counter
from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from certification.enums import Ending, EventKind, IncidentSubcategory
from certification.models import CertificationTest, LiveAlert
from certification.selectors import drawing
from certification.selectors.blueprints import asked_of
from certification.services import tests as services
from certification.services.alerts import raise_alert, settle_alert, withdraw
from certification.services.authorisation import authorise, extend, let_resume
from certification.services.presence import arrive, note_silences, see
from certification.services.tests import Step, answer, end, end_overdue, resume, start
from competences.models import Answer
from tests.support.at_once import at_once
from tests.support.sitting import OTHER_POST, POST, reply

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def now():
    return timezone.now()


def again(test) -> CertificationTest:
    tests = CertificationTest.objects.select_related("assessment", "format", "candidate__session")
    return tests.get(pk=test.pk)


def assert_sound(test):
    """Positions follow one another, the question asked comes after, and an end has a reason."""
    test = again(test)
    positions = Answer.objects.filter(assessment=test.assessment).order_by("position")
    count = test.assessment.answered
    assert list(positions.values_list("position", flat=True)) == list(range(1, count + 1))
    over = test.state == "ended"
    assert over == bool(test.ending) == (test.assessment.state == "completed")
    assert over or test.assessment.position == count + 1


def test_two_windows_send_the_same_question(test, now):
    # Each thread reads the test before any of them answers.
    copies = [again(test) for _ in range(6)]
    steps = at_once(*(lambda one=one: reply(one, now) for one in copies))
    assert Counter(steps) == {Step.NEXT: 1, Step.UNCHANGED: 5}
    assert_sound(test)


def test_two_clicks_start_one_test(candidate, invigilator, now):
    authorise(candidates=[candidate], author=invigilator, now=now)

    def begin():
        return start(candidate=candidate, code="BCDF23", post=POST, now=now).pk

    assert len(set(at_once(begin, begin, begin))) == 1
    assert candidate.events.filter(kind=EventKind.STARTED).count() == 1


def test_an_end_while_someone_answers(test, invigilator, now):
    def answering():
        mine, steps = again(test), []
        while (step := reply(mine, now, post=POST)) != Step.ENDED:
            steps.append(step)
        return len(steps)

    def ending():
        end(again(test), Ending.BY_FINALISATION, now, author=invigilator)

    taken, _ = at_once(answering, ending)
    test = again(test)
    assert taken <= test.assessment.answered <= taken + 1
    assert_sound(test)
    assert test.events.filter(kind=EventKind.ENDED).count() == 1


def test_everybody_acts_at_once(test, candidate, invigilator, now):
    """Candidate on two posts, two invigilators, the task: nobody waits for who waits."""
    later = now + timedelta(minutes=1)

    def candidate_here():
        for _ in range(10):
            mine = again(test)
            reply(mine, now, post=POST)
            see(mine, post=POST, now=later)
            raise_alert(test=mine, position=mine.assessment.position, said="", now=now)

    def candidate_there():
        for _ in range(5):
            arrive(again(test), post=OTHER_POST, now=now)
            let_resume(test=again(test), author=invigilator, now=now)
            resume(candidate=candidate, code="BCDF23", post=POST, now=now)

    def room():
        for _ in range(10):
            for alert in LiveAlert.objects.filter(state="open").select_related("test__format"):
                why = IncidentSubcategory.FILE_NOT_OPENING
                settle_alert(alert=alert, accepted=True, reason=why, author=invigilator, now=later)
            extend(tests=[again(test)], minutes=1, author=invigilator, now=now)
            withdraw(test=again(test), now=later)

    def task():
        for _ in range(10):
            end_overdue(now)
            note_silences(now)

    at_once(candidate_here, candidate_there, room, room, task)
    assert_sound(test)
    test = again(test)
    accepted = LiveAlert.objects.filter(test=test, state="accepted").count()
    assert test.neutralisations.count() == accepted


def test_a_database_that_stops_in_the_middle_of_an_answer(test, now, monkeypatch):
    """The transaction is lost as a whole: the page sends the same answer again, and it counts."""

    def cut(*args):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")

    position = test.assessment.position
    with monkeypatch.context() as broken:
        broken.setattr(services, "draw_next", cut)
        with pytest.raises(OperationalError):
            answer(test, position, {"text": "oui"}, now)
    connection.close()
    assert not Answer.objects.filter(assessment=test.assessment_id).exists()
    test = again(test)
    assert answer(test, position, {"text": "oui"}, now) == Step.NEXT
    assert_sound(test)


def test_a_worker_that_was_away_ends_tests_at_their_deadline(test, now):
    assert end_overdue(now + timedelta(hours=9)) == 1
    test = again(test)
    assert test.ended_at == test.ends_at == test.assessment.completed_at


def test_a_task_run_twice_at_once_ends_each_test_once(test, now):
    late = now + timedelta(hours=9)
    assert sum(at_once(*[lambda: end_overdue(late)] * 3)) == 1
    assert test.events.filter(kind=EventKind.ENDED).count() == 1


def test_the_same_answers_draw_the_same_questions(test, now):
    """A process that takes over draws what the first one would have drawn."""
    for _ in range(5):
        reply(test, now)
    mine = again(test)
    drawn = drawing.draw_next(mine, asked_of(mine))
    assert drawn.choice.item == mine.assessment.challenge_id
    assert drawn.variant == mine.assessment.variant
