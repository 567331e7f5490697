"""A candidate says that a question does not work, and waits for the invigilator.

The clock is stopped meanwhile, whatever the answer. Nobody saw an alert that the candidate takes
back: the time it stopped is given back up to a limit.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from accounts.models import User
from certification.enums import AlertState, EventKind, IncidentSubcategory, TestState
from certification.models import CertificationTest, LiveAlert, Neutralisation
from certification.selectors.clock import clock_of, open_alert
from certification.services.clock import give_back, stopped
from certification.services.locks import lock
from certification.services.presence import note
from certification.services.tests import give_up_question

_SAID = 500


class ReasonMissing(Exception):
    """An alert is accepted for a reason: it is what the incident report says."""


@transaction.atomic
def raise_alert(
    *, test: CertificationTest, position: int, said: str, now: datetime
) -> LiveAlert | None:
    """The question waits. A second click gives the alert there is; None when it is too late."""
    lock(test)
    alert = open_alert(test)
    asked = test.assessment.position
    gone = test.state != TestState.STARTED or test.suspended_at or position != asked
    if alert or gone or clock_of(test, None).is_over(now):
        return alert
    alert = LiveAlert.objects.create(
        test=test,
        position=asked,
        challenge_id=test.assessment.challenge_id,
        said=said[:_SAID],
        raised_at=now,
    )
    note(EventKind.ALERT_RAISED, test=test, position=asked, now=now)
    return alert


@transaction.atomic
def withdraw(*, test: CertificationTest, now: datetime) -> None:
    """The candidate goes on with the question after all."""
    lock(test)
    if alert := open_alert(test):
        _settle(test, alert, AlertState.WITHDRAWN, author=None, now=now)


@transaction.atomic
def settle_alert(
    *,
    alert: LiveAlert,
    accepted: bool,
    reason: IncidentSubcategory | str = "",
    author: User,
    now: datetime,
) -> bool:
    """The invigilator answers. Accepted, the question counts no more and another one is asked.

    Whether this call settled it: a second invigilator, or a second click, changes nothing.
    Raises ReasonMissing.
    """
    if accepted and not reason:
        raise ReasonMissing
    test = lock(alert.test)
    alert.refresh_from_db()
    if alert.state != AlertState.OPEN:
        return False
    alert.reason = IncidentSubcategory(reason) if reason else ""
    state = AlertState.ACCEPTED if accepted else AlertState.REFUSED
    _settle(test, alert, state, author=author, now=now)
    if accepted and test.state == TestState.STARTED:
        Neutralisation.objects.create(
            test=test,
            position=alert.position,
            reason=alert.get_reason_display(),
            made_by=author,
            made_at=now,
        )
        give_up_question(test, now=now)
    return True


def _settle(
    test: CertificationTest,
    alert: LiveAlert,
    state: AlertState,
    *,
    author: User | None,
    now: datetime,
) -> None:
    alert.state, alert.settled_at, alert.settled_by = state, now, author
    alert.save(update_fields=["state", "reason", "settled_at", "settled_by"])
    waited = stopped(alert.raised_at, now, also_since=test.suspended_at)
    if state == AlertState.WITHDRAWN:
        waited = min(waited, _left_to_give(test))
    if test.state == TestState.STARTED:
        give_back(test, waited)
    note(
        EventKind.ALERT_SETTLED,
        test=test,
        position=alert.position,
        author=author,
        now=now,
        detail={
            "outcome": str(state),
            "seconds": round((now - alert.raised_at).total_seconds()),
            "given_back": round(waited.total_seconds()),
        },
    )


def _left_to_give(test: CertificationTest) -> timedelta:
    settled = test.events.filter(kind=EventKind.ALERT_SETTLED).order_by("pk")
    given = sum(
        detail["given_back"]
        for detail in settled.values_list("detail", flat=True)
        if detail["outcome"] == AlertState.WITHDRAWN
    )
    return max(timedelta(), settings.WITHDRAWN_GIVEN_BACK - timedelta(seconds=given))
