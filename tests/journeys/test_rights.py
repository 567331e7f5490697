"""Rights exercised in a browser, with and without JavaScript; axe finds nothing on these pages."""

import json
import re
from zipfile import ZipFile

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.enums import AuditAction
from accounts.models import User
from accounts.services.audit import record
from tests.factories.accounts import PASSWORD, LearnerFactory
from tests.support.browsing import sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture(params=["page", "page_without_js"])
def visitor(request: pytest.FixtureRequest, live_server) -> Page:
    return request.getfixturevalue(request.param)


def no_barrier(page: Page) -> None:
    found = Axe().run(page).response["violations"]
    assert not found, [(one["id"], one["nodes"][0]["target"]) for one in found]


def test_a_pupil_takes_a_copy_then_erases_everything(visitor, pupil, school):
    LearnerFactory(organisation=school, user=pupil)
    sign_in(visitor, pupil.username)
    visitor.goto("/mon-compte/")
    visitor.get_by_role("link", name="Voir mes données").click()
    with visitor.expect_download() as waiting:
        visitor.get_by_role("button", name="Télécharger mes données").click()
    tables = json.loads(ZipFile(waiting.value.path()).read("donnees.json"))["tables"]
    assert tables["compte"][0]["username"] == pupil.username
    visitor.get_by_role("link", name="Supprimer mon compte…").click()
    visitor.get_by_label("J'ai compris").check()
    visitor.get_by_label("Votre mot de passe", exact=True).fill(PASSWORD)
    visitor.get_by_role("button", name="Effacer mon compte").click()
    expect(visitor.get_by_role("status")).to_contain_text("Votre compte est effacé.")
    assert not User.objects.filter(pk=pupil.pk).exists()


def test_a_child_signs_up_with_a_parent(visitor, mailoutbox):
    visitor.goto("/inscription/")
    visitor.get_by_label("Année de naissance").fill("2019")
    visitor.locator("main form").first.evaluate("form => form.noValidate = true")
    visitor.get_by_role("button", name="Créer mon compte").click()
    visitor.get_by_label("Adresse e-mail d'un parent").fill("parent@example.org")
    visitor.get_by_role("button", name="Envoyer le lien").click()
    expect(visitor.get_by_role("status")).to_contain_text("Un message est parti")
    visitor.goto(re.search(r"https?://\S+", mailoutbox[0].body)[0])
    visitor.get_by_label("Prénom de l'enfant").fill("Amina")
    visitor.get_by_label("Nom de l'enfant", exact=True).fill("Diallo")
    visitor.get_by_label("Mot de passe de l'enfant").fill(PASSWORD)
    for box in visitor.locator("main input[type=checkbox]").all():
        box.check()
    visitor.get_by_role("button", name="Ouvrir le compte de mon enfant").click()
    expect(visitor.get_by_role("status")).to_contain_text("Le compte est prêt.")
    visitor.get_by_label("Adresse e-mail ou identifiant").fill("parent@example.org")
    visitor.get_by_label("Mot de passe", exact=True).fill(PASSWORD)
    visitor.get_by_role("button", name="Me connecter").click()
    visitor.wait_for_url("**/accueil/")


def test_a_head_looks_for_who_saw_a_pupil(page, administrator, teacher, school):
    for name in ("Inès", "Hugo"):
        learner = LearnerFactory(organisation=school, first_name=name, last_name="Roux")
        record(action=AuditAction.LEARNER_READ, actor=teacher, learner=learner, now=timezone.now())
    sign_in(page, administrator.email)
    page.goto(f"/orga/{school.code}/journal/")
    page.get_by_label("Élève").fill("ines")
    page.get_by_role("button", name="Chercher").click()
    expect(page.get_by_role("row")).to_have_count(2)
    expect(page.get_by_role("row").last).to_contain_text("Nadia Benali")
    no_barrier(page)
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Télécharger (CSV)").click()
    assert "Inès Roux" in waiting.value.path().read_text(encoding="utf-8-sig")


def test_pages_of_rights_have_no_barrier(page, administrator):
    for address in ("/inscription/avec-un-adulte/", "/donnees-personnelles/eleves-et-parents/"):
        page.goto(address)
        no_barrier(page)
    sign_in(page, administrator.email)
    for address in ("/mon-compte/mes-donnees/", "/mon-compte/supprimer/"):
        page.goto(address)
        no_barrier(page)
