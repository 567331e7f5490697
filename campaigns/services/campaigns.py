"""Campaigns of a team: created, changed, archived, reopened, deleted, handed to a colleague."""

from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from accounts.enums import AuditAction
from accounts.models import Membership, Organisation, User
from accounts.services import audit
from campaigns.codes import draw_code
from campaigns.enums import Audience, CampaignKind, IdentifierKind
from campaigns.models import Campaign, CampaignDigest, Participation, TargetProfile
from campaigns.selectors.pinned import awards_of
from competences.services.series import plan_of

# Codes are drawn among 75 billion: twice the same is luck, more is a mistake.
_DRAWS: Final = 5


class NothingToAsk(Exception):
    """The bank has no question left about the topics of this profile."""


class AlreadyStarted(Exception):
    """Somebody takes part: what is asked can no longer change."""


class Archived(Exception):
    """The campaign is archived, or was deleted meanwhile: it changes no more."""


class NotInTeam(Exception):
    """A campaign is owned by somebody of the team."""


@dataclass(frozen=True)
class Aim:
    """What a campaign asks: its type, and a profile unless it collects whole profiles."""

    kind: CampaignKind
    profile: TargetProfile | None = None


@dataclass(frozen=True, kw_only=True)
class CampaignChoices:
    """What a team chooses, at first and afterwards."""

    name: str
    title: str = ""
    landing_text: str = ""
    end_text: str = ""
    end_label: str = ""
    end_url: str = ""
    identifier_label: str = ""
    identifier_kind: IdentifierKind = IdentifierKind.TEXT
    multiple_sendings: bool = False
    anonymous_allowed: bool = False
    live_outcomes: bool = False
    audience: Audience = Audience.ANYONE
    classes: tuple[str, ...] = ()
    opens_at: datetime | None = None
    closes_at: datetime | None = None


def create_campaign(
    *,
    organisation: Organisation,
    owner: User,
    aim: Aim,
    choices: CampaignChoices,
    key: UUID,
    now: datetime,
) -> tuple[Campaign, bool]:
    """The campaign, and whether it is new: one `key` makes one campaign, however often it is sent.

    Raises NothingToAsk.
    """
    campaign = Campaign(organisation=organisation, owner=owner, public_id=key, created_at=now)
    _aim(campaign, aim)
    _choose(campaign, choices)
    for _ in range(_DRAWS):
        campaign.code = draw_code()
        try:
            with transaction.atomic():
                campaign.save(force_insert=True)
        except IntegrityError:
            present = Campaign.objects.filter(public_id=key)
            if same := present.filter(organisation=organisation, deleted_at=None).first():
                return same, False
            # The code is taken, or the key is one of another school.
            campaign.public_id = uuid4() if present.exists() else key
        else:
            return campaign, True
    raise RuntimeError("No free code was found.")


@transaction.atomic
def edit_campaign(
    *, campaign: Campaign, choices: CampaignChoices, aim: Aim | None = None
) -> Campaign:
    """Change what was chosen; and what is asked (`aim`), while nobody takes part.

    Raises Archived, AlreadyStarted, NothingToAsk.
    """
    # "FOR UPDATE" also holds back whoever is joining, until the change is done.
    changed = Campaign.objects.select_for_update().get(pk=campaign.pk)
    if changed.archived_at is not None or changed.deleted_at is not None:
        raise Archived
    if aim is not None and _differs(changed, aim):
        if has_started(changed):
            raise AlreadyStarted
        _aim(changed, aim)
    _choose(changed, choices)
    changed.save()
    return changed


def has_started(campaign: Campaign) -> bool:
    """Whether somebody took part, even if it was deleted since."""
    return Participation.objects.filter(campaign=campaign).exists()


def archive_campaign(*, campaign: Campaign, now: datetime) -> None:
    """No more answers nor sendings; what was sent stays. Twice changes nothing."""
    Campaign.objects.filter(pk=campaign.pk, archived_at=None).update(archived_at=now)


def reopen_campaign(*, campaign: Campaign) -> None:
    """As before it was archived, with the same dates and the same code."""
    Campaign.objects.filter(pk=campaign.pk).update(archived_at=None)


@transaction.atomic
def delete_campaign(*, campaign: Campaign, actor: User, now: datetime) -> int:
    """For good: nobody finds it any more. Returns how many runs stop leading to somebody."""
    locked = Campaign.objects.select_for_update().get(pk=campaign.pk)
    if locked.deleted_at is not None:
        return 0
    runs = Participation.objects.filter(campaign=locked)
    count = runs.filter(deleted_at=None).update(deleted_at=now)
    # The answers stay with each person, in her own profile.
    runs.update(is_current=False, user=None, learner=None, identifier="")
    CampaignDigest.objects.filter(campaign=locked).delete()
    locked.deleted_at = now
    locked.save(update_fields=["deleted_at"])
    audit.record(
        action=AuditAction.CAMPAIGN_DELETED,
        actor=actor,
        organisation=campaign.organisation,
        now=now,
        campaign=campaign.code,
        count=count,
    )
    return count


@transaction.atomic
def delete_participation(*, participation: Participation, actor: User, now: datetime) -> int:
    """All the runs of this person, who does not take this campaign again. Returns how many.

    Unlike those of a deleted campaign they still name the person, who is told why.
    """
    campaign = participation.campaign
    count = runs_with(participation).update(deleted_at=now, identifier="")
    if count:
        CampaignDigest.objects.filter(campaign=campaign).update(is_stale=True)
        audit.record(
            action=AuditAction.PARTICIPATION_DELETED,
            actor=actor,
            organisation=campaign.organisation,
            learner=participation.learner,
            person=participation.user,
            now=now,
            campaign=campaign.code,
            count=count,
        )
    return count


def runs_with(participation: Participation) -> QuerySet[Participation]:
    """This run and the others of the same person in the campaign."""
    runs = Participation.objects.filter(campaign=participation.campaign_id, deleted_at=None)
    if participation.user_id is None:
        return runs.filter(pk=participation.pk)
    return runs.filter(user=participation.user_id)


def change_owner(*, campaign: Campaign, owner: User) -> None:
    """Raises NotInTeam."""
    team = Membership.objects.filter(organisation=campaign.organisation_id, ended_at=None)
    if not team.filter(user=owner).exists():
        raise NotInTeam
    Campaign.objects.filter(pk=campaign.pk).update(owner=owner)


def _aim(campaign: Campaign, aim: Aim) -> None:
    """What is asked, pinned as the profile is today."""
    campaign.kind, campaign.profile, campaign.topics, campaign.awards = aim.kind, None, {}, {}
    if aim.kind == CampaignKind.COLLECTION:
        return
    if aim.profile is None:
        raise NothingToAsk
    topics = dict(aim.profile.topics.values_list("topic_id", "max_level"))
    if not plan_of(topics):
        raise NothingToAsk
    campaign.profile, campaign.topics = aim.profile, topics
    campaign.awards = awards_of(aim.profile)


def _differs(campaign: Campaign, aim: Aim) -> bool:
    profile = None if aim.profile is None else aim.profile.pk
    return campaign.kind != aim.kind or campaign.profile_id != profile


def _choose(campaign: Campaign, choices: CampaignChoices) -> None:
    """Store what was chosen; what makes no sense with the rest is left out: its page hides it."""
    evaluation = campaign.kind == CampaignKind.EVALUATION
    settled = replace(
        choices,
        classes=choices.classes if choices.audience == Audience.CLASSES else (),
        anonymous_allowed=choices.anonymous_allowed
        and evaluation
        and choices.audience == Audience.ANYONE,
        live_outcomes=choices.live_outcomes and campaign.kind != CampaignKind.COLLECTION,
    )
    for name, value in asdict(settled).items():
        setattr(campaign, name, list(value) if isinstance(value, tuple) else value)
