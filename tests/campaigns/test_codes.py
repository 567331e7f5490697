"""Codes, however people type them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.codes import draw_code, normalised


@pytest.mark.parametrize(
    "typed",
    [
        "ABCDEF234",
        "abcdef234",
        " abc def 234 ",
        "ABC-DEF-234",
        "abc\u2013def\u00a0234",
        "A.B.C.D.E.F.2.3.4",
        "https://pix.example.org/parcours/ABCDEF234/",
        "A8CDEFZ34",
    ],
)
def test_every_way_of_typing_gives_the_code(typed):
    assert normalised(typed) == "ABCDEF234"


@given(st.from_regex(r"[ABCDEFGHJKMNPQRSTUVWXYZ]{6}[2-9]{3}", fullmatch=True))
def test_a_code_is_itself(code):
    assert normalised(code) == code


def test_a_drawn_code_has_its_shape():
    assert re.fullmatch(r"[ABCDEFGHJKMNPQRSTUVWXYZ]{6}[2-9]{3}", draw_code())


@given(st.text(max_size=300))
def test_any_text_is_read_without_harm(typed):
    assert normalised(normalised(typed)) == normalised(typed)
