"""An invigilator in one window, candidates in others, from the door to the end of the tests."""

import os

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from certification.enums import Ending
from certification.models import Candidate, CertificationTest, IncidentReport
from tests.factories.accounts import UserFactory
from tests.factories.certification import SessionFactory
from tests.journeys.conftest import visited
from tests.support.browsing import eventually, sign_in
from tests.support.room import fill_room
from tests.support.sitting import certifiable_user, load_certification_bank, seated

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

SHOTS = os.environ.get("LOOK_OUT")
ROOM = "/surveillance/404658/"


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def session(db, live_server):
    load_certification_bank()
    return SessionFactory(
        number=404658, access_code="BCDF23", supervision_password="k7M!pQ", room="Salle B12"
    )


@pytest.fixture
def invigilator(db):
    return UserFactory(first_name="Nadia", last_name="Benali", email="nadia@example.org")


@pytest.fixture
def pair(session, now):
    """Two certifiable people, expected in the session and in it."""
    names = (("Maëlle", "Testard"), ("Noé", "Vidal"))
    people = [certifiable_user(now, first_name=first, last_name=last) for first, last in names]
    return [
        seated(session, user, now, first_name=user.first_name, last_name=user.last_name)
        for user in people
    ]


def walk_in(page: Page, login: str) -> None:
    sign_in(page, login, "/surveillance/")
    page.locator("[name=number]").fill("404 658")
    page.locator("[name=password]").fill("k7M!pQ")
    expect(page.locator("[name=password]")).to_have_css("text-transform", "none")  # when shown
    page.get_by_role("button", name="Entrer").click()
    expect(page.get_by_role("heading", name="Session 404658")).to_be_visible()


def wait_for_start(page: Page, seat: Candidate) -> None:
    """Read, tick, type the code, wait for the invigilator."""
    sign_in(page, seat.user.email, f"/certification/seance/{seat.public_id}/?ecran=5")
    page.locator("[name=agreed]").check()
    page.locator("form:has([name=agreed]) button").click()
    page.locator("[name=code]").fill("bcdf23")
    page.get_by_role("button", name="Continuer").click()
    expect(page.get_by_text("Attendez l'autorisation")).to_be_visible()


def post(page: Page, seat: Candidate):
    return page.locator(f"#p-{seat.public_id}")


def begin(page: Page) -> None:
    page.get_by_role("button", name="Commencer mon test").click()
    expect(page.get_by_text("Question 1 sur 15")).to_be_visible()


def test_a_session_from_the_door_to_the_end(
    page, browser: Browser, live_server, busy, session, pair, invigilator
):
    one, other = pair
    walk_in(page, invigilator.email)
    url = live_server.url
    with visited(browser, url, busy) as first, visited(browser, url, busy) as second:
        wait_for_start(first, one)
        wait_for_start(second, other)
        all_begin(page, pair, first, second)
        alert_is_answered(page, one, first)
        with visited(browser, url, busy) as third:
            another_post(page, other, second, third)
        time_is_added(page, one)
        a_test_is_ended(page, one, first)


def all_begin(page: Page, pair, first: Page, second: Page) -> None:
    for seat in pair:
        post(page, seat).get_by_role("button", name="Présent").click()
        expect(post(page, seat).get_by_role("button", name="Présent")).to_have_attribute(
            "aria-pressed", "true"
        )
    page.get_by_role("button", name="Autoriser les 2 présents").click()
    expect(page.get_by_text("2 candidats sont autorisés")).to_be_visible()
    begin(first)
    begin(second)
    for seat in pair:
        expect(post(page, seat)).to_contain_text("En cours")
        expect(post(page, seat)).to_contain_text("en ligne")


def alert_is_answered(page: Page, one: Candidate, first: Page) -> None:
    first.locator(".alert-box summary").click()
    first.locator("[name=said]").fill("Rien ne s'affiche")
    first.locator(".alert-box form button").first.click()
    card = page.locator(".alert-card")
    expect(card).to_contain_text("Rien ne s'affiche")
    assert page.title().startswith("(1)")
    card.get_by_label("Un logiciel ne fonctionne pas").check()
    before = page.locator("#vu").input_value()
    Candidate.objects.filter(pk=one.pk).update(class_name="3E 9")
    eventually(page, lambda: page.locator("#vu").input_value() != before)
    # The room was refreshed around the form being filled in.
    expect(card.get_by_label("Un logiciel ne fonctionne pas")).to_be_checked()
    card.get_by_role("button", name="Remplacer la question").click()
    expect(card).to_have_count(0)
    expect(first.locator("form[data-answer]")).to_be_visible()
    assert IncidentReport.objects.get().resolved_at


def another_post(page: Page, other: Candidate, left: Page, third: Page) -> None:
    sign_in(third, other.user.email, f"/certification/seance/{other.public_id}/")
    third.get_by_role("button", name="Continuer sur ce poste").click()
    expect(post(page, other)).to_contain_text("Suspendu")
    third.locator("[name=code]").fill("BCDF23")
    third.get_by_role("button", name="Continuer").click()
    post(page, other).get_by_role("button", name="Laisser reprendre").click()
    third.get_by_role("button", name="Reprendre mon test").click()
    expect(third.get_by_text("Question 1 sur 15")).to_be_visible()
    expect(post(page, other)).to_contain_text("En cours")


def time_is_added(page: Page, one: Candidate) -> None:
    before = CertificationTest.objects.get(candidate=one).ends_at
    page.get_by_role("link", name="Maëlle Testard").click()
    page.get_by_text("Ajouter du temps", exact=True).click()
    page.get_by_label("Minutes à ajouter").fill("12")
    page.get_by_role("button", name="Ajouter", exact=True).click()
    expect(page.get_by_text("Maëlle Testard a 12 min de plus")).to_be_visible()
    expect(page.locator("#fiche")).to_be_hidden()
    assert (CertificationTest.objects.get(candidate=one).ends_at - before).seconds == 720


def a_test_is_ended(page: Page, one: Candidate, first: Page) -> None:
    page.get_by_role("link", name="Maëlle Testard").click()
    page.get_by_text("Mettre fin au test", exact=True).click()
    page.get_by_role("button", name="Mettre fin au test de Maëlle Testard").click()
    expect(post(page, one)).to_contain_text("Terminé")
    assert CertificationTest.objects.get(candidate=one).ending == Ending.BY_INVIGILATOR
    first.reload()
    expect(first.get_by_text("Le surveillant a mis fin à votre test")).to_be_visible()


def test_without_javascript(page_without_js, session, pair, invigilator):
    page = page_without_js
    walk_in(page, invigilator.email)
    post(page, pair[0]).get_by_role("button", name="Identité").click()
    expect(post(page, pair[0]).get_by_role("button", name="Présent")).to_have_attribute(
        "aria-pressed", "true"
    )
    page.get_by_role("button", name="Autoriser le présent").click()
    expect(page.get_by_text("1 candidat est autorisé")).to_be_visible()
    page.get_by_role("link", name="Noé Vidal").click()
    page.get_by_role("button", name="Autoriser à commencer").click()
    expect(post(page, pair[1])).to_contain_text("Autorisé à commencer")


def test_focus_search_and_lost_connection(page, session, invigilator, now):
    fill_room(session, now=now, count=4)
    walk_in(page, invigilator.email)
    page.locator("#nom").fill("dial")
    expect(page.locator(".post:visible")).to_have_count(1)
    page.locator("#nom").fill("")
    last = page.locator(".post").last.get_by_role("link")
    last.focus()
    page.evaluate("window.neverReloaded = true")
    with page.expect_response(lambda answer: answer.status == 204):
        pass
    before = page.locator("#vu").input_value()
    Candidate.objects.update(class_name="3E 9")
    eventually(page, lambda: page.locator("#vu").input_value() != before)
    expect(last).to_be_focused()
    page.context.set_offline(True)
    expect(page.locator("[data-offline]")).to_be_visible()
    page.context.set_offline(False)
    expect(page.locator("[data-offline]")).to_be_hidden()
    assert page.evaluate("window.neverReloaded")


def test_every_state_is_readable_and_axe_finds_nothing(page, session, invigilator, now):
    fill_room(session, now=now)
    walk_in(page, invigilator.email)
    seat = Candidate.objects.get(first_name="Garance")
    addresses = {
        "room": ROOM,
        "sheet": f"{ROOM}candidats/{seat.public_id}/",
        "time": f"{ROOM}temps/",
        "report": f"{ROOM}signalement/",
        "door": "/surveillance/",
    }
    found = {name: problems(page, name, address) for name, address in addresses.items()}
    found["over"] = over_the_room(page)
    assert not {name: wrong for name, wrong in found.items() if wrong}


def over_the_room(page: Page) -> list[str]:
    """The same sheet, opened and closed with the keyboard."""
    page.goto(ROOM)
    link = page.get_by_role("link", name="Garance Faure")
    link.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#fiche-titre")).to_be_focused()
    page.get_by_text("Mettre fin au test", exact=True).press("Enter")
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/over.png")
    found = [rule["id"] for rule in Axe().run(page).response["violations"]]
    page.keyboard.press("Escape")
    expect(page.locator("#fiche")).to_be_hidden()
    expect(link).to_be_focused()
    return found


def problems(page: Page, name: str, address: str) -> list[str]:
    found = []
    for width, height in ((390, 844), (768, 1024), (1024, 768), (1280, 900)):
        for theme in ("light", "dark"):
            page.set_viewport_size({"width": width, "height": height})
            page.emulate_media(color_scheme=theme, reduced_motion="reduce")
            page.goto(address)
            if SHOTS:
                page.screenshot(path=f"{SHOTS}/{name}-{width}-{theme}.png", full_page=True)
            found += [rule["id"] for rule in Axe().run(page).response["violations"]]
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                found.append(f"scrolls at {width}")
    return found
