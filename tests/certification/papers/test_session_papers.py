"""The papers of a session: what they say, on how many pages, for whom."""

import re
from io import BytesIO

import pytest
from django.conf import settings
from django.urls import reverse
from pypdf import PdfReader

from accounts.enums import AuditAction
from accounts.models import AuditEvent
from tests.factories.certification import CandidateFactory, SessionFactory

MILLIMETRE = 72 / 25.4
NAMES = {
    "convocations": "convocations-session-404658.pdf",
    "attendance_sheet": "feuille-emargement-session-404658.pdf",
    "invigilator_kit": "kit-surveillant-404658.pdf",
    "incident_form": "pv-incident-session-404658.pdf",
    "door_list": "liste-porte-session-404658.pdf",
}


@pytest.fixture
def session(centre):
    return SessionFactory(
        centre=centre, number=404658, access_code="BCDF42", supervision_password="k7M!pQ"
    )


@pytest.fixture
def paper(client, teacher, session):
    """A paper of the session, as the team downloads it."""
    client.force_login(teacher)

    def _paper(name, query=""):
        address = reverse(name, args=[session.centre.code, session.public_id])
        response = client.get(address + query)
        assert response["Content-Disposition"] == f'attachment; filename="{NAMES[name]}"'
        return PdfReader(BytesIO(response.content))

    return _paper


def text_of(reader) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in reader.pages)


@pytest.mark.parametrize("name", NAMES)
def test_papers_are_tagged_titled_and_said_to_be(paper, session, name):
    CandidateFactory(session=session)
    reader = paper(name)
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.trailer["/Root"]["/Lang"].startswith("fr")
    assert b"pdfuaid" in reader.trailer["/Root"]["/Metadata"].get_data()
    assert "404658" in reader.metadata.title
    assert "404658" in text_of(reader)


@pytest.mark.parametrize(("count", "pages"), [(0, 1), (1, 1), (20, 1), (21, 2), (41, 3)])
def test_twenty_candidates_sign_on_a_page(paper, session, count, pages):
    CandidateFactory.create_batch(count, session=session)
    session.site, session.invigilators = "Un nom de site très long " * 7, "Nadia Benali, " * 34
    session.save()
    reader = paper("attendance_sheet")
    assert len(reader.pages) == pages
    found = [len(re.findall("Testard", page.extract_text())) for page in reader.pages]
    assert found == [20] * (count // 20) + [count % 20] * (count % 20 > 0 or not count)
    assert all(lowest(page) > 14 * MILLIMETRE for page in reader.pages)
    for words in ("Surveillé par", "Signature des surveillants", "Classe", "Heure locale"):
        assert all(words in text_of(paper_of(page)) for page in reader.pages)


def lowest(page) -> float:
    """How far from the foot of the page the last first name is."""
    heights = [842.0]

    def note(text, current, position, font, size):
        if "Maëlle" in text:
            heights.append(current[5] + position[5] * current[3])

    page.extract_text(visitor_text=note)
    return min(heights)


def paper_of(page):
    class One:
        pages = (page,)

    return One


def test_a_centre_without_school_has_local_identifiers(paper, session):
    CandidateFactory(session=session, external_id="AB-007")
    session.centre.organisation = None
    session.centre.save()
    text = text_of(paper("attendance_sheet"))
    assert "Identifiant local" in text
    assert "AB-007" in text


def test_a_page_for_each_candidate(paper, session):
    CandidateFactory(session=session, first_name="Zoé", extra_time_percent=33)
    CandidateFactory(session=session, first_name="Éloi")
    reader = paper("convocations")
    zoe, eloi = sorted((text_of(paper_of(page)) for page in reader.pages), key=len, reverse=True)
    assert "Zoé" in zoe
    assert "Zoé" not in eloi
    assert "2 h 40 (temps majoré : 33 %)" in zoe
    assert "2 h N° de session" in eloi
    assert "Lundi 11 janvier 2027, à 10:00" in eloi
    assert f"{settings.PUBLIC_URL}".split("://")[1] in eloi


def test_a_convocation_gives_no_code(paper, session):
    CandidateFactory(session=session)
    text = text_of(paper("convocations")) + text_of(paper("door_list"))
    assert session.access_code not in text
    assert session.supervision_password not in text


def test_convocations_of_a_class(paper, session):
    CandidateFactory(session=session, class_name="3E 1")
    CandidateFactory(session=session, class_name="3E 2")
    assert len(paper("convocations", "?classe=3E 2").pages) == 1


def test_the_kit_gives_every_code(paper, session):
    text = text_of(paper("invigilator_kit"))
    assert "BCDF42" in text
    assert "k7M!pQ" in text
    assert "/surveillance/" in text


def test_the_incident_form_has_every_category_on_a_page(paper):
    reader = paper("incident_form")
    text = text_of(reader)
    assert len(reader.pages) == 1
    assert "Suspicion de fraude" in text
    assert "Page quittée sans le vouloir" in text


@pytest.mark.parametrize("count", [28, 50])
def test_the_door_has_one_page_of_names_and_no_birth_date(paper, session, count):
    CandidateFactory.create_batch(count, session=session)
    reader = paper("door_list")
    assert len(reader.pages) == 1
    assert "2010" not in text_of(reader)


def test_names_of_any_script_and_signs_of_markup(paper, session):
    for name in ("محمد", "#strong[x]", "Ñ" * 60, "李小龙", "=1+1"):
        CandidateFactory(session=session, last_name=name)
    assert len(paper("attendance_sheet").pages) == 1
    assert len(paper("convocations").pages) == 5
    assert "#strong[x]" in text_of(paper("door_list"))


def test_papers_with_names_are_in_the_journal(paper, session, teacher):
    CandidateFactory(session=session)
    for name in NAMES:
        paper(name)
    events = AuditEvent.objects.filter(action=AuditAction.CANDIDATES_READ, actor=teacher)
    papers = [event.details["paper"] for event in events.order_by("pk")]
    assert papers == ["convocations", "attendance", "door"]


def test_the_page_of_papers(client, paper, session):
    address = reverse("session_papers", args=[session.centre.code, session.public_id])
    assert "convocations.pdf" not in client.get(address).content.decode()
    CandidateFactory(session=session)
    assert "convocations.pdf" in client.get(address).content.decode()


def test_without_candidates_there_are_no_convocations(client, teacher, session):
    client.force_login(teacher)
    address = reverse("convocations", args=[session.centre.code, session.public_id])
    assert client.get(address).status_code == 404
