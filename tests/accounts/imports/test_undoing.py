"""Undoing the last list puts everybody back, and takes no account away."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import connection

from accounts.enums import AuditAction, ImportState
from accounts.models import AuditEvent, ImportChange, ImportRun, Learner
from accounts.services import imports
from accounts.services.imports import states

from .conftest import LEA, TOM, ZOE, table


def snapshot(school):
    rows = Learner.objects.filter(organisation=school).order_by("pk")
    return list(rows.values())


def test_everything_is_as_before(bring, take_back, school):
    bring(table(ZOE, TOM))
    bring(table(TOM))
    before = snapshot(school)
    run = bring(table(ZOE.replace("03/04/2012", "13/04/2012"), LEA))
    take_back(run)
    assert snapshot(school) == before
    assert run.state == ImportState.UNDONE
    assert not ImportChange.objects.filter(run=run).exists()
    assert {name: run.counts[name] for name in ("deleted", "restored", "kept")} == {
        "deleted": 1,
        "restored": 2,
        "kept": 0,
    }


def test_it_is_written_in_the_journal(bring, take_back, administrator):
    take_back(bring(table(ZOE)))
    event = AuditEvent.objects.get(action=AuditAction.IMPORT_UNDONE)
    assert (event.actor_id, event.details["deleted"]) == (administrator.pk, 1)


def test_who_was_linked_since_is_disabled_and_keeps_her_account(
    bring, take_back, school, pupil, now
):
    run = bring(table(ZOE, TOM))
    Learner.objects.filter(last_name="DUPONT").update(user=pupil, linked_at=now)
    take_back(run)
    (row,) = Learner.objects.filter(organisation=school)
    assert (row.user, row.disabled_at) == (pupil, now)
    assert (run.counts["kept"], run.counts["deleted"]) == (1, 1)


def test_a_link_made_since_is_kept_by_those_restored(bring, take_back, school, pupil, now):
    bring(table(ZOE))
    run = bring(table(ZOE.replace("3E 2", "3E 9")))
    Learner.objects.filter(organisation=school).update(user=pupil, linked_at=now)
    take_back(run)
    row = Learner.objects.get(organisation=school)
    assert (row.user, row.class_name) == (pupil, "3E 2")


def test_only_the_last_list_can_be_undone(bring, take_back):
    first = bring(table(ZOE))
    second = bring(table(TOM))
    with pytest.raises(imports.LaterImportError):
        imports.start_undo(run=first)
    take_back(second)
    assert take_back(first).state == ImportState.UNDONE


def test_it_is_done_once(bring, take_back, now):
    run = take_back(bring(table(ZOE)))
    imports.undo(run_id=run.pk, now=now)
    with pytest.raises(imports.WrongStateError):
        imports.start_undo(run=run)
    assert AuditEvent.objects.filter(action=AuditAction.IMPORT_UNDONE).count() == 1


def test_a_list_that_is_not_the_last_stays_applied(bring):
    first, _second = bring(table(ZOE)), bring(table(TOM))
    with pytest.raises(imports.LaterImportError):
        imports.start_undo(run=first)
    assert first.state == ImportState.APPLIED
    first.refresh_from_db()
    assert first.state == ImportState.APPLIED


@pytest.mark.django_db(transaction=True)
def test_nothing_is_applied_between_the_look_and_the_undo(bring, send, monkeypatch):
    """Another list starts at the worst moment: while an undo looks whether it is the last."""
    first, second = bring(table(ZOE)), send(table(TOM))
    looking, look = Event(), states.is_latest_applied
    with ThreadPoolExecutor(1) as other:

        def looks(run):
            looking.set()
            time.sleep(0.3)
            return look(run)

        monkeypatch.setattr(states, "is_latest_applied", looks)
        outcome = other.submit(told, lambda: looking.wait(5) and imports.start_apply(run=second))
        imports.start_undo(run=first)
        assert outcome.result() == "ImportAtWorkError"


@pytest.mark.django_db(transaction=True)
def test_two_undo_at_once_are_one(bring, monkeypatch):
    run = bring(table(ZOE))
    tabs = [ImportRun.objects.get(pk=run.pk) for _tab in range(2)]
    with ThreadPoolExecutor(2) as people:
        outcomes = people.map(lambda tab: told(lambda: imports.start_undo(run=tab)), tabs)
        assert sorted(outcomes) == ["", "WrongStateError"]


def told(action) -> str:
    """On a connection of its own: the name of what it raises."""
    try:
        action()
    except Exception as error:  # noqa: BLE001 -- its name is what is told
        return type(error).__name__
    finally:
        connection.close()
    return ""
