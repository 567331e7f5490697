"""The shape of the item bank, as authors write it (docs/content.md).

Everything here is data that was checked for shape only; `competences.bank.checks` judges the rest.
"""

import math
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
    model_validator,
)

from .french import typeset

DEFAULT_VARIANTS = 8
MOST_VALUES = 10_000


class Kind(StrEnum):
    SINGLE_CHOICE = "single_choice"
    MULTIPLE_CHOICE = "multiple_choice"
    SHORT_TEXT = "short_text"
    NUMBER = "number"
    FIELDS = "fields"
    ORDER = "order"
    MATCH = "match"
    HOTSPOT = "hotspot"
    SIMULATOR = "simulator"


class Barrier(StrEnum):
    NEEDS_DESKTOP = "needs_desktop"
    NEEDS_SIGHT = "needs_sight"
    NEEDS_COLOUR = "needs_colour"
    NEEDS_HEARING = "needs_hearing"
    NEEDS_POINTER = "needs_pointer"


class Spec(BaseModel):
    model_config = ConfigDict(
        extra="forbid", frozen=True, populate_by_name=True, str_strip_whitespace=True
    )


Text = Annotated[str, Field(min_length=1)]
# Shown as it is, outside Markdown and parameters.
Wording = Annotated[Text, AfterValidator(typeset)]
Level = Annotated[int, Field(ge=1, le=8)]
Identifier = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,20}$")]
Texts = Annotated[Mapping[Identifier, Text], Field(min_length=2)]
Assets = Annotated[str, Field(pattern=r"^assets/[a-z0-9][a-z0-9/_-]*\.[a-z0-9]+$")]
Arguments = Mapping[str, Any]


class CompetenceSpec(Spec):
    code: Annotated[str, Field(pattern=r"^[1-9]\.[1-9]$")]
    name: Text
    name_en: Text
    description: Text
    description_en: str = ""
    digcomp: tuple[Text, ...]


class DomainSpec(Spec):
    code: Annotated[str, Field(pattern=r"^[1-9]$")]
    name: Text
    name_en: Text
    competences: Annotated[tuple[CompetenceSpec, ...], Field(min_length=1)]


class Framework(Spec):
    domains: Annotated[tuple[DomainSpec, ...], Field(min_length=1)]

    def competences(self) -> Iterator[CompetenceSpec]:
        for domain in self.domains:
            yield from domain.competences


class Range(Spec):
    """Evenly spaced numbers, both ends included."""

    start: int | float = Field(alias="from")
    stop: int | float = Field(alias="to")
    step: Annotated[int | float, Field(gt=0)] = 1

    @model_validator(mode="after")
    def _not_empty(self) -> Self:
        if not 0 <= (self.stop - self.start) / self.step <= MOST_VALUES:
            raise ValueError(f"a range goes upwards, in {MOST_VALUES} steps at most")
        return self

    def values(self) -> tuple[int | float, ...]:
        count = math.floor((self.stop - self.start) / self.step + 1e-9) + 1
        return tuple(_tidy(self.start + i * self.step) for i in range(count))


def _tidy(value: float) -> int | float:
    return value if isinstance(value, int) else round(value, 9)


def _parameter_tag(value: Any) -> str:
    return "range" if isinstance(value, Mapping | Range) else "values"


Values = Annotated[tuple[Any, ...], Field(min_length=1), Tag("values")]
Parameter = Annotated[Values | Annotated[Range, Tag("range")], Discriminator(_parameter_tag)]
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]


class AttachmentSpec(Spec):
    """A file handed out: made by a builder in one or several formats, or a file of `assets/`."""

    builder: Text | None = None
    with_: Arguments = Field(default_factory=dict, alias="with")
    formats: tuple[Text, ...] = ()
    asset: Assets | None = None
    name: Text

    @model_validator(mode="after")
    def _one_origin(self) -> Self:
        if (self.builder is None) == (self.asset is None):
            raise ValueError("an attachment has either a builder or an asset")
        if (self.builder is None) != (not self.formats) or (self.asset and self.with_):
            raise ValueError("'formats' and 'with' go with a builder; 'formats' is required then")
        return self


class PictureSpec(Spec):
    file: Assets | None = None
    builder: Text | None = None
    with_: Arguments = Field(default_factory=dict, alias="with")
    alt: Text

    @model_validator(mode="after")
    def _one_origin(self) -> Self:
        if (self.builder is None) == (self.file is None):
            raise ValueError("a picture has either a file or a builder")
        return self


class SimulatorSpec(Spec):
    name: Annotated[str, Field(pattern=r"^[a-z][a-z_]*$")]
    scenario: Arguments


class FieldSpec(Spec):
    """One blank of a `fields` challenge; with options it is a drop-down list."""

    id: Identifier
    label: Text
    hint: Text | None = None
    options: Texts | None = None


_PARTS: Mapping[Kind, frozenset[str]] = {
    Kind.SINGLE_CHOICE: frozenset({"options"}),
    Kind.MULTIPLE_CHOICE: frozenset({"options"}),
    Kind.FIELDS: frozenset({"fields"}),
    Kind.ORDER: frozenset({"items"}),
    Kind.MATCH: frozenset({"left", "right"}),
    Kind.HOTSPOT: frozenset({"picture", "outcome"}),
    Kind.SIMULATOR: frozenset({"simulator", "outcome"}),
}
_ALL_PARTS = frozenset[str]().union(*_PARTS.values()) - {"picture"}


class ChallengeSpec(Spec):
    id: Text
    kind: Kind
    title: Text
    instruction: Text
    question: Text
    hint: Text | None = None
    options: Texts | None = None
    shuffle: bool = True
    fields: Annotated[tuple[FieldSpec, ...], Field(min_length=1)] | None = None
    items: Texts | None = None
    left: Texts | None = None
    right: Texts | None = None
    picture: PictureSpec | None = None
    simulator: SimulatorSpec | None = None
    attachments: tuple[AttachmentSpec, ...] = ()
    parameters: Mapping[Name, Parameter] = Field(default_factory=dict)
    variants: Annotated[int, Field(ge=1, le=1000)] | None = None
    solution: Mapping[str, Any]
    outcome: Text | None = None
    explanation: Text
    lesson: Text | None = None
    timer: Annotated[int, Field(ge=10, le=900)] | None = None
    barriers: tuple[Barrier, ...] = ()
    doing_: bool = Field(default=False, alias="doing")
    author_notes: Text | None = None

    @model_validator(mode="after")
    def _parts_of_its_kind(self) -> Self:
        needed = _PARTS.get(self.kind, frozenset())
        missing = sorted(part for part in needed if getattr(self, part) is None)
        if missing:
            raise ValueError(f"a {self.kind} challenge needs '{missing[0]}'")
        foreign = sorted(p for p in _ALL_PARTS - needed if getattr(self, p) is not None)
        if foreign:
            raise ValueError(f"a {self.kind} challenge has no '{foreign[0]}'")
        return self

    @property
    def doing(self) -> bool:
        """Answering it takes an act (a file to work on, a tool to operate), not only knowledge."""
        return self.doing_ or bool(self.attachments) or self.simulator is not None

    @property
    def builders(self) -> tuple[AttachmentSpec | PictureSpec, ...]:
        parts = (*self.attachments, *((self.picture,) if self.picture else ()))
        return tuple(part for part in parts if part.builder)

    @cached_property
    def values(self) -> Mapping[str, tuple[Any, ...]]:
        """Each parameter with all its values."""
        return {
            name: choice.values() if isinstance(choice, Range) else choice
            for name, choice in self.parameters.items()
        }

    @property
    def variant_count(self) -> int:
        if self.variants:
            return self.variants
        if self.builders:
            return DEFAULT_VARIANTS
        return min(DEFAULT_VARIANTS, math.prod(map(len, self.values.values())))


class SkillSpec(Spec):
    topic: Text
    level: Level
    can: Wording
    challenges: Annotated[tuple[ChallengeSpec, ...], Field(min_length=1)]

    @property
    def id(self) -> str:
        return f"{self.topic}-{self.level}"

    @property
    def doing(self) -> bool:
        return any(challenge.doing for challenge in self.challenges)

    @property
    def variant_count(self) -> int:
        return sum(challenge.variant_count for challenge in self.challenges)


class TopicSpec(Spec):
    competence: Text
    """Code of the competence: the folder's name, not written in the file."""
    topic: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    title: Wording
    description: Wording
    skills: Annotated[tuple[SkillSpec, ...], Field(min_length=1)]

    @model_validator(mode="before")
    @classmethod
    def _name_skills(cls, data: Any) -> Any:
        if not isinstance(data, dict) or not isinstance(data.get("skills"), list):
            return data
        named = [
            {**skill, "topic": data.get("topic")} if isinstance(skill, dict) else skill
            for skill in data["skills"]
        ]
        return {**data, "skills": named}


class LessonSpec(Spec):
    """A lesson in Markdown, named after its topic."""

    topic: Text
    title: Wording
    minutes: Annotated[int, Field(ge=1, le=15)]
    summary: Wording
    body: Text
