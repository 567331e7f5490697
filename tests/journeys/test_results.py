"""A teacher reads what came out of a campaign: with and without JavaScript, at 320 px, with axe."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from campaigns.enums import Licence
from campaigns.models import CampaignDigest, Resource
from campaigns.services.again import try_again
from campaigns.services.digests import refresh_digest
from campaigns.services.participations import send
from tests.campaigns.results.conftest import pupil, take, take_and_send, work
from tests.factories.campaigns import CampaignFactory, TargetProfileFactory
from tests.journeys.test_orga import press
from tests.support.browsing import leave, sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

THEN = datetime(2026, 10, 5, 10, 0, tzinfo=UTC)


@pytest.fixture(params=["page", "page_without_js"])
def visitor(request: pytest.FixtureRequest, live_server) -> Page:
    return request.getfixturevalue(request.param)


@pytest.fixture
def campaign(school, teacher):
    """Four pupils sent, one of them twice; one has not; a resource is shared."""
    profile = TargetProfileFactory(organisation=school, with_awards=True)
    made = CampaignFactory(
        organisation=school,
        owner=teacher,
        profile=profile,
        name="5e 2, rentrée",
        multiple_sendings=True,
    )
    take_and_send(made, pupil(school, "Abadie", "5E 2"), chance=1, now=THEN)
    # No dice: half of them know, so that there is something left to teach.
    take_and_send(made, pupil(school, "Benoît", "6E 1"), chance=0, now=THEN)
    take_and_send(made, pupil(school, "Chen"), chance=0, now=THEN)
    _twice(take_and_send(made, pupil(school, "Dia"), chance=0, now=THEN))
    take(made, pupil(school, "Evrard"), chance=1, now=THEN)
    Resource.objects.create(
        organisation=school, author=teacher, topic_id="secrets", title="Le jeu des secrets",
        licence=Licence.CC_BY, url="https://example.org/",
    )  # fmt: skip
    refresh_digest(made.pk, now=THEN)
    return made


def _twice(run) -> None:
    later = THEN + timedelta(days=5)
    again = try_again(participation=run, needs=("needs_javascript",), now=later)
    work(again, chance=1, now=later)
    again.refresh_from_db()
    send(participation=again, now=later)


def open_tab(page: Page, name: str) -> None:
    tabs = page.get_by_role("navigation", name="Pages de la campagne")
    tabs.get_by_role("link", name=name).click()
    expect(tabs.get_by_role("link", name=name)).to_have_attribute("aria-current", "page")


def test_from_the_figures_to_one_pupil(visitor, campaign, teacher):
    sign_in(visitor, teacher.email, f"/orga/9990001X/campagnes/{campaign.public_id}/")
    open_tab(visitor, "Résultats")
    expect(visitor.get_by_text("sur 5 participants")).to_be_visible()
    visitor.get_by_label("Classe").select_option("5E 2")
    visitor.get_by_label("Résultat thématique").select_option(label="À mi-chemin", force=True)
    press(visitor, "Chercher")
    expect(visitor).to_have_url(re.compile("5E"))
    rows = visitor.get_by_role("table", name="Résultats envoyés").get_by_role("row")
    expect(rows.nth(1)).to_contain_text("Abadie")
    visitor.get_by_role("link", name="Tout afficher").click()
    visitor.get_by_role("link", name="Dia Maëlle").click()
    expect(visitor.get_by_role("heading", name="Dia Maëlle")).to_be_visible()
    leave(visitor, "Passage n° 1", "link")
    visitor.locator("summary", has_text="Secrets").click()
    expect(visitor.get_by_text("Réussir secrets au niveau 1")).to_be_visible()
    visitor.get_by_role("link", name="Page de l'élève").click()
    visitor.get_by_role("link", name="5e 2, rentrée").click()
    expect(visitor.get_by_text("Passage n° 2", exact=True)).to_be_visible()


def test_what_to_teach_and_with_what(visitor, campaign, teacher):
    sign_in(visitor, teacher.email, f"/orga/9990001X/campagnes/{campaign.public_id}/analyse/")
    expect(visitor.get_by_text("Travaillez d'abord")).to_be_visible()
    secrets = visitor.locator("#sujet-secrets")
    secrets.locator("summary").click()
    expect(secrets.get_by_text("points sur 100")).to_be_visible()
    expect(secrets.get_by_role("link", name="Le jeu des secrets")).to_be_visible()
    visitor.get_by_label("Classe").select_option("6E 1")
    press(visitor, "Chercher")
    expect(visitor).to_have_url(re.compile("6E"))
    expect(
        visitor.get_by_text("sur 1 en est là").or_(visitor.get_by_text("bien acquis")).first
    ).to_be_visible()
    secrets.locator("summary").click()
    secrets.get_by_role("link", name="Leçon secrets").click()
    expect(visitor.get_by_role("heading", name="Leçon secrets").first).to_be_visible()


def test_figures_arrive_by_themselves(page, campaign, teacher):
    CampaignDigest.objects.update(is_stale=True)
    sign_in(page, teacher.email, f"/orga/9990001X/campagnes/{campaign.public_id}/resultats/")
    expect(page.get_by_text("en cours de calcul")).to_be_visible()
    refresh_digest(campaign.pk, now=THEN)
    expect(page.get_by_text("en cours de calcul")).to_have_count(0)
    expect(page.get_by_text("sur 5 participants")).to_be_visible()


PAGES = ("resultats/", "analyse/", "resultats/?q=zzz", "analyse/?classe=6E 1", "one", "unsent", "/")


@pytest.fixture
def addresses(campaign):
    runs = {run.state: run for run in campaign.participations.filter(is_current=True)}
    known = {"one": runs["sent"], "unsent": runs["finished"]}
    root = f"/orga/9990001X/campagnes/{campaign.public_id}/"
    return [
        f"{root}participants/{known[tab].public_id}/"
        if tab in known
        else "/orga/9990001X/"
        if tab == "/"
        else root + tab
        for tab in PAGES
    ]


def test_axe_finds_nothing_and_nothing_scrolls_sideways(page, addresses, teacher):
    sign_in(page, teacher.email, addresses[0])
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        for address in addresses:
            page.goto(address)
            page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
            found = Axe().run(page).response["violations"]
            assert not found, (address, [one["id"] for one in found])
            wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert wide <= 0, (address, width)


def test_by_keyboard(page, campaign, teacher):
    sign_in(page, teacher.email, f"/orga/9990001X/campagnes/{campaign.public_id}/analyse/")
    summary = page.locator("#sujet-secrets summary")
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#sujet-secrets details")).to_have_attribute("open", "")
    page.keyboard.press("Tab")
    expect(page.locator("#sujet-secrets a").first).to_be_focused()
