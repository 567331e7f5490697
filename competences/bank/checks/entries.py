"""A challenge with all that the checks need: where it is written, and its variants drawn."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from competences.bank.building import gather
from competences.bank.content import BankContent
from competences.bank.placeholders import UnknownPlaceholderError
from competences.bank.problems import Place, Problem, error, warning
from competences.bank.schema import ChallengeSpec, SkillSpec, TopicSpec
from competences.bank.variants import Variant, draw_variant
from competences.content.builders import UnknownBuilderError

type Keys = tuple[str | int, ...]


@dataclass(frozen=True)
class Drawn:
    variant: Variant
    facts: Mapping[str, Any]


@dataclass(frozen=True)
class Entry:
    content: BankContent
    topic: TopicSpec
    skill: SkillSpec
    challenge: ChallengeSpec
    keys: Keys

    def place(self, *keys: str | int) -> Place:
        return self.content.place(self.topic.topic, *self.keys, *keys)

    def error(self, message: str, *keys: str | int) -> Problem:
        return error(self.place(*keys), f"{self.challenge.id}: {message}")

    def warning(self, message: str, *keys: str | int) -> Problem:
        return warning(self.place(*keys), f"{self.challenge.id}: {message}")

    @cached_property
    def drawn(self) -> tuple[Drawn, ...]:
        """Every variant; none when one of them cannot be drawn (`draw_failure` says why)."""
        return self._outcome[0]

    @cached_property
    def draw_failure(self) -> str:
        return self._outcome[1]

    @cached_property
    def _outcome(self) -> tuple[tuple[Drawn, ...], str]:
        drawn = []
        for number in range(self.challenge.variant_count):
            try:
                facts = gather(self.challenge, number).facts
                drawn.append(Drawn(draw_variant(self.challenge, number), facts))
            except UnknownPlaceholderError as unknown:
                return (), f"variant {number}: nothing is called {{{{ {unknown} }}}}"
            except UnknownBuilderError:
                return (), ""  # said by the check of references
            except Exception as failure:  # noqa: BLE001  a builder may fail in any way
                return (), f"variant {number}: {type(failure).__name__}: {failure}"
        return tuple(drawn), ""

    def strings(self) -> Iterator[tuple[Keys, str]]:
        """Every text that a learner may meet, with its keys; solutions included, notes not."""
        data = self.challenge.model_dump(mode="json", by_alias=True, exclude={"author_notes"})
        return strings(data)


def entries(content: BankContent) -> Iterator[Entry]:
    for topic in content.topics:
        for i, skill in enumerate(topic.skills):
            for j, challenge in enumerate(skill.challenges):
                keys = ("skills", i, "challenges", j)
                yield Entry(content, topic, skill, challenge, keys)


def strings(value: Any, keys: Keys = ()) -> Iterator[tuple[Keys, str]]:
    if isinstance(value, str):
        yield keys, value
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from strings(item, (*keys, key))
    elif isinstance(value, list | tuple):
        for position, item in enumerate(value):
            yield from strings(item, (*keys, position))
