"""What a test is worth: each time it is asked, a new row; the latest counts."""

import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.db import transaction

from accounts.models import User
from certification.engine import Ending as Cause
from certification.engine import Score, person_fit, score
from certification.enums import (
    AbortReason,
    Emitter,
    Ending,
    ResultReason,
    ResultStatus,
    SessionState,
    TestState,
)
from certification.models import CertificationTest, Result, Session
from certification.selectors.blueprints import asked_of, blueprint_of
from competences.engine import Response, Settings
from competences.selectors.bank import bank_of

_log = logging.getLogger(__name__)
# Decided by the jury: a computation does not undo it.
DECIDED: Final = (ResultReason.FRAUD, ResultReason.CANCELLED_BY_JURY)


@dataclass(frozen=True)
class Verdict:
    """What the numbers say of a test."""

    status: ResultStatus
    reason: ResultReason


def compute(test: CertificationTest) -> tuple[Score, float | None]:
    """Score and person fit of a test as its answers and neutralisations are now."""
    bank = bank_of(test.assessment.release_id, test.assessment.parameter_version).engine
    asked = asked_of(test)
    reading = Settings(max_level=settings.MAX_REACHABLE_LEVEL)
    found = score(bank, blueprint_of(test), asked, ending=cause_of(test), settings=reading)
    trained = [Response(item, right) for item, right in test.plan.get("positioning", ())]
    return found, person_fit(bank, asked, trained, reading) if trained else None


def cause_of(test: CertificationTest) -> Cause:
    """How the engine is to read the questions without an answer."""
    if test.ending == Ending.COMPLETED:
        return Cause.COMPLETED
    if test.abort_reason == AbortReason.TECHNICAL:
        return Cause.TECHNICAL
    return Cause.TIME if test.ending == Ending.OUT_OF_TIME else Cause.CANDIDATE


def is_short_of_freed(test: CertificationTest, found: Score) -> bool:
    """Whether there would be enough answers, had the jury not neutralised some since the end."""
    freed = test.neutralisations.filter(lifted_at=None, made_at__gte=test.ended_at).count()
    return found.answered + freed >= blueprint_of(test).minimum_answers


def verdict_on(found: Score, cause: Cause) -> Verdict:
    if not found.enough and cause == Cause.TECHNICAL:
        return Verdict(ResultStatus.CANCELLED, ResultReason.TOO_FEW_TECHNICAL)
    if not found.enough:
        return Verdict(ResultStatus.REJECTED, ResultReason.TOO_FEW_ANSWERS)
    if found.pix < settings.CERTIFICATION_MINIMUM_PIX:
        return Verdict(ResultStatus.REJECTED, ResultReason.BELOW_MINIMUM)
    return Verdict(ResultStatus.VALIDATED, ResultReason.SCORED)


def score_test(
    test: CertificationTest,
    *,
    now: datetime,
    reason: ResultReason | None = None,
    author: User | None = None,
    told: dict[str, str] | None = None,
) -> Result:
    """Compute a test and add its result. `reason`: why it is computed again, if it is.

    `author`: the jury, when it asked for it; `told`: the comments it leaves. A computation that
    fails adds a result in error, which stops the publication.
    """
    comments = told or {}
    try:
        # A query that fails must not take the result in error with it.
        with transaction.atomic():
            found, fit = compute(test)
    except Exception:  # noqa: BLE001 -- whatever fails, the publication waits
        _log.exception("certification test %s cannot be scored", test.public_id)
        failure = Verdict(ResultStatus.ERROR, ResultReason.FAILURE)
        return _add(test, failure, None, None, author, now, **comments)
    short = not found.enough and is_short_of_freed(test, found)
    verdict = verdict_on(found, Cause.TECHNICAL if short else cause_of(test))
    if reason and verdict.status == ResultStatus.VALIDATED:
        verdict = Verdict(verdict.status, reason)
    return _add(test, verdict, found, fit, author, now, **comments)


def decide(
    test: CertificationTest,
    verdict: Verdict,
    *,
    author: User,
    now: datetime,
    told: dict[str, str] | None = None,
) -> Result:
    """The jury rejects or cancels: a result whatever the answers are worth."""
    return _add(test, verdict, None, None, author, now, **told or {})


def latest(test: CertificationTest) -> Result | None:
    """The result that counts."""
    return test.results.order_by("-pk").first()


def score_session(session: Session, *, now: datetime) -> int:
    """Score the tests of a finalised session that have no result since; how many were scored.

    Done twice, or by two workers, each test is scored once. `session` is as it was when the work
    began: if it was reopened and finalised again meanwhile, that finalisation has its own scoring.
    """
    # The clock of a worker may be late: what it scores comes after the finalisation.
    now = max(now, session.finalised_at or now)
    tests = CertificationTest.objects.filter(candidate__session=session, state=TestState.ENDED)
    done = sum(_score_once(key, session, now) for key in tests.order_by("pk").values_list("pk"))
    waiting = Session.objects.filter(
        pk=session.pk, scored_at=None, finalised_at=session.finalised_at
    )
    waiting.exclude(state=SessionState.CREATED).update(scored_at=now)
    return done


@transaction.atomic
def _score_once(key: tuple[int], session: Session, now: datetime) -> bool:
    test = (
        CertificationTest.objects.select_for_update(of=("self",), no_key=True)
        .select_related("assessment", "format")
        .get(pk=key[0])
    )
    known = latest(test)
    if known and session.finalised_at and known.made_at >= session.finalised_at:
        return False
    if known and known.reason in DECIDED:
        return False
    score_test(test, now=now, told=words_of(known))
    return True


def words_of(known: Result | None) -> dict[str, str]:
    """What the jury wrote: a computation keeps the words of the result before."""
    if known is None:
        return {}
    return {
        "comment_for_candidate": known.comment_for_candidate,
        "comment_for_organisation": known.comment_for_organisation,
    }


def _add(
    test: CertificationTest,
    verdict: Verdict,
    found: Score | None,
    fit: float | None,
    author: User | None,
    now: datetime,
    **comments: str,
) -> Result:
    worth: dict[str, Any] = {"person_fit": fit}
    if found:
        worth |= {"answered": found.answered, "counted": found.counted}
    if found and verdict.status == ResultStatus.VALIDATED:
        worth |= _worth(found)
    return Result.objects.create(
        test=test,
        status=verdict.status,
        reason=verdict.reason,
        emitter=Emitter.JURY if author else Emitter.ALGORITHM,
        author=author,
        made_at=now,
        **worth,
        **comments,
    )


def _worth(found: Score) -> dict[str, Any]:
    return {
        "pix": found.pix,
        "pix_low": found.pix_low,
        "pix_high": found.pix_high,
        "competences": {
            code: {
                "level": one.level,
                "level_low": one.level_low,
                "level_high": one.level_high,
                "expected_pix": round(one.expected_pix, 2),
            }
            for code, one in found.levels.items()
        },
    }
