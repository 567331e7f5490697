"""Python text to the program representation shared with the frame (see docs/simulators.md).

Python's own parser reads the text; nothing is ever compiled or executed.
"""

from __future__ import annotations

import ast
import warnings
from collections.abc import Callable, Iterable
from typing import Any, NoReturn

from .values import ProgramError

Node = dict[str, Any]

_BINARY = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/",
    ast.FloorDiv: "//", ast.Mod: "%", ast.Pow: "**",
}  # fmt: skip
_COMPARE = {
    ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=",
    ast.In: "in", ast.NotIn: "not in", ast.Is: "is", ast.IsNot: "is not",
}  # fmt: skip
_UNARY = {ast.USub: "-", ast.UAdd: "+", ast.Not: "not"}


def parse_program(text: str) -> list[Node]:
    return [statement(item) for item in _parsed(text, "exec").body]


def parse_expression(text: str) -> Node:
    return expression(_parsed(text.strip(), "eval").body)


def _parsed(text: str, mode: str) -> Any:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text.replace("\r\n", "\n"), mode=mode)
    except SyntaxError as error:
        raise ProgramError("syntax", at=error.lineno) from None
    except (ValueError, RecursionError, MemoryError):
        raise ProgramError("syntax") from None


def _refuse(node: ast.AST) -> NoReturn:
    detail = type(node).__name__
    raise ProgramError("unsupported", at=getattr(node, "lineno", None), detail=detail)


def block(items: Iterable[ast.stmt]) -> list[Node]:
    return [statement(item) for item in items]


def statement(node: ast.stmt) -> Node:
    translate = _STATEMENTS.get(type(node)) or _refuse(node)
    return {**translate(node), "at": node.lineno}


def expression(node: ast.expr) -> Node:
    translate = _EXPRESSIONS.get(type(node)) or _refuse(node)
    return translate(node)


def target(node: ast.expr) -> Node:
    if isinstance(node, (ast.Tuple, ast.List)):
        return {"type": "tuple", "items": [target(item) for item in node.elts]}
    if isinstance(node, ast.Name):
        return {"type": "name", "id": node.id}
    if isinstance(node, ast.Subscript) and not isinstance(node.slice, ast.Slice):
        return expression(node)
    _refuse(node)


# Statements


def _assign(node: ast.Assign) -> Node:
    targets = [target(item) for item in node.targets]
    return {"type": "assign", "targets": targets, "value": expression(node.value)}


def _augment(node: ast.AugAssign) -> Node:
    op = _BINARY.get(type(node.op)) or _refuse(node)
    changed, value = target(node.target), expression(node.value)
    return {"type": "augment", "target": changed, "op": op, "value": value}


def _if(node: ast.If) -> Node:
    test, body = expression(node.test), block(node.body)
    return {"type": "if", "test": test, "body": body, "orelse": block(node.orelse)}


def _while(node: ast.While) -> Node:
    if node.orelse:
        _refuse(node)
    return {"type": "while", "test": expression(node.test), "body": block(node.body)}


def _for(node: ast.For) -> Node:
    if node.orelse:
        _refuse(node)
    loop, over = target(node.target), expression(node.iter)
    return {"type": "for", "target": loop, "iter": over, "body": block(node.body)}


def _define(node: ast.FunctionDef) -> Node:
    given = node.args
    extras = (given.vararg, given.kwarg, given.defaults, given.kwonlyargs, given.posonlyargs)
    if any(extras) or node.decorator_list or node.type_params:
        _refuse(node)
    params = [parameter.arg for parameter in given.args]
    return {"type": "def", "name": node.name, "params": params, "body": block(node.body)}


def _return(node: ast.Return) -> Node:
    return {"type": "return", "value": expression(node.value) if node.value else None}


_STATEMENTS: dict[type, Callable[[Any], Node]] = {
    ast.Assign: _assign,
    ast.AugAssign: _augment,
    ast.Expr: lambda node: {"type": "expr", "value": expression(node.value)},
    ast.If: _if,
    ast.While: _while,
    ast.For: _for,
    ast.FunctionDef: _define,
    ast.Return: _return,
    ast.Break: lambda node: {"type": "break"},
    ast.Continue: lambda node: {"type": "continue"},
    ast.Pass: lambda node: {"type": "pass"},
}

# Expressions


def _constant(node: ast.Constant) -> Node:
    value = node.value
    if value is None:
        return {"type": "none"}
    for kind, name in ((bool, "bool"), (int, "int"), (float, "float"), (str, "str")):
        if type(value) is kind:
            return {"type": name, "value": value}
    _refuse(node)


def _items(node: ast.List | ast.Tuple) -> Node:
    kind = "list" if isinstance(node, ast.List) else "tuple"
    return {"type": kind, "items": [expression(item) for item in node.elts]}


def _dict(node: ast.Dict) -> Node:
    keys = [expression(key) if key else _refuse(node) for key in node.keys]
    return {"type": "dict", "keys": keys, "values": [expression(item) for item in node.values]}


def _unary(node: ast.UnaryOp) -> Node:
    op = _UNARY.get(type(node.op)) or _refuse(node)
    return {"type": "unary", "op": op, "value": expression(node.operand)}


def _binary(node: ast.BinOp) -> Node:
    op = _BINARY.get(type(node.op)) or _refuse(node)
    left, right = expression(node.left), expression(node.right)
    return {"type": "binary", "op": op, "left": left, "right": right}


def _logic(node: ast.BoolOp) -> Node:
    op = "and" if isinstance(node.op, ast.And) else "or"
    return {"type": "logic", "op": op, "values": [expression(item) for item in node.values]}


def _compare(node: ast.Compare) -> Node:
    left, rights = expression(node.left), [expression(item) for item in node.comparators]
    ops = [_COMPARE[type(op)] for op in node.ops]
    return {"type": "compare", "left": left, "ops": ops, "rights": rights}


def _choice(node: ast.IfExp) -> Node:
    test, yes = expression(node.test), expression(node.body)
    return {"type": "choice", "test": test, "yes": yes, "no": expression(node.orelse)}


def _call(node: ast.Call) -> Node:
    arguments = [expression(item) for item in node.args]
    named = {word.arg or _refuse(node): expression(word.value) for word in node.keywords}
    call = {"args": arguments, "keywords": named}
    if isinstance(node.func, ast.Name):
        return {"type": "call", "name": node.func.id, **call}
    if isinstance(node.func, ast.Attribute):
        owner = expression(node.func.value)
        return {"type": "method", "value": owner, "name": node.func.attr, **call}
    _refuse(node)


def _subscript(node: ast.Subscript) -> Node:
    value = expression(node.value)
    if not isinstance(node.slice, ast.Slice):
        return {"type": "index", "value": value, "key": expression(node.slice)}
    cut = node.slice
    bounds = [expression(part) if part else None for part in (cut.lower, cut.upper, cut.step)]
    return {"type": "slice", "value": value, "bounds": bounds}


def _comprehension(node: ast.ListComp | ast.GeneratorExp) -> Node:
    if len(node.generators) != 1 or node.generators[0].is_async:
        _refuse(node)
    loop = node.generators[0]
    return {
        "type": "comprehension",
        "item": expression(node.elt),
        "target": target(loop.target),
        "iter": expression(loop.iter),
        "tests": [expression(test) for test in loop.ifs],
    }


def _joined(node: ast.JoinedStr) -> Node:
    return {"type": "format", "parts": [_part(part) for part in node.values]}


def _part(node: ast.expr) -> Node:
    if not isinstance(node, ast.FormattedValue):
        return expression(node)
    spec = ""
    if isinstance(node.format_spec, ast.JoinedStr):
        texts = node.format_spec.values
        spec = "".join(
            str(part.value) if isinstance(part, ast.Constant) else _refuse(part) for part in texts
        )
    if node.conversion != -1:
        _refuse(node)
    return {"type": "field", "value": expression(node.value), "spec": spec}


_EXPRESSIONS: dict[type, Callable[[Any], Node]] = {
    ast.Constant: _constant,
    ast.Name: lambda node: {"type": "name", "id": node.id},
    ast.List: _items,
    ast.Tuple: _items,
    ast.Dict: _dict,
    ast.UnaryOp: _unary,
    ast.BinOp: _binary,
    ast.BoolOp: _logic,
    ast.Compare: _compare,
    ast.IfExp: _choice,
    ast.Call: _call,
    ast.Subscript: _subscript,
    ast.ListComp: _comprehension,
    ast.GeneratorExp: _comprehension,
    ast.JoinedStr: _joined,
}
