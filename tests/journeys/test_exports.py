"""A teacher takes results away, and shares an activity with her colleagues."""

import csv
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.factories.accounts import LearnerFactory, UserFactory
from tests.factories.campaigns import CampaignFactory, ResourceFactory
from tests.support.browsing import sign_in
from tests.support.campaigns import join, take

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture(params=["page", "page_without_js"])
def visitor(request: pytest.FixtureRequest, live_server) -> Page:
    return request.getfixturevalue(request.param)


@pytest.fixture
def campaign(school, teacher):
    """Maëlle sent, Tom has begun."""
    campaign = CampaignFactory(organisation=school, owner=teacher)
    yesterday = timezone.now() - timedelta(days=1)
    for last_name, do in (("Testard", take), ("Mercier", join)):
        user = UserFactory()
        LearnerFactory(organisation=school, user=user, last_name=last_name, class_name="5E 2")
        do(campaign, user, yesterday)
    return campaign


def download(page: Page, button: str) -> bytes:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=button).click()
    return waiting.value.path().read_bytes()


def test_results_are_taken_away(visitor, teacher, campaign):
    sign_in(visitor, teacher.email, f"/orga/9990001X/campagnes/{campaign.public_id}/resultats/")
    visitor.get_by_role("link", name="Exporter, imprimer").click()
    table = download(visitor, "Télécharger le tableau").decode("utf-8-sig")
    lines = list(csv.DictReader(table.splitlines(), delimiter=";"))
    assert [(one["Nom"], one["Maîtrise (%)"]) for one in lines] == [
        ("Mercier", ""),
        ("Testard", "100"),
    ]
    for button in ("Synthèse de la classe (PDF)", "Fiches pour les familles (PDF)"):
        assert download(visitor, button).startswith(b"%PDF")


def test_a_resource_is_shared_and_found_useful(visitor, teacher, school):
    sign_in(visitor, teacher.email, "/orga/9990001X/ressources/")
    visitor.get_by_role("link", name="Partager la première ressource").click()
    visitor.get_by_label("Titre").fill("Le jeu des mots de passe")
    visitor.get_by_label("Sujet").select_option("secrets")
    visitor.get_by_label("Description").fill("Par deux, vingt minutes.")
    visitor.get_by_label("Licence").select_option("cc-by")
    visitor.get_by_role("button", name="Partager").click()
    visitor.get_by_role("button", name="Utile").click()
    expect(visitor.get_by_role("button", name="Utile (1)")).to_be_visible()
    visitor.get_by_role("link", name="Ressources", exact=True).first.click()
    expect(visitor.get_by_role("link", name="Le jeu des mots de passe")).to_be_visible()


def test_pages_are_accessible(page, teacher, campaign, school):
    shared = ResourceFactory(organisation=school, author=teacher)
    sign_in(page, teacher.email, "/orga/9990001X/ressources/")
    addresses = (
        f"campagnes/{campaign.public_id}/exports/",
        "ressources/",
        "ressources/ajouter/",
        f"ressources/{shared.public_id}/",
        f"ressources/{shared.public_id}/signaler/",
    )
    for address in addresses:
        page.goto(f"/orga/9990001X/{address}")
        found = Axe().run(page)
        assert not found.violations_count, found.generate_report()
