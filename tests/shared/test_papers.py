from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from accounts.papers.slips import slips_pdf
from accounts.services.credentials import Slip
from certification.papers import session_sheets
from pix.shared import papers

AT = datetime(2027, 1, 4, 10, 0, 0, 7, tzinfo=UTC)


def paper(*names: tuple[str, str], password: str = "bcdfgh23") -> PdfReader:
    slips = [Slip(last, first, "5E 2", "zoe.roux1403", password) for first, last in names]
    sign_in = "https://pix.example.org/connexion/"
    content = slips_pdf(slips, school="Collège Alice-Guy", sign_in=sign_in, created=AT)
    return PdfReader(BytesIO(content))


def text_of(reader: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in reader.pages)


def test_a_slip_says_all_that_is_needed():
    text = text_of(paper(("Maëlle", "Testard-Modèle")))
    for words in (
        "Collège Alice-Guy · 5E 2",
        "Maëlle Testard-Modèle",
        "pix.example.org/connexion/",
        "zoe.roux1403",
        "bcdfgh23",
        "Choisissez votre mot de passe",
    ):
        assert words in text


def test_an_account_that_keeps_its_password_is_told_so():
    text = text_of(paper(("Zoé", "Roux"), password=""))
    assert "votre mot de passe habituel" in text


@pytest.mark.parametrize(("number", "pages"), [(1, 1), (10, 1), (11, 2), (35, 4)])
def test_ten_a_page(number, pages):
    assert len(paper(*[("Zoé", "Roux")] * number).pages) == pages


def test_the_file_is_accessible_and_dated():
    reader = paper(("Zoé", "Roux"))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "fr"
    assert b"pdfuaid:part" in root["/Metadata"].get_data()
    assert reader.metadata.title == "Identifiants Pix\u00a0: Collège Alice-Guy"
    assert reader.metadata.creation_date == AT.replace(microsecond=0)


@pytest.mark.parametrize(
    "name", [("Łukasz", "Şahin"), ("Ελένη", "Παπά"), ("Иван", "Петров"), ("O'", "#let x = $a$ *b*")]
)
def test_names_are_text_in_any_script(name):
    assert " ".join(name) in text_of(paper(name))


def test_a_name_without_a_font_does_not_stop_the_class():
    assert len(paper(("雷", "李"), ("Zoé", "Roux")).pages) == 1


def test_a_sign_of_private_use_does_not_stop_a_paper_that_is_kept():
    """PDF/A-3 forbids it, and somebody's word processor put it into the name of a school."""
    template = Path(session_sheets.__file__).with_name("door_list.typ")
    data = {
        "title": "Liste",
        "heading": "Liste",
        "centre": "Collège \ue000",
        "room": "",
        "when": "",
    }
    data |= {"names": ["Zoé Roux"], "footer": ""}
    content = papers.pdf(template, data, created=AT, archived=True)
    assert "Zoé Roux" in text_of(PdfReader(BytesIO(content)))


@pytest.mark.parametrize("length", [40, 255])
def test_a_long_name_stays_on_its_slip(length):
    assert len(paper(*[("Marie-Charlotte " * 15, "V" * length)] * 10).pages) == 1


def test_fonts_are_ours():
    reader = paper(("Zoé", "Roux"))
    names = {
        reader.get_object(font)["/BaseFont"]
        for font in reader.pages[0]["/Resources"]["/Font"].values()
    }
    assert all("Atkinson" in name for name in names)


def test_a_qr_code_is_a_picture_that_scales():
    svg = papers.qr("https://pix.example.org/connexion/?identifiant=zoe.roux1403")
    assert svg.startswith("<svg")
    assert 'fill="#fff"' in svg
