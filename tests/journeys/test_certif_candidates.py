"""Somebody of a centre fills a session: a class, one by hand, a list; then looks after one."""

from io import BytesIO

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from certification.candidate_files.layout import sheet
from certification.candidate_files.opendocument import write_ods
from certification.content.birthplaces import SAMPLE, read_table
from certification.selectors.candidates import label_of, rows_of
from certification.services.birthplaces import load_birthplaces
from tests.factories.accounts import LearnerFactory
from tests.factories.certification import CandidateFactory, SessionFactory
from tests.support.browsing import leave, sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture(params=["page", "page_without_js"])
def visitor(request: pytest.FixtureRequest, live_server) -> Page:
    return request.getfixturevalue(request.param)


@pytest.fixture
def session(centre, school):
    """A session of the school's centre, and a class to enrol."""
    for path in SAMPLE:
        load_birthplaces(read_table(path))
    for last_name in ("Abadie", "Bréhat"):
        LearnerFactory(
            organisation=school,
            last_name=last_name,
            class_name="3E 1",
            birth_country_code="100",
            birth_city_code="29019",
        )
    return SessionFactory(centre=centre, room="Salle B12")


def address(session, end=""):
    return f"/certif/{session.centre.code}/sessions/{session.public_id}/candidats/{end}"


def filled_in(session, **changes) -> dict[str, object]:
    """The sheet of the session, as it comes back."""
    one = CandidateFactory.build(session=session, **changes)
    file = BytesIO()
    write_ods(file, sheet(label_of(session), rows_of([one])))
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return {"name": "liste.ods", "mimeType": kind, "buffer": file.getvalue()}


def test_a_class_is_ticked(visitor, administrator, session):
    sign_in(visitor, administrator.email, address(session))
    visitor.get_by_role("link", name="Choisir une classe").click()
    visitor.get_by_role("link", name="3E 1").click()
    box = visitor.get_by_label("Bréhat Maëlle")
    expect(box).not_to_be_checked()
    box.check()
    leave(visitor, "Inscrire les élèves cochés")
    expect(visitor.get_by_text("1 élève est inscrit.")).to_be_visible()
    assert session.candidates.get().birth_city == "Brest"


def test_one_by_hand_is_looked_after(visitor, teacher, session):
    sign_in(visitor, teacher.email, address(session, "ajouter/"))
    for label, text in (
        ("Nom de naissance", "Müller"),
        ("Prénom", "Éva"),
        ("Jour", "31"),
        ("Mois", "12"),
        ("Année", "2009"),
        ("Pays de naissance", "allemagne"),
        ("Nom de la commune", "Köln"),
    ):
        visitor.get_by_label(label).first.fill(text)
    visitor.get_by_label("Féminin").check()
    leave(visitor, "Ajouter à la session")
    leave(visitor, "Aménager Éva Müller", "link")
    visitor.get_by_label("Temps majoré").fill("33")
    visitor.get_by_label("voir une image").check()
    leave(visitor, "Enregistrer")
    expect(visitor.get_by_text("33\u00a0% de temps")).to_be_visible()
    leave(visitor, "Retirer Éva Müller", "link")
    leave(visitor, "Retirer de la session")
    assert not session.candidates.exists()


def test_a_list_is_corrected_then_accepted(visitor, teacher, session):
    sign_in(visitor, teacher.email, address(session, "importer/"))
    for changes, said in (
        ({"birth_insee_code": "00000"}, "n'est pas le code Insee d'une commune"),
        ({"birth_insee_code": "75115"}, "1 candidat est prêt"),
    ):
        visitor.get_by_label("La liste des candidats").set_input_files(
            filled_in(session, **changes)
        )
        leave(visitor, "Vérifier le fichier")
        expect(visitor.get_by_text(said)).to_be_visible()
        if "Insee" in said:
            leave(visitor, "Envoyer un autre fichier", "link")
    leave(visitor, "Remplacer la liste de la session")
    expect(visitor.get_by_text("La liste compte 1 candidat.")).to_be_visible()


@pytest.mark.parametrize("filled", [False, True])
def test_pages_are_accessible(page, teacher, session, filled):
    one = CandidateFactory(session=session, extra_time_percent=33) if filled else None
    ends = ["", "ajouter/", "importer/", "classes/", "classes/?classe=3E+1"]
    ends += ["../documents/"]
    ends += [f"{one.public_id}/", f"{one.public_id}/retirer/"] if one else []
    sign_in(page, teacher.email, address(session))
    for end in ends:
        page.goto(address(session, end))
        found = Axe().run(page)
        assert not found.violations_count, found.generate_report()


def test_papers_are_taken_away(visitor, teacher, session):
    CandidateFactory(session=session)
    sign_in(visitor, teacher.email, address(session))
    leave(visitor, "Documents", "link")
    for link in ("Les convocations", "La feuille d'émargement", "Le kit du surveillant"):
        with visitor.expect_download() as waiting:
            visitor.get_by_role("link", name=link).click()
        assert waiting.value.path().read_bytes().startswith(b"%PDF")
