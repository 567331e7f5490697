"""A pupil finds herself in her school's list; her teacher settles who is who."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from accounts.models import LinkClaim
from tests.factories.accounts import LearnerFactory
from tests.support.browsing import leave, sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
LIST = "/orga/9990001X/eleves/"


@pytest.fixture(params=["page", "page_without_js"])
def visitor(request: pytest.FixtureRequest, live_server) -> Page:
    return request.getfixturevalue(request.param)


@pytest.fixture
def row(school):
    return LearnerFactory(organisation=school, last_name="NGUYÊN", first_name="Louise")


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).click()


def join_by_code(page: Page) -> None:
    page.goto("/mon-compte/")
    page.get_by_label("Code de l'établissement").fill("9990001x")
    press(page, "Rejoindre un établissement")
    page.get_by_label("Jour").fill("14")
    page.get_by_label("Mois").fill("3")
    page.get_by_label("Année").fill("2013")
    press(page, "Me rattacher")


def nothing_found(page: Page) -> None:
    found = Axe().run(page).response["violations"]
    assert not found, [(rule["id"], rule["nodes"][0]["target"]) for rule in found]


def test_a_pupil_joins_with_the_code_of_her_school(visitor, row, learner):
    sign_in(visitor, learner.email)
    join_by_code(visitor)
    expect(visitor.get_by_role("status")).to_contain_text("rattaché à Collège Alice-Guy")
    visitor.goto("/mon-compte/#etablissement")
    expect(visitor.get_by_role("region", name="Mon établissement")).to_contain_text("5E 2")


def test_a_mistyped_date_is_corrected(page, row, learner):
    sign_in(page, learner.email, "/rejoindre/9990001X/")
    nothing_found(page)
    page.get_by_label("Jour").fill("31")
    page.get_by_label("Mois").fill("2")
    page.get_by_label("Année").fill("2013")
    press(page, "Me rattacher")
    expect(page.locator("[data-error-summary]")).to_be_focused()
    nothing_found(page)
    page.get_by_label("Jour").fill("15")
    press(page, "Me rattacher")
    expect(page.get_by_text("Nous ne vous trouvons pas")).to_be_visible()
    nothing_found(page)


def test_a_teacher_settles_a_claim_in_two_clicks(page, row, learner, outsider, teacher):
    row.user = outsider
    row.save()
    sign_in(page, learner.email)
    join_by_code(page)
    expect(page.get_by_text("a déjà un compte, sans doute le vôtre")).to_be_visible()
    nothing_found(page)
    sign_in(page, teacher.email, LIST)
    leave(page, "Répondre", "link")
    nothing_found(page)
    press(page, "C'est bien cet élève")
    expect(page.get_by_role("status")).to_contain_text("Le compte est rattaché.")
    row.refresh_from_db()
    assert (row.user, LinkClaim.objects.get().state) == (learner, "accepted")


def test_a_teacher_finds_a_pupil_and_detaches_the_account(visitor, row, learner, teacher):
    row.user = learner
    row.save()
    sign_in(visitor, teacher.email, LIST)
    visitor.get_by_label("Nom ou prénom").fill("nguyen")
    press(visitor, "Chercher")
    visitor.get_by_role("link", name="NGUYÊN Louise").click()
    visitor.get_by_role("link", name="Détacher ce compte").click()
    press(visitor, "Détacher le compte")
    expect(visitor.get_by_text("Aucun compte n'est rattaché. L'élève")).to_be_visible()


def test_the_pages_of_pupils_have_no_barrier(page, row, learner, teacher):
    sign_in(page, teacher.email)
    one = f"{LIST}{row.public_id}/"
    for address in (LIST, f"{LIST}?q=zz", f"{LIST}rattachements/", one, f"{one}desactiver/"):
        page.goto(address)
        nothing_found(page)
