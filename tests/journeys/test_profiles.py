"""A teacher composes a target profile and offers it; staff answer; another school copies it."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from campaigns.enums import Visibility
from campaigns.models import TargetProfile
from campaigns.selectors.profiles import topics_of
from campaigns.services.profiles import show_to
from tests.factories.campaigns import CampaignFactory, TargetProfileFactory
from tests.support.browsing import sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

LIST = "/orga/9990001X/parcours/"


@pytest.fixture(params=["page", "page_without_js"])
def visitor(request: pytest.FixtureRequest, live_server) -> Page:
    return request.getfixturevalue(request.param)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()


def level(page: Page, topic: str, number: int):
    return page.locator(f"input[name=niveau-{topic}][value='{number}']")


def choose(page: Page, topic: str, number: int) -> None:
    level(page, topic, number).locator("xpath=..").click()


def open_competence(page: Page, name: str) -> None:
    page.locator("details.pick > summary", has_text=name).click()


def test_a_teacher_composes_a_profile(visitor, teacher):
    sign_in(visitor, teacher.email, LIST)
    visitor.get_by_role("link", name="Composer un parcours").first.click()
    visitor.get_by_label("Nom", exact=True).fill("Les bases de la 5e")
    open_competence(visitor, "Compétence 4.1")
    choose(visitor, "secrets", 3)
    press(visitor, "Enregistrer")
    expect(visitor.get_by_role("heading", name="Les bases de la 5e")).to_be_visible()
    expect(visitor.get_by_text("Brouillon", exact=False).first).to_be_visible()
    assert topics_of(TargetProfile.objects.get()) == {"secrets": 3}


def test_the_length_follows_what_is_chosen(page, teacher):
    sign_in(page, teacher.email, f"{LIST}composer/")
    side = page.locator("#bilan")
    expect(side).to_contain_text("Aucun sujet")
    open_competence(page, "Compétence 4.1")
    choose(page, "secrets", 3)
    expect(side).to_contain_text("2 questions au plus")
    expect(side).to_contain_text("1 sujet sur 2, jusqu'au niveau 3")
    expect(page.locator("#dit")).to_contain_text("2 questions au plus")
    page.keyboard.press("ArrowRight")
    expect(side).to_contain_text("jusqu'au niveau 4")
    expect(level(page, "secrets", 4)).to_be_focused()


def test_without_javascript_it_is_computed_on_demand(page_without_js, teacher):
    page = page_without_js
    sign_in(page, teacher.email, f"{LIST}composer/")
    page.get_by_label("Nom", exact=True).fill("Sans script")
    open_competence(page, "Compétence 4.1")
    choose(page, "secrets", 3)
    press(page, "Recalculer")
    expect(page.locator("#bilan")).to_contain_text("1 sujet sur 2, jusqu'au niveau 3")
    expect(page.get_by_label("Nom", exact=True)).to_have_value("Sans script")
    assert not TargetProfile.objects.exists()


def test_a_whole_competence_at_once(visitor, teacher):
    sign_in(visitor, teacher.email, f"{LIST}composer/")
    open_competence(visitor, "Compétence 1.2")
    visitor.locator("[name='jusqua-1.2']").select_option("4")
    visitor.locator("[id='choisir-1.2']").click()
    expect(visitor.locator("#bilan")).to_contain_text("3 sujets sur 3, jusqu'au niveau 4")
    expect(level(visitor, "copies", 4)).to_be_checked()
    choose(visitor, "copies", 2)
    visitor.get_by_label("Nom", exact=True).fill("Tout ranger")
    visitor.get_by_label("Nom", exact=True).press("Enter")
    expect(visitor.get_by_role("heading", name="Tout ranger")).to_be_visible()
    assert topics_of(TargetProfile.objects.get()) == {"dossiers": 4, "formats": 4, "copies": 2}


def test_a_mistake_keeps_everything(visitor, teacher):
    sign_in(visitor, teacher.email, f"{LIST}composer/")
    open_competence(visitor, "Compétence 4.1")
    choose(visitor, "pieges", 2)
    press(visitor, "Enregistrer")
    expect(visitor.locator("[data-error-summary]")).to_contain_text("Nom")
    expect(level(visitor, "pieges", 2)).to_be_checked()
    expect(level(visitor, "pieges", 2)).to_be_visible()


def test_stages_and_a_badge_are_added(visitor, school, teacher):
    profile = TargetProfileFactory(organisation=school, author=teacher, name="Bien partager")
    sign_in(visitor, teacher.email, f"{LIST}{profile.public_id}/")
    visitor.get_by_role("link", name="Ajouter des paliers").click()
    press(visitor, "Un palier de plus")
    expect(visitor.locator("#palier-6")).to_be_visible()
    press(visitor, "Enregistrer")
    visitor.get_by_role("link", name="Ajouter un résultat thématique").click()
    visitor.get_by_label("Titre").fill("Prudence")
    visitor.get_by_label("certains sujets").check()
    choose_in(visitor, "form-0-niveau-secrets", 2)
    press(visitor, "Enregistrer")
    expect(visitor.get_by_text("au moins 75", exact=False)).to_contain_text("Secrets")
    assert (profile.stages.count(), profile.badges.get().criteria[0]["threshold"]) == (5, 75)


def choose_in(page: Page, name: str, number: int) -> None:
    page.locator(f"input[name='{name}'][value='{number}']").locator("xpath=..").click()


def test_offered_accepted_and_copied_by_another_school(
    page, school, teacher, staff, stranger, mailoutbox
):
    profile = TargetProfileFactory(organisation=school, author=teacher, name="Bien partager")
    sign_in(page, teacher.email, f"{LIST}{profile.public_id}/partage/")
    page.get_by_label("Tous les établissements, après relecture").check()
    press(page, "Enregistrer")
    expect(page.get_by_text("en relecture")).to_be_visible()
    page.context.clear_cookies()
    sign_in(page, staff.email, "/admin/campaigns/targetprofile/?visibility__exact=submitted")
    page.get_by_role("link", name="Bien partager").click()
    press(page, "Proposer à tous les établissements")
    expect(page.get_by_text("Tous les établissements voient ce parcours.")).to_be_visible()
    assert mailoutbox[0].to == [teacher.email]
    page.context.clear_cookies()
    sign_in(page, stranger.email, "/orga/9990002Y/parcours/")
    page.get_by_role("link", name="Bien partager").click()
    press(page, "Copier pour l'adapter")
    expect(page.get_by_label("Nom", exact=True)).to_have_value("Bien partager (copie)")


def test_an_example_opens_beside_the_editor(page, teacher):
    sign_in(page, teacher.email, f"{LIST}composer/")
    open_competence(page, "Compétence 4.1")
    row = page.locator("#id_niveau-pieges")
    row.locator("summary").click()
    with page.context.expect_page() as opened:
        row.get_by_role("link", name="Voir un exemple").nth(1).click()
    expect(opened.value.get_by_role("heading", name="Situation pieges 2a")).to_be_visible()
    expect(page).to_have_url(re.compile("composer/$"))


def pages_of(draft, shared) -> list[str]:
    own = [f"{LIST}{profile.public_id}/" for profile in (draft, shared)]
    parts = ("modifier/", "partage/", "retirer/", "supprimer/", "paliers/")
    changed = [own[1] + part for part in parts]
    badges = [f"{own[1]}resultats-thematiques/{key}/" for key in ("ajouter", "secrets")]
    found = [LIST, f"{LIST}?q=rien", f"{LIST}?origine=retires", f"{LIST}composer/"]
    return [*found, *own, *changed, *badges, f"{own[0]}supprimer/", "/exemples/formats/2/"]


@pytest.mark.parametrize("width", [320, 1280])
def test_pages_of_profiles_are_accessible(page, school, teacher, now, width):
    owned = {"organisation": school, "author": teacher}
    draft = TargetProfileFactory(**owned, visibility=Visibility.AUTHOR)
    shared = TargetProfileFactory(**owned, with_awards=True, description="Deux séances. " * 20)
    TargetProfileFactory(ready_made=True, name="Rentrée", category="back_to_school")
    TargetProfileFactory(**owned, archived_at=now)
    show_to(profile=shared, wanted=Visibility.SUBMITTED, now=now)
    CampaignFactory(profile=shared, organisation=school)
    page.set_viewport_size({"width": width, "height": 900})
    sign_in(page, teacher.email, LIST)
    for address in pages_of(draft, shared):
        page.goto(address)
        page.evaluate("document.querySelectorAll('main details').forEach(one => one.open = true)")
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        found = [rule["id"] for rule in Axe().run(page).response["violations"]]
        assert (address, wide <= 0, found) == (address, True, [])
        assert page.locator("h1").count() == 1
