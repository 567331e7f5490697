"""The page for pupils is written for eleven years old, and tells the periods of the settings."""

import re
from datetime import timedelta
from html import unescape

import pytest

pytestmark = pytest.mark.django_db
PAGE = "/donnees-personnelles/eleves-et-parents/"
SENTENCE_END = re.compile(r"[.!?:]+(?:\s|$)|\n")
WORD = re.compile(r"[a-zàâçéèêëîïôœùûü]+", re.IGNORECASE)
VOWELS = re.compile(r"[aeiouyàâéèêëîïôœùûü]+", re.IGNORECASE)
MUTE_ENDING = re.compile(r"(?<=[bcdfghjklmnpqrstvwxz])(?:es?|ent)$", re.IGNORECASE)


def text_for_pupils(page: str) -> str:
    main = page[page.index("<h1>") : page.index("Pour les parents")]
    return unescape(re.sub(r"<[^>]+>", "\n", main))


def syllables(word: str) -> int:
    return max(1, len(VOWELS.findall(MUTE_ENDING.sub("", word))))


def readability(text: str) -> float:
    """Flesch's index as Kandel and Moles set it for French: from 80 on, easy at 11."""
    sentences = [part for part in SENTENCE_END.split(text) if WORD.search(part)]
    words = WORD.findall(text)
    spoken = sum(syllables(word) for word in words)
    return 207 - 1.015 * len(words) / len(sentences) - 73.6 * spoken / len(words)


def test_the_index_tells_easy_from_hard():
    easy = "Le chat dort. Il rêve. La souris passe près de lui."
    hard = (
        "La responsabilité du traitement informatisé incombe exclusivement à l'administration "
        "territorialement compétente, conformément aux dispositions réglementaires."
    )
    assert readability(easy) > 90
    assert readability(hard) < 20


def test_an_eleven_year_old_can_read_it(client):
    text = text_for_pupils(client.get(PAGE).content.decode())
    assert readability(text) >= 80
    longest = max(len(WORD.findall(part)) for part in SENTENCE_END.split(text))
    assert longest <= 22


@pytest.mark.parametrize("page", [PAGE, "/donnees-personnelles/"])
def test_periods_are_those_of_the_settings(client, page, settings):
    settings.RETENTION = settings.RETENTION | {"unused_accounts": timedelta(days=7 * 365)}
    assert "7 ans" in client.get(page).content.decode()


@pytest.mark.parametrize("page", ["/", "/connexion/", "/inscription/avec-un-adulte/"])
def test_it_is_one_click_away(client, page):
    assert f'href="{PAGE}"' in client.get(page).content.decode()


def test_it_is_one_click_away_when_joining_a_school(client, learner, school):
    client.force_login(learner)
    assert f'href="{PAGE}"' in client.get(f"/rejoindre/{school.code}/").content.decode()
