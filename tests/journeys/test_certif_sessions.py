"""A head opens a centre, plans sessions for two classes, and says yes; another sends a file."""

import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from certification.content.birthplaces import SAMPLE, read_table
from certification.models import Candidate, Session
from certification.services.birthplaces import load_birthplaces
from certification.session_files.columns import headings
from tests.factories.accounts import LearnerFactory
from tests.factories.certification import SessionFactory, TestFormatFactory
from tests.support.browsing import sign_in
from tests.support.centres import certifiable_class

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

SHOTS = os.environ.get("LOOK_OUT")


@pytest.fixture(params=["page", "page_without_js"])
def visitor(request: pytest.FixtureRequest, live_server) -> Page:
    return request.getfixturevalue(request.param)


@pytest.fixture
def classes(school, settings, now):
    settings.CERTIFIABLE_COMPETENCES = 1
    TestFormatFactory()
    for name, count in (("3A", 24), ("3B", 22)):
        certifiable_class(school, name, count, now)
    LearnerFactory.create_batch(3, organisation=school, class_name="3B")


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).first.click()


def fill(page: Page, **fields: str) -> None:
    for name, value in fields.items():
        page.locator(f"[name={name}]").fill(value)


def ask(page: Page, **changes: str) -> None:
    page.locator("[name=classes]").nth(0).check()
    page.locator("[name=classes]").nth(1).check()
    said = {
        "first_day": "2030-01-14",
        "last_day": "2030-01-15",
        "times": "8:30, 14:00",
        "rooms": "B12 : 18\nCDI : 24",
        "people": "Nadia Benali\nPaul Lemoine\nRose Faure",
    }
    fill(page, **(said | changes))
    press(page, "Proposer une répartition")


def test_from_no_centre_to_planned_sessions(visitor, administrator, classes):
    sign_in(visitor, administrator.email, "/certif/")
    visitor.get_by_role("link", name="Ouvrir le centre de mon établissement").click()
    visitor.get_by_label("Des collégiens (troisième)").check()
    press(visitor, "Ouvrir le centre")
    expect(visitor.get_by_text("Le centre est ouvert")).to_be_visible()
    visitor.get_by_role("link", name="Planifier des sessions").click()
    ask(visitor)
    expect(visitor.get_by_role("heading", name="Lundi 14 janvier 2030")).to_be_visible()
    visitor.get_by_role("link", name="Dire qui est libre").click()
    visitor.locator("[name=libre]").first.uncheck()
    press(visitor, "Refaire la répartition")
    visitor.get_by_role("button", name="Créer ces").click()
    expect(visitor.get_by_text("sessions sont prêtes")).to_be_visible()
    assert Candidate.objects.count() == 46
    visitor.get_by_role("row").nth(1).get_by_role("link").click()
    expect(visitor.get_by_text("Code d'accès des candidats")).to_be_visible()


def test_impossible_is_explained_then_changed(page, administrator, centre, classes):
    sign_in(page, administrator.email, f"/certif/{centre.code}/sessions/planifier/")
    ask(page, times="8:30", rooms="B12 : 18", last_day="2030-01-14")
    expect(page.get_by_role("heading", name="Répartition impossible")).to_be_visible()
    expect(page.get_by_text("Il manque 28 places pour 46 candidats")).to_be_visible()
    page.get_by_role("link", name="Changer la demande").click()
    expect(page.locator("[name=rooms]")).to_have_value("B12 : 18")
    fill(page, rooms="B12 : 18\nCDI : 28")
    press(page, "Proposer une répartition")
    expect(page.get_by_role("heading", name="Répartition proposée")).to_be_visible()


def test_a_file_is_checked_then_confirmed(visitor, teacher, centre, tmp_path):
    TestFormatFactory()
    for path in SAMPLE:
        load_birthplaces(read_table(path))
    sign_in(visitor, teacher.email, f"/certif/{centre.code}/sessions/importer/")
    send(visitor, tmp_path / "sessions.csv", "14/01/2020")
    expect(visitor.get_by_text("est passée")).to_be_visible()
    visitor.get_by_role("link", name="Envoyer un fichier corrigé").click()
    send(visitor, tmp_path / "sessions.csv", "14/01/2030")
    press(visitor, "Créer les sessions")
    expect(visitor.get_by_text("1 session est prête")).to_be_visible()
    assert Session.objects.get().candidates.count() == 1


def send(page: Page, path: Path, day: str) -> None:
    cells = ["", "Collège", "B12", day, "09:00", "Nadia Benali", ""]
    person = ["Martin", "Zoé", "01/03/2010", "F", "29019", "", "", "France", "", "", "", ""]
    rows = "\n".join((";".join(headings()), ";".join(cells + person)))
    path.write_text(rows, encoding="utf-8-sig")
    page.locator("[name=file]").set_input_files(path)
    press(page, "Vérifier le fichier")


def test_pages_hold_on_a_phone_and_axe_finds_nothing(page, administrator, centre, classes):
    session = SessionFactory(centre=centre, starts_at="2030-01-14T08:00:00Z")
    home = f"/certif/{centre.code}/"
    sign_in(page, administrator.email, f"{home}sessions/planifier/")
    ask(page)
    proposal = page.url
    addresses = {
        "home": "/certif/demander/",
        "dashboard": home,
        "team": f"{home}equipe/",
        "invite": f"{home}equipe/inviter/",
        "sessions": f"{home}sessions/",
        "new": f"{home}sessions/creer/",
        "session": f"{home}sessions/{session.public_id}/",
        "delete": f"{home}sessions/{session.public_id}/supprimer/",
        "import": f"{home}sessions/importer/",
        "plan": f"{home}sessions/planifier/",
        "proposal": proposal,
        "free": f"{proposal}disponibilites/",
    }
    found = {name: problems(page, name, address) for name, address in addresses.items()}
    assert not {name: wrong for name, wrong in found.items() if wrong}


def problems(page: Page, name: str, address: str) -> list[str]:
    """What axe finds at 390 and 1280 px, in the light and in the dark; pages that scroll aside."""
    found = []
    for width in (390, 1280):
        for theme in ("light", "dark"):
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=theme, reduced_motion="reduce")
            page.goto(address)
            if SHOTS:
                page.screenshot(path=f"{SHOTS}/{name}-{width}-{theme}.png", full_page=True)
            found += [rule["id"] for rule in Axe().run(page).response["violations"]]
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                found.append(f"scrolls at {width}")
    return found
