"""Erasing a person: nothing of them is left, and what belongs to others stays."""

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import IntegrityError, connection
from django.db.models import QuerySet

from accounts.enums import AuditAction, ErasureReason, LearnerStatus
from accounts.holdings import Fate, holdings
from accounts.models import AuditEvent, Learner, User
from accounts.services.erasure import (
    LastAdministratorError,
    OnlyHeadError,
    erase_person,
)
from accounts.sessions import SessionStore
from campaigns.models import Campaign
from competences.models import Answer, Assessment, ChallengeReport
from tests.factories.accounts import (
    PASSWORD,
    LearnerFactory,
    MembershipFactory,
    OrganisationFactory,
    UserFactory,
)
from tests.support.everything import NATIONAL_ID, TRACES

pytestmark = pytest.mark.django_db
# What the school wrote of its pupil is the school's; an examination leaves its record.
OF_THE_SCHOOL = {"accounts_learner"}
OF_AN_EXAMINATION = {"certification_candidate", "certification_certificate"}


def everything_written() -> dict[str, str]:
    """By table, all it holds, as text; sessions are read as the platform reads them."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            quoted = connection.ops.quote_name(table)
            cursor.execute(f"SELECT coalesce(string_agg(t::text, ' '), '') FROM {quoted} t")
            found[table] = cursor.fetchone()[0]
    store = SessionStore()
    found["django_session"] = str(
        [store.decode(session.session_data) for session in Session.objects.order_by("pk")]
    )
    return found


def traces(words) -> set[str]:
    written = everything_written()
    return {
        table
        for table, text in written.items()
        if any(word.lower() in text.lower() for word in words)
    }


@pytest.fixture
def erased(person, now, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        erase_person(user=person, actor=person, now=now)
    return person


def test_the_person_is_everywhere_before(person):
    """Otherwise the next test would find nothing for want of looking."""
    assert {"accounts_user", "competences_answer", "socialaccount_socialaccount"} <= traces(TRACES)


def test_no_word_of_the_person_remains(client, person, now, django_capture_on_commit_callbacks):
    client.post("/connexion/", {"login": person.email, "password": PASSWORD})
    assert "django_session" in traces(TRACES)
    with django_capture_on_commit_callbacks(execute=True):
        erase_person(user=person, actor=person, now=now)
    assert traces(TRACES) == OF_THE_SCHOOL | OF_AN_EXAMINATION
    assert traces([NATIONAL_ID]) == OF_THE_SCHOOL


def test_no_row_leads_to_the_person_but_the_journal(erased):
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.concrete_fields:
            if field.related_model is User and model is not AuditEvent:
                assert not model._base_manager.filter(**{field.attname: erased.pk}).exists(), field


@pytest.mark.parametrize(
    "holding", [one for one in holdings() if one.fate is Fate.DETACHED], ids=lambda one: one.name
)
def test_what_belongs_to_others_stays(person, now, holding):
    keys = list(holding.rows(person).values_list("pk", flat=True))
    erase_person(user=person, actor=person, now=now)
    assert holding.table._base_manager.filter(pk__in=keys).count() == len(keys) > 0


def test_the_school_keeps_its_row_without_the_account(erased):
    row = Learner.objects.get(national_id=NATIONAL_ID)
    assert (row.user, row.linked_at, row.disabled_at) == (None, None, None)


def test_a_report_stays_without_the_words_nor_the_test(erased):
    report = ChallengeReport.objects.get()
    assert (report.text, report.assessment, report.challenge_id) == ("", None, "dossiers-1b")
    assert not Answer.objects.exclude(assessment__kind="certification").exists()


def test_the_school_is_told(erased, school, now):
    lines = AuditEvent.objects.filter(action=AuditAction.PERSON_ERASED, organisation=school)
    with_learner = lines.get(learner__isnull=False)
    assert with_learner.learner.national_id == NATIONAL_ID
    assert with_learner.details == {"reason": ErasureReason.OWN_CHOICE}
    assert with_learner.at == now


def test_someone_of_no_school_leaves_one_line(learner, now):
    erase_person(user=learner, actor=learner, now=now)
    line = AuditEvent.objects.get()
    assert (line.organisation, line.learner, line.person_id) == (None, None, learner.pk)


def test_other_people_lose_nothing(person, outsider, now):
    own = LearnerFactory(user=outsider, status=LearnerStatus.SCHOOL)
    before = User.objects.count(), Campaign.objects.count()
    erase_person(user=person, actor=person, now=now)
    own.refresh_from_db()
    assert own.user == outsider
    assert (User.objects.count(), Campaign.objects.count()) == (before[0] - 1, before[1])


def test_a_worker_that_writes_meanwhile_delays_nothing(person, now, monkeypatch):
    erase, attempts = QuerySet.delete, []

    def delete(rows):
        attempts.append(rows)
        if len(attempts) == 5:
            raise IntegrityError("still referenced")
        return erase(rows)

    monkeypatch.setattr(QuerySet, "delete", delete)
    erase_person(user=person, actor=person, now=now)
    assert not Assessment.objects.exclude(kind="certification").exists()
    assert AuditEvent.objects.filter(action=AuditAction.PERSON_ERASED).count() == 2


def test_what_goes_on_failing_changes_nothing(person, now, monkeypatch):
    def delete(rows):
        raise IntegrityError("still referenced")

    monkeypatch.setattr(QuerySet, "delete", delete)
    with pytest.raises(IntegrityError):
        erase_person(user=person, actor=person, now=now)
    assert User.objects.filter(pk=person.pk).exists()
    assert not AuditEvent.objects.filter(action=AuditAction.PERSON_ERASED).exists()


def test_other_sessions_of_the_person_end_and_no_other(
    client_factory, learner, outsider, now, django_capture_on_commit_callbacks
):
    for person in (learner, learner, outsider):
        client_factory().force_login(person)
    with django_capture_on_commit_callbacks(execute=True):
        erase_person(user=learner, actor=learner, now=now)
    assert Session.objects.count() == 1


def test_the_last_administrator_of_the_platform_stays(staff, now):
    with pytest.raises(LastAdministratorError):
        erase_person(user=staff, actor=staff, now=now)
    UserFactory(staff=True)
    erase_person(user=staff, actor=staff, now=now)
    assert not User.objects.filter(pk=staff.pk).exists()


def test_the_only_head_of_a_school_hands_over_first(administrator, teacher, school, now):
    with pytest.raises(OnlyHeadError) as refused:
        erase_person(user=administrator, actor=administrator, now=now)
    assert refused.value.organisations == [school]
    MembershipFactory(organisation=school, administrator=True)
    erase_person(user=administrator, actor=administrator, now=now)
    assert not User.objects.filter(pk=administrator.pk).exists()


@pytest.mark.parametrize("state", ["requested", "refused", "closed"])
def test_a_school_that_is_not_open_holds_nobody(administrator, school, state, now):
    school.state = state
    school.save()
    erase_person(user=administrator, actor=administrator, now=now)
    assert not User.objects.filter(pk=administrator.pk).exists()


def test_what_one_wrote_to_ask_for_a_space_goes(now):
    person = UserFactory()
    school = OrganisationFactory(requested_by=person, request_note="Zoé Garnier, 06 00 00 00 00")
    erase_person(user=person, actor=person, now=now)
    school.refresh_from_db()
    assert (school.requested_by, school.request_note) == (None, "")
