"""Collections of profiles: pix, certifiable, evolution, levels."""

from datetime import timedelta

import pytest

from campaigns.services.again import try_again
from campaigns.services.digests import refresh_digest
from competences.models import CompetenceProfile
from competences.services.folding import store_fold
from competences.services.starting import start_test
from tests.campaigns.results.conftest import address, pupil, take_and_send
from tests.campaigns.results.test_pages import names, text
from tests.support.answers import finish

NO_JAVASCRIPT = ("needs_javascript",)


@pytest.fixture
def skilled(school, now):
    """A pupil with a level in 1.2."""
    user = pupil(school, "Abadie")
    test = start_test(user_id=user.pk, competence="1.2", needs=NO_JAVASCRIPT, now=now)
    finish(test, right=True, now=now)
    store_fold(user.pk, "1.2", now=now)
    return user


@pytest.fixture
def collected(collection, school, skilled, now, settings):
    settings.CERTIFIABLE_COMPETENCES = 1
    take_and_send(collection, skilled, chance=1, now=now)
    take_and_send(collection, pupil(school, "Benoît", "6E 1"), chance=1, now=now)
    refresh_digest(collection.pk, now=now)
    return collection


def test_the_page_tells_pix_and_who_is_certifiable(desk, collected, skilled):
    page = text(desk.get(address(collected)))
    pix = CompetenceProfile.objects.get(user=skilled).pix
    digest = desk.get(address(collected)).context["digest"]
    assert (digest.pix, digest.certifiable, digest.mean_pix) == (pix, 1, pix / 2)
    for words in ("2profils envoyés", "1certifiables, soit 50 %", f"Abadie Maëlle 5E 2 {pix}"):
        assert words in page


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"certifiable": "oui"}, ["Abadie"]),
        ({"certifiable": "non"}, ["Benoît"]),
        ({"tri": "-pix"}, ["Abadie", "Benoît"]),
        ({"tri": "pix"}, ["Benoît", "Abadie"]),
    ],
)
def test_filters(desk, collected, query, expected):
    assert names(desk.get(address(collected), query)) == expected


def test_levels_by_competence(desk, collected, skilled):
    [line] = desk.get(address(collected, "analyse/")).context["study"].competences
    profile = CompetenceProfile.objects.get(user=skilled)
    assert (line.competence.pk, line.tally.results, line.tally.level) == ("1.2", 1, profile.level)
    assert "1 sur 2" in text(desk.get(address(collected, "analyse/")))


def test_what_changed_since_the_sending_before(desk, collected, skilled, now):
    collected.multiple_sendings = True
    collected.save()
    CompetenceProfile.objects.filter(user=skilled).update(pix=1)
    first = collected.participations.get(user=skilled)
    later = now + timedelta(days=5)
    again = try_again(participation=first, needs=(), now=later)
    from campaigns.services.participations import send

    send(participation=again, now=later)
    refresh_digest(collected.pk, now=later)
    response = desk.get(address(collected))
    gained = 1 - first.result.pix
    assert [row.gained_pix for row in response.context["rows"]] == [gained, None]
    assert response.context["digest"].mean_gained_pix == gained


def test_one_participant(desk, collected, skilled):
    run = collected.participations.get(user=skilled)
    page = text(desk.get(address(collected, f"participants/{run.public_id}/")))
    assert f"{run.result.pix}pix" in page
    assert "oui certifiable à l'envoi" in page.replace("ouicert", "oui cert")
    assert "pix sur 64" in page


def test_nobody_tested_anything(desk, collection, school, now):
    take_and_send(collection, pupil(school, "Benoît"), chance=1, now=now)
    refresh_digest(collection.pk, now=now)
    assert "0 pix en moyenne" in text(desk.get(address(collection))).replace("0pix", "0 pix")
    assert desk.get(address(collection, "analyse/")).status_code == 200
