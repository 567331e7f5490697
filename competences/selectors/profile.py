"""The profile of a person: the 16 competences in their domains, and the total."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import QuerySet

from competences.models import Competence, CompetenceProfile, Domain, Skill, Topic
from competences.selectors.progress import PIX_PER_LEVEL, CompetenceProgress, progress_of

_SUGGESTED = 4


@dataclass(frozen=True)
class CompetenceCard:
    """A competence on the profile; without challenges yet it is not `open`."""

    competence: Competence
    progress: CompetenceProgress
    open: bool

    @property
    def new_pix(self) -> int:
        """Pix gained by a test of the last 24 hours, shown brighter."""
        test = self.progress.finished
        if test is None or test.completed_at is None or test.result is None:
            return 0
        recent = self.progress.now - test.completed_at < timedelta(days=1)
        return int(test.result["gained"]) if recent else 0


@dataclass(frozen=True)
class DomainCards:
    domain: Domain
    cards: list[CompetenceCard]

    @property
    def pix(self) -> int:
        return sum(card.progress.pix for card in self.cards)


@dataclass(frozen=True)
class Profile:
    domains: list[DomainCards]

    @property
    def cards(self) -> list[CompetenceCard]:
        return [card for group in self.domains for card in group.cards]

    @property
    def pix(self) -> int:
        return sum(card.progress.pix for card in self.cards)

    @property
    def reachable(self) -> int:
        """Most pix that can be reached today: levels open, in competences with challenges."""
        open_now = sum(card.open for card in self.cards)
        return open_now * settings.MAX_REACHABLE_LEVEL * PIX_PER_LEVEL

    @property
    def at_level_one(self) -> int:
        return sum(card.progress.level >= 1 for card in self.cards)

    @property
    def certifiable(self) -> bool:
        return self.at_level_one >= settings.CERTIFIABLE_COMPETENCES

    @property
    def mosaic(self) -> list[tuple[int, int, int]]:
        """(domain, pix, new pix) of each competence."""
        return [
            (int(card.competence.domain_id), card.progress.pix, card.new_pix) for card in self.cards
        ]

    @property
    def gained_today(self) -> list[CompetenceCard]:
        return [card for card in self.cards if card.new_pix]

    @property
    def under_way(self) -> list[CompetenceCard]:
        return [card for card in self.cards if card.progress.current]

    @property
    def to_start(self) -> list[CompetenceCard]:
        fresh = [card for card in self.cards if card.open and not card.progress.touched]
        return fresh[:_SUGGESTED]

    @property
    def to_retry(self) -> list[CompetenceCard]:
        """Lowest first: there is most to gain."""
        ready = [card for card in self.cards if card.progress.can_retry]
        return sorted(ready, key=lambda card: card.progress.pix)[:_SUGGESTED]


def profile_of(user_id: int, *, now: datetime) -> Profile:
    """The whole profile. Five queries, whatever the history."""
    progress = progress_of(user_id, now=now)
    open_now = open_competences()
    groups: dict[str, list[CompetenceCard]] = {}
    for competence in Competence.objects.order_by("pk"):
        here = progress.get(competence.pk) or CompetenceProgress(competence.pk, now)
        card = CompetenceCard(competence, here, competence.pk in open_now)
        groups.setdefault(competence.domain_id, []).append(card)
    domains = Domain.objects.order_by("pk")
    return Profile([DomainCards(domain, groups.get(domain.pk, [])) for domain in domains])


def open_competences() -> set[str]:
    """Competences that have skills in the bank; the others are announced as coming."""
    return set(
        Skill.objects.filter(active=True)
        .order_by("topic__competence_id")
        .values_list("topic__competence_id", flat=True)
        .distinct()
    )


def topics_of(competence_id: str) -> QuerySet[Topic]:
    """Topics of a competence in the bank in use, with their lessons."""
    topics = Topic.objects.filter(competence_id=competence_id, active=True)
    return topics.select_related("lesson").order_by("title")


def total_pix(user_id: int) -> int:
    """The person's total. One query."""
    return sum(
        CompetenceProfile.objects.filter(user_id=user_id).order_by().values_list("pix", flat=True)
    )
