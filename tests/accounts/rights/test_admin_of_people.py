"""What the staff may see and do of people: each page opened is a line of the journal."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.urls import reverse

from accounts.enums import AuditAction, ErasureReason
from accounts.models import AuditEvent, ImportRun, Learner, LinkClaim, User
from competences.models import Assessment, CompetenceProfile
from tests.factories.accounts import LearnerFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client, staff):
    client.force_login(staff)
    return client


def page_of(row) -> str:
    meta = row._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[row.pk])


def rights_of(person) -> str:
    return reverse("admin:accounts_user_rights", args=[person.pk])


def test_opening_somebody_is_told_to_each_of_their_schools(office, staff, learner):
    rows = [LearnerFactory(user=learner), LearnerFactory(user=learner)]
    assert office.get(page_of(learner)).status_code == 200
    lines = AuditEvent.objects.filter(action=AuditAction.PERSON_READ, actor=staff)
    assert {line.organisation for line in lines} == {row.organisation for row in rows}
    assert {line.person for line in lines} == {learner}


def test_opening_somebody_of_no_school_is_recorded_too(office, learner):
    office.get(page_of(learner))
    assert AuditEvent.objects.get().person == learner


def test_saving_is_not_reading(office, learner):
    office.post(page_of(learner), {"first_name": "Lou", "language": "fr", "email": learner.email})
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize("model", [Learner, LinkClaim, Assessment, CompetenceProfile])
def test_every_page_about_somebody_is_recorded(office, staff, person, model):
    row = model.objects.order_by("pk").first()
    assert office.get(page_of(row)).status_code == 200
    assert AuditEvent.objects.filter(actor=staff).exists()


@pytest.mark.parametrize("model", [Learner, LinkClaim, ImportRun])
def test_lists_name_nobody(office, person, model):
    address = reverse(f"admin:accounts_{model._meta.model_name}_changelist")
    page = office.get(address, {"q": "alice"}).content.decode()
    assert "Collège Alice-Guy" in page
    assert person.last_name not in page


@pytest.mark.parametrize("model", [Learner, LinkClaim, ImportRun, AuditEvent])
def test_nothing_is_added_changed_or_erased_there(office, person, model):
    name = f"admin:accounts_{model._meta.model_name}"
    row = model.objects.order_by("pk").first()
    assert office.post(page_of(row), {}).status_code == 403
    assert office.get(reverse(f"{name}_add")).status_code == 403
    assert office.post(reverse(f"{name}_delete", args=[row.pk])).status_code == 403


def test_an_import_tells_kinds_of_problem_and_no_pupil(office, school):
    problem = {"code": "INE_FORMAT", "line": 3, "field": "national_id", "value": "Quatremère"}
    run = ImportRun.objects.create(organisation=school, file_name="l.csv", problems=[problem] * 2)
    page = office.get(page_of(run)).content.decode()
    assert "INE_FORMAT × 2" in page
    assert "Quatremère" not in page


def test_the_journal_survives_those_it_names(office, person, now):
    AuditEvent.objects.create(action=AuditAction.EXPORT, actor_id=999_999, person_id=999_998)
    page = office.get(reverse("admin:accounts_auditevent_changelist")).content.decode()
    assert "compte effacé" in page


def test_the_page_of_a_person_tells_their_ways_in(office, person):
    page = office.get(page_of(person)).content.decode()
    assert "zelinda.q@example.org (confirmée)" in page
    assert "ent-sujet-7f3a91" in page


def test_staff_give_a_copy_to_who_asks_by_letter(office, staff, person):
    response = office.post(rights_of(person), {"copy": "1"})
    assert "csv/compte.csv" in ZipFile(BytesIO(b"".join(response.streaming_content))).namelist()
    line = AuditEvent.objects.get(action=AuditAction.DATA_EXPORTED)
    assert (line.actor, line.person) == (staff, person)


def test_staff_erase_at_the_request_of_a_parent(office, staff, pupil):
    data = {"reason": ErasureReason.PARENT_ASKED, "understood": "on"}
    assert office.post(rights_of(pupil), data).status_code == 302
    assert not User.objects.filter(pk=pupil.pk).exists()
    line = AuditEvent.objects.get(action=AuditAction.PERSON_ERASED)
    assert (line.actor, line.details) == (staff, {"reason": "parent_asked"})


@pytest.mark.parametrize(
    "data", [{"understood": "on"}, {"reason": "parent_asked"}, {"reason": "?"}]
)
def test_erasing_needs_a_reason_and_understanding(office, pupil, data):
    assert office.post(rights_of(pupil), data).status_code == 200
    assert User.objects.filter(pk=pupil.pk).exists()


def test_the_only_head_is_refused_with_the_school(office, administrator, school):
    page = office.get(rights_of(administrator)).content.decode()
    assert school.name in page
    data = {"reason": "person_asked", "understood": "on"}
    assert "seule à administrer" in office.post(rights_of(administrator), data).content.decode()
    assert User.objects.filter(pk=administrator.pk).exists()


def test_only_staff_come_here(client, learner, administrator):
    client.force_login(administrator)
    assert client.get(rights_of(learner)).status_code in (302, 403, 404)
    assert client.post(rights_of(learner), {"copy": "1"}).status_code in (302, 403, 404)


def _learner(school, now):
    LearnerFactory(organisation=school)


def _claim(school, now):
    LinkClaim.objects.create(learner=LearnerFactory(organisation=school), user=UserFactory())


def _import(school, now):
    ImportRun.objects.create(organisation=school, file_name="liste.xml")


def _line(school, now):
    actor = UserFactory()
    AuditEvent.objects.create(at=now, action=AuditAction.EXPORT, actor=actor, organisation=school)


@pytest.mark.parametrize("item_count", [1, 3])
@pytest.mark.parametrize(
    ("name", "make", "queries"),
    [
        ("learner", _learner, 4),
        ("linkclaim", _claim, 4),
        ("importrun", _import, 5),
        ("auditevent", _line, 4),
    ],
)
def test_the_number_of_queries_of_a_list_does_not_grow(
    office, school, now, name, make, queries, item_count, django_assert_num_queries
):
    for _ in range(item_count):
        make(school, now)
    address = reverse(f"admin:accounts_{name}_changelist")
    office.get(address)
    with django_assert_num_queries(queries):
        office.get(address)
