"""The journal of a school: read by those who administer it, changed by nobody."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction

from accounts.enums import AuditAction
from accounts.models import AuditEvent, Membership
from accounts.services.audit import record, record_person_read
from accounts.services.erasure import erase_person
from tests.factories.accounts import ImportRunFactory, LearnerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def pupil_row(school):
    return LearnerFactory(
        organisation=school, first_name="Maëlle", last_name="Testard", class_name="5E 2"
    )


@pytest.fixture
def page(client, administrator, school):
    """The text of the journal, with these filters."""
    client.force_login(administrator)

    def get(**filters):
        return client.get(f"/orga/{school.code}/journal/", filters).content.decode()

    return get


def lines(client, school, **filters):
    return client.get(f"/orga/{school.code}/journal/", filters).context["lines"]


def test_who_did_what_to_whom_and_when(page, client, school, teacher, pupil_row, now):
    record(action=AuditAction.LEARNER_READ, actor=teacher, learner=pupil_row, now=now)
    text = page()
    assert "Nadia Benali" in text
    assert "a consulté la page d'un élève" in text.replace("&#x27;", "'")
    assert "Maëlle Testard" in text
    assert "04/01/2027 11:00" in text


def test_accesses_of_the_platform_appear_without_a_name(page, staff, pupil, pupil_row, now):
    pupil_row.user = pupil
    pupil_row.save()
    record_person_read(person=pupil, actor=staff, now=now)
    text = page()
    assert "équipe de la plateforme" in text
    assert "Le Goff" not in text


def test_names_are_those_of_today(page, teacher, pupil, pupil_row, now):
    pupil_row.user = pupil
    pupil_row.save()
    record(action=AuditAction.LINKED, actor=pupil, learner=pupil_row, now=now)
    record(action=AuditAction.LEARNER_READ, actor=teacher, learner=pupil_row, now=now)
    erase_person(user=pupil, actor=pupil, now=now)
    Membership.objects.filter(user=teacher).delete()
    teacher.delete()
    assert page().count("compte effacé") == 3
    pupil_row.delete()
    assert "élève effacé" in page()


def test_accounts_of_elsewhere_are_not_named(page, outsider, school, now):
    record(action=AuditAction.LINKED, actor=outsider, person=outsider, organisation=school, now=now)
    text = page()
    assert "Moreau" not in text
    assert "un autre compte" in text


def test_lines_of_another_school_are_not_there(client, stranger, school, teacher, now):
    record(action=AuditAction.LIST_READ, actor=teacher, organisation=school, now=now)
    client.force_login(stranger)
    assert client.get(f"/orga/{school.code}/journal/").status_code == 404
    assert lines(client, stranger.memberships.get().organisation) == []


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, 3),
        ({"action": "export"}, 1),
        ({"eleve": "tèstard maelle"}, 1),
        ({"eleve": "personne"}, 0),
        ({"membre": "plateforme"}, 1),
        ({"du": "2027-01-04"}, 2),
        ({"au": "2027-01-03"}, 1),
        ({"du": "2027-01-04", "au": "2027-01-04", "action": "export"}, 1),
        ({"action": "n'importe quoi", "du": "hier", "membre": "x"}, 3),
    ],
)
def test_lines_are_found(page, client, school, teacher, staff, pupil_row, now, filters, found):
    record(action=AuditAction.LEARNER_READ, actor=teacher, learner=pupil_row, now=now)
    record(action=AuditAction.EXPORT, actor=teacher, organisation=school, now=now)
    yesterday = now - timedelta(days=1)
    record(action=AuditAction.PERSON_READ, actor=staff, organisation=school, now=yesterday)
    page()
    assert len(lines(client, school, **filters)) == found


def test_lines_are_found_by_member(page, client, school, teacher, administrator, now):
    for actor in (teacher, administrator):
        record(action=AuditAction.LIST_READ, actor=actor, organisation=school, now=now)
    page()
    (line,) = lines(client, school, membre=str(teacher.memberships.get().public_id))
    assert line.who == "Nadia Benali"


def test_an_empty_journal_says_what_will_come(page):
    assert "apparaîtra ici" in page()
    assert "Tout afficher" in page(action="export")


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_number_of_queries_does_not_grow(
    page, school, teacher, now, item_count, django_assert_num_queries
):
    for _ in range(item_count):
        learner = LearnerFactory(organisation=school)
        record(action=AuditAction.LEARNER_READ, actor=teacher, learner=learner, now=now)
    page()
    with django_assert_num_queries(QUERIES):
        page()


QUERIES = 9


def test_pages_are_of_fifty_lines(page, client, school, teacher, now):
    for _ in range(51):
        record(action=AuditAction.LIST_READ, actor=teacher, organisation=school, now=now)
    assert "1 à 50 sur 51" in page()
    assert len(lines(client, school, page=2)) == 1


def test_the_file_says_what_the_page_says_and_is_itself_a_line(
    client, school, teacher, administrator, pupil_row, now
):
    record(
        action=AuditAction.LEARNER_READ,
        actor=teacher,
        learner=pupil_row,
        now=now,
        class_name="5E 2",
    )
    with time_machine.travel(now + timedelta(hours=1), tick=False):
        client.force_login(administrator)
        response = client.get(f"/orga/{school.code}/journal/fichier/")
        text = b"".join(response.streaming_content).decode("utf-8-sig")
    _headings, line = csv.reader(StringIO(text), delimiter=";")
    assert line[1:] == [
        "Nadia Benali", "a consulté la page d'un élève", "Maëlle Testard", "5E 2"
    ]  # fmt: skip
    assert AuditEvent.objects.get(action=AuditAction.EXPORT).details == {"count": 1}


@pytest.mark.parametrize(
    "statement", ["UPDATE accounts_auditevent SET at = now()", "DELETE FROM accounts_auditevent"]
)
def test_the_database_refuses_to_change_or_erase_a_line(learner, now, statement):
    record(action=AuditAction.EXPORT, actor=learner, now=now)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute(statement)
    assert AuditEvent.objects.count() == 1


def test_not_even_the_purge_may_change_a_line(learner, now):
    record(action=AuditAction.EXPORT, actor=learner, now=now)
    connection.cursor().execute("SET LOCAL pix.purge = 'on'")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        AuditEvent.objects.update(at=now)


@pytest.mark.parametrize("page", ["?classe=5E 2", "creer/?tous=1", "mots-de-passe/?classe=5E 2"])
def test_names_read_among_accounts_are_a_line_with_their_class(
    client, school, teacher, administrator, pupil_row, page
):
    client.force_login(teacher)
    client.get(f"/orga/{school.code}/eleves/comptes/{page}")
    client.force_login(administrator)
    (line,) = lines(client, school)
    assert (line.who, line.details) == ("Nadia Benali", "5E 2, 1 ligne")


def test_problems_of_a_list_taken_away_are_a_line(client, school, administrator):
    run = ImportRunFactory(organisation=school, problems=[])
    client.force_login(administrator)
    client.get(f"/orga/{school.code}/eleves/importer/{run.public_id}/problemes.csv")
    event = AuditEvent.objects.get()
    assert (event.action, event.details["what"]) == (AuditAction.EXPORT, "import problems")
