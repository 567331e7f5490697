"""Campaigns of the demonstration school, in every type and state, taken by its pupils."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import NAMESPACE_URL, UUID, uuid5

from accounts.models import Learner, Organisation, User
from campaigns.enums import Audience, CampaignKind
from campaigns.models import Campaign, Participation, TargetProfile
from campaigns.services.campaigns import Aim, CampaignChoices, archive_campaign, create_campaign
from campaigns.services.histories import levels_of
from campaigns.services.participations import NothingToSend, join, send
from competences.selectors.bank import NEEDS_JAVASCRIPT
from competences.selectors.series import current_test
from competences.services.demo import answer_as

_DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class DemoCampaign:
    """`days_ago`: when it was made; of its class, the shares that took part and that sent."""

    slug: str
    name: str
    kind: CampaignKind
    class_name: str = ""
    profile: str = ""
    days_ago: int = 20
    taken: float = 0.9
    sent: float = 0.85
    closes_after: int | None = None
    is_archived: bool = False
    choices: tuple[tuple[str, Any], ...] = ()


LIVE: Final = DemoCampaign(
    "direct",
    "3E 2, en ce moment en salle 12",
    CampaignKind.EXAM,
    "3E 2",
    "se-proteger-en-ligne",
    days_ago=1,
    taken=0,
    choices=(("live_outcomes", True),),
)
CAMPAIGNS: Final = (
    DemoCampaign(
        "rentree-6e", "6E 1, point de rentrée", CampaignKind.EVALUATION, "6E 1", "rentree-6e",
        days_ago=45, choices=(("landing_text", "Le point sur ce que vous savez déjà faire."),),
    ),
    DemoCampaign(
        "protection-5e", "5E 1, se protéger en ligne", CampaignKind.EVALUATION, "5E 1",
        "se-proteger-en-ligne", days_ago=12, taken=0.7, sent=0.6,
        choices=(("multiple_sendings", True), ("end_text", "Bravo. Nous en reparlons jeudi.")),
    ),
    DemoCampaign(
        "programmer-4e", "4E 1, découvrir la programmation", CampaignKind.EVALUATION, "4E 1",
        "decouvrir-la-programmation", days_ago=60, closes_after=20,
    ),
    DemoCampaign(
        "reseaux-3e", "3E 1, contrôle sur les réseaux", CampaignKind.EXAM, "3E 1",
        "comprendre-les-reseaux", days_ago=30, is_archived=True,
    ),
    DemoCampaign(
        "profils-3e", "3E 1, profils avant la certification", CampaignKind.COLLECTION, "3E 1",
        days_ago=8, taken=0.8, sent=0.75,
    ),
    DemoCampaign(
        "portes-ouvertes", "Portes ouvertes", CampaignKind.EVALUATION,
        profile="ranger-et-retrouver", days_ago=3, taken=0, choices=(("anonymous_allowed", True),),
    ),
    LIVE,
)  # fmt: skip


def make_campaign(spec: DemoCampaign, school: Organisation, owner: User, now: datetime) -> Campaign:
    """The campaign, made some days ago; the one that exists if it was made before."""
    choices: dict[str, Any] = {"name": spec.name, "title": spec.name.partition(", ")[2]} | dict(
        spec.choices
    )
    if spec.class_name:
        choices |= {"audience": Audience.CLASSES, "classes": [spec.class_name]}
    campaign, is_new = create_campaign(
        organisation=school,
        owner=owner,
        aim=Aim(spec.kind, TargetProfile.objects.filter(slug=spec.profile).first()),
        choices=CampaignChoices(**choices),
        key=_key(school, spec),
        now=now - spec.days_ago * _DAY,
    )
    if is_new:
        _take_all(spec, campaign, now)
        _close(spec, campaign, now)
    return campaign


def _key(school: Organisation, spec: DemoCampaign) -> UUID:
    return uuid5(NAMESPACE_URL, f"{school.code}/{spec.slug}")


def live_campaign(school: Organisation) -> Campaign | None:
    """The one whose class is at work whenever somebody watches."""
    return Campaign.objects.filter(public_id=_key(school, LIVE), deleted_at=None).first()


def pupils_of(campaign: Campaign, class_name: str) -> list[Learner]:
    """Those of the class who have an account."""
    learners = Learner.objects.filter(
        organisation=campaign.organisation_id, class_name=class_name, user__isnull=False
    )
    return list(learners.select_related("user").order_by("search_name"))


def _take_all(spec: DemoCampaign, campaign: Campaign, now: datetime) -> None:
    rng = random.Random(spec.slug)  # noqa: S311 -- the same at every start
    for learner in pupils_of(campaign, spec.class_name):
        luck = rng.random()
        if luck < spec.taken:
            begun = now - rng.uniform(0.3, 0.95) * spec.days_ago * _DAY
            _take(campaign, learner, begun, rng, sends=luck < spec.sent)


def _take(
    campaign: Campaign, learner: Learner, now: datetime, rng: random.Random, *, sends: bool
) -> None:
    run = join(
        campaign=campaign, user=learner.user, identifier="", needs=(NEEDS_JAVASCRIPT,), now=now
    )
    levels = levels_of(learner.class_name[:1], learner.national_id)
    left = None if sends or rng.random() < 1 / 2 else rng.randint(2, 6)
    while run.series is not None and (test := current_test(run.series)) is not None:
        now = answer_as(test, levels[test.competence_id], rng, now=now, at_most=left)
        if left is not None:
            return
    if sends:
        try:
            send(participation=run, now=now)
        except NothingToSend:
            return


def _close(spec: DemoCampaign, campaign: Campaign, now: datetime) -> None:
    if spec.closes_after is not None:
        campaign.closes_at = campaign.created_at + spec.closes_after * _DAY
        campaign.save(update_fields=["closes_at"])
    if spec.is_archived:
        archive_campaign(campaign=campaign, now=now - _DAY)


def move_class(campaign: Campaign, *, now: datetime, seed: int) -> int:
    """A few seconds of a class at work: some answer, some begin, some send; returns how many did.

    When all have sent, another hour begins with empty benches.
    """
    rng = random.Random(seed)  # noqa: S311 -- whoever moves next is not a secret
    learners = pupils_of(campaign, LIVE.class_name)
    runs = {
        run.learner_id: run
        for run in Participation.objects.filter(campaign=campaign, deleted_at=None).select_related(
            "series", "campaign", "user"
        )
    }
    if learners and all(one.pk in runs and runs[one.pk].sent_at for one in learners):
        _empty(campaign)
        return 0
    moved = 0
    for learner in learners:
        if rng.random() < _pace(learner):
            _move(campaign, learner, runs.get(learner.pk), rng, now)
            moved += 1
    return moved


def _pace(learner: Learner) -> float:
    """Chance to do something at each move: most are brisk, one or two are stuck for a long time."""
    own = random.Random(f"pace:{learner.national_id}")  # noqa: S311 -- see levels_of
    return 0.02 if own.random() < 1 / 12 else own.uniform(0.15, 0.5)


def _move(
    campaign: Campaign,
    learner: Learner,
    run: Participation | None,
    rng: random.Random,
    now: datetime,
) -> None:
    if run is None:
        join(
            campaign=campaign, user=learner.user, identifier="", needs=(NEEDS_JAVASCRIPT,), now=now
        )
        return
    test = current_test(run.series) if run.series else None
    if test is not None:
        levels = levels_of(learner.class_name[:1], learner.national_id)
        earlier = now - timedelta(seconds=75)
        answer_as(test, levels[test.competence_id], rng, now=earlier, at_most=test.answered + 1)
    elif run.sent_at is None:
        send(participation=run, now=now)


def _empty(campaign: Campaign) -> None:
    runs = Participation.objects.filter(campaign=campaign)
    series = [run.series for run in runs.select_related("series") if run.series]
    runs.delete()
    for one in series:
        one.delete()
