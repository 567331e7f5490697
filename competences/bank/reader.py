"""Files of the bank → `BankContent`. Shape only; `competences.bank.checks` judges the rest."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from .content import BankContent, Source
from .problems import ContentError, Place, Problem, error
from .schema import Framework, LessonSpec, TopicSpec
from .yaml_lines import Document, YamlError, read_yaml

FRAMEWORK = "framework.yaml"
_HEADER = re.compile(r"\A---\n(.*?\n)---\n(.*)\Z", re.DOTALL)

_MESSAGES = {
    "missing": "'{field}' is missing",
    "extra_forbidden": "'{field}' is not a field known here",
    "string_type": "'{field}' must be text (between quotes if it looks like a number)",
    "int_parsing": "'{field}' must be a whole number",
    "int_type": "'{field}' must be a whole number",
    "tuple_type": "'{field}' must be a list",
    "mapping_type": "'{field}' must be a mapping",
    "dict_type": "'{field}' must be a mapping",
    "model_type": "'{field}' must be a mapping",
    "string_too_short": "'{field}' is empty",
    "too_short": "'{field}' has too few entries",
}


class _Collector:
    """Reads one file after the other and keeps what is wrong with each."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[Problem] = []
        self.sources: dict[str, Source] = {}

    def text(self, path: Path) -> str | None:
        try:
            return path.read_bytes().decode()
        except (OSError, UnicodeDecodeError) as problem:
            reason = problem.strerror if isinstance(problem, OSError) else "not UTF-8 text"
            self.problems.append(error(Place(self.name(path), 1), f"cannot be read: {reason}"))
            return None

    def name(self, path: Path) -> str:
        return path.relative_to(self.folder).as_posix()

    def document(self, path: Path, text: str) -> Document | None:
        try:
            document = read_yaml(text)
        except YamlError as problem:
            self.problems.append(error(Place(self.name(path), problem.line), str(problem)))
            return None
        if not isinstance(document.data, dict):
            self.problems.append(error(Place(self.name(path), 1), "must hold a mapping"))
            return None
        return document

    def spec[S: BaseModel](self, model: type[S], source: Source, data: dict[str, Any]) -> S | None:
        try:
            return model.model_validate(data)
        except ValidationError as problem:
            self.problems.extend(_shape_problems(problem, source))
            return None


def read_bank(folder: Path) -> BankContent:
    """Everything under `folder`. A competence without folder is simply still to come.

    Raises `ContentError` with every problem of shape, with file and line.
    """
    collector = _Collector(folder)
    framework = _framework(collector)
    codes = [competence.code for competence in framework.competences()]
    collector.problems.extend(_strangers(folder, codes))
    topics: list[TopicSpec] = []
    lessons: list[LessonSpec] = []
    for code in codes:
        topics.extend(_topics(collector, code))
        lessons.extend(_lessons(collector, code))
    collector.problems.extend(_twice(topics, collector.sources))
    if collector.problems:
        raise ContentError(collector.problems)
    return BankContent(framework, tuple(topics), tuple(lessons), folder, collector.sources)


def _framework(collector: _Collector) -> Framework:
    path = collector.folder / FRAMEWORK
    text = collector.text(path)
    document = collector.document(path, text) if text is not None else None
    framework = None
    if document:
        source = Source(FRAMEWORK, document.lines)
        framework = collector.spec(Framework, source, document.data)
    if framework is None:
        raise ContentError(collector.problems)
    return framework


def _topics(collector: _Collector, code: str) -> Iterator[TopicSpec]:
    for path in sorted((collector.folder / code).glob("*.yaml")):
        text = collector.text(path)
        document = collector.document(path, text) if text is not None else None
        if document is None:
            continue
        source = Source(collector.name(path), document.lines)
        if document.data.get("topic") != path.stem:
            place = source.place("topic")
            message = f"'topic' must be the name of the file, {path.stem}"
            collector.problems.append(error(place, message))
            continue
        topic = collector.spec(TopicSpec, source, {**document.data, "competence": code})
        if topic:
            collector.sources.setdefault(topic.topic, source)
            yield topic


def _lessons(collector: _Collector, code: str) -> Iterator[LessonSpec]:
    for path in sorted((collector.folder / code).glob("*.md")):
        text = collector.text(path)
        if text is None:
            continue
        parts = _HEADER.match(text.replace("\r\n", "\n"))
        if parts is None:
            place = Place(collector.name(path), 1)
            message = "a lesson starts with a header between two lines '---'"
            collector.problems.append(error(place, message))
            continue
        lesson = _lesson(collector, path, header=parts[1], body=parts[2])
        if lesson:
            yield lesson


def _lesson(collector: _Collector, path: Path, *, header: str, body: str) -> LessonSpec | None:
    # The opening '---' is a line of the file, and a document mark for YAML.
    document = collector.document(path, f"---\n{header}")
    if document is None:
        return None
    blank = len(body) - len(body.lstrip("\n"))
    first = header.count("\n") + 3 + blank
    lines = {**document.lines, ("body",): first}
    source = Source(collector.name(path), lines)
    collector.sources.setdefault(f"{path.stem}.md", source)
    return collector.spec(LessonSpec, source, {**document.data, "topic": path.stem, "body": body})


def _strangers(folder: Path, codes: list[str]) -> Iterator[Problem]:
    """What no one would ever read: a mistyped folder or file name."""
    for child in sorted(folder.iterdir()):
        looks_like_code = child.is_dir() and child.name[:1].isdigit()
        if looks_like_code and child.name not in codes:
            yield error(Place(child.name, 1), f"no competence {child.name} in {FRAMEWORK}")
    for code in codes:
        for child in sorted((folder / code).glob("*")):
            if child.suffix not in {".yaml", ".md"}:
                message = "only topics (.yaml) and lessons (.md) go here; pictures go in assets/"
                yield error(Place(f"{code}/{child.name}", 1), message)


def _twice(topics: list[TopicSpec], sources: Mapping[str, Source]) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for topic in topics:
        if topic.topic in seen:
            other = sources[topic.topic].file
            place = Place(f"{topic.competence}/{topic.topic}.yaml", 1)
            yield error(place, f"topic {topic.topic} already exists in {other}")
        seen[topic.topic] = topic.competence


def _shape_problems(invalid: ValidationError, source: Source) -> Iterator[Problem]:
    details = invalid.errors(include_url=False, include_input=False)
    seen: set[tuple[str | int, ...]] = set()
    for detail in details:
        keys = _known_keys(detail["loc"], source)
        hides_another = detail["type"] == "too_short" and any(
            other is not detail and other["loc"][: len(detail["loc"])] == detail["loc"]
            for other in details
        )
        # The several readings of a union all complain about the same key: the first is enough.
        if hides_another or (detail["type"] != "missing" and keys in seen):
            continue
        seen.add(keys)
        yield error(source.place(*keys), _message(detail, keys))


def _known_keys(location: tuple[str | int, ...], source: Source) -> tuple[str | int, ...]:
    end = len(location)
    while end and location[:end] not in source.lines:
        end -= 1
    return location[:end]


def _message(detail: ErrorDetails, keys: tuple[str | int, ...]) -> str:
    missing = detail["type"] == "missing"
    field = detail["loc"][-1] if missing else next((k for k in reversed(keys)), "file")
    template = _MESSAGES.get(detail["type"])
    if template:
        return template.format(field=field)
    message = detail["msg"].removeprefix("Value error, ")
    return message if detail["type"] == "value_error" else f"'{field}': {message}"
