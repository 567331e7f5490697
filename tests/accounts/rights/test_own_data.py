"""The page that tells what is held of me, and the copy that I take away."""

import csv
import json
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from django.utils.translation import override

from accounts.enums import AuditAction
from accounts.holdings import holdings
from accounts.models import AuditEvent, Learner
from accounts.selectors.own_data import held_of
from certification.models import CertificationTest, Session
from tests.factories.accounts import LearnerFactory
from tests.support.everything import EMAIL, FIRST_NAME, LAST_NAME, NATIONAL_ID, UID

PAGE, COPY = "/mon-compte/mes-donnees/", "/mon-compte/mes-donnees/copie/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def archive(client, person):
    client.force_login(person)
    return _opened(client.post(COPY))


def _opened(response) -> ZipFile:
    return ZipFile(BytesIO(b"".join(response.streaming_content)))


def _document(archive) -> dict:
    return json.loads(archive.read("donnees.json"))


@pytest.mark.parametrize("holding", holdings(), ids=lambda holding: holding.name)
def test_every_table_of_the_person_is_found(person, holding):
    """Somebody of whom every table holds something: a declaration that finds nothing is wrong."""
    assert holding.rows(person).exists()


def test_the_copy_holds_every_table_twice(archive):
    names = {holding.name for holding in holdings()}
    assert set(_document(archive)["tables"]) == names
    assert {f"csv/{name}.csv" for name in names} <= set(archive.namelist())
    assert archive.testzip() is None


def test_the_copy_is_about_the_person(archive):
    tables = _document(archive)["tables"]
    assert tables["compte"][0]["email"] == EMAIL
    assert tables["identites"][0]["uid"] == UID
    assert tables["etablissements"][0]["last_name"] == LAST_NAME
    assert tables["etablissements"][0]["organisation_name"] == "Collège Alice-Guy"
    assert tables["reponses"][0]["response"] == {"text": f"{FIRST_NAME} {LAST_NAME}"}


def test_nothing_of_other_people_is_in_the_copy(client, person, learner, outsider, school):
    LearnerFactory(organisation=school, user=outsider, first_name="Hugo", last_name="Moreau")
    client.force_login(person)
    archive = _opened(client.post(COPY))
    text = "".join(archive.read(name).decode() for name in archive.namelist())
    assert LAST_NAME in text
    for stranger in ("Hugo", "Moreau", "Lemoine", "autre@example.org", "Testard", "zoe.garnier"):
        assert stranger not in text


def test_no_secret_and_no_solution_is_in_the_copy(archive, person):
    text = "".join(archive.read(name).decode() for name in archive.namelist())
    for secret in (
        person.password,
        NATIONAL_ID,
        "k" * 64,
        '"seed"',
        '"detail"',
        '"evidence"',
        "solution",
    ):
        assert secret not in text


@pytest.mark.parametrize("state", ["created", "finalised", "in_process"])
def test_no_copy_tells_what_was_right_before_the_results_are_published(client, person, state, now):
    """Not even of a session that was published, and is decided again."""
    Session.objects.filter(candidates__user=person).update(
        state=state, finalised_at=None if state == "created" else now
    )
    client.force_login(person)
    tables = _document(_opened(client.post(COPY)))["tables"]
    assert "resultats-de-certification" not in tables
    sat = CertificationTest.objects.get(user=person, candidate__isnull=False).assessment.public_id
    answered = [row for name, rows in tables.items() if "reponses" in name for row in rows]
    assert answered
    assert str(sat) not in {row["assessment_public_id"] for row in answered}


def test_sheets_open_in_a_french_spreadsheet_and_run_nothing(client, person):
    Learner.objects.filter(user=person).update(class_name="=1+1")
    client.force_login(person)
    sheet = _opened(client.post(COPY)).read("csv/etablissements.csv")
    assert sheet.startswith(b"\xef\xbb\xbf")
    headings, row = csv.reader(StringIO(sheet.decode("utf-8-sig")), delimiter=";")
    told = dict(zip(headings, row, strict=True))
    assert (told["classe ou groupe"], told["prénom"]) == ("'=1+1", FIRST_NAME)


def test_the_copy_is_in_the_journal(client, person, now):
    client.force_login(person)
    client.post(COPY)
    line = AuditEvent.objects.get(action=AuditAction.DATA_EXPORTED)
    assert (line.actor, line.person) == (person, person)


def test_copies_are_limited(client, learner, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"export_data": "1/h/user"}
    client.force_login(learner)
    assert client.post(COPY)["Content-Type"] == "application/zip"
    assert client.post(COPY).url == PAGE
    assert "réessayez dans une heure" in client.get(PAGE).content.decode()


def test_a_file_made_after_the_page_keeps_its_language(client, pupil):
    pupil.language = "en"
    pupil.save()
    client.force_login(pupil)
    with override("fr"):
        sheet = _opened(client.post(COPY)).read("csv/compte.csv").decode("utf-8-sig")
    assert "first name" in sheet.split("\r\n")[0]


def test_someone_new_has_a_copy_too(client, learner):
    client.force_login(learner)
    tables = _document(_opened(client.post(COPY)))["tables"]
    assert set(tables) == {"compte", "adresses", "acces-a-mes-donnees", "mes-acces"}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_page_tells_what_is_held_and_nothing_else(client, pupil, language):
    pupil.language = language
    pupil.save()
    client.force_login(pupil)
    titles = [str(one.subject.title) for one in client.get(PAGE).context["held"]]
    assert len(titles) == 1


@pytest.mark.parametrize("who", ["learner", "person"])
def test_the_page_counts_all_tables_at_once(client, who, request, django_assert_num_queries):
    somebody = request.getfixturevalue(who)
    held_of(somebody)
    with django_assert_num_queries(3):
        held_of(somebody)


def test_the_page_tells_in_words(client, person):
    client.force_login(person)
    page = client.get(PAGE).content.decode()
    assert "Vos tests et vos réponses" in page
    assert "3 ans sans connexion" in page
