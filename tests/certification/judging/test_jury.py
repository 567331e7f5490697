"""Each decision of the jury is a new result, signed, and can be taken back."""

from datetime import date, timedelta

import pytest

from accounts.models import AuditEvent
from accounts.services.erasure import erase_person
from certification.enums import Emitter, ResultReason, ResultStatus, SessionState
from certification.models import Certificate, CertificationTest
from certification.selectors.words import for_candidate
from certification.services import jury
from certification.services.jury import AlreadyDecided, Comments, NoSuchQuestion, NotInProcess
from certification.services.publication import publish
from certification.services.scoring import latest
from certification.services.transitions import move
from tests.factories.certification import CandidateFactory

NOTHING = Comments()
TOLD = Comments("Vu par le jury.", "Deux téléphones.")


def test_only_what_an_officer_holds_is_judged(scored, officer, now):
    with pytest.raises(NotInProcess):
        jury.cancel(scored, NOTHING, author=officer, now=now)
    with pytest.raises(NotInProcess):
        jury.neutralise(scored, 1, "Image", author=officer, now=now)


def test_fraud_rejects_and_is_taken_back_without_losing_anything(processed, officer, now):
    before = latest(processed)
    rejected = jury.reject_for_fraud(processed, TOLD, author=officer, now=now)
    assert (rejected.status, rejected.pix) == (ResultStatus.REJECTED, 0)
    assert (rejected.emitter, rejected.author) == (Emitter.JURY, officer)
    assert rejected.comment_for_organisation == "Deux téléphones."
    lifted = jury.lift(processed, NOTHING, author=officer, now=now)
    assert (lifted.reason, lifted.pix) == (ResultReason.UNFRAUD, before.pix)
    assert processed.results.count() == 3


def test_cancelled_then_not(processed, officer, now):
    cancelled = jury.cancel(processed, NOTHING, author=officer, now=now)
    assert cancelled.status == ResultStatus.CANCELLED
    lifted = jury.lift(processed, NOTHING, author=officer, now=now)
    assert lifted.reason == ResultReason.UNCANCELLED


def test_a_decision_is_lifted_before_another_is_made(processed, officer, now):
    jury.reject_for_fraud(processed, NOTHING, author=officer, now=now)
    for again in (jury.reject_for_fraud, jury.cancel, jury.rescore):
        with pytest.raises(AlreadyDecided):
            again(processed, NOTHING, author=officer, now=now)
    with pytest.raises(AlreadyDecided):
        jury.neutralise(processed, 1, "Image", author=officer, now=now)


def test_nothing_to_lift(processed, officer, now):
    with pytest.raises(AlreadyDecided):
        jury.lift(processed, NOTHING, author=officer, now=now)


def test_a_wrong_answer_neutralised_is_worth_more_and_comes_back(processed, officer, now):
    before = latest(processed)
    freed = jury.neutralise(processed, 3, "Site en panne", author=officer, now=now)
    assert (freed.reason, freed.counted) == (ResultReason.NEUTRALISATION, before.counted - 1)
    assert freed.pix > before.pix
    again = jury.restore(processed, 3, author=officer, now=now)
    assert (again.pix, again.counted) == (before.pix, before.counted)


@pytest.mark.parametrize("position", [0, 16])
def test_there_is_no_such_question(processed, officer, now, position):
    with pytest.raises(NoSuchQuestion):
        jury.neutralise(processed, position, "Image", author=officer, now=now)


def test_neutralised_or_restored_twice_is_told(processed, officer, now):
    with pytest.raises(NoSuchQuestion):
        jury.restore(processed, 3, author=officer, now=now)
    jury.neutralise(processed, 3, "Image", author=officer, now=now)
    with pytest.raises(NoSuchQuestion):
        jury.neutralise(processed, 3, "Image", author=officer, now=now)


def test_a_computation_keeps_the_words_of_the_jury(processed, officer, now):
    jury.rescore(processed, TOLD, author=officer, now=now)
    result = jury.neutralise(processed, 3, "Image", author=officer, now=now)
    assert result.comment_for_candidate == "Vu par le jury."


def test_the_journal_of_the_school_knows(processed, officer, now):
    jury.cancel(processed, NOTHING, author=officer, now=now)
    line = AuditEvent.objects.get(action="result_decided")
    assert (line.actor, line.details["reason"]) == (officer, "cancelled_by_jury")


def test_names_are_mended_unless_somebody_else_has_them(processed, candidate, officer, now):
    who = {"last_name": "Testard", "first_name": "Maelle", "birth_date": date(2010, 3, 14)}
    jury.correct_identity(candidate, **who, author=officer, now=now)
    candidate.refresh_from_db()
    assert candidate.first_name == "Maelle"
    other = CandidateFactory(session=candidate.session)
    with pytest.raises(jury.SameIdentity):
        jury.correct_identity(other, **who, author=officer, now=now)


def test_one_officer_at_a_time(processed, session, officer, head, now):
    with pytest.raises(NotInProcess):
        jury.cancel(processed, NOTHING, author=head, now=now)
    move(session, SessionState.IN_PROCESS, actor=head, now=now)
    jury.cancel(processed, NOTHING, author=head, now=now)


def test_too_many_questions_freed_cancel_without_reproach(processed, officer, now):
    later = now + timedelta(days=1)
    for position in range(1, 7):
        result = jury.neutralise(processed, position, "Panne", author=officer, now=later)
    assert (result.status, result.reason) == ("cancelled", ResultReason.TOO_FEW_TECHNICAL)
    assert "Vous n'y êtes pour rien" in for_candidate(result)
    jury.restore(processed, 1, author=officer, now=later)
    assert latest(processed).status == ResultStatus.VALIDATED


def test_a_published_name_is_mended_by_another_certificate(
    processed, session, candidate, officer, now
):
    publish(session, actor=officer, now=now)
    move(session, SessionState.IN_PROCESS, actor=officer, now=now)
    who = {"last_name": "Têtard", "first_name": "Maëlle", "birth_date": date(2010, 3, 14)}
    jury.correct_identity(candidate, **who, author=officer, now=now)
    publish(session, actor=officer, now=now)
    certificate = Certificate.objects.get(revoked_at=None)
    assert certificate.content["last_name"] == "Têtard"
    assert (
        certificate.content["pix"]
        == Certificate.objects.exclude(revoked_at=None).get().content["pix"]
    )


def test_a_mended_name_does_not_undo_a_rejection(processed, session, candidate, officer, now):
    publish(session, actor=officer, now=now)
    move(session, SessionState.IN_PROCESS, actor=officer, now=now)
    jury.reject_for_fraud(processed, NOTHING, author=officer, now=now)
    who = {"last_name": "Têtard", "first_name": "Maëlle", "birth_date": date(2010, 3, 14)}
    jury.correct_identity(candidate, **who, author=officer, now=now)
    assert latest(processed).reason == ResultReason.FRAUD


def test_an_erased_account_is_still_judged(processed, session, officer, now):
    erase_person(user=processed.user, actor=None, now=now)
    test = CertificationTest.objects.get(pk=processed.pk)
    assert test.user is None
    assert jury.rescore(test, NOTHING, author=officer, now=now).status == ResultStatus.VALIDATED
    publish(session, actor=officer, now=now)
    assert Certificate.objects.get().user is None
