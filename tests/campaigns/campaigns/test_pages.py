"""The list of campaigns, making one, changing it, and its life, as pages."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.utils import timezone

from campaigns.models import Campaign
from tests.factories.accounts import LearnerFactory, MembershipFactory
from tests.factories.campaigns import CampaignFactory, ParticipationFactory, TargetProfileFactory

pytestmark = pytest.mark.django_db
ROOT = "/orga/9990001X/campagnes/"


@pytest.fixture
def mine(school, teacher):
    return CampaignFactory(organisation=school, owner=teacher, name="Ma campagne")


@pytest.fixture
def theirs(school):
    owner = MembershipFactory(organisation=school).user
    return CampaignFactory(organisation=school, owner=owner, name="La rentrée d'Élodie")


def names(response) -> list[str]:
    return [campaign.name for campaign in response.context["page"]]


def page_of(campaign, rest="") -> str:
    return f"{ROOT}{campaign.public_id}/{rest}"


def test_an_empty_list_leads_to_making_one(desk):
    page = desk.get(ROOT)
    assert f'href="{ROOT}creer/"' in page.content.decode()
    assert "Pas encore de campagne" in page.content.decode()


def test_mine_first_then_all(desk, mine, theirs):
    CampaignFactory()
    assert names(desk.get(ROOT)) == ["Ma campagne"]
    assert len(names(desk.get(ROOT, {"de": "tous"}))) == 2


def test_who_has_none_sees_those_of_the_team(desk, theirs):
    assert names(desk.get(ROOT)) == [theirs.name]
    assert names(desk.get(ROOT, {"de": "moi"})) == []


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ({"q": "elodie RENTREE"}, 1), ({"q": "introuvable"}, 0), ({"type": "exam"}, 0),
        ({"type": "evaluation"}, 2), ({"etat": "archivees"}, 1), ({"type": "n'importe"}, 2),
        ({"page": "99"}, 2), ({"tri": "nom"}, 2), ({"tri": "drop table"}, 2),
    ],
)  # fmt: skip
def test_filters_of_the_list(desk, mine, theirs, school, asked, count):
    CampaignFactory(organisation=school, archived=True, name="Ancienne")
    assert len(names(desk.get(ROOT, {"de": "tous"} | asked))) == count


def test_a_campaign_is_found_by_its_code_as_people_type_it(desk, mine, theirs):
    typed = f" {mine.code[:3]} {mine.code[3:].lower()}"
    assert names(desk.get(ROOT, {"de": "tous", "q": typed})) == [mine.name]


def test_campaigns_of_a_colleague(desk, mine, theirs, school):
    place = school.memberships.get(user=theirs.owner).public_id
    assert names(desk.get(ROOT, {"de": "tous", "responsable": place})) == [theirs.name]
    assert len(names(desk.get(ROOT, {"de": "tous", "responsable": uuid4()}))) == 2


def test_the_list_counts_people_once(desk, mine, learner, outsider):
    ParticipationFactory(campaign=mine, user=learner, sent=True, is_current=False)
    ParticipationFactory(campaign=mine, user=learner, rank=2)
    ParticipationFactory(campaign=mine, user=outsider)
    ParticipationFactory(campaign=mine, sent=True, deleted_at=timezone.now())
    [row] = desk.get(ROOT).context["page"]
    assert (row.participants, row.sent) == (2, 1)


@pytest.mark.parametrize("order", ["nom", "-nom", "creation", "participants", "-envois"])
def test_orders_of_the_list(desk, mine, theirs, order):
    found = names(desk.get(ROOT, {"de": "tous", "tri": order}))
    assert sorted(found) == sorted([mine.name, theirs.name])
    if order.endswith("nom"):
        assert found == sorted(found, reverse=order.startswith("-"))


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_whatever_its_length(
    desk, school, teacher, count, django_assert_num_queries
):
    for campaign in CampaignFactory.create_batch(count, organisation=school, owner=teacher):
        ParticipationFactory.create_batch(count, campaign=campaign)
    with django_assert_num_queries(9):
        desk.get(ROOT)


def test_a_campaign_is_made_and_its_code_shown(desk, typed):
    page = desk.post(f"{ROOT}creer/", typed | {"key": uuid4()}, follow=True)
    campaign = Campaign.objects.get()
    assert page.redirect_chain == [(page_of(campaign), 302)]
    assert f"<span>{campaign.code[:3]}</span>" in page.content.decode()


def test_a_form_sent_twice_makes_one_campaign(desk, typed):
    key = uuid4()
    for _ in range(2):
        page = desk.post(f"{ROOT}creer/", typed | {"key": key}, follow=True)
    assert Campaign.objects.count() == 1
    assert "déjà créée" in page.content.decode()


def test_a_mistake_keeps_everything_that_was_typed(desk, typed, school):
    LearnerFactory(organisation=school, class_name="5E 2")
    key = str(uuid4())
    changes = {"name": "", "title": "Titre <b>", "landing_text": "Bon\r\ncourage", "key": key}
    classes = {"audience": "classes", "classes": ["5E 2"], "closes_at": "2099-01-05T10:00"}
    page = desk.post(f"{ROOT}creer/", typed | changes | classes)
    html = page.content.decode()
    for kept in ("Titre &lt;b&gt;", "Bon\r\ncourage", key, 'value="2099-01-05T10:00"'):
        assert kept in html
    assert 'value="5E 2" id="id_classes_0" checked' in html.replace("aria-", "")
    assert f'value="{typed["profile"]}" checked' in html
    assert not Campaign.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_choosing_a_profile_costs_the_same_whatever_their_number(
    desk, school, count, django_assert_num_queries
):
    TargetProfileFactory.create_batch(count, organisation=school)
    with django_assert_num_queries(8):
        desk.get(f"{ROOT}creer/")


def test_a_profile_may_be_chosen_by_the_address(desk, profile):
    page = desk.get(f"{ROOT}creer/", {"profil": profile.public_id})
    assert f'value="{profile.public_id}" checked' in page.content.decode()


def test_a_copy_starts_from_the_form_of_the_first(desk, theirs):
    page = desk.get(f"{ROOT}creer/", {"copie": theirs.public_id})
    assert page.context["form"]["name"].value() == "La rentrée d'Élodie (copie)"
    assert f'value="{theirs.profile.public_id}" checked' in page.content.decode()


@pytest.mark.parametrize("asked", ["12", uuid4(), "\x00"])
def test_a_copy_of_nothing_is_not_found(desk, asked):
    assert desk.get(f"{ROOT}creer/", {"copie": asked}).status_code == 404


def test_a_copy_of_another_school_is_not_found(desk):
    theirs = CampaignFactory()
    assert desk.get(f"{ROOT}creer/", {"copie": theirs.public_id}).status_code == 404


def test_settings_change(desk, mine, typed):
    address = page_of(mine, "reglages/modifier/")
    profile = {"profile": mine.profile.public_id}
    page = desk.post(address, typed | profile | {"name": "Autre", "opens_at": "2027-02-01T08:00"})
    assert page.status_code == 302
    mine.refresh_from_db()
    assert (mine.name, mine.opens_at) == ("Autre", datetime(2027, 2, 1, 7, tzinfo=UTC))


def test_once_somebody_started_the_page_says_what_stays(desk, mine, typed):
    ParticipationFactory(campaign=mine)
    page = desk.get(page_of(mine, "reglages/modifier/"))
    assert "le type et le parcours ne changent plus" in page.content.decode()
    desk.post(page_of(mine, "reglages/modifier/"), typed | {"kind": "exam", "name": "Autre"})
    mine.refresh_from_db()
    assert (mine.kind, mine.name) == ("evaluation", "Autre")


def test_somebody_starts_while_the_settings_are_typed(desk, mine, typed, monkeypatch):
    ParticipationFactory(campaign=mine)
    monkeypatch.setattr("campaigns.views.campaign_settings.has_started", lambda _campaign: False)
    page = desk.post(page_of(mine, "reglages/modifier/"), typed | {"kind": "exam"})
    assert "vient de commencer" in page.content.decode()
    assert typed["name"] in page.content.decode()


def test_an_archived_campaign_is_reopened_before_it_changes(desk, mine, typed):
    desk.post(page_of(mine, "reglages/archiver/"))
    page = desk.post(page_of(mine, "reglages/modifier/"), typed)
    assert "archivée" in page.content.decode()
    desk.post(page_of(mine, "reglages/rouvrir/"))
    mine.refresh_from_db()
    assert (mine.archived_at, mine.name) == (None, "Ma campagne")


def test_reopening_after_the_deadline_says_so(desk, school, teacher):
    one = CampaignFactory(organisation=school, owner=teacher, archived=True, closed=True)
    page = desk.post(page_of(one, "reglages/rouvrir/"), follow=True)
    assert "sa date limite est passée" in page.content.decode()


def test_deleting_tells_the_numbers(desk, mine):
    ParticipationFactory.create_batch(3, campaign=mine, sent=True)
    ParticipationFactory(campaign=mine)
    html = desk.get(page_of(mine, "reglages/supprimer/")).content.decode()
    assert "Les participations de 4 personnes" in html
    assert "3 résultats envoyés" in html
    desk.post(page_of(mine, "reglages/supprimer/"))
    assert desk.get(page_of(mine)).status_code == 404
    assert names(desk.get(ROOT)) == []


def test_an_administrator_hands_a_campaign_on(client, administrator, school, mine):
    client.force_login(administrator)
    place = MembershipFactory(organisation=school)
    stranger = MembershipFactory()
    for member in (stranger, place):
        client.post(page_of(mine, "reglages/responsable/"), {"owner": member.public_id})
    mine.refresh_from_db()
    assert mine.owner == place.user


def test_settings_tell_everything(desk, school, teacher):
    one = CampaignFactory(
        organisation=school, owner=teacher, with_end=True, with_identifier=True,
        for_class=True, several_sendings=True, closes_at=datetime(2027, 1, 9, 17, tzinfo=UTC),
        profile=TargetProfileFactory(organisation=school, with_awards=True),
    )  # fmt: skip
    html = desk.get(page_of(one, "reglages/")).content.decode()
    told = ("5E 2", "samedi 9 janvier 2027, 18:00", "Numéro d&#x27;étudiant", "3 paliers", one.code)
    for text in (*told, "2 résultats thématiques", "https://college.example.org/", "10 questions"):
        assert text in html, text


def test_topics_that_left_the_bank_are_told(desk, school, teacher):
    one = CampaignFactory(organisation=school, owner=teacher, topics={"secrets": 2, "parti": 3})
    html = desk.get(page_of(one, "reglages/")).content.decode()
    assert "Un sujet a quitté la banque" in html
