"""A Python program to read, run or repair."""

from collections.abc import Mapping
from random import Random
from typing import Any

from . import Built
from .support.formats import writer
from .support.programs import PROGRAMS
from .support.ranking import draw_until

VERSION = 1
FORMATS = ("py", "txt")

_BUG = "  #! "


def build(rng: Random, *, program: str = "sum", bug: bool = False) -> Built:
    """`program`, by level: bill 2; countdown, ticket, sum 3; readings, rows 4; discount,
    counting 5; cipher, search 6; steps, swaps 7; cache 8. Constants are drawn.

    With `bug`, one line is wrong and the program still ends, with another output.
    """
    facts = draw_until(
        lambda: _facts(rng, program, bug=bug), lambda found: found["right_output"] != found["wrong"]
    )
    source = str(facts["code"]).encode()
    shown = {name: value for name, value in facts.items() if name != "wrong"}
    return Built(shown, writer(py=lambda: source, txt=lambda: source))


def _facts(rng: Random, name: str, *, bug: bool) -> Mapping[str, Any]:
    program = PROGRAMS[name]
    constants = {key: rng.randint(low, high) for key, (low, high) in program.draws.items()}
    lines = program.text.format(**constants).splitlines()
    number = next(n for n, line in enumerate(lines, start=1) if _BUG in line)
    right, _, replacement = lines[number - 1].partition(_BUG)
    wrong = right[: len(right) - len(right.lstrip())] + replacement
    sources = {
        text: "\n".join([*lines[: number - 1], text, *lines[number:]]) + "\n"
        for text in (right, wrong)
    }
    outputs = {text: run(source) for text, source in sources.items()}
    code, output = (sources[wrong], outputs[wrong]) if bug else (sources[right], outputs[right])
    return {
        **constants,
        "code": code,
        "output": "\n".join(output),
        "output_lines": len(output),
        "first_output": output[0],
        "last_output": output[-1],
        "line_count": len(lines),
        "right_output": "\n".join(outputs[right]),
        "right_last_output": outputs[right][-1],
        "bug_line": number,
        "bug_text": wrong.strip(),
        "right_text": right.strip(),
        "wrong": "\n".join(outputs[wrong]),
    }


def run(source: str) -> list[str]:
    """The lines that a program of ours prints."""
    printed: list[str] = []
    names = {"print": lambda *values: printed.append(" ".join(map(str, values)))}
    exec(compile(source, "program", "exec"), names)  # noqa: S102  our own programs only
    return printed
