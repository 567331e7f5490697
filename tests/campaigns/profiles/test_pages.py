"""The catalogue, the page of a profile, who sees and changes what."""

import re
from uuid import uuid4

import pytest

from campaigns.enums import Visibility
from campaigns.models import Badge, Stage, TargetProfile
from competences.models import Topic
from tests.factories.accounts import MembershipFactory
from tests.factories.campaigns import CampaignFactory, TargetProfileFactory

pytestmark = pytest.mark.django_db

BADGE = "resultats-thematiques/ajouter"
CHANGING = ("modifier", "partage", "retirer", "supprimer", "paliers", BADGE)


@pytest.fixture
def see(client, at, request):
    """Status of a page for somebody of the cast."""

    def status(person, profile=None, *parts, school=None):
        client.force_login(person)
        address = at(profile, *parts)
        if school:
            address = f"/orga/{school.code}/" + address.split("/", 3)[3]
        return client.get(address).status_code

    return status


@pytest.fixture
def other_school(stranger):
    return stranger.memberships.get().organisation


def names(client, at, **query):
    page = client.get(at(), query)
    return [card.profile.name for card in page.context["cards"]]


def test_a_draft_is_for_its_author_only(see, draft, teacher, colleague, administrator, stranger):
    assert see(teacher, draft) == 200
    assert [see(one, draft) for one in (colleague, administrator, stranger)] == [404] * 3


def test_the_school_reads_what_is_shared(see, shared, colleague, administrator, other_school):
    assert [see(one, shared) for one in (colleague, administrator)] == [200, 200]
    person = other_school.memberships.get().user
    assert see(person, shared, school=other_school) == 404


@pytest.mark.parametrize("part", CHANGING)
def test_the_author_and_administrators_change_it(
    see, shared, teacher, colleague, administrator, part
):
    assert [see(one, shared, part) for one in (teacher, administrator)] == [200, 200]
    assert see(colleague, shared, part) == 404


@pytest.mark.parametrize("part", CHANGING)
def test_nobody_changes_what_comes_from_elsewhere(
    see, administrator, teacher, stranger, other_school, part
):
    ready = TargetProfileFactory(ready_made=True)
    theirs = TargetProfileFactory(visibility=Visibility.EVERYBODY)
    for profile in (ready, theirs):
        assert see(administrator, profile) == 200
        assert see(administrator, profile, part) == 404


def test_writing_is_refused_to_the_same_people(client, at, shared, colleague, stranger):
    before = list(TargetProfile.objects.values())
    for person in (colleague, stranger):
        client.force_login(person)
        for part in (*CHANGING, "remettre", "resultats-thematiques/moitie/supprimer"):
            data = {"wanted": "author", "name": "x", "niveau-pieges": "1", "title": "x"}
            assert client.post(at(shared, part), data).status_code == 404
    assert list(TargetProfile.objects.values()) == before
    assert (Stage.objects.count(), Badge.objects.count()) == (3, 2)


def test_who_left_the_team_loses_her_draft(see, draft, teacher, now):
    teacher.memberships.update(ended_at=now)
    assert see(teacher, draft) == 404


def test_administrators_take_up_the_draft_of_who_left(
    see, client, at, draft, teacher, colleague, administrator, stranger, now
):
    teacher.memberships.update(ended_at=now)
    assert [see(one, draft) for one in (colleague, stranger)] == [404, 404]
    pages = [see(administrator, draft, *part) for part in ([], ["modifier"], ["partage"])]
    assert (pages, names(client, at)) == ([200] * 3, ["Bien ranger"])
    assert "plus dans l'équipe" in client.get(at(draft)).content.decode()
    client.post(at(draft, "partage"), {"wanted": "organisation"})
    assert see(colleague, draft) == 200


def test_the_catalogue_is_mine_my_schools_the_ready_made_and_the_communitys(
    desk, at, draft, school, colleague
):
    TargetProfileFactory(visibility=Visibility.EVERYBODY, name="Communauté")
    TargetProfileFactory(ready_made=True, name="Rentrée", category="back_to_school", rank=3)
    TargetProfileFactory(organisation=school, author=colleague, name="Collègue")
    for hidden in (Visibility.AUTHOR, Visibility.ORGANISATION, Visibility.SUBMITTED):
        TargetProfileFactory(visibility=hidden, name="Ailleurs")
    TargetProfileFactory(organisation=school, visibility=Visibility.AUTHOR, name="Brouillon")
    assert names(desk, at) == ["Bien ranger", "Collègue", "Rentrée", "Communauté"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "SÉCURITE secrets"}, ["La sécurité"]),
        ({"q": "introuvable"}, []),
        ({"competence": "4.1"}, ["La sécurité"]),
        ({"competence": "9.9"}, ["La sécurité", "Ranger"]),
        ({"origine": "miens"}, ["La sécurité"]),
        ({"origine": "etablissement"}, ["Ranger"]),
        ({"origine": "communaute"}, []),
        ({"origine": "retires"}, []),
        ({"duree": "15"}, ["La sécurité", "Ranger"]),
        ({"duree": "beaucoup", "page": "99"}, ["La sécurité", "Ranger"]),
    ],
)
def test_the_catalogue_is_filtered_by_the_address(desk, at, school, teacher, query, found):
    own = {"organisation": school, "name": "La sécurité", "author": teacher}
    TargetProfileFactory(**own, topics={"secrets": 3})
    TargetProfileFactory(organisation=school, name="Ranger", topics={"dossiers": 3})
    assert names(desk, at, **query) == found


def test_a_long_profile_is_left_out_of_the_short_ones(desk, at, school):
    long = TargetProfileFactory(organisation=school, name="Long")
    assert (names(desk, at, duree="15"), names(desk, at)) in (([], [long.name]), ([long.name],) * 2)


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_catalogue_does_not_query_more_for_more(
    desk, at, school, item_count, django_assert_num_queries
):
    TargetProfileFactory.create_batch(item_count, organisation=school)
    desk.get(at())
    with django_assert_num_queries(CATALOGUE_QUERIES):
        desk.get(at())


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_page_of_a_profile_does_not_either(
    desk, at, shared, item_count, django_assert_num_queries
):
    CampaignFactory.create_batch(item_count, organisation=shared.organisation, profile=shared)
    desk.get(at(shared))
    with django_assert_num_queries(PAGE_QUERIES):
        desk.get(at(shared))


CATALOGUE_QUERIES = 10
PAGE_QUERIES = 12


def test_a_page_says_what_is_asked_and_leads_to_a_campaign(desk, at, shared):
    page = desk.get(at(shared)).content.decode()
    assert "Réussir dossiers au niveau 3" in page
    assert "Réussir dossiers au niveau 4" not in page
    assert f"/campagnes/creer/?profil={shared.public_id}" in page
    assert "/exemples/dossiers/3/" in page
    assert ("Palier 40" in page, "Bouche cousue" in page) == (True, True)


def test_the_campaign_begins_with_this_profile(desk, at, shared):
    found = re.search(
        r'href="([^"]*/campagnes/creer/[^"]*)"', desk.get(at(shared)).content.decode()
    )
    page = desk.get(found[1]).content.decode()
    assert re.search(rf'value="{shared.public_id}"[^>]*(checked|selected)', page)


def test_the_community_never_reads_the_name_of_the_author(
    client, at, shared, stranger, other_school
):
    TargetProfile.objects.update(visibility=Visibility.EVERYBODY)
    client.force_login(stranger)
    page = client.get(f"/orga/{other_school.code}/parcours/{shared.public_id}/").content.decode()
    assert ("Collège Alice-Guy" in page, "Benali" in page) == (True, False)


def test_what_left_the_bank_is_said_on_page_and_card(desk, at, shared):
    gone = Topic.objects.create(pk="disparu", competence_id="1.2", title="Disquettes", active=False)
    shared.topics.create(topic=gone, max_level=3)
    assert "Disquettes" in desk.get(at(shared)).content.decode()
    assert desk.get(at()).context["cards"][0].gone == 1


def test_without_anything_left_no_campaign_is_offered(desk, at, shared):
    gone = Topic.objects.create(pk="disparu", competence_id="1.2", title="Disquettes", active=False)
    shared.topics.exclude(topic="secrets").delete()
    shared.topics.update(topic=gone)
    page = desk.get(at(shared)).content.decode()
    assert ("campagnes/creer" in page, "Il ne reste rien à demander" in page) == (False, True)
    assert "Ne peut plus être obtenu" in page
    response = desk.post(at(shared, "dupliquer"), {"key": str(uuid4())})
    assert (response.headers["Location"], TargetProfile.objects.count()) == (at(shared), 1)


def test_a_colleague_copies_what_she_may_not_change(client, at, shared, colleague):
    client.force_login(colleague)
    data = {"key": str(uuid4())}
    first, second = (client.post(at(shared, "dupliquer"), data) for _ in range(2))
    copy = TargetProfile.objects.get(author=colleague)
    assert first.headers["Location"] == second.headers["Location"] == at(copy, "modifier")


def test_a_copy_asked_without_a_key_is_made_too(desk, at, shared):
    desk.post(at(shared, "dupliquer"), {"key": "<b>"})
    assert TargetProfile.objects.count() == 2


@pytest.mark.parametrize("wanted", ["author", "organisation", "submitted"])
def test_the_author_chooses_who_sees_it(desk, at, shared, wanted):
    assert desk.post(at(shared, "partage"), {"wanted": wanted}).status_code == 302
    shared.refresh_from_db()
    assert shared.visibility == wanted


def test_offering_what_all_see_already_says_so(desk, at, shared):
    TargetProfile.objects.update(visibility=Visibility.EVERYBODY)
    page = desk.post(at(shared, "partage"), {"wanted": "submitted"}, follow=True)
    assert "Tous les établissements voient ce parcours." in page.content.decode()


@pytest.mark.parametrize("wanted", ["everybody", "", "monde", "author"])
def test_an_administrator_does_not_hide_it_from_herself_nor_decide(
    client, at, shared, administrator, wanted
):
    client.force_login(administrator)
    assert client.post(at(shared, "partage"), {"wanted": wanted}).status_code == 200
    shared.refresh_from_db()
    assert shared.visibility == "organisation"


def test_the_answer_of_staff_is_read_on_the_page(desk, at, shared, now):
    TargetProfile.objects.update(decided_at=now, decision_note="Précisez <pour qui>.")
    assert "Précisez &lt;pour qui&gt;." in desk.get(at(shared)).content.decode()


def test_withdrawn_put_back_and_deleted(desk, at, shared):
    assert "Celles qui existent continuent" not in desk.get(at(shared)).content.decode()
    desk.post(at(shared, "retirer"))
    assert names(desk, at) == []
    assert names(desk, at, origine="retires") == ["Bien partager"]
    assert desk.get(at(shared, "modifier")).status_code == 404
    desk.post(at(shared, "remettre"))
    assert names(desk, at) == ["Bien partager"]
    assert desk.post(at(shared, "supprimer")).headers["Location"] == at()
    assert not TargetProfile.objects.exists()


def test_a_used_profile_is_not_deleted_and_says_why(desk, at, shared):
    CampaignFactory(profile=shared)
    page = desk.get(at(shared, "supprimer")).content.decode()
    assert ("Des campagnes utilisent" in page, "btn danger" in page) == (True, False)
    assert desk.post(at(shared, "supprimer")).headers["Location"] == at(shared)
    assert TargetProfile.objects.exists()


def test_somebody_of_two_teams_stays_in_each(client, at, shared, stranger, school, other_school):
    MembershipFactory(user=stranger, organisation=school)
    client.force_login(stranger)
    client.post(at(shared, "dupliquer"), {"key": str(uuid4())})
    assert TargetProfile.objects.get(author=stranger).organisation == school
