"""Publishing delivers certificates, and tells who waits, without saying what they hold."""

import pytest

from certification.enums import ResultStatus, SessionState
from certification.models import Certificate, Result
from certification.services import jury, publication
from certification.services.finalisation import Closing, finalise
from certification.services.incidents import resolve
from certification.services.jury import Comments
from certification.services.publication import PublicationRefused, is_ready
from certification.services.transitions import MoveRefused, move
from tests.factories.certification import IncidentReportFactory, SessionFactory


def publish(session, actor, now):
    return publication.publish(session, actor=actor, now=now)


def test_a_validated_result_gives_a_certificate(scored, session, officer, now):
    publish(session, officer, now)
    certificate = Certificate.objects.get()
    assert certificate.result == scored.results.get()
    assert certificate.content["pix"] == scored.results.get().pix
    assert session.state == SessionState.PUBLISHED


def test_a_cancelled_one_gives_none(processed, session, officer, now):
    jury.cancel(processed, Comments(), author=officer, now=now)
    publish(session, officer, now)
    assert not Certificate.objects.exists()


def test_nothing_goes_out_before_the_score(whole, session, head, now):
    finalise(session, Closing(), actor=head, now=now)
    with pytest.raises(PublicationRefused):
        publish(session, head, now)
    session.refresh_from_db()
    assert session.state == SessionState.FINALISED


def test_an_error_holds_everything(scored, session, officer, now):
    Result.objects.create(
        test=scored, status=ResultStatus.ERROR, reason="failure", emitter="algorithm", made_at=now
    )
    with pytest.raises(PublicationRefused):
        publish(session, officer, now)


def test_published_again_unchanged_the_certificate_is_the_same(scored, session, officer, now):
    publish(session, officer, now)
    move(session, SessionState.IN_PROCESS, actor=officer, now=now)
    publish(session, officer, now)
    assert Certificate.objects.get().revoked_at is None


def test_a_changed_result_replaces_it_and_fraud_revokes_it(scored, session, officer, now):
    publish(session, officer, now)
    move(session, SessionState.IN_PROCESS, actor=officer, now=now)
    jury.neutralise(scored, 3, "Image", author=officer, now=now)
    publish(session, officer, now)
    assert Certificate.objects.count() == 2
    move(session, SessionState.IN_PROCESS, actor=officer, now=now)
    jury.reject_for_fraud(scored, Comments(), author=officer, now=now)
    publish(session, officer, now)
    assert not Certificate.objects.filter(revoked_at=None).exists()


def test_a_batch_publishes_what_it_can(scored, session, officer, now):
    waiting = SessionFactory()
    done = publication.publish_batch([session, waiting], actor=officer, now=now)
    assert (done.published, done.refused) == ([session], [waiting])


def test_prescribers_and_candidates_are_told_once(
    scored, candidate, session, officer, now, mailoutbox, django_capture_on_commit_callbacks
):
    candidate.email, candidate.result_email = "maelle@example.org", "Prof@example.org"
    candidate.save()
    with django_capture_on_commit_callbacks(execute=True):
        publish(session, officer, now)
    assert sorted(mail.to[0] for mail in mailoutbox) == ["maelle@example.org", "prof@example.org"]
    pix = str(scored.results.get().pix)
    assert all(f" {pix} " not in mail.body for mail in mailoutbox)


def test_what_waits_for_the_jury(scored, session, candidate, officer, now):
    assert is_ready(session)
    incident = IncidentReportFactory(session=session, candidate=candidate)
    assert not is_ready(session)
    resolve(incident, follow_up="Rien vu.", author=officer, now=now)
    assert is_ready(session)
    session.global_comment = "Une coupure."
    assert not is_ready(session)


def test_answers_that_do_not_look_like_the_profile_wait_for_the_jury(scored, session, now):
    last = scored.results.get()
    Result.objects.create(
        test=scored, status=last.status, reason=last.reason, emitter="algorithm", pix=last.pix,
        pix_high=last.pix_high, person_fit=-3.2, made_at=now,
    )  # fmt: skip
    assert not is_ready(session)


def test_nothing_is_published_twice(scored, session, officer, now):
    publish(session, officer, now)
    with pytest.raises(MoveRefused):
        publish(session, officer, now)
