"""YAML read with its line numbers, by the plain rules of YAML 1.2.

The 1.1 rules of the library turn `12:30` into 750, `no` into False and a date into an object:
all wrong in challenges. A key written twice is an error, not a silent loss.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

type Path = tuple[str | int, ...]

_SCALARS = (
    ("tag:yaml.org,2002:bool", r"true|True|false|False", "tTfF"),
    # A leading zero means a code (05000), not a number.
    ("tag:yaml.org,2002:int", r"[-+]?(?:0|[1-9][0-9]*)", "-+0123456789"),
    (
        "tag:yaml.org,2002:float",
        r"[-+]?(?:0|[1-9][0-9]*)\.[0-9]+(?:[eE][-+]?[0-9]+)?",
        "-+0123456789",
    ),
    ("tag:yaml.org,2002:null", r"~|null|Null|", ["~", "n", "N", ""]),
)

_TAGS = {"tag:yaml.org,2002:str", *(tag for tag, _, _ in _SCALARS)}


class _Loader(yaml.CSafeLoader):
    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}


for _tag, _pattern, _first in _SCALARS:
    _Loader.add_implicit_resolver(_tag, re.compile(f"^(?:{_pattern})$"), list(_first))


class YamlError(ValueError):
    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True, slots=True)
class Document:
    data: Any
    lines: Mapping[Path, int]


def read_yaml(text: str) -> Document:
    """The first document of `text`; raises `YamlError`."""
    try:
        loader = _Loader(text)
        node = loader.get_single_node()
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        raise YamlError(problem.problem or "not YAML", mark.line + 1 if mark else 1) from problem
    except yaml.YAMLError as problem:
        raise YamlError(f"not YAML: {problem}", 1) from problem
    lines: dict[Path, int] = {}
    return Document(_Builder(loader, lines).value(node, ()) if node else None, lines)


class _Builder:
    def __init__(self, loader: yaml.CSafeLoader, lines: dict[Path, int]) -> None:
        self._loader = loader
        self._lines = lines
        self._open: set[int] = set()

    def value(self, node: yaml.Node, path: Path) -> Any:
        self._lines.setdefault(path, node.start_mark.line + 1)
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node)
        if id(node) in self._open:
            raise YamlError("an alias refers to the list or mapping that holds it", _line(node))
        self._open.add(id(node))
        try:
            if isinstance(node, yaml.MappingNode):
                return self._mapping(node, path)
            return [self.value(child, (*path, i)) for i, child in enumerate(node.value)]
        finally:
            self._open.discard(id(node))

    def _scalar(self, node: yaml.ScalarNode) -> Any:
        if node.tag not in _TAGS:
            raise YamlError(f"the tag {node.tag} has no place here", _line(node))
        try:
            return self._loader.construct_object(node)
        except (yaml.YAMLError, ValueError) as problem:
            raise YamlError(f"cannot read {node.value!r}", _line(node)) from problem

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key_node, child in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                raise YamlError("a key must be plain text", _line(key_node))
            key = str(key_node.value)
            if key in found:
                raise YamlError(f"'{key}' is written twice", _line(key_node))
            self._lines[(*path, key)] = _line(key_node)
            found[key] = self.value(child, (*path, key))
        return found


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1
