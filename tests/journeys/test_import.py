"""The head of a school imports a list: with a SIECLE file, with a table that nobody tidied."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts import tasks
from accounts.models import ImportRun, Learner
from accounts.school_lists.synthetic.people import class_names, make_school
from accounts.school_lists.synthetic.siecle import siecle_bytes, zipped
from accounts.school_lists.synthetic.tables import xlsx_bytes
from accounts.services import imports
from tests.support.browsing import sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

XML, ZIP = "ElevesSansAdresses.xml", "ExportXML_ElevesSansAdresses.zip"
PHONE, DESK = {"width": 390, "height": 800}, {"width": 1280, "height": 800}
MESSY = [
    ["Collège Alice-Guy", "rentrée", "", "", "", ""],
    ["", "", "", "", "", ""],
    ["Gr.", "Patronyme", "Prénom 1", "Né(e) le", "Tél. responsable", "Remarques"],
    ["3E 2", "TESTARD", "Maëlle", "05/03/2012", "06 00 00 00 00", "=1+1"],
    ["3E 2", "D'HÉROUVILLE", "Jean-Baptiste", "14/11/2012", "", "<b>PAI</b>"],
    ["3E 1", "כהן", "שרה", "1/2/2012", "", ""],
]


@pytest.fixture(params=["page", "page_without_js"])
def anyone(request, live_server) -> Page:
    return request.getfixturevalue(request.param)


@pytest.fixture(params=[PHONE, DESK], ids=["phone", "desk"])
def head(request, anyone, administrator) -> Page:
    anyone.set_viewport_size(request.param)
    return arrive(anyone, administrator)


def arrive(page: Page, user) -> Page:
    sign_in(page, user.email, "/orga/9990001X/eleves/importer/")
    return page


@pytest.fixture
def desk(page, administrator) -> Page:
    return arrive(page, administrator)


@pytest.fixture
def pupils():
    return make_school(classes=class_names(4), pupils_each=5)


def send(page: Page, name: str, content: bytes) -> None:
    file = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    page.set_input_files("input[type=file]", file)
    page.get_by_role("button", name="Envoyer").click()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def title(page: Page, text: str) -> None:
    """This page has come, with nothing that keeps anyone out."""
    expect(page.get_by_role("heading", level=1)).to_have_text(text)
    page.wait_for_load_state()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    if page.evaluate("document.documentElement.classList.contains('js')"):
        violations = Axe().run(page).response["violations"]
        assert [(one["id"], one["nodes"][0]["target"]) for one in violations] == []


def test_a_siecle_file_becomes_the_list_and_is_undone(head, pupils, school):
    title(head, "Importer les élèves")
    send(head, ZIP, zipped({XML: siecle_bytes(pupils)}))
    title(head, "Ce que nous avons lu")
    press(head, "Vérifier la liste")
    title(head, "La liste est prête à être importée")
    head.locator("summary", has_text="créés").click()
    expect(head.locator(".names li").first).to_be_visible()
    press(head, "Importer")
    title(head, "Import terminé")
    assert Learner.objects.filter(organisation=school).count() == 20
    head.get_by_role("link", name="Annuler cet import").click()
    title(head, "Annuler cet import")
    press(head, "Annuler cet import")
    title(head, "Import annulé")
    assert not Learner.objects.exists()


def test_a_messy_table_is_understood_with_a_little_help(head, school):
    send(head, "liste rentrée (2).xlsx", xlsx_bytes(MESSY))
    title(head, "Ce que nous avons lu")
    head.get_by_label("Nom de famille").select_option("Patronyme")
    head.get_by_label("Classe ou groupe").select_option("Gr.")
    if not head.locator("html.js").count():
        press(head, "Actualiser l'aperçu")
    expect(head.locator("#preview td", has_text="TESTARD")).to_be_visible()
    expect(head.locator("#preview")).to_contain_text("1er février 2012")
    expect(head.locator("#preview")).to_contain_text("Tél. responsable")
    press(head, "Vérifier la liste")
    title(head, "La liste est prête à être importée")
    press(head, "Importer")
    title(head, "Import terminé")
    names = set(Learner.objects.values_list("last_name", "class_name"))
    assert names == {("TESTARD", "3E 2"), ("D'HÉROUVILLE", "3E 2"), ("כהן", "3E 1")}


def test_what_is_wrong_is_said_at_once_and_the_corrected_file_goes_through(desk, pupils):
    wrong = make_school(classes=class_names(4), pupils_each=5)
    wrong[1].fields["birth_date"] = "31/02/2013"
    wrong[2].fields["national_id"] = wrong[3].fields["national_id"]
    send(desk, XML, siecle_bytes(wrong))
    press(desk, "Vérifier la liste")
    title(desk, "Cette liste ne peut pas encore être importée")
    expect(desk.locator("summary", has_text="Date illisible")).to_be_visible()
    expect(desk.locator("summary", has_text="même INE")).to_be_visible()
    send(desk, XML, siecle_bytes(pupils))
    press(desk, "Vérifier la liste")
    title(desk, "La liste est prête à être importée")


def test_a_list_of_a_part_of_the_school_asks_before_it_disables(desk, pupils):
    for part in (pupils, pupils[:5]):
        desk.goto("/orga/9990001X/eleves/importer/")
        send(desk, XML, siecle_bytes(part))
        press(desk, "Vérifier la liste")
        title(desk, "La liste est prête à être importée")
        if part is pupils:
            press(desk, "Importer")
            title(desk, "Import terminé")
    desk.get_by_label("Oui, désactiver 15 élèves").check()
    press(desk, "Importer")
    title(desk, "Import terminé")
    assert Learner.objects.filter(disabled_at__isnull=True).count() == 5


def test_the_bar_follows_the_worker_and_leaving_is_fine(desk, pupils, monkeypatch):
    monkeypatch.setattr(tasks.check_import, "delay", lambda run_id: None)
    send(desk, XML, siecle_bytes(pupils))
    press(desk, "Vérifier la liste")
    title(desk, "Vérification de la liste")
    desk.goto("/orga/9990001X/eleves/importer/")
    desk.go_back()
    title(desk, "Vérification de la liste")
    imports.check(run_id=ImportRun.objects.get().pk, now=timezone.now())
    title(desk, "La liste est prête à être importée")


def test_a_large_file_is_refused_before_it_leaves(desk, settings):
    settings.UPLOAD_LIMIT = 1000
    desk.reload()
    file = {"name": "liste.csv", "mimeType": "text/csv", "buffer": b"x" * 1001}
    desk.set_input_files("input[type=file]", file)
    message = desk.locator("input[type=file]").evaluate("field => field.validationMessage")
    assert "dépasse" in message
    desk.get_by_role("button", name="Envoyer").click()
    title(desk, "Importer les élèves")
    assert not ImportRun.objects.exists()
