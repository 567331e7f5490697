"""Take campaigns as a learner does, through the services."""

from datetime import timedelta

from campaigns.models import Participation
from campaigns.services import participations
from competences.selectors.series import current_test
from tests.support.answers import finish

NO_JAVASCRIPT = ("needs_javascript",)


def join(campaign, user, now, *, identifier="", key="") -> Participation:
    return participations.join(
        campaign=campaign, user=user, identifier=identifier, needs=NO_JAVASCRIPT, now=now, key=key
    )


def answer_all(run, now, *, right=True) -> Participation:
    """Answer every question of a run; it is then to be sent."""
    while (test := current_test(run.series)) is not None:
        finish(test, right=right, now=now)
    return Participation.objects.select_related("campaign", "series", "user").get(pk=run.pk)


def send(run, now) -> Participation:
    participations.send(participation=run, now=now)
    return Participation.objects.select_related("campaign", "series", "user").get(pk=run.pk)


def take(campaign, user, now, *, right=True, sent=True) -> Participation:
    """The whole way: begun, answered, and sent a minute later."""
    run = answer_all(join(campaign, user, now), now, right=right)
    return send(run, now + timedelta(minutes=1)) if sent else run
