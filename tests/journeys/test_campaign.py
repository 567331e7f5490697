"""From the code on the board to the results sent: in a browser, with and without JavaScript."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Page, expect

from campaigns.models import Participation
from tests.factories.accounts import PASSWORD, LearnerFactory
from tests.factories.campaigns import CampaignFactory, TargetProfileFactory
from tests.support.browsing import leave, sign_in
from tests.support.campaigns import take

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
TOPICS = {"dossiers": 3, "copies": 2, "secrets": 3}


@pytest.fixture(params=["page", "page_without_js"])
def visitor(request: pytest.FixtureRequest, live_server) -> Page:
    return request.getfixturevalue(request.param)


@pytest.fixture
def campaign(school):
    profile = TargetProfileFactory(organisation=school, with_awards=True, topics=TOPICS)
    return CampaignFactory(
        organisation=school, code="ABCDEF234", profile=profile, with_identifier=True, with_end=True
    )


def nothing_found(page: Page) -> None:
    found = Axe().run(page).response["violations"]
    assert not found, [(rule["id"], rule["nodes"][0]["target"]) for rule in found]


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).click()


def enter_code(page: Page, typed: str) -> None:
    page.goto("/")
    page.get_by_role("link", name="J'ai un code").first.click()
    page.get_by_label("Code du parcours").fill(typed)
    press(page, "Ouvrir le parcours")


def walk_through(page: Page) -> int:
    """Answer until the end page; returns how many pauses there were."""
    pauses = 0
    page.wait_for_selector("[data-position]")
    while "/parcours/" not in page.url:
        if "/bilan/" in page.url:
            pauses += 1
            page.get_by_role("link", name="Continuer").click()
            page.wait_for_selector("[data-position], .sending")
        elif page.get_by_role("button", name="Afficher la question").count():
            press(page, "Afficher la question")
            page.wait_for_selector("[data-timer]")
        else:
            answer(page)
    return pauses


def answer(page: Page) -> None:
    """Right where it is a word to write, else skipped; and wait for what follows."""
    number = page.locator("[data-position]").get_attribute("data-position")
    test = page.locator("[data-test]").get_attribute("data-test")
    if page.locator("[name=text]").count():
        page.fill("[name=text]", "oui")
        press(page, "Je valide")
    else:
        press(page, "Je passe")
    page.wait_for_selector(
        f"[data-test]:not([data-test='{test}']), [data-test='{test}']:not([data-position="
        f"'{number}']), a:has-text('Continuer'), .sending"
    )


def test_from_the_code_to_the_results_sent(visitor, campaign, learner):
    enter_code(visitor, "abc def 234")
    visitor.get_by_role("link", name="Me connecter").click()
    visitor.fill("[name=login]", learner.email)
    visitor.fill("[name=password]", PASSWORD)
    press(visitor, "Me connecter")
    visitor.wait_for_url("**/parcours/ABCDEF234/")
    visitor.get_by_label("Numéro d'étudiant").fill("12")
    press(visitor, "Commencer")
    visitor.wait_for_url("**/test/**")
    assert walk_through(visitor) >= 1
    expect(visitor.locator(".sending")).to_contain_text("ne voit pas ce résultat")
    press(visitor, "Envoyer mes résultats")
    expect(visitor.get_by_text("Résultats envoyés")).to_be_visible()
    visitor.goto("/parcours/")
    expect(visitor.locator(".run")).to_contain_text("Envoyé le")
    run = Participation.objects.get()
    assert (run.user, run.identifier, run.result.is_frozen) == (learner, "12", True)
    assert run.series.tests.count() == 2


def test_one_leaves_and_comes_back_to_the_same_question(visitor, campaign, learner):
    sign_in(visitor, learner.email, "/parcours/ABCDEF234/")
    visitor.get_by_label("Numéro d'étudiant").fill("12")
    press(visitor, "Commencer")
    visitor.wait_for_url("**/test/**")
    question = visitor.url
    visitor.get_by_role("link", name="Quitter").click()
    visitor.wait_for_url("**/parcours/")
    visitor.get_by_role("link", name="Reprendre").click()
    expect(visitor).to_have_url(question)
    visitor.goto("/competences/")
    expect(visitor.locator(".reminder")).to_contain_text("Le point de rentrée")


def test_a_pupil_is_found_in_the_list_then_comes_back(visitor, school, learner):
    LearnerFactory(organisation=school, last_name="Nguyen", first_name="Louise")
    CampaignFactory(organisation=school, code="ABCDEF234", for_class=True, topics=TOPICS)
    sign_in(visitor, learner.email, "/parcours/ABCDEF234/")
    press(visitor, "Me trouver dans la liste")
    for label, value in (("Jour", "14"), ("Mois", "3"), ("Année", "2013")):
        visitor.get_by_label(label).fill(value)
    press(visitor, "Me rattacher")
    visitor.wait_for_url("**/parcours/ABCDEF234/")
    press(visitor, "Commencer")
    visitor.wait_for_url("**/test/**")


def test_without_account_then_somebody_else(visitor, school):
    CampaignFactory(organisation=school, code="ABCDEF234", anonymous=True, topics={"secrets": 2})
    enter_code(visitor, "ABCDEF234")
    press(visitor, "Commencer")
    walk_through(visitor)
    press(visitor, "Envoyer mes résultats")
    expect(visitor.get_by_text("Résultats envoyés")).to_be_visible()
    visitor.goto("/parcours/ABCDEF234/")
    press(visitor, "commencer à mon tour")
    visitor.wait_for_url("**/test/**")
    assert set(Participation.objects.values_list("state", flat=True)) == {"sent", "started"}


def test_again_after_four_days(visitor, campaign, learner):
    campaign.multiple_sendings = True
    campaign.save()
    take(campaign, learner, timezone.now() - timedelta(days=5), right=False)
    sign_in(visitor, learner.email, "/parcours/")
    visitor.get_by_role("link", name="Repasser").click()
    expect(visitor.get_by_text("repartent de rien")).to_be_visible()
    visitor.get_by_role("button", name="Retenter", exact=True).click()
    visitor.wait_for_url("**/test/**")


def test_its_pages_have_no_barrier(page, campaign, school, learner):
    page.goto("/code/?code=ABCDE0234")
    nothing_found(page)
    page.goto("/parcours/ABCDEF234/")
    nothing_found(page)
    campaign.multiple_sendings = True
    campaign.save()
    take(campaign, learner, timezone.now() - timedelta(days=5), right=False)
    shut = CampaignFactory(organisation=school, closed=True)
    collection = CampaignFactory(organisation=school, collection=True)
    sign_in(page, learner.email)
    own = "/parcours/ABCDEF234/"
    for address in ("/parcours/", own, f"{own}bilan/", f"{own}recommencer/", "/accueil/"):
        page.goto(address)
        nothing_found(page)
    for other in (shut, collection):
        page.goto(f"/parcours/{other.code}/")
        nothing_found(page)
    leave(page, "Voir ce qui serait envoyé")
    nothing_found(page)
