"""A file of sessions in two steps: checked line by line, then confirmed."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from certification.content.birthplaces import SAMPLE, read_table
from certification.models import Candidate, Session, SessionProposal
from certification.services.birthplaces import load_birthplaces
from certification.session_files.columns import headings
from tests.factories.certification import CandidateFactory, SessionFactory

SESSION = ["", "Collège", "B12", "14/01/2030", "09:00", "Nadia Benali", ""]
NOTHING = [""] * 7


def person(name, extra=""):
    return [name, "Zoé", "01/03/2010", "F", "29019", "", "", "France", "", "", "", extra]


@pytest.fixture
def places(db):
    for path in SAMPLE:
        load_birthplaces(read_table(path))


@pytest.fixture
def send(member, centre, places, test_format):
    def sent(*lines) -> str:
        rows = [headings(), *lines]
        text = "\n".join(";".join(cells) for cells in rows)
        file = SimpleUploadedFile("sessions.csv", text.encode("utf-8-sig"))
        response = member.post(reverse("sessions_import", args=[centre.code]), {"file": file})
        assert response.status_code == 302
        return response.url

    return sent


def test_a_good_file_is_confirmed(member, send):
    address = send(SESSION + person("Martin", "33"), NOTHING + person("Roux"))
    assert "Le fichier est bon" in member.get(address).content.decode()
    assert not Session.objects.exists()
    member.post(address, {"confirm": "1"})
    session = Session.objects.get()
    assert (session.room, session.invigilators) == ("B12", "Nadia Benali")
    extra = Candidate.objects.order_by("last_name").values_list("last_name", "extra_time_percent")
    assert list(extra) == [("Martin", 33), ("Roux", 0)]
    assert SessionProposal.objects.get().sessions == []


def test_a_wrong_file_is_told_and_changes_nothing(member, send):
    wrong = [*SESSION[:3], "14/01/2020", *SESSION[4:]]
    address = send(wrong + person("Martin", "12,5"))
    page = member.get(address).content.decode()
    assert "2 erreurs sont à corriger" in page
    member.post(address, {"confirm": "1"})
    assert not Session.objects.exists()
    assert SessionProposal.objects.get().sessions == []


def test_candidates_are_added_to_a_session_that_exists(member, send, centre):
    session = SessionFactory(centre=centre)
    CandidateFactory(session=session, last_name="Ancienne")
    address = send([str(session.number), *NOTHING[1:], *person("Martin")])
    member.post(address, {"confirm": "1"})
    assert session.candidates.count() == 2


def test_a_session_of_another_centre_is_unknown(member, send):
    address = send([str(SessionFactory().number), *NOTHING[1:], *person("Martin")])
    assert "existe pas dans votre centre" in member.get(address).content.decode()


def test_a_number_of_thousands_of_digits_is_unknown(member, send):
    page = member.get(send(["9" * 5000, *NOTHING[1:], *person("Martin")])).content.decode()
    assert "1 erreur est à corriger" in page


def test_giving_up_leaves_nothing(member, send):
    member.post(send(SESSION + person("Martin")), {"give_up": "1"})
    assert not SessionProposal.objects.exists()


def test_the_model_has_the_headings(member, centre):
    response = member.get(reverse("sessions_model", args=[centre.code]))
    assert response.content.startswith(b"\xef\xbb\xbfN\xc2\xb0 de session;* Nom du site;")
