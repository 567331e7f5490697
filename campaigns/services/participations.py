"""Take part in a campaign: join, finish, send, try again."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction

from accounts.models import Learner, User
from campaigns.enums import Audience, CampaignKind, ParticipationState
from campaigns.models import Campaign, Participation
from campaigns.selectors.campaigns import Opening, opening_of
from campaigns.services.results import fold_result
from competences.enums import AssessmentKind
from competences.models import Series
from competences.services.series import plan_of, start_series

KINDS = {
    CampaignKind.EVALUATION: AssessmentKind.CAMPAIGN,
    CampaignKind.EXAM: AssessmentKind.EXAM,
}


class NotOpen(Exception):
    """The campaign cannot be taken, nor its results sent, now: see `opening`."""

    def __init__(self, opening: Opening) -> None:
        super().__init__(opening)
        self.opening = opening


class NotExpected(Exception):
    """The campaign is for learners of the school's list, or of some of its classes."""

    def __init__(self, *, recognised: bool) -> None:
        super().__init__(recognised)
        self.recognised = recognised


class NotAllowedAgain(Exception):
    """One sending only, nothing left to win, or the delay is not over (`days` left, else 0)."""

    def __init__(self, days: int = 0) -> None:
        super().__init__(days)
        self.days = days


class NothingToSend(Exception):
    """The test is not finished."""


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
        raise NotExpected(recognised=False)
    if campaign.audience == Audience.CLASSES and learner.class_name not in campaign.classes:
        raise NotExpected(recognised=True)
    return learner


def current_participation(campaign: Campaign, user: User) -> Participation | None:
    """The last run of this person."""
    return (
        Participation.objects.select_related("series", "campaign")
        .filter(campaign=campaign, user=user, is_current=True, deleted_at=None)
        .first()
    )


def join(
    *,
    campaign: Campaign,
    user: User | None,
    identifier: str,
    needs: Collection[str],
    now: datetime,
) -> Participation:
    """Take part: the run under way, or a first one. Two clicks, or two tabs, give the same.

    `user` is None in an anonymous campaign. Raises NotOpen, NotExpected.
    """
    learner = learner_for(campaign, user)
    if user is not None and (present := current_participation(campaign, user)) is not None:
        return present
    if (opening := opening_of(campaign, now=now)) != Opening.OPEN:
        raise NotOpen(opening)
    return _begin(campaign, user, learner, identifier, needs, rank=1, now=now)


def _begin(
    campaign: Campaign,
    user: User | None,
    learner: Learner | None,
    identifier: str,
    needs: Collection[str],
    *,
    rank: int,
    now: datetime,
) -> Participation:
    participation = Participation(
        campaign=campaign,
        user=user,
        learner=learner,
        identifier=identifier,
        rank=rank,
        started_at=now,
    )
    try:
        with transaction.atomic():
            return _start(participation, needs, now)
    except IntegrityError:
        # Another tab was faster.
        if user is None or (present := current_participation(campaign, user)) is None:
            raise
        return present


def _start(participation: Participation, needs: Collection[str], now: datetime) -> Participation:
    """Save the run and start its tests; a collection of profiles has none, and is ready to send."""
    campaign = participation.campaign
    if campaign.kind == CampaignKind.COLLECTION:
        participation.state, participation.finished_at = ParticipationState.FINISHED, now
        participation.save()
        return participation
    participation.save()
    participation.series = start_series(
        kind=KINDS[CampaignKind(campaign.kind)],
        user_id=participation.user_id,
        plan=plan_of(campaign.topics),
        needs=needs,
        after=f"/parcours/{campaign.code}/bilan/",
        now=now,
    )
    participation.save(update_fields=["series"])
    if participation.series.completed_at is not None:
        finish(series=participation.series, now=now)
        participation.refresh_from_db()
    return participation


def finish(*, series: Series, now: datetime) -> None:
    """The last question is answered: what was taken may be sent. Twice changes nothing."""
    changed = Participation.objects.filter(series=series, state=ParticipationState.STARTED).update(
        state=ParticipationState.FINISHED, finished_at=now
    )
    if changed:
        fold_result(Participation.objects.select_related("campaign").get(series=series), now=now)


@transaction.atomic
def send(*, participation: Participation, now: datetime) -> Participation:
    """Send the results: from then on they never change. Sending again changes nothing.

    Raises NotOpen, NothingToSend.
    """
    # The campaign too: it may be archived at this very moment.
    campaign = Campaign.objects.select_for_update().get(pk=participation.campaign_id)
    locked = Participation.objects.select_for_update().get(pk=participation.pk)
    if locked.state == ParticipationState.SENT:
        return locked
    opening = opening_of(campaign, now=now)
    if opening != Opening.OPEN or campaign.deleted_at is not None:
        raise NotOpen(Opening.CLOSED if campaign.deleted_at else opening)
    if locked.state != ParticipationState.FINISHED or locked.deleted_at is not None:
        raise NothingToSend
    locked.state, locked.sent_at = ParticipationState.SENT, now
    locked.save(update_fields=["state", "sent_at"])
    fold_result(locked, now=now)
    return locked


def again_in(participation: Participation, *, now: datetime) -> timedelta:
    """Time left before it may be taken again."""
    sent_at = participation.sent_at or now
    return max(timedelta(0), sent_at + settings.RETRY_DELAY - now)


def try_again(
    *, participation: Participation, needs: Collection[str], now: datetime
) -> Participation:
    """Another run, which becomes the current one; the former stays in the history.

    Raises NotOpen, NotExpected, NotAllowedAgain.
    """
    campaign = participation.campaign
    if (opening := opening_of(campaign, now=now)) != Opening.OPEN:
        raise NotOpen(opening)
    learner = learner_for(campaign, participation.user)
    if participation.state != ParticipationState.SENT or not campaign.multiple_sendings:
        raise NotAllowedAgain
    if left := again_in(participation, now=now):
        raise NotAllowedAgain(days=-(-left // timedelta(days=1)))
    if _has_won_all(participation):
        raise NotAllowedAgain
    with transaction.atomic():
        replaced = Participation.objects.filter(pk=participation.pk, is_current=True)
        if not replaced.update(is_current=False):
            return Participation.objects.get(
                campaign=campaign, user=participation.user, is_current=True, deleted_at=None
            )
        return _begin(
            campaign,
            participation.user,
            learner,
            participation.identifier,
            needs,
            rank=participation.rank + 1,
            now=now,
        )


def _has_won_all(participation: Participation) -> bool:
    """Nothing is left to win by an evaluation; an exam may be taken again all the same."""
    result = getattr(participation, "result", None)
    evaluated = participation.campaign.kind == CampaignKind.EVALUATION
    return evaluated and result is not None and result.mastery >= 1
