"""The results of a campaign as its team reads them."""

import re
from html import unescape

import pytest

from accounts.enums import AuditAction
from accounts.models import AuditEvent
from campaigns.enums import ParticipationState
from campaigns.models import CampaignDigest, Participation
from campaigns.services.digests import refresh_digest
from tests.campaigns.results.conftest import address, pupil, take, take_and_send
from tests.factories.campaigns import CampaignFactory, ParticipationFactory

TABS = ("resultats/", "analyse/")


def text(response) -> str:
    """Its words, with plain spaces and without tags."""
    bare = re.sub(r"<[^>]+>", "", unescape(response.content.decode()))
    return re.sub(r"\s+", " ", bare)


def names(response) -> list[str]:
    return [row.participation.learner.last_name for row in response.context["rows"]]


def test_the_page_tells_figures_and_who_sent(desk, sent):
    page = text(desk.get(address(sent)))
    for words in ("3résultats envoyés", "Abadie", "100 %", "À mi-chemin", "Palier 80"):
        assert words in page
    assert "Dia" not in page
    assert "1 participant a terminé sans envoyer." in page


def test_who_read_is_in_the_journal(desk, sent, teacher):
    desk.get(address(sent), {"classe": "5E 2"})
    event = AuditEvent.objects.get(action=AuditAction.LIST_READ)
    assert event.actor == teacher
    assert event.details == {"campaign": sent.code, "class_name": "5E 2", "count": 2}


FILTERS = [
    ({}, ["Abadie", "Benoît", "Chen"]),
    ({"tri": "-nom"}, ["Chen", "Benoît", "Abadie"]),
    ({"tri": "maitrise"}, ["Benoît", "Chen", "Abadie"]),
    ({"tri": "-maitrise"}, ["Abadie", "Chen", "Benoît"]),
    ({"tri": "-classe"}, ["Chen", "Abadie", "Benoît"]),
    ({"q": "benoit"}, ["Benoît"]),
    ({"classe": "6E 1"}, ["Chen"]),
    ({"palier": "2"}, ["Abadie"]),
    ({"palier": "0", "q": "ben"}, ["Benoît"]),
    ({"badge": "moitie", "classe": "5E 2"}, ["Abadie"]),
    ({"badge": "-moitie", "classe": "5E 2"}, ["Benoît"]),
    ({"badge": "nope' OR 1", "palier": "99", "classe": "9Z"}, ["Abadie", "Benoît", "Chen"]),
]


@pytest.mark.parametrize(("query", "expected"), FILTERS)
def test_filters_and_order_are_in_the_address(desk, sent, query, expected):
    assert names(desk.get(address(sent), query)) == expected


def test_a_filter_that_keeps_nobody_says_so(desk, sent):
    assert "Personne ne correspond" in text(desk.get(address(sent), {"q": "zzz"}))


@pytest.mark.parametrize("tab", TABS)
def test_before_anybody_came(desk, campaign, tab):
    page = text(desk.get(address(campaign, tab)))
    assert "Personne n'a encore commencé" in page
    assert "Projeter le code" in page
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize("tab", TABS)
def test_before_anybody_sent(desk, campaign, school, tab, now):
    take(campaign, pupil(school, "Dia"), chance=1, now=now)
    page = text(desk.get(address(campaign, tab)))
    assert "personne n'a encore envoyé" in page
    assert "Dia" not in page


@pytest.mark.parametrize("tab", TABS)
def test_one_participant_is_enough(desk, campaign, school, tab, now):
    take_and_send(campaign, pupil(school, "Dia"), chance=0, now=now)
    refresh_digest(campaign.pk, now=now)
    page = text(desk.get(address(campaign, tab)))
    assert "0 %" in page


NAMES = ["<script>alert(1)</script>", "שָׁלוֹם עֲלֵיכֶם", "=1+1", "O'Néill «\u202e»"]


@pytest.mark.parametrize("name", NAMES)
def test_any_name_stays_a_name(desk, campaign, school, name, now):
    run = take_and_send(campaign, pupil(school, name), chance=1, now=now)
    for page in (address(campaign), address(campaign, f"participants/{run.public_id}/")):
        content = desk.get(page).content.decode()
        assert "<script>alert" not in content
        assert f"<bdi>{name}" in unescape(content)


def test_people_without_account_are_told_apart(desk, campaign, now):
    for identifier in ("12345", ""):
        run = ParticipationFactory(campaign=campaign, user=None, identifier=identifier, sent=True)
        run.result = run_result(run, now)
    page = text(desk.get(address(campaign)))
    assert "12345" in page
    assert "Sans nom" in page


def run_result(run, now):
    from campaigns.models import ParticipationResult

    return ParticipationResult.objects.create(participation=run, computed_at=now, is_frozen=True)


@pytest.mark.parametrize("tab", TABS)
def test_while_figures_are_computed_the_page_asks_again(desk, sent, tab):
    assert "en cours de calcul" not in text(desk.get(address(sent, tab)))
    CampaignDigest.objects.update(is_stale=True)
    page = desk.get(address(sent, tab))
    assert "en cours de calcul" in text(page)
    assert 'hx-trigger="every 3s"' in page.content.decode()


def test_a_digest_that_was_never_made_is_said_too(desk, campaign, school, now):
    take_and_send(campaign, pupil(school, "Dia"), chance=1, now=now)
    assert "Les chiffres sont en cours de calcul" in text(desk.get(address(campaign)))


def test_a_run_taken_again_makes_the_digest_stale(desk, sent):
    runs = Participation.objects.filter(campaign=sent, state=ParticipationState.SENT)
    runs.filter(pk=runs.order_by("pk").first().pk).update(is_current=False)
    assert desk.get(address(sent)).context["reading"].is_stale


@pytest.mark.parametrize(("tab", "name"), [("resultats/", "figures"), ("analyse/", "analysis")])
def test_the_fragment_is_the_part_of_the_page(desk, sent, tab, name):
    whole = desk.get(address(sent, tab)).content.decode()
    events = AuditEvent.objects.count()
    part = desk.get(address(sent, tab), headers={"HX-Request": "true"}).content.decode()
    assert part.strip().startswith('<div class="stack')
    assert f'id="{name}"' in part
    assert part.strip() in whole
    assert AuditEvent.objects.count() == events


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("tab", "queries"), [("resultats/", 13), ("analyse/", 15)])
def test_the_cost_does_not_depend_on_the_number(
    desk, campaign, school, now, tab, queries, count, django_assert_num_queries
):
    for number in range(count):
        take_and_send(campaign, pupil(school, f"Nom {number}"), chance=0.7, now=now)
    refresh_digest(campaign.pk, now=now)
    with django_assert_num_queries(queries):
        desk.get(address(campaign, tab))


@pytest.mark.parametrize("role", ["learner", "pupil", "outsider", "stranger", "staff"])
@pytest.mark.parametrize("tab", TABS)
def test_nobody_else_reads_results(request, client, sent, role, tab):
    client.force_login(request.getfixturevalue(role))
    for code in ("9990001X", "9990002Y"):
        page = f"/orga/{code}/campagnes/{sent.public_id}/{tab}"
        assert client.get(page).status_code == 404
    assert not AuditEvent.objects.exists()


def test_a_campaign_of_another_school_is_not_found_in_mine(desk):
    assert desk.get(address(CampaignFactory())).status_code == 404
