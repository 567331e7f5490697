"""The seats of a person: where they are expected, what they sat."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.conf import settings

from accounts.models import User
from certification.enums import SessionState, TestState
from certification.models import Candidate, CertificationTest
from competences.selectors.profile import CompetenceCard, Profile, profile_of


class SeatState(StrEnum):
    EXPECTED = "expected"
    UNDER_WAY = "under_way"
    ENDED = "ended"
    PUBLISHED = "published"
    MISSED = "missed"


@dataclass(frozen=True)
class Seat:
    """`test`: None as long as it has not begun."""

    candidate: Candidate
    test: CertificationTest | None

    @property
    def state(self) -> SeatState:
        session = self.candidate.session
        if self.test is None:
            open_still = session.state == SessionState.CREATED
            return SeatState.EXPECTED if open_still else SeatState.MISSED
        if session.state == SessionState.PUBLISHED:
            return SeatState.PUBLISHED
        started = self.test.state == TestState.STARTED
        return SeatState.UNDER_WAY if started else SeatState.ENDED


@dataclass(frozen=True)
class Readiness:
    """Whether somebody is certifiable, and what brings them nearer."""

    profile: Profile

    @property
    def counting(self) -> list[CompetenceCard]:
        """What a certification would ask about."""
        return [card for card in self.profile.cards if card.open and card.progress.level >= 1]

    @property
    def missing(self) -> int:
        return max(0, settings.CERTIFIABLE_COMPETENCES - len(self.counting))

    @property
    def places_left(self) -> range:
        """To draw what is missing."""
        return range(self.missing)

    @property
    def nearest(self) -> list[CompetenceCard]:
        """Those to work on, the most advanced first."""
        others = [card for card in self.profile.cards if card.open and card.progress.level < 1]
        return sorted(others, key=lambda card: -card.progress.pix)[: max(3, self.missing)]


def readiness_of(user: User, *, now: datetime) -> Readiness:
    return Readiness(profile_of(user.pk, now=now))


def seats_of(user: User) -> Collection[Seat]:
    """The latest first. One query."""
    seats = Candidate.objects.filter(user=user).select_related("session__centre", "test")
    return [
        Seat(candidate, getattr(candidate, "test", None))
        for candidate in seats.order_by("-session__starts_at", "-pk")
    ]
