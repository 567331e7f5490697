"""Numbers as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competences.engine.marking import mark

NB = "\u00a0"
NARROW = "\u202f"


def outcome(text, value, **solution):
    return mark("number", {"value": value, **solution}, {"text": text}).outcome


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12,5", 12.5),
        ("12.5", 12.5),
        (" 12,50 ", 12.5),
        ("1 234", 1234),
        (f"1{NB}234{NARROW}567", 1234567),
        ("1 234,50 Mo", 1234.5),
        ("1234,5mo", 1234.5),
        ("1.234,50", 1234.5),
        ("1,234.50", 1234.5),
        ("12 Mo.", 12),
        ("€ 12", 12),
        ("12€", 12),
        ("12 euro", 12),
        ("-3", -3),
        ("−3", -3),
        ("+3", 3),
        (",5", 0.5),
        ("12.", 12),
        ("007", 7),
        ("0,3", 0.1 + 0.2),
    ],
)
def test_right(text, value):
    assert outcome(text, value, units=["Mo", "€", "euros"]) == "correct"


@pytest.mark.parametrize(
    "text",
    ["13", "12,51", "12 Go", "12 13", "1 2", "abc", "douze", "1e1", "1e999", "NaN", "inf", "12-",
     "-12", "0x0C", "१२", "12 Mo 3", "Mo 12 Mo", "--12", "1.2.0", "1" * 5000, "12\x00", "\ud800"],
)  # fmt: skip
def test_wrong(text):
    assert outcome(text, 12, units=["Mo"]) == "incorrect"


def test_a_unit_nobody_asked_for_is_wrong():
    assert outcome("12 Mo", 12) == "incorrect"


def test_tolerance():
    assert outcome("12,51", 12.5, tolerance=0.01) == "correct"
    assert outcome("12,52", 12.5, tolerance=0.01) == "incorrect"


def test_large_whole_numbers_are_exact():
    assert outcome("12345678901234", 12345678901234) == "correct"
    assert outcome("12345678901235", 12345678901234) == "incorrect"


@pytest.mark.parametrize("value", [12, 12.0, True, None, [12]])
def test_a_response_that_is_not_text(value):
    verdict = mark("number", {"value": 12}, {"text": value})
    assert verdict.outcome == ("skipped" if value is None else "incorrect")


@given(st.integers(-(10**12), 10**12), st.sampled_from([" ", NB, NARROW, ""]))
def test_grouped_thousands_read_back(value, space):
    assert outcome(f"{value:,}".replace(",", space), value) == "correct"


@given(st.decimals(-(10**9), 10**9, places=2), st.sampled_from([",", "."]))
def test_decimals_read_back(value, point):
    assert outcome(str(value).replace(".", point), float(value)) == "correct"
