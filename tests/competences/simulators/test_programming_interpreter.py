"""The server's interpreter: the table of programs that the frame obeys too, and its limits."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from competences.bank.simulators.programming.interpreter import Machine
from competences.bank.simulators.programming.python_text import parse_expression, parse_program
from competences.bank.simulators.programming.values import Meter, ProgramError

TABLE = json.loads(Path(__file__).with_name("programs.json").read_text(encoding="utf-8"))


def run(text: str, inputs: tuple[str, ...] = ()) -> tuple[str, str, int]:
    meter = Meter(20_000, 150_000)
    machine = Machine(meter, inputs=inputs)
    error = ""
    try:
        machine.run(parse_program(text))
    except ProgramError as problem:
        error = problem.code
    return machine.output, error, meter.steps


@pytest.mark.parametrize("program", TABLE, ids=lambda program: program["name"])
def test_the_table_of_programs_holds(program):
    found = run(program["text"], tuple(program.get("inputs", ())))
    assert found == (program["output"], program["error"], program["steps"])


def test_a_problem_says_its_line():
    with pytest.raises(ProgramError) as caught:
        Machine(Meter(100, 100)).run(parse_program("x = 1\n\nprint(x / 0)\n"))
    assert (caught.value.code, caught.value.at) == ("zero", 3)


def test_an_expression_is_asked_after_the_program():
    machine = Machine(Meter(100, 1000))
    machine.run(parse_program("def double(n):\n    return 2 * n\n"))
    assert machine.ask(parse_expression("double(21)")) == 42


@pytest.mark.parametrize(
    "text",
    [
        "while True:\n    x = " + "+".join("1" * 400),
        "x = [1]\nfor i in range(40):\n    x = [x, x]\nprint(x == x)",
        "x = (1,)\nfor i in range(40):\n    x = (x, x)\nd = {x: 1}",
        "x = 'a' * 2000\nwhile True:\n    y = x.replace('a', 'aaaaaaaa')",
        "x = list(range(5000))\nwhile True:\n    y = sorted(x, reverse=True)",
        "print(" + "(" * 90 + "1" + ")" * 90 + ")",
        "x = " + "-" * 9_000 + "1",
        "x = " + "[" * 4_000,
        "def f(n):\n    return [f(n + 1) for i in range(3)]\nf(0)",
        "x = 7\nfor i in range(900):\n    x = x ** 2 % 10 ** 290",
        "x = '9' * 2000\ny = int(x)",
        "x = []\nfor i in range(5000):\n    x.append('b' * 2000)",
    ],
)
def test_no_program_is_slow(text):
    started = time.process_time()
    run(text)
    assert time.process_time() - started < 2


WORDS = st.sampled_from(
    [
        "x", "y", "=", "==", "+", "-", "*", "/", "//", "%", "**", "(", ")", "[", "]", "{", "}",
        ":", ",", ".", "\n", "\n\t", "if", "else", "for", "in", "while", "def", "return", "break",
        "print", "range", "len", "'a'", '"', "f'{x}'", "1", "2.5", "9999999999", "True", "None",
        "and", "or", "not", "#", "\\", "é", "😀", "\0",
    ]
)  # fmt: skip


@settings(max_examples=300, deadline=1000)
@given(st.lists(WORDS, max_size=40).map(" ".join) | st.text(max_size=80))
def test_any_text_is_a_program_or_a_problem(text):
    run(text)


LINES = st.sampled_from(
    [
        "x = 3", "y = [1, 2]", "x = x + 1", "y.append(x)", "x = y", "print(x, y)", "x = x * y",
        "y = y + [y]", "x = str(y)", "x = x[0]", "y = x == y", "x = x ** 9", "x = -x",
        "y = sorted(y)",
        "x, y = y, x", "for i in y:\n    y.append(i)", "while x:\n    x = x - 1", "x = y[-1]",
        "def f(a):\n    return f(a)", "x = f(y)", "y = {x: y}", "x = f'{x}{y}'", "x = int(x)",
        "y = [a for a in y if a != x]", "x = 'é' * x", "y = y[::-1]", "x = max(y)", "x = x / 3",
    ]
)  # fmt: skip


@settings(max_examples=200, deadline=2000)
@given(st.lists(LINES, max_size=25).map("\n".join))
def test_any_mixture_of_instructions_ends(text):
    run(text)
