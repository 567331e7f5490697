"""Runs a parsed program inside limits. Nothing is ever handed to Python's exec or eval."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from .arithmetic import binary
from .evaluator import BREAK, CONTINUE, NEXT, Evaluator, Function, Returned, Signal
from .methods import call_method
from .python_text import Node
from .values import ProgramError, Value, truth, whole


class Machine(Evaluator):
    def run(self, program: Sequence[Node]) -> None:
        if self._guarded(lambda: self.execute(program)) is not NEXT:
            raise ProgramError("syntax", at=self.at)

    def ask(self, question: Node) -> Value:
        """The value of an expression, once the program has run."""
        return self._guarded(lambda: self.value(question))

    def _guarded(self, action: Callable[[], Value]) -> Value:
        try:
            return action()
        except RecursionError:
            raise ProgramError("depth", at=self.at) from None
        except ProgramError as error:
            error.at = error.at or self.at
            raise

    # Statements

    def execute(self, body: Sequence[Node]) -> Signal:
        for node in body:
            self.at = node["at"]
            self.meter.step()
            signal = self._STATEMENTS[node["type"]](self, node)
            if signal is not NEXT:
                return signal
        return NEXT

    def _expr(self, node: Node) -> Signal:
        self.value(node["value"])
        return NEXT

    def _assign(self, node: Node) -> Signal:
        value = self.value(node["value"])
        for target in node["targets"]:
            self.store(target, value)
        return NEXT

    def _augment(self, node: Node) -> Signal:
        target = node["target"]
        if target["type"] == "tuple":
            raise ProgramError("type")
        value = self.value(node["value"])
        if target["type"] == "name":
            name = target["id"]
            old = self.scope.find(name)
            self.scope.names[name] = self._changed(node["op"], old, value)
            return NEXT
        owner, key = self.value(target["value"]), self.value(target["key"])
        self._store_item(owner, key, self._changed(node["op"], self._item(owner, key), value))
        return NEXT

    def _changed(self, op: str, old: Value, value: Value) -> Value:
        if op == "+" and isinstance(old, list):
            call_method(old, "extend", self, [value], {})
            return old
        return binary(op, old, value, self.meter)

    def _if(self, node: Node) -> Signal:
        return self.execute(node["body"] if truth(self.value(node["test"])) else node["orelse"])

    def _while(self, node: Node) -> Signal:
        while True:
            self.at = node["at"]
            if not truth(self.value(node["test"])):
                return NEXT
            self.meter.step()
            signal = self.execute(node["body"])
            if signal is BREAK:
                return NEXT
            if isinstance(signal, Returned):
                return signal

    def _repeat(self, node: Node) -> Signal:
        times = whole(self.value(node["count"]))
        return self._loop(range(times), node["body"])

    def _for(self, node: Node) -> Signal:
        values = self._iterate(self.value(node["iter"]))
        return self._loop(values, node["body"], node["target"], node["at"])

    def _loop(
        self,
        values: Any,
        body: Sequence[Node],
        target: Node | None = None,
        at: int | None = None,
    ) -> Signal:
        for value in values:
            self.at = at or self.at
            self.meter.step()
            if target is not None:
                self.store(target, value)
            signal = self.execute(body)
            if signal is BREAK:
                return NEXT
            if isinstance(signal, Returned):
                return signal
        return NEXT

    def _def(self, node: Node) -> Signal:
        local = frozenset(node["params"]) | assigned(node["body"])
        function = Function(node["name"], node["params"], node["body"], self.scope, local)
        self.scope.names[node["name"]] = function
        return NEXT

    def _return(self, node: Node) -> Signal:
        if self.depth == 0:
            raise ProgramError("syntax")
        return Returned(self.value(node["value"]) if node["value"] else None)

    _STATEMENTS: Mapping[str, Callable[[Machine, Node], Signal]] = {
        "expr": _expr,
        "assign": _assign,
        "augment": _augment,
        "if": _if,
        "while": _while,
        "repeat": _repeat,
        "for": _for,
        "def": _def,
        "return": _return,
        "break": lambda machine, node: BREAK,
        "continue": lambda machine, node: CONTINUE,
        "pass": lambda machine, node: NEXT,
    }


def assigned(body: Sequence[Node]) -> frozenset[str]:
    """The names that a function's body assigns: they are its own, as in Python."""
    names: set[str] = set()
    for node in body:
        targets = [*node.get("targets", ()), node.get("target")]
        names.update(*(_target_names(target) for target in targets if target))
        if node["type"] == "def":
            names.add(node["name"])
        else:
            names |= assigned(node.get("body", ())) | assigned(node.get("orelse", ()))
    return frozenset(names)


def _target_names(target: Node) -> set[str]:
    if target["type"] == "tuple":
        return set().union(*(_target_names(item) for item in target["items"]))
    return {target["id"]} if target["type"] == "name" else set()
