"""A class and its families on paper."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from accounts.models import AuditEvent
from campaigns.papers import family_sheets
from campaigns.services.participations import send
from pix.shared import papers
from tests.support.campaigns import join, take

pytestmark = pytest.mark.django_db


def paper(response) -> PdfReader:
    assert response["Content-Type"] == "application/pdf"
    return PdfReader(BytesIO(response.content))


def text_of(reader: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in reader.pages)


@pytest.fixture
def place(evaluation):
    return f"/orga/9990001X/campagnes/{evaluation.public_id}/exports/"


def test_a_class_on_paper(desk, place, taken):
    reader = paper(desk.get(f"{place}classe.pdf"))
    text = text_of(reader)
    for words in ("Tous les participants", "2 participants", "Testard Maëlle", "Palier 80"):
        assert words in text
    assert "en cours, 0" in text
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert AuditEvent.objects.get(action="export").details["count"] == 2


def test_a_page_for_each_family(desk, place, evaluation, taken, enrol, now):
    take(evaluation, enrol("Aziz", "Nour"), now, right=False)
    reader = paper(desk.get(f"{place}familles.pdf"))
    assert len(reader.pages) == 2
    first, second = (page.extract_text() for page in reader.pages)
    assert "Nour maîtrise 0 des" in first
    assert "/tutos/" in first
    assert "Tout ce que ce parcours demandait est acquis" in second.replace("\n", " ")
    assert "Mercier" not in first + second


def test_a_class_alone(desk, place, taken):
    text = text_of(paper(desk.get(f"{place}classe.pdf?classe=5E 1")))
    assert "Classe 5E 1" in text
    assert "Testard" not in text


def test_names_of_any_script_and_long_ones(desk, place, evaluation, enrol, now):
    for name in ("محمد", "#strong[x]", "Ñ" * 60, "李小龙", "=1+1"):
        take(evaluation, enrol(name), now)
    assert len(paper(desk.get(f"{place}familles.pdf")).pages) == 5
    assert "#strong[x]" in text_of(paper(desk.get(f"{place}classe.pdf")))


def test_a_collection_on_paper(desk, collection, enrol, now):
    send(participation=join(collection, enrol("Testard"), now), now=now)
    place = f"/orga/9990001X/campagnes/{collection.public_id}/exports/"
    assert "0 pix" in text_of(paper(desk.get(f"{place}familles.pdf"))).replace("\u202f", " ")
    assert "Certifiable" in text_of(paper(desk.get(f"{place}classe.pdf")))


def test_a_page_is_enough_whatever_there_is_to_say(now):
    competence = {"domain": 1, "name": "Une compétence au nom long " * 2, "told": "8 sur 9"}
    words = "Réussir quelque chose dont le nom prend toute la place " * 3
    step = {"can": words, "lesson": words, "address": "pix.example.org", "link": "https://x.org"}
    one = {
        **dict.fromkeys(("school", "name", "campaign", "words", "stage"), words),
        "figure": "100 %",
        "badges": ["Bouche cousue"] * 5,
        "competences": [competence | {"share": 0.5}] * 16,
        "acquired": [words] * 6,
        "steps": [step] * 4,
        "has_skills": True,
    }
    labels = family_sheets._labels()
    data = {"title": "x", "labels": labels, "about": words, "site": "x", "sheets": [one] * 2}
    content = papers.pdf(family_sheets._TEMPLATE, data, created=now)
    assert len(PdfReader(BytesIO(content)).pages) == 2


def test_nothing_to_print_is_said(desk, place, evaluation, enrol, now):
    join(evaluation, enrol("Testard"), now)
    response = desk.get(f"{place}familles.pdf", follow=True)
    assert "encore envoyé de résultats" in response.content.decode()
    assert not AuditEvent.objects.filter(action="export").exists()


def test_too_many_are_asked_for_by_class(desk, place, taken, monkeypatch):
    monkeypatch.setattr("campaigns.views.exports.MOST_IN_A_CLASS", 1)
    response = desk.get(f"{place}classe.pdf", follow=True)
    assert "choisissez une classe" in response.content.decode()
