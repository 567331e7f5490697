"""From a file to the list of the school."""

from datetime import timedelta

import pytest
from django.core.cache import cache

from accounts.enums import AuditAction, ImportState
from accounts.models import AuditEvent, ImportRun, Learner
from accounts.selectors.imports import fields, preview, progress, progress_key
from accounts.services import imports

from .conftest import LEA, TOM, ZOE, table


def test_a_list_is_received_checked_and_applied(bring, school, administrator, now):
    run = bring(table(ZOE))
    assert (run.state, run.counts["created"], run.applied_at) == (ImportState.APPLIED, 1, now)
    row = Learner.objects.get(organisation=school)
    assert (row.last_name, row.class_name, row.national_id) == ("DUPONT", "3E 2", "999000001AA")
    event = AuditEvent.objects.get(action=AuditAction.IMPORT)
    assert (event.actor_id, event.details["created"]) == (administrator.pk, 1)


def test_the_dry_run_counts_everything_and_writes_nothing(bring, send, listed):
    bring(table(ZOE, TOM))
    bring(table(ZOE))
    before = listed()
    run = send(table(ZOE.replace("3E 2", "3E 9"), TOM, LEA))
    assert run.counts == {
        "created": 1,
        "updated": 1,
        "returning": 1,
        "disabled": 0,
        "skipped": 0,
        "unchanged": 0,
    }
    assert (run.state, run.total, listed()) == (ImportState.CHECKED, 3, before)


def test_the_same_list_again_changes_nothing(bring):
    bring(table(ZOE, TOM))
    counts = bring(table(ZOE, TOM)).counts
    assert counts["unchanged"] == 2
    assert sum(counts.values()) == 2


def test_absent_pupils_are_disabled_and_come_back(bring, listed):
    bring(table(ZOE, TOM))
    assert bring(table(ZOE)).counts["disabled"] == 1
    assert listed() == [("DUPONT", "3E 2", True), ("MARTIN", "3E 2", False)]
    assert bring(table(ZOE, TOM)).counts["returning"] == 1
    assert listed() == [("DUPONT", "3E 2", True), ("MARTIN", "3E 2", True)]


def test_absent_pupils_may_be_kept(bring, listed):
    bring(table(ZOE, TOM))
    run = bring(table(LEA), keep_absent=True)
    assert (run.counts["created"], run.counts["disabled"]) == (1, 0)
    assert all(in_list for _, _, in_list in listed())


def test_a_link_survives_every_import(bring, school, pupil, now):
    bring(table(ZOE))
    Learner.objects.filter(organisation=school).update(user=pupil, linked_at=now)
    bring(table(TOM))
    bring(table(ZOE.replace("Zoé", "Zoé-Lou")))
    row = Learner.objects.get(organisation=school, national_id="999000001AA")
    assert (row.user, row.linked_at, row.first_name) == (pupil, now, "Zoé-Lou")


def test_only_what_the_list_feeds_changes(bring, school):
    bring(table(ZOE))
    Learner.objects.filter(organisation=school).update(email="zoe@example.org", local_id="7")
    bring(table("DUPONT;Zoé;03/04/2012;3E 5;"))
    row = Learner.objects.get(organisation=school)
    assert (row.email, row.local_id, row.class_name) == ("zoe@example.org", "7", "3E 5")
    assert row.national_id == "999000001AA"


def test_an_applied_list_is_not_kept(bring, send):
    assert bring(table(ZOE)).content is None
    waiting = send(table(TOM))
    imports.give_up(run=waiting)
    waiting.refresh_from_db()
    assert (waiting.content, waiting.state) == (None, ImportState.GIVEN_UP)


def test_a_file_nobody_deals_with_is_erased_after_a_day(send, now):
    run = send(table(ZOE))
    assert imports.forget_files(now=now + timedelta(hours=23)) == 0
    assert imports.forget_files(now=now + timedelta(hours=25)) == 1
    run.refresh_from_db()
    assert (run.content, run.state) == (None, ImportState.GIVEN_UP)
    with pytest.raises(imports.WrongStateError):
        imports.start_apply(run=run)


def test_a_refused_file_is_not_kept(send):
    run = send(b"", "liste.csv")
    assert (run.state, run.content) == (ImportState.REFUSED, None)
    assert run.problems[0]["code"] == "EMPTY"


def test_a_file_beyond_the_limit_is_refused(send, settings):
    settings.UPLOAD_LIMIT = 10
    assert send(table(ZOE)).problems[0]["code"] == "PAYLOAD_TOO_LARGE"


def test_problems_are_stored_with_what_to_do(send):
    run = send(table(ZOE, "PETIT;Léa;32/06/2012;3E 3;"))
    (problem,) = run.problems
    assert run.state == ImportState.REFUSED
    assert (problem["code"], problem["line"], problem["field"], problem["value"]) == (
        "FIELD_DATE_FORMAT",
        3,
        "Date de naissance",
        "32/06/2012",
    )
    assert problem["message"].startswith("Le jour «\u00a032/06/2012\u00a0» n'existe pas.")


def test_columns_may_be_chosen_after_a_refusal(school, administrator, now, bring):
    content = table("DUPONT;Zoé;03/04/2012", titles="A;B;C")
    run = imports.receive(
        organisation=school, user=administrator, file_name="a.csv", content=content, now=now
    )
    with pytest.raises(imports.MissingColumnsError) as missing:
        imports.choose_columns(run=run, mapping={"last_name": "A"}, keep_absent=False)
    assert missing.value.fields == ["first_name", "birth_date"]
    mapping = {"last_name": "A", "first_name": "B", "birth_date": "C", "password": "A"}
    imports.choose_columns(run=run, mapping=mapping, keep_absent=False)
    assert "password" not in run.mapping
    imports.start_check(run=run)
    imports.check(run_id=run.pk, now=now)
    assert ImportRun.objects.get(pk=run.pk).state == ImportState.CHECKED


def test_the_preview_shows_cells_as_written(school, administrator, now):
    run = imports.receive(
        organisation=school, user=administrator, file_name="a.csv", content=table(ZOE), now=now
    )
    shown = preview(run)
    assert shown.header == ["Nom", "Prénom", "Date de naissance", "Classe", "INE"]
    assert shown.rows == [ZOE.split(";")]
    assert {one.name for one in fields() if one.required} == {
        "last_name",
        "first_name",
        "birth_date",
    }


def test_titles_hold_nothing_that_a_database_refuses(school, administrator, now):
    content = "No\0m\tPrénom\tDate de naissance\0\nDUPONT\tZoé\t03/04/2012".encode("utf-16")
    run = imports.receive(
        organisation=school, user=administrator, file_name="a.txt", content=content, now=now
    )
    assert run.mapping["birth_date"] == "Date de naissance"


def test_progress_is_told_while_the_work_goes_on(send):
    run = send(table(ZOE, TOM))
    run.state = ImportState.APPLYING
    cache.set(progress_key(run.pk), (1, 2))
    assert progress(run) == (1, 2)


def test_what_happens_to_a_list_that_would_disable_most_pupils(bring, send):
    bring(table(ZOE, TOM, LEA))
    run = send(table(ZOE))
    (problem,) = run.problems
    assert (problem["code"], problem["value"], problem["blocking"]) == ("MOST_ABSENT", "2", False)
    assert run.state == ImportState.CHECKED
