"""The interface is whole in English, and French texts are set as French is."""

import re

import pytest
from babel.messages.pofile import read_po
from django.utils.translation import ngettext, override

from tests.support.messages import (
    FRENCH,
    french_plurals,
    missing,
    translations,
    used_messages,
)

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%%|\{\w+\}")
TAG = re.compile(r"</?[a-z][^>]*>")
BREAKABLE = re.compile(r"[ \n](?=[:;?!»])|(?<=«)[ \n]|(?<=\d)[ \n](?=\d{3}\b)")
FRENCH_SIGN = re.compile(r"[\u00a0\u202f«»]")


@pytest.fixture(scope="module")
def used():
    return used_messages()


@pytest.fixture(scope="module")
def pairs(used):
    """(French, English) of each text, plural forms apart."""
    english = translations()
    found = []
    for message in used:
        known = english.get(message.id, message.context)
        if known and known.string:
            found += zip(_forms(message.id), _forms(known.string), strict=True)
    return [pair for pair in found if pair[0]]


def _forms(text):
    return (text,) if isinstance(text, str) else text


def test_every_text_has_its_english(used):
    assert len(used) > 500
    assert [message.id for message in missing(translations(), used)] == []


def test_no_translation_is_left_without_its_text(used):
    ids = {(message.id, message.context) for message in used}
    assert [m.id for m in translations() if m.id and (m.id, m.context) not in ids] == []


def test_french_plurals_are_all_known(used):
    with FRENCH.open("rb") as file:
        kept = {message.id: message.string for message in read_po(file, locale="fr") if message.id}
    assert kept == {message.id: message.id for message in french_plurals(used) if message.id}


@pytest.mark.parametrize(
    ("number", "word"), [(0, "participant"), (1, "participant"), (2, "participants")]
)
def test_nothing_is_singular_in_french(number, word):
    with override("fr"):
        assert ngettext("participant", "participants", number) == word


def test_english_keeps_placeholders_and_tags(pairs):
    for pattern in (PLACEHOLDER, TAG):
        different = {
            french: english
            for french, english in pairs
            if sorted(pattern.findall(french)) != sorted(pattern.findall(english))
        }
        assert different == {}


def test_a_percent_sign_of_a_format_is_doubled(pairs):
    formats = [english for french, english in pairs if PLACEHOLDER.search(french)]
    assert [text for text in formats if "%" in PLACEHOLDER.sub("", text)] == []


def test_french_signs_are_not_parted_from_their_word(pairs):
    assert [french for french, _english in pairs if BREAKABLE.search(french)] == []


def test_english_has_no_french_typography(pairs):
    assert [english for _french, english in pairs if FRENCH_SIGN.search(english)] == []
