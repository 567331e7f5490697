"""A school arrives: asked for, opened from its mailbox, its team invited; by keyboard too."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from accounts.models import Membership
from tests.factories.accounts import (
    PASSWORD,
    InvitationFactory,
    LearnerFactory,
    MembershipFactory,
    OrganisationFactory,
)
from tests.support.browsing import leave, sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture(params=["page", "page_without_js"])
def visitor(request: pytest.FixtureRequest, live_server) -> Page:
    return request.getfixturevalue(request.param)


def link(message) -> str:
    return re.search(r"https?://\S+", message.body)[0]


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).click()


def sign_out(page: Page) -> None:
    page.locator("header details.menu summary").click()
    leave(page, "Se déconnecter")


def ask_for_a_space(page: Page) -> None:
    page.goto("/orga/")
    page.get_by_role("link", name="Ouvrir l'espace de mon établissement").click()
    page.get_by_label("UAI").fill("012 3456 s")
    page.get_by_label("Nom de l'établissement").fill("Collège Alice-Guy")
    page.get_by_label("Boîte officielle").select_option("ac-lyon.fr")
    press(page, "Demander l'ouverture")
    expect(page.get_by_role("status").first).to_contain_text("ce.0123456s@ac-lyon.fr")


def invite(page: Page, addresses: str) -> None:
    page.get_by_role("link", name="Équipe", exact=True).first.click()
    page.get_by_role("link", name="Inviter des collègues").click()
    page.get_by_label("Adresses e-mail").fill(addresses)
    press(page, "Envoyer les invitations")


def sign_up_from(page: Page, address: str) -> None:
    page.goto(address)
    press(page, "Créer mon compte")
    expect(page.get_by_label("Adresse e-mail")).to_have_value("ana@example.org")
    page.get_by_label("Prénom").fill("Ana")
    page.get_by_label("Nom", exact=True).fill("Diaz")
    page.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
    page.get_by_label("J'accepte").check()
    press(page, "Créer mon compte")
    press(page, "Rejoindre l'équipe")


def test_a_school_opens_and_a_colleague_joins_it(visitor, learner, mailoutbox):
    sign_in(visitor, learner.email)
    ask_for_a_space(visitor)
    visitor.goto(link(mailoutbox[0]))
    press(visitor, "Oui, ouvrir l'espace")
    expect(visitor.get_by_role("heading", name="Premiers pas")).to_be_visible()
    invite(visitor, "ana@example.org\nmartin")
    expect(visitor.locator("[data-error-summary]")).to_contain_text("martin")
    invite(visitor, "ana@example.org")
    expect(visitor.get_by_role("row", name="ana@example.org")).to_be_visible()
    sign_out(visitor)
    sign_up_from(visitor, link(mailoutbox[-1]))
    expect(visitor.get_by_role("status").first).to_contain_text("Bienvenue")
    assert sorted(Membership.objects.values_list("role", flat=True)) == ["administrator", "member"]


def test_two_schools_in_two_tabs_never_mix(page, administrator):
    MembershipFactory(
        user=administrator, organisation=OrganisationFactory(code="AUTRE", name="Lycée Curie")
    )
    sign_in(page, administrator.email, "/orga/9990001X/equipe/")
    other = page.context.new_page()
    other.goto("/orga/9990001X/")
    other.locator(".switch summary").click()
    press(other, "Lycée Curie")
    expect(other).to_have_url(re.compile("/orga/AUTRE/$"))
    page.reload()
    expect(page.locator(".switch summary")).to_contain_text("Collège Alice-Guy")


def test_the_switch_and_the_team_by_keyboard(page, administrator, teacher):
    MembershipFactory(user=administrator, organisation=OrganisationFactory(name="Lycée Curie"))
    sign_in(page, administrator.email, "/orga/9990001X/equipe/")
    page.locator(".switch summary").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Lycée Curie")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".switch summary")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Tableau de bord")).to_be_focused()
    page.get_by_role("button", name="Rendre administrateur Nadia Benali").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("row", name="Nadia Benali")).to_contain_text("Administrateur")


def pages_of(school, teacher) -> list[str]:
    member = Membership.objects.get(user=teacher).public_id
    team = f"/orga/{school.code}/equipe/"
    asked = ["/orga/etablissements/", "/orga/ouvrir/", f"/orga/{school.code}/"]
    changed = [f"{team}inviter/", f"{team}quitter/", f"{team}{member}/retirer/"]
    return [*asked, team, f"{team}?q=rien", *changed, f"/orga/{school.code}/reglages/"]


@pytest.mark.parametrize("width", [320, 1280])
def test_pages_of_orga_are_accessible(page, school, administrator, teacher, width):
    LearnerFactory.create_batch(2, organisation=school)
    InvitationFactory(organisation=school)
    page.set_viewport_size({"width": width, "height": 900})
    sign_in(page, administrator.email)
    for address in pages_of(school, teacher):
        page.goto(address)
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        found = [rule["id"] for rule in Axe().run(page).response["violations"]]
        assert (address, wide <= 0, found) == (address, True, [])
        assert page.locator("h1").count() == 1
