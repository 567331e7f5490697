"""Who may take a campaign, and what its first page lets a person do."""

import math
from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Final

from accounts.models import Learner, User
from campaigns.enums import Audience, ParticipationState
from campaigns.models import Campaign, Participation
from campaigns.selectors.campaigns import Opening, opening_to_newcomers
from competences.services.series import Section, usual_questions

_MINUTES_A_QUESTION: Final = 1
_ROUNDED_TO: Final = 5


class NotExpected(Exception):
    """The campaign is for learners of the school's list, or of some of its classes."""

    def __init__(self, learner: Learner | None = None) -> None:
        super().__init__(learner)
        self.learner = learner

    @property
    def recognised(self) -> bool:
        return self.learner is not None


class Door(StrEnum):
    """What somebody finds on the first page of a campaign."""

    START = "start"
    SIGN_IN = "sign_in"
    RECOGNITION = "recognition"
    OTHER_CLASS = "other_class"
    REMOVED = "removed"
    SHUT = "shut"
    UNDER_WAY = "under_way"
    TO_SEND = "to_send"
    SENT = "sent"


_DOORS: Final = {
    ParticipationState.STARTED: Door.UNDER_WAY,
    ParticipationState.FINISHED: Door.TO_SEND,
    ParticipationState.SENT: Door.SENT,
}


def learner_for(campaign: Campaign, user: User | None) -> Learner | None:
    """The row of the school's list that this person is, if the campaign may take them.

    Raises NotExpected.
    """
    learner = None
    if user is not None:
        learner = Learner.objects.filter(
            organisation=campaign.organisation_id, user=user, disabled_at=None
        ).first()
    if campaign.audience == Audience.ANYONE:
        return learner
    if learner is None:
        raise NotExpected
    if campaign.audience == Audience.CLASSES and learner.class_name not in campaign.classes:
        raise NotExpected(learner)
    return learner


def was_removed(campaign: Campaign, user: User) -> bool:
    """Whether the team took this person's last run away: it is not begun again."""
    runs = Participation.objects.filter(campaign=campaign, user=user)
    return runs.exclude(deleted_at=None).exists()


def door_of(
    campaign: Campaign, user: User | None, run: Participation | None, *, now: datetime
) -> tuple[Door, Opening]:
    """`run`: the current one of this person, or of this browser."""
    opening = opening_to_newcomers(campaign, now=now)
    if run is not None:
        return _DOORS[ParticipationState(run.state)], opening
    if user is not None and was_removed(campaign, user):
        return Door.REMOVED, opening
    if opening != Opening.OPEN:
        return Door.SHUT, opening
    if user is None:
        free = campaign.anonymous_allowed and campaign.audience == Audience.ANYONE
        return Door.START if free else Door.SIGN_IN, opening
    try:
        learner_for(campaign, user)
    except NotExpected as refusal:
        return Door.OTHER_CLASS if refusal.recognised else Door.RECOGNITION, opening
    return Door.START, opening


def usual_minutes(plan: Sequence[Section]) -> int:
    """How long a plan usually takes, rounded as people say it."""
    minutes = usual_questions(plan) * _MINUTES_A_QUESTION
    return math.ceil(minutes / _ROUNDED_TO) * _ROUNDED_TO
