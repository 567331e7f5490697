"""The learners that a team follows, and what it may know of their accounts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.enums import ClaimState, WayIn
from accounts.models import Learner, LinkClaim, Organisation, User
from accounts.names import folded
from campaigns.models import LearnerStanding, Participation
from competences.models import Assessment, CompetenceProfile

NAME, CLASS, ACTIVITY = "nom", "classe", "activite"
COLUMNS: Final = (NAME, CLASS, ACTIVITY)


@dataclass(frozen=True)
class Account:
    """What a team may know of an account: counts, never answers."""

    user: User
    from_ent: bool
    started: int
    at_level_one: int
    last_activity: datetime | None

    @property
    def ways(self) -> list[WayIn]:
        known = {
            WayIn.EMAIL: self.user.email,
            WayIn.USERNAME: self.user.username,
            WayIn.ENT: self.from_ent,
        }
        return [way for way, present in known.items() if present]

    @property
    def certifiable(self) -> bool:
        return self.at_level_one >= settings.CERTIFIABLE_COMPETENCES

    @property
    def email_hint(self) -> str:
        """Enough to recognise an address, not to write to it: "l•••@example.org"."""
        name, at, place = (self.user.email or "").partition("@")
        return f"{name[:1]}•••{at}{place}" if at else ""


@dataclass(frozen=True)
class LearnerRow:
    """`certifiable_since`: as the last night found it; `participations`: in this school."""

    learner: Learner
    account: Account | None
    certifiable_since: datetime | None = None
    participations: int = 0
    last_participation: datetime | None = None


@dataclass(frozen=True)
class ClaimRow:
    """Who asks for a learner, and who has it."""

    claim: LinkClaim
    asking: Account
    holding: Account | None


def classes_of(organisation: Organisation) -> list[str]:
    """Of those who are in the list or were; an empty one for learners without a class."""
    rows = Learner.objects.filter(organisation=organisation).order_by("class_name")
    return list(rows.values_list("class_name", flat=True).distinct())


def learners_of(
    organisation: Organisation,
    *,
    search: str = "",
    class_name: str | None = None,
    way: str = "",
    linked: bool | None = None,
    disabled: bool = False,
    certifiable: bool | None = None,
    order: str = NAME,
) -> QuerySet[Learner]:
    """Those who match, in this order ("-" in front: from the last)."""
    rows = Learner.objects.filter(organisation=organisation, disabled_at__isnull=not disabled)
    for word in folded(search).split():
        rows = rows.filter(search_name__contains=word)
    if class_name is not None:
        rows = rows.filter(class_name=class_name)
    if linked is not None:
        rows = rows.filter(user__isnull=not linked)
    if way:
        rows = rows.filter(_CAME_BY[WayIn(way)])
    if certifiable is not None:
        rows = _certifiable(rows, certifiable=certifiable)
    return _ordered(rows, order).select_related("user")


_CAME_BY: Final = {
    WayIn.EMAIL: Q(user__email__isnull=False),
    WayIn.USERNAME: Q(user__username__isnull=False),
    WayIn.ENT: Q(Exists(SocialAccount.objects.filter(user=OuterRef("user")))),
    WayIn.NONE: Q(user__isnull=True),
}


def _certifiable(rows: QuerySet[Learner], *, certifiable: bool) -> QuerySet[Learner]:
    """Those with an account who could, or could not, sit the certification today."""
    firm = CompetenceProfile.objects.filter(user=OuterRef("user"), level__gte=1).order_by()
    counted = firm.values("user").annotate(number=Count("pk")).values("number")
    enough = {"firm__gte": settings.CERTIFIABLE_COMPETENCES}
    known = rows.filter(user__isnull=False).annotate(firm=Coalesce(Subquery(counted), 0))
    return known.filter(**enough) if certifiable else known.exclude(**enough)


def _ordered(rows: QuerySet[Learner], order: str) -> QuerySet[Learner]:
    column, downwards = order.removeprefix("-"), order.startswith("-")
    if column == ACTIVITY:
        rows = rows.annotate(last_activity=Subquery(_last_activity(OuterRef("user"))))
        when = F("last_activity")
        key: Any = when.desc(nulls_last=True) if downwards else when.asc(nulls_first=True)
        return rows.order_by(key, "search_name", "pk")
    keys = ["class_name", "search_name"] if column == CLASS else ["search_name"]
    return rows.order_by(*(f"-{keys[0]}" if downwards else keys[0], *keys[1:], "pk"))


def _last_activity(user: Any) -> QuerySet[Assessment, datetime | None]:
    tests = Assessment.objects.filter(user=user).order_by().values("user")
    return tests.annotate(latest=Max("last_answer_at")).values_list("latest", flat=True)


def rows_of(learners: Iterable[Learner]) -> list[LearnerRow]:
    """With what is known of each account, in five queries whatever their number."""
    shown = list(learners)
    known = accounts_of([learner.user for learner in shown if learner.user is not None])
    since = dict(
        LearnerStanding.objects.filter(learner__in=shown, is_certifiable=True)
        .order_by()
        .values_list("learner", "certifiable_since")
    )
    taken = _participations(shown)
    return [
        LearnerRow(
            learner,
            known.get(learner.user_id or 0),
            since.get(learner.pk),
            *taken.get(learner.pk, (0, None)),
        )
        for learner in shown
    ]


def _participations(learners: Iterable[Learner]) -> dict[int, tuple[int, datetime | None]]:
    """How many campaigns each began, and when the last time."""
    runs = Participation.objects.filter(
        learner__in=learners, deleted_at=None, campaign__deleted_at=None
    )
    rows = runs.order_by().values("learner")
    counted = rows.annotate(number=Count("campaign", distinct=True), last=Max("started_at"))
    return {row["learner"]: (row["number"], row["last"]) for row in counted}


def runs_of(learner: Learner) -> list[Participation]:
    """The current ones of this school, the last begun first; results are for those sent."""
    runs = Participation.objects.filter(
        learner=learner, is_current=True, deleted_at=None, campaign__deleted_at=None
    )
    heavy = ("result__topics", "result__competences", "result__skills")
    return list(runs.select_related("campaign", "result").defer(*heavy).order_by("-started_at"))


def accounts_of(users: Iterable[User]) -> dict[int, Account]:
    people = {user.pk: user for user in users}
    from_ent = set(SocialAccount.objects.filter(user__in=people).values_list("user_id", flat=True))
    profiles = CompetenceProfile.objects.filter(user__in=people).order_by().values("user")
    levels = {
        row["user"]: (row["started"], row["firm"])
        for row in profiles.annotate(started=Count("pk"), firm=Count("pk", filter=Q(level__gte=1)))
    }
    tests = Assessment.objects.filter(user__in=people).order_by().values("user")
    latest = dict(tests.annotate(latest=Max("last_answer_at")).values_list("user", "latest"))
    return {
        pk: Account(user, pk in from_ent, *levels.get(pk, (0, 0)), latest.get(pk))
        for pk, user in people.items()
    }


def waiting_claims(organisation: Organisation) -> QuerySet[LinkClaim]:
    """To be settled by the team, the oldest first."""
    return (
        LinkClaim.objects.filter(
            learner__organisation=organisation,
            learner__disabled_at=None,
            state=ClaimState.WAITING,
        )
        .select_related("learner__user", "user")
        .order_by("made_at", "pk")
    )


def claim_rows(claims: Iterable[LinkClaim]) -> list[ClaimRow]:
    shown = list(claims)
    holders = [claim.learner.user for claim in shown if claim.learner.user is not None]
    known = accounts_of([*(claim.user for claim in shown), *holders])
    return [
        ClaimRow(claim, known[claim.user_id], known.get(claim.learner.user_id or 0))
        for claim in shown
    ]
