"""A learner takes a test: in a browser, with and without JavaScript, on a bad network."""

import re

import pytest
from playwright.sync_api import Page, expect

from competences.bank.schema import Kind
from competences.models import Answer, Assessment, CompetenceProfile
from competences.selectors.bank import variant_of
from competences.services.posting import form_of
from tests.factories.accounts import PASSWORD, UserFactory
from tests.support.answers import RIGHT, kind_asked
from tests.support.browsing import sign_in, visit

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

ORDERED = ("Un", "Deux", "Trois")


@pytest.fixture(params=["js", "no_js"])
def browser_page(request) -> Page:
    return request.getfixturevalue("page" if request.param == "js" else "page_without_js")


def start(page: Page, challenge: str = "dossiers-2b") -> Assessment:
    """Start a test at a question of one's choice, neither timed nor a simulator by default."""
    sign_in(page, UserFactory().email, "/competences/1.2/")
    page.click("main button:has-text('Commencer')")
    page.wait_for_url("**/test/**")
    return ask(page, challenge)


def ask(page: Page, challenge: str) -> Assessment:
    Assessment.objects.update(challenge_id=challenge, variant=0)
    page.reload()
    return Assessment.objects.get()


def answer(page: Page, test: Assessment) -> None:
    """Answer the question on the page, right, and wait for what follows."""
    test.refresh_from_db()
    if page.locator("text=Afficher la question").count():
        page.click("text=Afficher la question")
        page.wait_for_selector("[data-timer]")
    if kind_asked(test) == Kind.SIMULATOR:
        asked = page.locator("[data-asked]").get_attribute("data-asked")
        page.click("text=en avoir une autre")
        page.wait_for_selector(f"[data-asked]:not([data-asked='{asked}'])")
        test.refresh_from_db()
    if kind_asked(test) == Kind.ORDER and page.locator("html.js").count():
        put_in_order(page)
    else:
        fill_in(page, test)
    page.click("text=Je valide")
    expected = f"[data-position='{test.position + 1}'], a:has-text('Continuer'), #result"
    page.wait_for_selector(expected)


def fill_in(page: Page, test: Assessment) -> None:
    variant = variant_of(test.release_id, test.challenge_id, test.variant)
    for name, value in form_of(variant, RIGHT[variant.kind])[1:]:
        field = page.locator(f"[name={name}]")
        if name == "choice":
            page.check(f"[name={name}][value='{value}']")
        elif field.evaluate("field => field.localName") == "select":
            field.select_option(value)
        else:
            field.fill(value)


def put_in_order(page: Page) -> None:
    """With the arrows: each item in turn goes up to its place."""
    page.wait_for_selector(".order.has-arrows")
    for rank, name in enumerate(ORDERED):
        while page.locator(".order [id^=item-]").nth(rank).inner_text() != name:
            page.get_by_label(f"Monter, {name}").click()


def test_from_the_first_question_to_the_level(browser_page):
    test = start(browser_page)
    for _ in range(15):
        answer(browser_page, test)
        if "/bilan/" in browser_page.url:
            expect(browser_page.locator("h1")).to_contain_text("Pause")
            browser_page.click("text=Continuer")
            browser_page.wait_for_selector("[data-position], #result")
        if "/resultat/" in browser_page.url:
            break
    test.refresh_from_db()
    profile = CompetenceProfile.objects.get()
    assert test.completed_at
    assert set(test.answers.values_list("outcome", flat=True)) == {"correct"}
    browser_page.reload()
    expect(browser_page.locator("h1")).to_contain_text(f"niveau {profile.level}")
    browser_page.goto("/competences/")
    expect(browser_page.locator(".total").first).to_contain_text(str(profile.pix))


def test_leaving_and_coming_back_to_the_same_question(browser_page, live_server, browser):
    test = start(browser_page)
    answer(browser_page, test)
    title = browser_page.locator("h1").inner_text()
    state = browser_page.context.storage_state()
    elsewhere = visit(browser, base_url=live_server.url, storage_state=state).new_page()
    elsewhere.goto("/competences/")
    elsewhere.click("text=Reprendre")
    expect(elsewhere.locator("h1")).to_have_text(title)
    elsewhere.context.close()


def test_an_answer_survives_the_loss_of_the_network(page):
    start(page)
    page.route("**/test/**", lambda route: route.abort())
    page.click("text=Je passe")
    expect(page.locator("[data-saving]")).to_be_visible()
    assert not Answer.objects.exists()
    page.unroute("**/test/**")
    page.wait_for_selector("[data-position='2']")
    assert Answer.objects.get().position == 1


def test_what_was_typed_is_there_after_a_reload(page):
    start(page)
    page.fill("[name=text]", "ma réponse")
    page.reload()
    expect(page.locator("[name=text]")).to_have_value("ma réponse")


def test_the_next_question_takes_the_focus(page):
    start(page)
    page.click("text=Je passe")
    page.wait_for_selector("[data-position='2']")
    expect(page.locator("#test:focus-within")).to_have_count(1)
    expect(page).to_have_title(re.compile("Question 2"))


def test_a_double_click_answers_once(page):
    start(page)
    sent = []

    def hold(request):  # the answer is still on its way at the second click
        sent.append(request)

    page.route("**/test/**", hold)
    page.dblclick("text=Je passe")
    page.wait_for_timeout(500)
    for request in sent:
        request.continue_()
    page.wait_for_selector("[data-position='2']")
    assert Answer.objects.count() == 1


def test_the_second_half_of_a_double_click_spares_the_next_question(page):
    start(page)
    skip = page.get_by_role("button", name="Je passe")
    skip.click()
    page.wait_for_selector("[data-position='2']")
    ask(page, "dossiers-2b")
    skip.hover()
    page.mouse.down(click_count=2)
    page.mouse.up(click_count=2)
    skip.click()
    page.wait_for_selector("[data-position='3']")
    assert Answer.objects.count() == 2


def test_back_and_resend_changes_nothing(page_without_js):
    page = page_without_js
    start(page)
    page.click("text=Je passe")
    page.wait_for_selector("[data-position='2']")
    ask(page, "dossiers-2b")
    page.go_back()
    with page.expect_navigation():
        page.click("text=Je passe")
    positions = list(Answer.objects.order_by("position").values_list("position", flat=True))
    assert positions == list(range(1, len(positions) + 1))


def test_the_whole_test_by_keyboard(page):
    start(page)
    expect(page.locator("[name=text]")).to_be_focused()
    page.keyboard.type("oui")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-position='2']")
    assert Answer.objects.get().outcome == "correct"


def test_a_trial_is_kept_by_signing_up(page):
    page.goto("/essai/")
    page.locator("form:has(h2) button").first.click()
    page.wait_for_url("**/test/**")
    ask(page, "dossiers-2b")
    page.click("text=Je passe")
    page.wait_for_selector("[data-position='2']")
    page.goto("/inscription/")
    page.fill("[name=first_name]", "Inès")
    page.fill("[name=last_name]", "Roux")
    page.fill("[name=birth_year]", "2008")
    page.fill("[name=email]", "ines@example.org")
    for field in page.locator("input[type=password]").all():
        field.fill(PASSWORD)
    for box in page.locator("main input[type=checkbox]").all():
        box.check()
    page.locator("main form button[type=submit], main form button.btn:not(.line)").last.click()
    page.wait_for_url("**/accueil/")
    expect(page.locator("body")).to_contain_text("gardées")
    assert Answer.objects.get().user.email == "ines@example.org"


def test_putting_in_order_with_the_arrows(page):
    start(page, "copies-2b")
    put_in_order(page)
    page.click("text=Je valide")
    page.wait_for_selector("[data-position='2']")
    assert Answer.objects.get().outcome == "correct"
