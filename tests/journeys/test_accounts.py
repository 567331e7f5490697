"""Someone arrives: signs up, confirms, changes the password, leaves, forgets it, comes back."""

import re

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from tests.factories.accounts import PASSWORD
from tests.support.browsing import leave

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
SECOND, THIRD = "Nouveau-Chat-7", "Encore-Un-Chat-8"


@pytest.fixture(params=["page", "page_without_js"])
def visitor(request: pytest.FixtureRequest, live_server) -> Page:
    return request.getfixturevalue(request.param)


def link(message) -> str:
    return re.search(r"https?://\S+", message.body)[0]


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).click()


def sign_up(page: Page) -> None:
    page.goto("/inscription/")
    page.get_by_label("Prénom").fill("Amina")
    page.get_by_label("Nom", exact=True).fill("Diallo")
    page.get_by_label("Année de naissance").fill("1990")
    page.get_by_label("Adresse e-mail").fill("amina@example.org")
    page.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
    page.get_by_label("J'accepte").check()
    leave(page, "Créer mon compte")


def sign_out(page: Page) -> None:
    page.locator("details.menu summary").click()
    leave(page, "Se déconnecter")


def sign_in(page: Page, password: str) -> None:
    page.goto("/connexion/")
    page.get_by_label("Adresse e-mail ou identifiant").fill("amina@example.org")
    page.get_by_label("Mot de passe", exact=True).fill(password)
    press(page, "Me connecter")


def change_password(page: Page, before: str, after: str) -> None:
    page.goto("/mon-compte/")
    page.get_by_role("link", name="Changer mon mot de passe").click()
    page.get_by_label("Mot de passe actuel").fill(before)
    page.get_by_label("Nouveau mot de passe").fill(after)
    press(page, "Enregistrer")


def reset_password(page: Page, mailoutbox, after: str) -> None:
    page.goto("/connexion/")
    page.get_by_role("link", name="Mot de passe oublié").click()
    page.get_by_label("Adresse e-mail").fill("amina@example.org")
    press(page, "Envoyer le lien")
    expect(page.get_by_role("heading", name="Regardez vos messages")).to_be_visible()
    page.goto(link(mailoutbox[-1]))
    page.get_by_label("Nouveau mot de passe").fill(after)
    leave(page, "Enregistrer et me connecter")


def test_the_life_of_an_account(visitor, mailoutbox):
    sign_up(visitor)
    visitor.goto(link(mailoutbox[0]))
    press(visitor, "Oui, je confirme")
    expect(visitor.get_by_role("status")).to_contain_text("Votre adresse est confirmée.")
    change_password(visitor, PASSWORD, SECOND)
    expect(visitor.get_by_role("status")).to_contain_text("mot de passe est enregistré")
    sign_out(visitor)
    reset_password(visitor, mailoutbox, THIRD)
    sign_out(visitor)
    sign_in(visitor, THIRD)
    expect(visitor.locator("details.menu summary")).to_be_visible()


def test_the_back_button_shows_nothing_after_signing_out(page):
    sign_up(page)
    page.goto("/mon-compte/")
    expect(page.get_by_text("amina@example.org").first).to_be_visible()
    sign_out(page)
    expect(page.get_by_role("link", name="Se connecter")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="Se connecter")).to_be_visible()


def test_the_password_can_be_read_before_it_is_sent(page):
    page.goto("/connexion/")
    field = page.get_by_label("Mot de passe", exact=True)
    field.fill(PASSWORD)
    press(page, "Afficher le mot de passe")
    expect(field).to_have_attribute("type", "text")
    press(page, "Afficher le mot de passe")
    expect(field).to_have_attribute("type", "password")


def test_errors_are_summed_up_with_the_focus(page):
    page.goto("/inscription/")
    page.locator("main form").evaluate("form => form.noValidate = true")
    page.get_by_label("Prénom").fill("Amina")
    press(page, "Créer mon compte")
    expect(page.locator("[data-error-summary]")).to_be_focused()
    page.locator("[data-error-summary] a", has_text="Nom").click()
    expect(page.get_by_label("Nom", exact=True)).to_be_focused()
    expect(page.get_by_label("Prénom")).to_have_value("Amina")


def test_pressing_twice_makes_one_account(page):
    page.goto("/inscription/")
    page.get_by_label("Prénom").fill("Amina")
    page.get_by_label("Nom", exact=True).fill("Diallo")
    page.get_by_label("Année de naissance").fill("1990")
    page.get_by_label("Adresse e-mail").fill("amina@example.org")
    page.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
    page.get_by_label("J'accepte").check()
    page.get_by_role("button", name="Créer mon compte").dblclick()
    expect(page.locator("details.menu summary")).to_be_visible()
    assert User.objects.count() == 1


def test_larger_text_is_kept_from_page_to_page(visitor):
    visitor.goto("/preferences/")
    visitor.get_by_label("Taille du texte").select_option("140")
    visitor.get_by_label("Couleurs", exact=True).select_option("dark")
    leave(visitor, "Enregistrer")
    visitor.goto("/connexion/")
    html = visitor.locator("html")
    expect(html).to_have_attribute("data-text", "140")
    expect(html).to_have_attribute("data-theme", "dark")
