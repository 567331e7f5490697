"""A teacher gives a class its usernames; a pupil signs in, chooses a password, later leaves."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from accounts.models import Learner
from tests.factories.accounts import LearnerFactory
from tests.support import browsing
from tests.support.browsing import leave
from tests.support.simulators import accessibility_problems

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
OWN = "Mon-Chat-Gris-7"


@pytest.fixture(params=["page", "page_without_js"])
def visitor(request: pytest.FixtureRequest, live_server) -> Page:
    return request.getfixturevalue(request.param)


@pytest.fixture
def classroom(school):
    return [
        LearnerFactory(organisation=school, first_name=name, last_name="Roux")
        for name in ("Ana", "Bilal", "Chloé")
    ]


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).click()


def sign_in(page: Page, login: str, password: str) -> None:
    if login:
        page.get_by_label("Adresse e-mail ou identifiant").fill(login)
    page.get_by_label("Mot de passe", exact=True).fill(password)
    press(page, "Me connecter")


def sign_out(page: Page) -> None:
    page.context.clear_cookies()


def make_accounts(page: Page, school) -> None:
    browsing.sign_in(page, "nadia@example.org", reverse("learner_accounts", args=[school.code]))
    page.get_by_role("link", name="5E 2").click()
    page.get_by_role("link", name="Créer les 3 comptes manquants").click()
    press(page, "Créer les identifiants")
    expect(page.get_by_role("heading", name="3 fiches sont prêtes")).to_be_visible()


def reset_one(page: Page, school) -> tuple[str, str]:
    """What the screen shows for one pupil."""
    page.goto(f"{reverse('learner_accounts', args=[school.code])}?classe=5E+2")
    page.get_by_label("Roux Ana").check()
    press(page, "Nouveau mot de passe pour les élèves cochés")
    press(page, "Donner les nouveaux mots de passe")
    shown = page.locator("dl.about dd.mono")
    expect(shown).to_have_count(2)
    return shown.nth(0).inner_text(), shown.nth(1).inner_text()


def test_from_the_slip_to_the_home_page(visitor, school, teacher, classroom):
    make_accounts(visitor, school)
    username, password = reset_one(visitor, school)
    sign_out(visitor)
    visitor.goto(f"/connexion/?identifiant={username}")
    sign_in(visitor, "", password)
    expect(visitor.get_by_role("heading", name="Choisissez votre mot de passe")).to_be_visible()
    visitor.goto("/competences/")
    visitor.get_by_label("Nouveau mot de passe").fill(OWN)
    press(visitor, "Enregistrer et continuer")
    expect(visitor).to_have_url(re.compile(r"/competences/$"))
    assert Learner.objects.get(first_name="Ana").user.check_password(OWN)


def test_the_slips_are_downloaded(page, school, teacher, classroom):
    make_accounts(page, school)
    with page.expect_download() as download:
        page.get_by_role("link", name="Fiches à découper").click()
    assert download.value.path().read_bytes().startswith(b"%PDF")
    press(page, "J'ai terminé")
    expect(page.get_by_role("status")).to_contain_text("effacés")


def test_pressing_twice_makes_one_set_of_slips(page, school, teacher, classroom):
    address = f"{reverse('create_learner_accounts', args=[school.code])}?classe=5E+2"
    browsing.sign_in(page, "nadia@example.org", address)
    page.get_by_role("button", name="Créer les identifiants").dblclick()
    expect(page.get_by_role("heading", name="3 fiches sont prêtes")).to_be_visible()


def test_who_left_finds_her_account_again(visitor, school, pupil, mailoutbox):
    LearnerFactory(
        organisation=school,
        user=pupil,
        first_name="Inès",
        last_name="Roux",
        national_id="999000001AA",
    )
    visitor.goto("/connexion/")
    leave(visitor, "J'ai perdu mon identifiant", "link")
    said = ("999000001AA", "Inès", "Roux", "14", "3", "2013", "ines@example.org")
    for field, value in zip(
        visitor.locator("main input:not([type=hidden])").all(), said, strict=True
    ):
        field.fill(value)
    press(visitor, "Recevoir le lien")
    expect(visitor.get_by_role("heading", name="Regardez vos messages")).to_be_visible()
    visitor.goto(re.search(r"https?://\S+", mailoutbox[0].body)[0])
    visitor.get_by_label("Nouveau mot de passe").fill(OWN)
    press(visitor, "Enregistrer et me connecter")
    expect(visitor.get_by_text("ines@example.org").first).to_be_visible()


def test_the_pages_are_accessible(page, school, teacher, classroom):
    make_accounts(page, school)
    root = reverse("learner_accounts", args=[school.code])
    found = accessibility_problems(page)
    for address in (root, f"{root}?classe=5E+2", f"{root}mots-de-passe/?classe=5E+2"):
        page.goto(address)
        found += accessibility_problems(page)
    sign_out(page)
    for address in (reverse("recover_username"), reverse("recovery_asked")):
        page.goto(address)
        found += accessibility_problems(page)
    assert found == []
