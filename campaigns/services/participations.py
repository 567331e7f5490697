"""Take part in a campaign: join, finish, send. See `again` for another run."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID, uuid4, uuid5

from django.db import IntegrityError, transaction

from accounts.models import Learner, User
from campaigns.enums import CampaignKind, ParticipationState
from campaigns.models import Campaign, Participation
from campaigns.selectors.campaigns import Opening, opening_of, opening_to_newcomers
from campaigns.selectors.entry import learner_for, was_removed
from campaigns.services.results import fold_result
from competences.enums import AssessmentKind
from competences.models import Series
from competences.services.series import plan_of, start_series

KINDS = {
    CampaignKind.EVALUATION: AssessmentKind.CAMPAIGN,
    CampaignKind.EXAM: AssessmentKind.EXAM,
}
# The same page sent again: a double click, or a slow network and an impatient hand.
_SAME_CLICK: Final = timedelta(minutes=1)


class NotOpen(Exception):
    """The campaign cannot be taken, nor its results sent, now: see `opening`."""

    def __init__(self, opening: Opening) -> None:
        super().__init__(opening)
        self.opening = opening


class Removed(Exception):
    """The team took this run away."""


class NothingToSend(Exception):
    """The test is not finished."""


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
    key: str = "",
) -> Participation:
    """Take part: the run under way, or a first one. Two clicks, or two tabs, give the same.

    A run once begun goes on, also for who has left the class or the list since. `user` is None in
    an anonymous campaign: `key`, of the page, then tells a double click from somebody else.
    Raises NotOpen, NotExpected, Removed.
    """
    public_id = uuid4()
    if user is None:
        # Whoever reads the identifier of a run in an address does not know its key.
        wanted = uuid5(campaign.public_id, key) if key else public_id
        if (same := _run_named(wanted)) is None:
            public_id = wanted
        elif same.started_at > now - _SAME_CLICK:
            return same
    else:
        if (present := current_participation(campaign, user)) is not None:
            return present
        if was_removed(campaign, user):
            raise Removed
    if (opening := opening_to_newcomers(campaign, now=now)) != Opening.OPEN:
        raise NotOpen(opening)
    learner = learner_for(campaign, user)
    return begin(campaign, user, learner, identifier, needs, rank=1, now=now, public_id=public_id)


def _run_named(public_id: UUID) -> Participation | None:
    runs = Participation.objects.select_related("series", "campaign")
    return runs.filter(public_id=public_id, user=None, deleted_at=None).first()


def begin(
    campaign: Campaign,
    user: User | None,
    learner: Learner | None,
    identifier: str,
    needs: Collection[str],
    *,
    rank: int,
    now: datetime,
    public_id: UUID | None = None,
) -> Participation:
    """A new run, or the one that another tab has just begun."""
    participation = Participation(
        public_id=public_id or uuid4(),
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
        present = (
            _run_named(participation.public_id)
            if user is None
            else current_participation(campaign, user)
        )
        if present is None:
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

    The campaign is not locked: a class sends at the same moment. Raises NotOpen, NothingToSend,
    Removed.
    """
    runs = Participation.objects.select_for_update(of=("self",)).select_related("campaign")
    locked = runs.get(pk=participation.pk)
    if locked.state == ParticipationState.SENT:
        return locked
    if (opening := opening_of(locked.campaign, now=now)) != Opening.OPEN:
        raise NotOpen(opening)
    if locked.deleted_at is not None:
        raise Removed
    if locked.state != ParticipationState.FINISHED:
        raise NothingToSend
    locked.state, locked.sent_at = ParticipationState.SENT, now
    locked.save(update_fields=["state", "sent_at"])
    fold_result(locked, now=now)
    return locked
