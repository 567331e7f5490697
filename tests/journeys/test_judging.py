"""From the end of a session to an answer to whoever contests: centre, jury, candidate."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Page, expect

from certification.models import Certificate, CertificationTest, Result
from certification.services.finalisation import Closing, finalise
from tests.factories.accounts import UserFactory
from tests.factories.certification import (
    CentreFactory,
    CentreMembershipFactory,
    SessionFactory,
)
from tests.support.browsing import leave, sign_in
from tests.support.sitting import certifiable_user, load_certification_bank, reply, seated, started

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture(params=["page", "page_without_js"])
def visitor(request) -> Page:
    return request.getfixturevalue(request.param)


@pytest.fixture
def head(db):
    return UserFactory(first_name="Paul", last_name="Lemoine")


@pytest.fixture
def officer(db):
    return UserFactory(first_name="Aïcha", last_name="Diallo", staff=True)


@pytest.fixture
def whole(head) -> CertificationTest:
    """Every question answered; the third one was failed."""
    load_certification_bank()
    now = timezone.now() - timedelta(hours=1)
    centre = CentreFactory()
    CentreMembershipFactory(centre=centre, user=head)
    session = SessionFactory(centre=centre, access_code="BCDF23")
    person = certifiable_user(now, first_name="Maëlle", last_name="Testard")
    seat = seated(session, person, now, first_name="Maëlle", last_name="Testard")
    test = started(seat, head, now)
    for n in range(15):
        reply(test, now + timedelta(minutes=n), right=n != 2)
    return test


def look_at(page: Page) -> None:
    """At the width of a phone, then of a desk."""
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 844})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    if page.locator("html.js").count():
        found = Axe().run(page).response["violations"]
        assert not found, [(rule["id"], rule["nodes"][0]["target"]) for rule in found]


def close(page: Page, head, test: CertificationTest) -> None:
    session = test.candidate.session
    address = f"/certif/{session.centre.code}/sessions/{session.public_id}/finaliser/"
    sign_in(page, head.email, address)
    look_at(page)
    leave(page, "Finaliser la session")
    expect(page.get_by_role("heading", name="Finalisée le")).to_be_visible()
    look_at(page)


def judge(page: Page, officer, test: CertificationTest) -> None:
    sign_in(page, officer.email, "/jury/")
    look_at(page)
    leave(page, str(test.candidate.session.number), "link")
    leave(page, "Prendre la session")
    look_at(page)
    leave(page, "Maëlle Testard", "link")
    look_at(page)
    neutralise(page, 3)
    leave(page, f"Session {test.candidate.session.number}", "link")
    leave(page, "Publier")


def neutralise(page: Page, position: int) -> None:
    row = page.get_by_role("row").filter(has=page.locator(f"#motif-{position}"))
    row.get_by_text("Neutraliser").click()
    row.get_by_label("Motif").fill("L'image ne s'affichait pas")
    with page.expect_navigation():
        row.get_by_role("button", name="Ne plus la compter").click()
    expect(page.get_by_text("L'image ne s'affichait pas")).to_be_visible()


def contest(page: Page, test: CertificationTest) -> None:
    sign_in(page, test.user.email, "/certificats/")
    expect(page.get_by_text("n'ont pas fonctionné comme prévu")).to_be_visible()
    leave(page, "Contester ce résultat", "link")
    look_at(page)
    page.get_by_label("Numéro de la question").fill("5")
    page.get_by_label("Ce que vous contestez").fill("Le fichier ne s'ouvrait pas.")
    leave(page, "Déposer le recours")
    expect(page.get_by_text("Votre recours est déposé")).to_be_visible()


def answer(page: Page, officer) -> None:
    sign_in(page, officer.email, "/jury/")
    leave(page, "Maëlle Testard", "link")
    look_at(page)
    page.get_by_label("Refuser").check()
    page.get_by_label("Réponse au candidat").fill("Le fichier a été ouvert deux fois.")
    leave(page, "Répondre")
    look_at(page)


def test_from_the_end_of_a_session_to_an_answer(visitor, head, officer, whole):
    close(visitor, head, whole)
    judge(visitor, officer, whole)
    assert [one.reason for one in Result.objects.order_by("pk")] == ["scored", "neutralisation"]
    assert Certificate.objects.get().result == Result.objects.last()
    contest(visitor, whole)
    answer(visitor, officer)
    sign_in(visitor, whole.user.email, f"/certification/recours/{whole.public_id}/")
    expect(visitor.get_by_text("Le fichier a été ouvert deux fois.")).to_be_visible()
    look_at(visitor)


def tab_to(page: Page, words: str) -> None:
    """Go there as somebody who has no mouse does."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if words in page.evaluate("document.activeElement.textContent"):
            return
    raise AssertionError(f"{words} is out of reach of the keyboard")


def test_a_rejection_by_the_keyboard_alone(page, head, officer, whole):
    finalise(whole.candidate.session, Closing(), actor=head, now=timezone.now())
    sign_in(page, officer.email, f"/jury/sessions/{whole.candidate.session.public_id}/")
    tab_to(page, "Prendre la session")
    press_enter(page)
    page.goto(f"/jury/tests/{whole.public_id}/")
    page.get_by_label("Rejeter pour fraude").focus()
    page.keyboard.press("Space")
    tab_to(page, "Enregistrer la décision")
    press_enter(page)
    expect(page.get_by_text("Ce qui sera perdu")).to_be_visible()
    assert Result.objects.count() == 1
    tab_to(page, "Rejeter pour fraude")
    press_enter(page)
    assert Result.objects.last().reason == "fraud"


def press_enter(page: Page) -> None:
    with page.expect_navigation():
        page.keyboard.press("Enter")
