"""A pupil clicks on Pix in the ENT: recognised the first time, at once in the page the second."""

import re
from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from accounts.enums import OrganisationState
from tests.factories.accounts import LearnerFactory, OrganisationFactory
from tests.support.browsing import leave
from tests.support.ent import open_demo, serving

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def school():
    return OrganisationFactory(
        name="Collège Alice-Guy", code="9990001X", uai="9990001X", state=OrganisationState.ACTIVE
    )


@pytest.fixture
def maelle(school):
    return LearnerFactory(
        organisation=school,
        last_name="TESTARD MODELE",
        first_name="Maelle",
        birth_date=date(2013, 3, 14),
    )


@pytest.fixture
def ent(live_server, settings, maelle):
    settings.PUBLIC_URL = live_server.url
    with serving(live_server.url) as server:
        open_demo(server.server_port)
        yield f"http://localhost:{server.server_port}/"


@pytest.fixture(params=["page", "page_without_js"])
def visitor(request: pytest.FixtureRequest, ent) -> Page:
    return request.getfixturevalue(request.param)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).click()


def enter_ent(page: Page, ent: str, person: str) -> None:
    page.goto(ent)
    press(page, person)
    expect(page.get_by_role("heading", name="Bonjour")).to_be_visible()


def test_i_click_on_pix_in_my_ent(visitor, ent, maelle):
    enter_ent(visitor, ent, "Maëlle Testard-Modèle")
    visitor.get_by_role("link", name="mes compétences").click()
    expect(visitor.get_by_role("heading", name="Bienvenue, Maëlle")).to_be_visible()
    press(visitor, "Continuer")
    expect(visitor).to_have_url(re.compile(r"/competences/$"))
    expect(visitor.get_by_role("status")).to_contain_text("rattaché à l'établissement")
    maelle.refresh_from_db()
    assert maelle.user_id
    visitor.goto(ent)
    visitor.get_by_role("link", name="mes compétences").click()
    expect(visitor).to_have_url(re.compile(r"/competences/$"))


def test_leaving_the_ent_leaves_pix(page, ent):
    enter_ent(page, ent, "Nadia Benali")
    page.get_by_role("link", name="Pix", exact=True).click()
    press(page, "Continuer")
    expect(page).to_have_url(re.compile("/orga/"))
    page.goto(ent)
    leave(page, "Me déconnecter")
    page.goto("/accueil/")
    expect(page.get_by_role("heading", name="Se connecter", exact=True)).to_be_visible()


def test_from_the_sign_in_page_back_to_the_page_asked_for(page, ent):
    page.goto("/tutos/")
    page.goto("/mon-compte/")
    page.get_by_role("link", name="ENT de démonstration").click()
    press(page, "Maëlle Testard-Modèle")
    press(page, "Continuer")
    expect(page).to_have_url(re.compile(r"/mon-compte/$"))
    expect(page.get_by_role("link", name="Détacher")).to_be_visible()


def test_every_page_on_the_way_is_accessible(page, ent):
    for address in ("/connexion/", ent, "/ent/demo/retour/?ticket=ST-1"):
        page.goto(address)
        assert not Axe().run(page).response["violations"], address
    press_first(page, ent)
    assert not Axe().run(page).response["violations"]
    leave(page, "J'ai déjà un compte Pix", "link")
    assert not Axe().run(page).response["violations"]


def press_first(page: Page, ent: str) -> None:
    enter_ent(page, ent, "Ilyès Exemple")
    page.get_by_role("link", name="Pix", exact=True).click()
    press(page, "Continuer")
    expect(
        page.get_by_role("alert").or_(page.get_by_text("Nous ne vous avons pas"))
    ).to_be_visible()
