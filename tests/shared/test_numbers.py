"""Figures and dates in French and in English."""

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from pix.shared import numbers


@pytest.mark.parametrize(("value", "decimals", "text"), [
    (1024, 0, "1\u202f024"), (2.5, 1, "2,5"), (-3, 0, "\u22123"), (0, 0, "0"),
])  # fmt: skip
def test_numbers_in_french(value, decimals, text):
    assert numbers.number(value, decimals) == text


def test_figures_and_dates_in_english():
    with translation.override("en"):
        assert numbers.number(1024) == "1,024"
        assert numbers.percent(0.614) == "61%"
        assert numbers.file_size(14336) == "14\u00a0KB"
        assert numbers.long_date(date(2027, 2, 1)) == "Monday 1 February 2027"


def test_a_share_is_a_percentage():
    assert numbers.percent(0.614) == "61\u00a0%"
    assert numbers.percent(23 / 40) == "58\u00a0%"


@pytest.mark.parametrize(("size", "text"), [
    (512, "512\u00a0o"), (14336, "14\u00a0Ko"), (3_200_000, "3,2\u00a0Mo"),
])  # fmt: skip
def test_file_sizes(size, text):
    assert numbers.file_size(size) == text


@pytest.mark.parametrize(("seconds", "text"), [
    (0, "0\u00a0s"), (45, "45\u00a0s"), (95, "1\u00a0min\u00a035\u00a0s"), (3600, "1\u00a0h"),
])  # fmt: skip
def test_durations(seconds, text):
    assert numbers.duration(seconds) == text


def test_long_dates_follow_the_reader():
    assert numbers.long_date(date(2027, 1, 4)) == "lundi 4 janvier 2027"
    assert numbers.long_date(date(2027, 2, 1)) == "lundi 1er février 2027"
    late = datetime(2027, 1, 3, 23, 30, tzinfo=UTC)
    assert numbers.long_date(late) == "lundi 4 janvier 2027"


@pytest.mark.parametrize(("days", "text"), [
    (0, "aujourd'hui"), (1, "demain"), (3, "dans 3 jours"),
])  # fmt: skip
def test_days_left(days, text):
    assert numbers.days_left(days) == text
