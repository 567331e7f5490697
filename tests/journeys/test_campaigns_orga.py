"""A teacher's campaign: made, its code shown to a class, changed, copied, archived, deleted."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from campaigns.models import Campaign, Participation
from tests.factories.accounts import LearnerFactory, UserFactory
from tests.factories.campaigns import CampaignFactory, ParticipationFactory, TargetProfileFactory
from tests.support.browsing import sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
ROOT = "/orga/9990001X/campagnes/"


@pytest.fixture(params=["page", "page_without_js"])
def visitor(request: pytest.FixtureRequest, live_server) -> Page:
    return request.getfixturevalue(request.param)


@pytest.fixture
def profiles(school):
    TargetProfileFactory(ready_made=True, category="back_to_school", name="Rentrée en 5e")
    TargetProfileFactory(organisation=school, name="Mots de passe", topics={"secrets": 2})


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).click()


def follow(page: Page, name: str) -> None:
    page.get_by_role("link", name=name).first.click()


def create(page: Page) -> Campaign:
    """With a mistake first: what was typed is still there."""
    follow(page, "Créer la première campagne")
    page.get_by_label("Nom de la campagne").fill("5e 2, rentrée")
    page.get_by_label("Certaines classes").check()
    page.get_by_label("5E 2 (1)").check()
    press(page, "Créer la campagne")
    expect(page.locator("[data-error-summary]")).to_contain_text("Choisissez un parcours")
    page.get_by_role("radio", name="Rentrée en 5e").check()
    press(page, "Créer la campagne")
    expect(page.get_by_role("status").first).to_contain_text("La campagne est créée")
    return Campaign.objects.get()


def test_the_life_of_a_campaign(visitor, teacher, school, profiles):
    LearnerFactory(organisation=school, class_name="5E 2")
    sign_in(visitor, teacher.email, ROOT)
    campaign = create(visitor)
    assert campaign.classes == ["5E 2"]
    follow(visitor, "Projeter le code")
    expect(visitor.locator(".code")).to_have_text(campaign.code)
    follow(visitor, "Quitter")
    change(visitor)
    duplicate(visitor)
    archive_and_reopen(visitor)
    delete(visitor)
    assert Campaign.objects.filter(deleted_at=None).count() == 1


def change(page: Page) -> None:
    follow(page, "Réglages")
    follow(page, "Modifier")
    page.get_by_label("Nom de la campagne").fill("5e 2, octobre")
    press(page, "Enregistrer")
    expect(page.get_by_role("heading", level=1)).to_have_text("5e 2, octobre")


def duplicate(page: Page) -> None:
    follow(page, "Dupliquer")
    expect(page.get_by_label("Nom de la campagne")).to_have_value("5e 2, octobre (copie)")
    expect(page.get_by_role("radio", name="Rentrée en 5e")).to_be_checked()
    press(page, "Créer la campagne")
    expect(page.get_by_role("heading", level=1)).to_have_text("5e 2, octobre (copie)")


def archive_and_reopen(page: Page) -> None:
    follow(page, "Réglages")
    follow(page, "Archiver…")
    expect(page.get_by_text("Plus personne ne peut commencer")).to_be_visible()
    press(page, "Archiver la campagne")
    expect(page.locator(".campaign-line")).to_contain_text("archivée")
    press(page, "Rouvrir")
    expect(page.locator(".campaign-line")).to_contain_text("ouverte")


def delete(page: Page) -> None:
    follow(page, "Supprimer…")
    press(page, "Supprimer pour toujours")
    expect(page).to_have_url(re.compile(f"{ROOT}$"))
    expect(page.get_by_role("row", name="octobre")).to_have_count(1)


def test_the_count_moves_on_the_wall_while_pupils_start(page, teacher, school):
    campaign = CampaignFactory(organisation=school, owner=teacher)
    sign_in(page, teacher.email, f"{ROOT}{campaign.public_id}/projeter/")
    expect(page.locator("#compte b").first).to_have_text("0")
    ParticipationFactory(campaign=campaign)
    expect(page.locator("#compte b").first).to_have_text("1")
    with page.expect_event("response") as answer:
        pass
    assert answer.value.status == 204


def test_choosing_hides_what_makes_no_sense(page, teacher, profiles):
    sign_in(page, teacher.email, f"{ROOT}creer/")
    topics, anonymous = page.locator("#profils"), page.get_by_label("Participer sans compte")
    expect(topics).to_be_visible()
    expect(anonymous).to_be_visible()
    page.get_by_role("radio", name="Collecte de profils").check()
    expect(topics).to_be_hidden()
    expect(anonymous).to_be_hidden()


def test_a_profile_is_found_by_a_word_of_its_topics(page, teacher, profiles):
    sign_in(page, teacher.email, f"{ROOT}creer/")
    page.get_by_label("Chercher un parcours ou un sujet").fill("DOSSÎERS")
    expect(page.get_by_role("radio", name="Rentrée en 5e")).to_be_visible()
    expect(page.get_by_role("radio", name="Mots de passe")).to_be_hidden()
    page.get_by_label("Chercher un parcours ou un sujet").fill("zzz")
    expect(page.get_by_text("Aucun parcours ne correspond.")).to_be_visible()


def test_a_double_click_makes_one_campaign(page, teacher, profiles):
    sign_in(page, teacher.email, f"{ROOT}creer/")
    page.get_by_role("radio", name="Rentrée en 5e").check()
    page.get_by_label("Nom de la campagne").fill("Deux clics")
    page.get_by_role("button", name="Créer la campagne").dblclick()
    expect(page.get_by_role("heading", level=1)).to_have_text("Deux clics")
    assert Campaign.objects.count() == 1


def test_a_participation_is_deleted(visitor, teacher, school):
    campaign = CampaignFactory(organisation=school, owner=teacher)
    user = UserFactory(first_name="Ana", last_name="Diaz")
    ParticipationFactory(campaign=campaign, user=user, sent=True)
    sign_in(visitor, teacher.email, f"{ROOT}{campaign.public_id}/")
    visitor.get_by_role("row", name="Diaz Ana").get_by_role("link", name="Supprimer").click()
    press(visitor, "Supprimer la participation")
    expect(visitor.get_by_role("status").first).to_contain_text("est supprimée")
    assert Participation.objects.exclude(deleted_at=None).count() == 1


@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(page, teacher, school, profiles, width):
    page.set_viewport_size({"width": width, "height": 900})
    one = CampaignFactory(organisation=school, owner=teacher, with_end=True, with_identifier=True)
    run = ParticipationFactory(campaign=one)
    sign_in(page, teacher.email, ROOT)
    own, life = f"{ROOT}{one.public_id}/", f"{ROOT}{one.public_id}/reglages/"
    for address in (
        ROOT, f"{ROOT}creer/", own, f"{own}projeter/", life, f"{life}modifier/",
        f"{life}archiver/", f"{life}supprimer/", f"{own}participants/{run.public_id}/supprimer/",
    ):  # fmt: skip
        page.goto(address)
        assert [rule["id"] for rule in Axe().run(page).response["violations"]] == [], address
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, address
