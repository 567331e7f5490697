"""Take a campaign again: what was failed, or everything from nothing."""

import math
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from campaigns.enums import CampaignKind, ParticipationState
from campaigns.models import Campaign, Participation
from campaigns.selectors.campaigns import Opening, opening_of
from campaigns.selectors.entry import NotExpected, learner_for
from campaigns.services.participations import NotOpen, begin
from competences.selectors.progress import last_answer_in
from competences.services.series import plan_of
from competences.services.starting import forget


class NotAllowedAgain(Exception):
    """One sending only, nothing left to win, or the delay is not over (`days` left, else 0)."""

    def __init__(self, days: int = 0) -> None:
        super().__init__(days)
        self.days = days


def again_in(participation: Participation, *, now: datetime) -> timedelta:
    """Time left before it may be taken again."""
    sent_at = participation.sent_at or now
    return max(timedelta(0), sent_at + settings.RETRY_DELAY - now)


@dataclass(frozen=True)
class Again:
    """What its owner may do with a run that was sent."""

    can_retry: bool = False
    can_start_over: bool = False
    days: int = 0
    """Left before either; 0 when it is never, or now."""


def possibilities(participation: Participation, *, now: datetime) -> Again:
    """For the page that offers them."""
    try:
        check_again(participation, now=now)
    except NotAllowedAgain as refusal:
        return Again(days=0 if has_won_all(participation) else refusal.days)
    except (NotOpen, NotExpected):
        return Again()
    evaluated = participation.campaign.kind == CampaignKind.EVALUATION
    return Again(can_retry=not has_won_all(participation), can_start_over=evaluated)


def try_again(
    *, participation: Participation, needs: Collection[str], now: datetime
) -> Participation:
    """Another run, which becomes the current one; the former stays in the history.

    What is known is not asked again. Two clicks, or two tabs, give the same run. Raises NotOpen,
    NotExpected, NotAllowedAgain.
    """
    check_again(participation, now=now)
    if has_won_all(participation):
        raise NotAllowedAgain
    return _run_again(participation, needs, now)


@transaction.atomic
def start_over(
    *, participation: Participation, needs: Collection[str], now: datetime
) -> Participation:
    """Another run for which nothing is known: the competences it covers are reset first.

    Results already sent do not change. Raises NotOpen, NotExpected, NotAllowedAgain.
    """
    check_again(participation, now=now)
    campaign, user_id = participation.campaign, participation.user_id
    if campaign.kind != CampaignKind.EVALUATION or user_id is None:
        raise NotAllowedAgain
    locked = Participation.objects.select_for_update().get(pk=participation.pk)
    if locked.is_current:
        competences = competences_of(campaign)
        last = last_answer_in(user_id, competences)
        if last is not None and (left := last + settings.RESET_DELAY - now) > timedelta(0):
            raise NotAllowedAgain(days=_days(left))
        for competence in competences:
            forget(user_id=user_id, competence=competence, now=now)
    return _run_again(participation, needs, now)


def competences_of(campaign: Campaign) -> list[str]:
    """Codes of the competences that a campaign asks about, in order."""
    return [section["competence"] for section in plan_of(campaign.topics)]


def check_again(participation: Participation, *, now: datetime) -> None:
    """Whether another run may begin. Raises NotOpen, NotExpected, NotAllowedAgain."""
    campaign = participation.campaign
    if (opening := opening_of(campaign, now=now)) != Opening.OPEN:
        raise NotOpen(opening)
    learner_for(campaign, participation.user)
    is_sent = participation.state == ParticipationState.SENT
    if not is_sent or not campaign.multiple_sendings or participation.user_id is None:
        raise NotAllowedAgain
    if left := again_in(participation, now=now):
        raise NotAllowedAgain(days=_days(left))


def has_won_all(participation: Participation) -> bool:
    """Nothing is left to win by an evaluation; an exam may be taken again all the same."""
    result = getattr(participation, "result", None)
    evaluated = participation.campaign.kind == CampaignKind.EVALUATION
    return evaluated and result is not None and result.mastery >= 1


@transaction.atomic
def _run_again(
    participation: Participation, needs: Collection[str], now: datetime
) -> Participation:
    campaign, user = participation.campaign, participation.user
    replaced = Participation.objects.filter(pk=participation.pk, is_current=True)
    if not replaced.update(is_current=False):
        return Participation.objects.get(
            campaign=campaign, user=user, is_current=True, deleted_at=None
        )
    runs = Participation.objects.filter(campaign=campaign, user=user)
    highest: int = runs.aggregate(rank=Max("rank"))["rank"]
    return begin(
        campaign,
        user,
        learner_for(campaign, user),
        participation.identifier,
        needs,
        rank=highest + 1,
        now=now,
    )


def _days(left: timedelta) -> int:
    return math.ceil(left / timedelta(days=1))
