"""The whole bank in memory: framework, topics, lessons, and where each line came from."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from .problems import Place
from .schema import ChallengeSpec, CompetenceSpec, Framework, LessonSpec, SkillSpec, TopicSpec
from .yaml_lines import Path as Keys

CONTENT_FOLDER = Path(__file__).parent.parent / "content"
FORMAT = 1

_TOPICS = TypeAdapter(tuple[TopicSpec, ...])
_LESSONS = TypeAdapter(tuple[LessonSpec, ...])


@dataclass(frozen=True, slots=True)
class Source:
    """A file of the bank: its name and the line of each of its keys."""

    file: str
    lines: Mapping[Keys, int] = field(default_factory=dict)

    def place(self, *keys: str | int) -> Place:
        """Where `keys` is written, or the nearest thing that holds it."""
        for end in range(len(keys), -1, -1):
            if keys[:end] in self.lines:
                return Place(self.file, self.lines[keys[:end]])
        return Place(self.file, 1 if self.lines else 0)


@dataclass(frozen=True)
class BankContent:
    framework: Framework
    topics: tuple[TopicSpec, ...]
    """In the order of the competences, then of their names."""
    lessons: tuple[LessonSpec, ...]
    folder: Path = CONTENT_FOLDER
    """Where the `assets/` are."""
    sources: Mapping[str, Source] = field(default_factory=dict, repr=False, compare=False)
    """By topic; lessons under `<topic>.md`."""

    def competences(self) -> Iterator[CompetenceSpec]:
        return self.framework.competences()

    def skills(self) -> Iterator[SkillSpec]:
        for topic in self.topics:
            yield from topic.skills

    def challenges(self) -> Iterator[ChallengeSpec]:
        for skill in self.skills():
            yield from skill.challenges

    def topics_of(self, competence: str) -> tuple[TopicSpec, ...]:
        """None for a competence that is still to come."""
        return tuple(topic for topic in self.topics if topic.competence == competence)

    def topic(self, topic_id: str) -> TopicSpec:
        return self._topics[topic_id]

    def skill(self, skill_id: str) -> SkillSpec:
        return self._skills[skill_id]

    def challenge(self, challenge_id: str) -> ChallengeSpec:
        return self._challenges[challenge_id]

    def skill_of(self, challenge_id: str) -> SkillSpec:
        return self._skill_of_challenge[challenge_id]

    def lesson(self, topic_id: str) -> LessonSpec | None:
        return self._lessons.get(topic_id)

    def place(self, name: str, *keys: str | int) -> Place:
        """Where something of a topic (or of `<topic>.md`) is written."""
        return self.sources.get(name, Source(name)).place(*keys)

    def document(self) -> dict[str, Any]:
        """Plain JSON, enough to run tests without the files (assets apart)."""
        return {
            "format": FORMAT,
            "framework": _plain(self.framework),
            "topics": [_plain(topic) for topic in self.topics],
            "lessons": [_plain(lesson) for lesson in self.lessons],
        }

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> "BankContent":
        if document.get("format") != FORMAT:
            raise ValueError(f"a bank of format {document.get('format')!r}; {FORMAT} is expected")
        return cls(
            framework=Framework.model_validate(document["framework"]),
            topics=_TOPICS.validate_python(document["topics"]),
            lessons=_LESSONS.validate_python(document["lessons"]),
        )

    def digest(self) -> str:
        """Two banks with the same digest hold the same content."""
        text = json.dumps(
            self.document(), ensure_ascii=False, sort_keys=True, separators=(",", ":")
        )
        return hashlib.sha256(text.encode()).hexdigest()

    @cached_property
    def _topics(self) -> dict[str, TopicSpec]:
        return {topic.topic: topic for topic in self.topics}

    @cached_property
    def _skills(self) -> dict[str, SkillSpec]:
        return {skill.id: skill for skill in self.skills()}

    @cached_property
    def _challenges(self) -> dict[str, ChallengeSpec]:
        return {challenge.id: challenge for challenge in self.challenges()}

    @cached_property
    def _skill_of_challenge(self) -> dict[str, SkillSpec]:
        return {c.id: skill for skill in self.skills() for c in skill.challenges}

    @cached_property
    def _lessons(self) -> dict[str, LessonSpec]:
        return {lesson.topic: lesson for lesson in self.lessons}


def _plain(spec: Any) -> Any:
    return spec.model_dump(mode="json", by_alias=True, exclude_defaults=True)
