"""A candidate sits a certification in a browser, on good days and bad ones."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from certification.enums import EventKind
from certification.models import Candidate, CertificationTest, LiveAlert
from certification.services.alerts import settle_alert
from certification.services.authorisation import authorise, let_resume
from competences.models import Answer, Assessment
from competences.selectors.bank import variant_of
from competences.services.posting import form_of
from tests.factories.accounts import UserFactory
from tests.factories.certification import CandidateFactory, SessionFactory
from tests.journeys.conftest import visited
from tests.support.answers import RIGHT
from tests.support.browsing import eventually, leave, sign_in
from tests.support.sitting import certifiable_user, load_certification_bank

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

CODE = "BCDF23"


@pytest.fixture(params=["js", "no_js"])
def browser_page(request) -> Page:
    return request.getfixturevalue("page" if request.param == "js" else "page_without_js")


@pytest.fixture
def seat(db) -> Candidate:
    load_certification_bank()
    user = certifiable_user(timezone.now(), first_name="Maëlle", last_name="Testard")
    session = SessionFactory(access_code=CODE)
    seat = CandidateFactory(session=session, first_name="Maëlle", last_name="Testard")
    seat.person = user
    return seat


def enter(page: Page, seat: Candidate) -> None:
    sign_in(page, seat.person.email, "/certification/entrer/")
    page.get_by_label("Numéro de session").fill(str(seat.session.number))
    page.get_by_label("Premier prénom").fill("maelle")
    page.get_by_label("Nom de naissance").fill("Testard")
    for label, value in (("Jour", "14"), ("Mois", "3"), ("Année", "2010")):
        page.get_by_label(label).fill(value)
    leave(page, "Entrer")


def read(page: Page) -> None:
    for screen in range(1, 5):
        expect(page.locator("#ecran")).to_have_text(f"{screen} sur 5")
        leave(page, "Suivant", "link")
    page.get_by_label("J'ai lu ces règles").check()
    leave(page, "J'ai lu")
    give_code(page)


def give_code(page: Page) -> None:
    page.get_by_label("Code d'accès").fill(CODE)
    leave(page, "Continuer")


def invigilate(seat: Candidate) -> None:
    authorise(candidates=[seat], author=UserFactory(), now=timezone.now())


def start(page: Page, seat: Candidate) -> CertificationTest:
    """Straight to the first question."""
    enter(page, seat)
    read(page)
    invigilate(seat)
    page.reload()
    leave(page, "Commencer mon test")
    return CertificationTest.objects.select_related("assessment").get()


def asked(test: CertificationTest) -> Assessment:
    return Assessment.objects.get(pk=test.assessment_id)


def ask(page: Page, test: CertificationTest, challenge: str) -> None:
    code = challenge[5:8].replace("-", ".")
    now = Assessment.objects.filter(pk=test.assessment_id)
    now.update(challenge_id=challenge, competence_id=code)
    page.reload()


def fill_in(page: Page, test: CertificationTest) -> None:
    now = asked(test)
    variant = variant_of(now.release_id, now.challenge_id, now.variant)
    for name, value in form_of(variant, RIGHT[variant.kind])[1:]:
        if name == "choice":
            page.check(f"[name={name}][value='{value}']")
        else:
            page.fill(f"[name={name}]", value)


def reply(page: Page, test: CertificationTest) -> None:
    position = asked(test).position
    fill_in(page, test)
    page.click("text=Je valide")
    page.wait_for_selector(f"[data-position='{position + 1}'], h1:has-text('En attente')")


def assert_accessible(page: Page) -> None:
    if page.locator("html.js").count():
        found = Axe().run(page).response["violations"]
        assert not found, [(rule["id"], rule["nodes"][0]["target"]) for rule in found]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("width", [390, 1280])
def test_from_the_convocation_to_the_end(browser_page, seat, width):
    page = browser_page
    page.set_viewport_size({"width": width, "height": 844})
    enter(page, seat)
    assert_accessible(page)
    read(page)
    expect(page.locator("h1")).to_contain_text("Attendez l'autorisation")
    assert_accessible(page)
    invigilate(seat)
    if not page.locator("html.js").count():
        page.reload()
    expect(page.locator("h1")).to_have_text("Vous pouvez commencer")
    leave(page, "Commencer mon test")
    assert_accessible(page)
    test = CertificationTest.objects.get()
    for _ in range(15):
        reply(page, test)
    expect(page.locator("h1")).to_have_text("En attente de vos résultats")
    assert_accessible(page)
    assert Answer.objects.filter(assessment=test.assessment_id, outcome="correct").count() == 15


def test_by_the_keyboard_alone(page, seat):
    test = start(page, seat)
    ask(page, test, "nord-1-1-1b")
    page.keyboard.type("oui")  # the field has the focus
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-position='2']")
    expect(page.locator("h1")).to_be_focused()


def test_an_answer_waits_for_the_network(page, seat):
    test = start(page, seat)
    page.context.set_offline(True)
    fill_in(page, test)
    page.click("text=Je valide")
    expect(page.locator("[data-saving]")).to_be_visible()
    page.context.set_offline(False)
    page.wait_for_selector("[data-position='2']")
    assert Answer.objects.get(assessment=test.assessment_id).outcome == "correct"


def test_a_wrong_clock_changes_nothing(page, seat):
    page.add_init_script("Date.now = () => 0; Date = class extends Date {}")
    start(page, seat)
    expect(page.locator("[data-face]")).to_have_text("1 h 59")


def test_what_is_typed_when_time_is_up_is_sent(page, seat):
    test = start(page, seat)
    ask(page, test, "nord-1-1-1b")
    page.fill("[name=text]", "oui")
    CertificationTest.objects.update(ends_at=timezone.now() + timedelta(seconds=4))
    page.reload()
    expect(page.locator("h1")).to_have_text("En attente de vos résultats")
    assert Answer.objects.get(assessment=test.assessment_id).outcome == "correct"


def test_leaving_the_page_is_seen_and_so_is_its_return(page, seat):
    start(page, seat)
    away = "Object.defineProperty(document, 'visibilityState', {value: '%s', configurable: true})"
    page.evaluate(away % "hidden")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    eventually(page, lambda: seen(EventKind.FOCUS_LOST))
    page.evaluate(away % "visible")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    eventually(page, lambda: seen(EventKind.FOCUS_BACK))
    expect(page.locator("form[data-answer]")).to_be_visible()


def seen(kind: EventKind) -> bool:
    return CertificationTest.objects.get().events.filter(kind=kind).exists()


def test_two_windows_are_seen_and_lose_nothing(page, seat):
    test = start(page, seat)
    other = page.context.new_page()
    other.goto(page.url)
    eventually(page, lambda: seen(EventKind.SECOND_WINDOW))
    fill_in(other, test)
    other.click("text=Je valide")
    other.wait_for_selector("[data-position='2']")
    page.click("text=Je passe")  # the first window still shows question 1
    page.wait_for_selector("[data-position='2']")
    assert Answer.objects.get(assessment=test.assessment_id).outcome == "correct"


def test_going_back_shows_the_question_now_asked(page, seat):
    test = start(page, seat)
    reply(page, test)
    page.go_back()
    page.go_forward()
    expect(page.locator("[data-position='2']")).to_be_visible()


def test_a_question_that_does_not_work(page, seat):
    test = start(page, seat)
    ask(page, test, "nord-1-1-1b")
    page.fill("[name=text]", "ou")
    page.click("text=Signaler un problème sur cette question")
    page.get_by_label("Que se passe-t-il").fill("Rien ne s'affiche")
    leave(page, "Appeler le surveillant")
    expect(page.locator("h1")).to_have_text("Le surveillant est prévenu")
    assert_accessible(page)
    alert = LiveAlert.objects.get()
    settle_alert(alert=alert, accepted=False, author=UserFactory(), now=timezone.now())
    expect(page.locator("[name=text]")).to_have_value("ou")  # what was typed is there again


def test_another_machine_goes_on_at_the_same_question(
    page, seat, browser: Browser, live_server, busy
):
    test = start(page, seat)
    reply(page, test)
    with visited(browser, live_server.url, busy) as second:
        sign_in(second, seat.person.email, f"/certification/test/{test.public_id}/")
        assert_accessible(second)
        leave(second, "Continuer sur ce poste")
        expect(page.locator("h1")).to_have_text("Attendez l'autorisation de reprendre")
        give_code(second)
        let_resume(test=test, author=UserFactory(), now=timezone.now())
        expect(second.locator("h1")).to_have_text("Vous pouvez reprendre")
        leave(second, "Reprendre mon test")
        expect(second.locator("[data-position='2']")).to_be_visible()
