"""Short texts: the five tolerances, alone and together, and the rejected answers."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from competences.engine.marking import mark
from competences.engine.marking.normalise import is_blank, normalise
from competences.engine.marking.typos import levenshtein, slip


def outcome(text, *accepted, **solution):
    return mark("short_text", {"accepted": list(accepted), **solution}, {"text": text}).outcome


@pytest.mark.parametrize(
    ("text", "accepted", "tolerances", "expected"),
    [
        ("Clé USB", "clé usb", ["case"], "correct"),
        ("Cle usb", "clé usb", ["case"], "incorrect"),
        ("cle usb", "clé usb", ["accents"], "correct"),
        ("CŒUR", "COEUR", ["accents"], "correct"),
        ("curriculum vitæ", "curriculum vitae", ["accents"], "correct"),
        ("cœur", "coeur", ["case"], "incorrect"),
        ("clé\u00a0usb ", "cléusb", ["spaces"], "correct"),
        ("clé\u200busb", "cléusb", ["spaces"], "correct"),
        ("clé usb", "cléusb", ["case"], "incorrect"),
        ("l’écran", "l'écran", ["punctuation"], "correct"),
        ("mot-clé !", "mot clé", ["punctuation", "spaces"], "correct"),
        ("mot-clé", "mot clé", ["spaces"], "incorrect"),
        ("ordinatuer", "ordinateur", ["typos"], "correct"),
        ("ordinatuer", "ordinateur", ["case"], "incorrect"),
        ("e\u0301cran", "écran", [], "correct"),
        ("Écran", "écran", [], "incorrect"),
        (" écran", "écran", [], "incorrect"),
        ("?", "!", ["punctuation"], "incorrect"),
        ("?", "?", ["punctuation"], "correct"),
    ],
)
def test_tolerance(text, accepted, tolerances, expected):
    assert outcome(text, accepted, tolerances=tolerances) == expected


def test_all_tolerances_by_default():
    assert outcome(" LE NAVIGTEUR, ", "le navigateur") == "correct"


@pytest.mark.parametrize(
    ("given", "expected", "distance"),
    [
        ("abcd", "abce", 1),  # 1 of 4: 0.25 exactly
        ("abxy", "abcd", None),  # 2 of 4
        ("abc", "abcd", None),  # under 4 given
        ("abcd", "abc", None),  # under 4 accepted
        ("abcde", "abcd", 1),
        ("abcdefgh", "abcdef", 2),
        ("abcdef", "abcdefgh", None),  # 2 of 6
    ],
)
def test_slip(given, expected, distance):
    assert slip(given, expected) == distance


def test_the_length_that_counts_is_the_one_after_treatments():
    assert outcome("c-a-b", "car") == "incorrect"


def test_a_rejected_answer_wins():
    assert outcome("poisson", "poison", rejected=["poisson"]) == "incorrect"
    assert outcome("poison", "poison", rejected=["poisson"]) == "correct"
    assert outcome("POISON", "poison", rejected=["Poison"]) == "incorrect"


def test_a_slip_as_near_to_a_rejected_answer_is_not_right():
    assert outcome("poissons", "poison", rejected=["poisson"]) == "incorrect"


@pytest.mark.parametrize("text", ["", "  ", "\u00a0", "\u200b\n"])
def test_blank_is_skipped(text):
    assert outcome(text, "x") == "skipped"


def test_a_long_answer_is_wrong_at_once():
    assert outcome("a" * 1_000_000, "a" * 400) == "incorrect"
    assert outcome(" " * 1_000_000 + "souris", "souris") == "correct"


WORDS = st.text(max_size=12)


@given(WORDS, WORDS, WORDS)
def test_levenshtein_is_a_distance(a, b, c):
    assert (levenshtein(a, b) == 0) == (a == b)
    assert levenshtein(a, b) == levenshtein(b, a) <= max(len(a), len(b))
    assert levenshtein(a, c) <= levenshtein(a, b) + levenshtein(b, c)


@given(WORDS, WORDS)
def test_a_slip_never_passes_a_quarter_of_the_answer(a, b):
    distance = slip(a, b)
    if distance is not None:
        assert min(len(a), len(b)) >= 4
        assert distance == levenshtein(a, b) <= len(a) / 4


@given(st.text(max_size=40), st.sets(st.sampled_from(["case", "accents", "spaces", "punctuation"])))
def test_an_answer_equal_to_the_accepted_one_is_right(text, tolerances):
    assume(not is_blank(text))
    assert outcome(text, text, tolerances=list(tolerances)) == "correct"


@given(st.text(alphabet="aàâçéèêœæ' -ABÉ", max_size=30))
def test_treatments_settle_at_once(text):
    once = normalise(text, ("case", "accents", "spaces"))
    assert normalise(once, ("case", "accents", "spaces")) == once
