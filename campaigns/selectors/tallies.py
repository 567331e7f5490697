"""What a set of results says, in whole numbers: pure, whatever the order they are read in.

Sums are integers and means are exactly rounded: a recomputation agrees to the last digit.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from fractions import Fraction
from functools import lru_cache
from statistics import mean
from typing import Any, Final, NamedTuple

from competences.engine import Status

BANDS: Final = 10
# Probabilities are stored with four decimals: they add up as whole numbers of this.
_UNIT: Final = 10_000
# Of a bank, so many that no share of fewer is mistaken for another.
_MOST_SKILLS: Final = 2_000


class Row(NamedTuple):
    """A sent result (see ParticipationResult), and what the sending before it said, if any."""

    mastery: float
    stars: int
    badges: Mapping[str, Mapping[str, Any]]
    pix: int | None
    is_certifiable: bool | None
    topics: Mapping[str, Mapping[str, int]]
    competences: Mapping[str, Mapping[str, int]]
    skills: Mapping[str, tuple[str, str, float]]
    before: tuple[float, int | None] | None = None


@dataclass
class TopicTally:
    """A topic over the results that aim at it.

    `levels` and `aimed`: levels reached, and aimed at, added up. `next_steps`: for each skill, how
    many people come to it next (the easiest one they have not validated), and how close they are
    (probabilities added up, in ten-thousandths).
    """

    results: int = 0
    validated: int = 0
    total: int = 0
    levels: int = 0
    aimed: int = 0
    highest: int = 0
    begun: int = 0
    complete: int = 0
    next_steps: dict[str, list[int]] = field(default_factory=dict)

    @property
    def share(self) -> float:
        return self.validated / self.total if self.total else 0.0

    @property
    def level(self) -> float:
        return self.levels / self.results if self.results else 0.0

    @property
    def max_level(self) -> float:
        return self.aimed / self.results if self.results else 0.0

    @property
    def closeness(self) -> float:
        """Mean probability that those who have a next step can already do it."""
        waiting = sum(count for count, _ in self.next_steps.values())
        return sum(sure for _, sure in self.next_steps.values()) / waiting / _UNIT if waiting else 0

    def add(self, tally: Mapping[str, int]) -> None:
        self.results += 1
        self.validated += tally["validated"]
        self.total += tally["total"]
        self.levels += tally["level"]
        self.aimed += tally["max_level"]
        self.highest = max(self.highest, tally["max_level"])
        self.begun += 0 < tally["validated"] < tally["total"]
        self.complete += tally["validated"] == tally["total"]

    def add_next(self, skill: str, probability: float) -> None:
        step = self.next_steps.setdefault(skill, [0, 0])
        step[0] += 1
        step[1] += round(probability * _UNIT)


@dataclass
class CompetenceTally:
    """A competence: skills validated in an evaluation; pix and levels in a collection."""

    results: int = 0
    validated: int = 0
    total: int = 0
    pix: int = 0
    levels: int = 0
    at_level_one: int = 0

    @property
    def share(self) -> float:
        return self.validated / self.total if self.total else 0.0

    @property
    def mean_pix(self) -> float:
        return self.pix / self.results if self.results else 0.0

    @property
    def level(self) -> float:
        return self.levels / self.results if self.results else 0.0

    def add(self, one: Mapping[str, int]) -> None:
        self.results += 1
        self.validated += one.get("validated", 0)
        self.total += one.get("total", 0)
        self.pix += one.get("pix", 0)
        self.levels += one["level"]
        self.at_level_one += one["level"] >= 1


@dataclass
class Digest:
    """The sent results of a campaign, or of some of its participants.

    `bands`: results by tenth of mastery; `stars`: by stages reached; `badges`: times each was won;
    `skills`: {skill: [validated, results]}. `again`: people who had sent before.
    """

    sent: int = 0
    mastery: float = 0.0
    bands: list[int] = field(default_factory=lambda: [0] * BANDS)
    stars: dict[str, int] = field(default_factory=dict)
    badges: dict[str, int] = field(default_factory=dict)
    pix: int = 0
    certifiable: int = 0
    topics: dict[str, TopicTally] = field(default_factory=dict)
    competences: dict[str, CompetenceTally] = field(default_factory=dict)
    skills: dict[str, list[int]] = field(default_factory=dict)
    again: int = 0
    gained_mastery: float = 0.0
    gained_pix: int = 0

    @property
    def mean_pix(self) -> float:
        return self.pix / self.sent if self.sent else 0.0

    @property
    def certifiable_share(self) -> float:
        return self.certifiable / self.sent if self.sent else 0.0

    @property
    def mean_gained_pix(self) -> float:
        return self.gained_pix / self.again if self.again else 0.0

    @property
    def mean_stars(self) -> float:
        reached = sum(int(stars) * count for stars, count in self.stars.items())
        return reached / self.sent if self.sent else 0.0

    @property
    def level(self) -> float:
        """Mean level reached, over the topics: the unit of stages by level."""
        return mean(one.level for one in self.topics.values()) if self.topics else 0.0

    @property
    def max_level(self) -> float:
        return mean(one.max_level for one in self.topics.values()) if self.topics else 0.0

    def content(self) -> dict[str, Any]:
        """To be stored as JSON, and read by `read_digest`."""
        return asdict(self)


def digest_of(rows: Iterable[Row]) -> Digest:
    digest, stars, badges = Digest(), Counter[str](), Counter[str]()
    masteries: list[Fraction] = []
    gains: list[Fraction] = []
    for row in rows:
        masteries.append(exact(row.mastery))
        stars[str(row.stars)] += 1
        badges.update(key for key, badge in row.badges.items() if badge["won"])
        _add(digest, row)
        if row.before is not None:
            gains.append(exact(row.mastery) - exact(row.before[0]))
            digest.gained_pix += (row.pix or 0) - (row.before[1] or 0)
    digest.sent, digest.again = len(masteries), len(gains)
    digest.mastery = float(mean(masteries)) if masteries else 0.0
    digest.gained_mastery = float(mean(gains)) if gains else 0.0
    digest.stars, digest.badges = dict(sorted(stars.items())), dict(sorted(badges.items()))
    return digest


def _add(digest: Digest, row: Row) -> None:
    digest.bands[band_of(row.mastery)] += 1
    digest.pix += row.pix or 0
    digest.certifiable += bool(row.is_certifiable)
    for code, one in row.competences.items():
        digest.competences.setdefault(code, CompetenceTally()).add(one)
    for topic, tally in row.topics.items():
        digest.topics.setdefault(topic, TopicTally()).add(tally)
    for skill, (status, _source, _probability) in row.skills.items():
        counts = digest.skills.setdefault(skill, [0, 0])
        counts[0] += status == Status.VALIDATED
        counts[1] += 1
    for topic, (_level, skill) in next_steps(row.skills).items():
        digest.topics.setdefault(topic, TopicTally()).add_next(skill, row.skills[skill][2])


def next_steps(skills: Mapping[str, tuple[str, str, float]]) -> dict[str, tuple[int, str]]:
    """The easiest skill of each topic that is not validated: {topic: (level, skill)}."""
    steps: dict[str, tuple[int, str]] = {}
    for skill, (status, *_rest) in skills.items():
        if status != Status.VALIDATED:
            topic, level = place_of(skill)
            steps[topic] = min(steps.get(topic, (level, skill)), (level, skill))
    return steps


def place_of(skill: str) -> tuple[str, int]:
    """Topic and level of a skill: its id is "topic-level"."""
    topic, _, level = skill.rpartition("-")
    return topic, int(level)


@lru_cache(maxsize=4_096)
def exact(mastery: float) -> Fraction:
    """The share of skills that was stored rounded: a mean is then rounded once, at the end."""
    return Fraction(mastery).limit_denominator(_MOST_SKILLS)


def band_of(mastery: float) -> int:
    """0 for 0 to 9 %, up to 9 for 90 to 100 %: percentages as pages round them."""
    return min(round(100 * mastery) // BANDS, BANDS - 1)


def read_digest(content: Mapping[str, Any]) -> Digest:
    """What `Digest.content` stored."""
    topics = {key: TopicTally(**one) for key, one in content["topics"].items()}
    competences = {key: CompetenceTally(**one) for key, one in content["competences"].items()}
    return Digest(**{**content, "topics": topics, "competences": competences})
