"""Works out expressions and calls, node by node, inside limits."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from .arithmetic import binary, negative
from .functions import FUNCTIONS, call_function
from .methods import call_method
from .python_text import Node
from .values import (
    MAX_ITEMS,
    Meter,
    ProgramError,
    Value,
    compare,
    dict_key,
    elements,
    show,
    sized,
    truth,
    whole,
)

MAX_DEPTH = 60
MAX_OUTPUT = 5_000
NEXT, BREAK, CONTINUE = "next", "break", "continue"

Command = Callable[[], Value]


@dataclass
class Scope:
    """Names of the module, or of one call; `local` are the names its function assigns."""

    names: dict[str, Value] = field(default_factory=dict)
    local: frozenset[str] = frozenset()
    parent: Scope | None = None

    def find(self, name: str) -> Value:
        scope: Scope | None = self
        while scope is not None:
            if name in scope.names:
                return scope.names[name]
            if name in scope.local:
                break
            scope = scope.parent
        raise ProgramError("name", detail=name)


@dataclass(frozen=True, eq=False)
class Function:
    name: str
    params: Sequence[str]
    body: Sequence[Node]
    scope: Scope
    local: frozenset[str]


@dataclass(frozen=True, eq=False)
class Builtin:
    name: str


@dataclass(frozen=True)
class Returned:
    value: Value


Signal = str | Returned


class Evaluator:
    def __init__(
        self,
        meter: Meter,
        *,
        commands: Mapping[str, Command] | None = None,
        inputs: Sequence[str] = (),
        given: Mapping[str, Value] | None = None,
    ) -> None:
        self.meter, self.commands, self.inputs = meter, commands or {}, list(inputs)
        self.scope = Scope(names=dict(given or {}))
        self.output = ""
        self.depth = 0
        self.at: int | None = None

    def execute(self, body: Sequence[Node]) -> Signal:
        raise NotImplementedError

    # Expressions

    def value(self, node: Node) -> Value:
        self.meter.evaluate()
        return self._EXPRESSIONS[node["type"]](self, node)

    def values(self, nodes: Sequence[Node]) -> list[Value]:
        return [self.value(node) for node in nodes]

    def _literal(self, node: Node) -> Value:
        return sized(node["value"], self.meter)

    def _name(self, node: Node) -> Value:
        name = node["id"]
        try:
            return self.scope.find(name)
        except ProgramError:
            if name in FUNCTIONS or name in self.commands or name in ("print", "input"):
                return Builtin(name)
            raise

    def _dict(self, node: Node) -> Value:
        pairs = zip(node["keys"], node["values"], strict=True)
        return {dict_key(self.value(key)): self.value(item) for key, item in pairs}

    def _unary(self, node: Node) -> Value:
        value = self.value(node["value"])
        if node["op"] == "not":
            return not truth(value)
        opposite = negative(value)
        return opposite if node["op"] == "-" else negative(opposite)

    def _binary(self, node: Node) -> Value:
        return binary(node["op"], self.value(node["left"]), self.value(node["right"]), self.meter)

    def _logic(self, node: Node) -> Value:
        result: Value = None
        for item in node["values"]:
            result = self.value(item)
            if truth(result) == (node["op"] == "or"):
                break
        return result

    def _compare(self, node: Node) -> Value:
        left = self.value(node["left"])
        for op, item in zip(node["ops"], node["rights"], strict=True):
            right = self.value(item)
            if not compare(op, left, right, self.meter):
                return False
            left = right
        return True

    def _choice(self, node: Node) -> Value:
        return self.value(node["yes"] if truth(self.value(node["test"])) else node["no"])

    def _index(self, node: Node) -> Value:
        return self._item(self.value(node["value"]), self.value(node["key"]))

    def _item(self, owner: Value, key: Value) -> Value:
        if isinstance(owner, dict):
            if dict_key(key) not in owner:
                raise ProgramError("key")
            return owner[key]
        return owner[self._position(owner, key)]

    def _position(self, owner: Value, key: Value) -> int:
        if not isinstance(owner, (str, list, tuple, range)):
            raise ProgramError("type")
        index = whole(key)
        if not -len(owner) <= index < len(owner):
            raise ProgramError("index")
        return index

    def _slice(self, node: Node) -> Value:
        owner = self.value(node["value"])
        if not isinstance(owner, (str, list, tuple)):
            raise ProgramError("type")
        bounds = [self.value(part) if part else None for part in node["bounds"]]
        cut = slice(*(None if bound is None else whole(bound) for bound in bounds))
        if cut.step == 0:
            raise ProgramError("value")
        return sized(owner[cut], self.meter)

    def _format(self, node: Node) -> Value:
        return sized("".join(self._field(part) for part in node["parts"]), self.meter)

    def _field(self, part: Node) -> str:
        value = self.value(part["value"] if part["type"] == "field" else part)
        spec = part.get("spec", "")
        if not spec:
            return show(value, self.meter)
        places = re.fullmatch(r"\.([0-9])f", spec)
        if places is None or type(value) not in (int, float, bool):
            raise ProgramError("value", detail=spec)
        return f"{float(value):{spec}}"

    def _comprehension(self, node: Node) -> Value:
        source = self.value(node["iter"])
        outer, results = self.scope, []
        self.scope = Scope(parent=outer)
        try:
            for value in self._iterate(source):
                self.meter.step()
                self.store(node["target"], value)
                if all(truth(self.value(test)) for test in node["tests"]):
                    results.append(self.value(node["item"]))
        finally:
            self.scope = outer
        return sized(results, self.meter)

    # Names and targets

    def store(self, target: Node, value: Value) -> None:
        if target["type"] == "name":
            self.scope.names[target["id"]] = value
        elif target["type"] == "tuple":
            parts = elements(value, self.meter)
            if len(parts) != len(target["items"]):
                raise ProgramError("unpack")
            for item, part in zip(target["items"], parts, strict=True):
                self.store(item, part)
        else:
            self._store_item(self.value(target["value"]), self.value(target["key"]), value)

    def _store_item(self, owner: Value, key: Value, value: Value) -> None:
        if isinstance(owner, dict):
            owner[dict_key(key)] = value
            if len(owner) > MAX_ITEMS:
                raise ProgramError("size")
        elif isinstance(owner, list):
            owner[self._position(owner, key)] = value
        else:
            raise ProgramError("type")

    def _iterate(self, values: Value) -> Iterator[Value]:
        """A list is walked as it is while the loop changes it, as Python does."""
        if isinstance(values, (str, list, tuple, range)):
            return iter(values)
        return iter(elements(values, self.meter))

    # Calls

    def _call(self, node: Node) -> Value:
        function = self._name({"id": node["name"]})
        arguments = self.values(node["args"])
        keywords = {word: self.value(item) for word, item in node["keywords"].items()}
        return self.apply(function, arguments, keywords)

    def _method(self, node: Node) -> Value:
        owner = self.value(node["value"])
        arguments = self.values(node["args"])
        keywords = {word: self.value(item) for word, item in node["keywords"].items()}
        self.meter.step()
        return call_method(owner, node["name"], self, arguments, keywords)

    def apply(
        self, function: Value, arguments: list[Value], keywords: dict[str, Value] | None = None
    ) -> Value:
        if isinstance(function, Builtin):
            self.meter.step()
            return self._builtin(function.name, arguments, keywords or {})
        if not isinstance(function, Function):
            raise ProgramError("call")
        if keywords or len(arguments) != len(function.params):
            raise ProgramError("arguments", detail=function.name)
        return self._enter(function, dict(zip(function.params, arguments, strict=True)))

    def _enter(self, function: Function, names: dict[str, Value]) -> Value:
        if self.depth >= MAX_DEPTH:
            raise ProgramError("depth")
        caller, at = self.scope, self.at
        self.scope = Scope(names, function.local, function.scope)
        self.depth += 1
        signal = self.execute(function.body)
        if signal in (BREAK, CONTINUE):
            raise ProgramError("syntax")
        self.depth -= 1
        self.scope, self.at = caller, at
        return signal.value if isinstance(signal, Returned) else None

    def _builtin(self, name: str, arguments: list[Value], keywords: dict[str, Value]) -> Value:
        if name == "print":
            return self._print(arguments, keywords)
        if name == "input":
            return self._input()
        if name in self.commands:
            if arguments or keywords:
                raise ProgramError("arguments", detail=name)
            return self.commands[name]()
        return call_function(FUNCTIONS[name], self, arguments, keywords)

    def _print(self, arguments: list[Value], keywords: dict[str, Value]) -> None:
        options = {"sep": " ", "end": "\n"}
        if not keywords.keys() <= options.keys():
            raise ProgramError("arguments", detail="print")
        options |= keywords
        if not all(isinstance(item, str) for item in options.values()):
            raise ProgramError("arguments", detail="print")
        words = (show(item, self.meter) for item in arguments)
        self.output += options["sep"].join(words) + options["end"]
        if len(self.output) > MAX_OUTPUT:
            raise ProgramError("output")

    def _input(self) -> Value:
        if not self.inputs:
            raise ProgramError("input")
        return self.inputs.pop(0)

    _EXPRESSIONS: Mapping[str, Callable[[Evaluator, Node], Value]] = {
        **dict.fromkeys(("int", "float", "str", "bool"), _literal),
        "none": lambda machine, node: None,
        "name": _name,
        "list": lambda machine, node: sized(machine.values(node["items"]), machine.meter),
        "tuple": lambda machine, node: tuple(machine.values(node["items"])),
        "dict": _dict,
        "unary": _unary,
        "binary": _binary,
        "logic": _logic,
        "compare": _compare,
        "choice": _choice,
        "index": _index,
        "slice": _slice,
        "format": _format,
        "comprehension": _comprehension,
        "call": _call,
        "method": _method,
    }
