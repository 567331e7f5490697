"""The results tab of a campaign: who sent what, and how it is spread."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from campaigns.enums import ParticipationState
from campaigns.models import Badge, Campaign, Participation, Stage
from campaigns.selectors.activity import CLASS, NAME, SENT, participants_of
from campaigns.selectors.digests import Sending, sendings_of
from campaigns.selectors.tallies import BANDS, Digest

MASTERY, PIX = "maitrise", "pix"
COLUMNS: Final = (NAME, CLASS, MASTERY, PIX, SENT)
# In front of the key of a badge that was not won.
NOT_WON: Final = "-"


@dataclass(frozen=True)
class Row:
    """A sent run; `before`: what the same person had sent the time before."""

    participation: Participation
    won: list[str]
    before: Sending | None

    @property
    def gained_points(self) -> int | None:
        """Points of mastery, as the two percentages are shown."""
        if self.before is None:
            return None
        return round(100 * self.participation.result.mastery) - round(100 * self.before[0])

    @property
    def gained_pix(self) -> int | None:
        if self.before is None:
            return None
        return (self.participation.result.pix or 0) - (self.before[1] or 0)


@dataclass(frozen=True)
class Bar:
    """One column or line of a distribution; `height`: 0 to 100, the highest is 100."""

    label: str
    count: int
    share: float
    height: int


def sent_runs(
    campaign: Campaign,
    *,
    search: str = "",
    class_name: str | None = None,
    stars: int | None = None,
    badge: str = "",
    certifiable: bool | None = None,
    order: str = NAME,
) -> QuerySet[Participation]:
    """Current runs that were sent and match. `badge`: a key, with `NOT_WON` in front if so."""
    column = order.removeprefix("-")
    by_name = NAME if column in (MASTERY, PIX) else order
    found = participants_of(
        campaign,
        search=search,
        class_name=class_name,
        state=ParticipationState.SENT,
        order=by_name,
    )
    if stars is not None:
        found = found.filter(result__stars=stars)
    if badge:
        won = Q(result__badges__contains={badge.removeprefix(NOT_WON): {"won": True}})
        found = found.filter(~won if badge.startswith(NOT_WON) else won)
    if certifiable is not None:
        found = found.filter(result__is_certifiable=certifiable)
    heavy = ("result__topics", "result__competences", "result__skills")
    return _ordered(found, order).select_related("result", "learner", "user").defer(*heavy)


def _ordered(found: QuerySet[Participation], order: str) -> QuerySet[Participation]:
    column, downwards = order.removeprefix("-"), order.startswith("-")
    if column not in (MASTERY, PIX):
        return found
    figure = F("result__mastery" if column == MASTERY else "result__pix")
    first = figure.desc(nulls_last=True) if downwards else figure.asc(nulls_last=True)
    return found.order_by(first, *found.query.order_by)


def rows_of(runs: Iterable[Participation], badges: Sequence[Badge]) -> list[Row]:
    """With the sending before, in one query whatever their number."""
    shown = list(runs)
    titles = {badge.key: badge.title for badge in badges}
    before = _before(shown)
    return [
        Row(
            participation=run,
            won=[title for key, title in titles.items() if won(run.result.badges, key)],
            before=before.get(run.pk),
        )
        for run in shown
    ]


def won(badges: Any, key: str) -> bool:
    return bool(badges.get(key, {}).get("won"))


def _before(shown: Sequence[Participation]) -> dict[int, Sending]:
    again = [run for run in shown if run.rank > 1 and run.user_id]
    ranks = {run.user_id: (run.pk, run.rank) for run in again}
    found: dict[int, Sending] = {}
    runs = Participation.objects.filter(pk__in=[run.pk for run in again]).order_by()
    for user_id, rank, mastery, pix in sendings_of(runs) if again else ():
        run, current = ranks[user_id]
        if rank < current:
            found[run] = (mastery, pix)
    return found


def bands_of(digest: Digest) -> list[Bar]:
    """Ten columns of mastery."""
    labels = [f"{10 * band}-{10 * band + 9}" for band in range(BANDS - 1)] + ["90-100"]
    return _bars(zip(labels, digest.bands, strict=True))


def stages_in(digest: Digest, stages: Sequence[Stage]) -> list[Bar]:
    """A line for each number of stars, from none; no line without stages. `stages` in order."""
    if not stages:
        return []
    titles = stage_titles(stages)
    return _bars((title, digest.stars.get(str(stars), 0)) for stars, title in enumerate(titles))


def badges_in(digest: Digest, badges: Sequence[Badge]) -> list[Bar]:
    """A line for each badge: how many won it, among all."""
    whole = digest.sent or 1
    counted = [(badge.title, digest.badges.get(badge.key, 0)) for badge in badges]
    return [
        Bar(title, count, count / whole, round(100 * count / whole)) for title, count in counted
    ]


def stage_titles(stages: Sequence[Stage]) -> list[str]:
    """What is told to the team with 0 star, 1 star…"""
    titles = [stage.team_title or stage.title for stage in stages]
    has_first = bool(stages) and not stages[0].threshold
    return titles if has_first else [_("Aucun palier"), *titles]


def places_of(stages: Sequence[Stage]) -> int:
    """Of the stars: a place for each stage, the one of everybody aside."""
    return sum(1 for stage in stages if stage.threshold)


def _bars(counted: Iterable[tuple[str, int]]) -> list[Bar]:
    pairs = list(counted)
    whole, top = sum(count for _, count in pairs), max((count for _, count in pairs), default=0)
    return [
        Bar(
            label,
            count,
            count / whole if whole else 0.0,
            math.ceil(100 * count / top) if top else 0,
        )
        for label, count in pairs
    ]
