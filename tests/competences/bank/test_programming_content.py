"""The programs that challenges of 3.4 ask to read print what their solutions say."""

import html
import re

import pytest

from competences.bank import read_bank
from competences.bank.content import CONTENT_FOLDER
from competences.bank.simulators.programming.interpreter import Machine
from competences.bank.simulators.programming.python_text import parse_program
from competences.bank.simulators.programming.values import Meter
from competences.bank.variants import draw_variant
from competences.engine import mark

CODE = re.compile(r'<code class="language-python">(.*?)</code>', re.DOTALL)


def programs_to_read():
    bank = read_bank(CONTENT_FOLDER)
    for challenge in bank.challenges():
        if "Output checked" in (challenge.author_notes or ""):
            yield from (
                draw_variant(challenge, number) for number in range(challenge.variant_count)
            )


def answer(variant, printed):
    """What a learner types: the line, or one word of it in each field."""
    if not variant.fields:
        return {"text": printed}
    names = (field.id for field in variant.fields)
    return {"fields": dict(zip(names, printed.split(), strict=True))}


@pytest.mark.parametrize(
    "variant", [*programs_to_read()], ids=lambda v: f"{v.challenge_id}-{v.number}"
)
def test_the_answer_is_what_the_program_prints(variant):
    code = html.unescape(CODE.search(variant.instruction_html)[1])
    machine = Machine(Meter(20_000, 150_000))
    machine.run(parse_program(code))
    printed = machine.output.strip().splitlines()[-1]
    assert mark(variant.kind, variant.solution, answer(variant, printed)).outcome == "correct"
