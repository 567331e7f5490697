"""Certifications that were sat, and what came of them."""

from datetime import datetime, timedelta

from certification.enums import Emitter, ResultReason, ResultStatus, SessionState
from certification.models import Candidate, Certificate, CertificationTest, Result
from certification.services.certificates import deliver
from competences.models import Assessment, Release
from tests.factories.certification import CandidateFactory, SessionFactory

LEVELS = {"1.2": {"level": 3}, "2.1": {"level": 0}}


def sat(*, user, now: datetime, **candidate) -> CertificationTest:
    """A test that is ended, in a session that is finalised."""
    session = candidate.pop("session", None) or SessionFactory()
    if session.state == SessionState.CREATED:
        session.state, session.finalised_at = SessionState.FINALISED, now
        session.save()
    seat = CandidateFactory(session=session, user=user, **candidate)
    assessment = Assessment.objects.create(
        kind="certification", user=user, competence_id="1.2", seed=1, started_at=now,
        release=Release.objects.order_by("-pk").first(),
    )  # fmt: skip
    return CertificationTest.objects.create(
        candidate=seat, user=user, assessment=assessment, format=session.format, plan={},
        started_at=now - timedelta(hours=2), ends_at=now, state="ended", ended_at=now,
        ending="completed",
    )  # fmt: skip


def judged(test: CertificationTest, now: datetime, status=ResultStatus.VALIDATED, **result):
    """A result for that test, and its session published."""
    validated = status == ResultStatus.VALIDATED
    made = Result.objects.create(
        test=test, status=status, reason=result.pop("reason", ResultReason.SCORED),
        emitter=Emitter.ALGORITHM, pix=result.pop("pix", 90 if validated else 0), pix_high=120,
        competences=LEVELS if validated else {}, made_at=now, **result,
    )  # fmt: skip
    publish(test.candidate, now)
    return made


def publish(candidate: Candidate, now: datetime) -> None:
    session = candidate.session
    session.state, session.published_at = SessionState.PUBLISHED, now
    session.save()


def certified(*, user, now: datetime, **candidate) -> Certificate:
    """A certificate of a published session."""
    test = sat(user=user, now=now, **candidate)
    return deliver(judged(test, now), now)
