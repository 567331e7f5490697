"""Incident reports (interop.md 5.3): what each must say, and which ones the jury settles."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from accounts.models import User
from certification.enums import IncidentCategory, IncidentSubcategory, SessionState
from certification.models import Candidate, IncidentReport, Neutralisation, Session
from certification.selectors.incidents import IN_CHALLENGE, PRECISIONS, WITHOUT_DESCRIPTION
from certification.services.locks import lock_session

_IMPACTFUL: Final = frozenset(
    (
        IncidentCategory.CANDIDATE_INFORMATIONS_CHANGES,
        IncidentCategory.SIGNATURE_ISSUE,
        IncidentCategory.FRAUD,
        IncidentCategory.IN_CHALLENGE,
    )
)
_LAST_QUESTION: Final = 500


class ReportRefused(Exception):
    """Nothing was written. `field` is what to fill in or mend, if it is one."""

    def __init__(self, field: str | None = None) -> None:
        super().__init__(field)
        self.field = field


class IncompleteReport(ReportRefused):
    """It does not say what its category asks."""


class SessionClosed(ReportRefused):
    """The session is finalised: what is said of it is what the jury reads."""


@dataclass(frozen=True)
class Told:
    """What somebody reports."""

    category: IncidentCategory
    subcategory: IncidentSubcategory | None = None
    question_number: int | None = None
    description: str = ""


@transaction.atomic
def report(
    told: Told,
    *,
    session: Session,
    candidate: Candidate | None,
    author: User | None,
    now: datetime,
) -> IncidentReport:
    """Write a report down; one without consequence is resolved at once.

    A question already neutralised, on the spot, needs nobody any more. Takes the lock of the
    session: it comes before the finalisation or not at all. Raises ReportRefused.
    """
    _check(told)
    if lock_session(session.pk).state != SessionState.CREATED:
        raise SessionClosed
    waits = told.category in _IMPACTFUL and not _is_neutralised(candidate, told.question_number)
    return IncidentReport.objects.create(
        session=session,
        candidate=candidate,
        category=told.category,
        subcategory=told.subcategory or "",
        question_number=told.question_number,
        description=told.description.strip(),
        is_impactful=waits,
        made_by=author,
        made_at=now,
        resolved_at=None if waits else now,
    )


@transaction.atomic
def withdraw(session: Session, public_id: UUID) -> bool:
    """Take back a report of a session that is still open; whether there was one.

    What was settled on the spot stays: it says why a question does not count.
    """
    if lock_session(session.pk).state != SessionState.CREATED:
        return False
    settled = {"category": IncidentCategory.IN_CHALLENGE, "is_impactful": False}
    mine = IncidentReport.objects.filter(session=session, public_id=public_id)
    return bool(mine.exclude(**settled).delete()[0])


def resolve(
    incident: IncidentReport, *, follow_up: str, author: User | None, now: datetime
) -> IncidentReport:
    """The jury says what was done about it. Done twice, the first answer stays."""
    waiting = IncidentReport.objects.filter(pk=incident.pk, resolved_at=None)
    waiting.update(resolved_at=now, resolved_by=author, follow_up=follow_up)
    incident.refresh_from_db()
    return incident


def _check(told: Told) -> None:
    precisions = PRECISIONS.get(told.category, ())
    if bool(precisions) != bool(told.subcategory) or (
        told.subcategory and told.subcategory not in precisions
    ):
        raise IncompleteReport("subcategory")
    in_challenge = told.category == IN_CHALLENGE
    if in_challenge and not 1 <= (told.question_number or 0) <= _LAST_QUESTION:
        raise IncompleteReport("question_number")
    if told.category not in WITHOUT_DESCRIPTION and not told.description.strip():
        raise IncompleteReport("description")


def _is_neutralised(candidate: Candidate | None, question: int | None) -> bool:
    if candidate is None or question is None:
        return False
    return Neutralisation.objects.filter(
        test__candidate=candidate, position=question, lifted_at=None
    ).exists()
