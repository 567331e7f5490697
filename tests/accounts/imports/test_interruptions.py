"""All or nothing, once, and one list at a time, whatever happens to the worker."""

import threading
from functools import partial

import pytest
from django.core.cache import cache
from django.db import connection

from accounts.enums import AuditAction, ImportState
from accounts.models import AuditEvent, ImportRun, Learner
from accounts.school_lists.sources import from_path
from accounts.selectors.imports import progress_key
from accounts.services import imports
from accounts.services.imports import applying
from accounts.services.imports.states import claim

from .conftest import TOM, ZOE, table


class PulledPlugError(Exception):
    pass


def pull_the_plug(*arguments, **options):
    raise PulledPlugError


def test_a_failure_changes_nothing_and_may_be_tried_again(send, bring, listed, monkeypatch, now):
    bring(table(ZOE))
    run = send(table(TOM))
    imports.start_apply(run=run)
    with monkeypatch.context() as patch:
        patch.setattr(applying, "_disable", pull_the_plug)
        with pytest.raises(PulledPlugError):
            imports.apply(run_id=run.pk, now=now)
    run.refresh_from_db()
    assert (run.state, listed()) == (ImportState.FAILED, [("DUPONT", "3E 2", True)])
    imports.start_apply(run=run)
    imports.apply(run_id=run.pk, now=now)
    assert len(listed()) == 2


def test_a_message_received_twice_applies_once(bring, now):
    run = bring(table(ZOE))
    imports.apply(run_id=run.pk, now=now)
    assert AuditEvent.objects.filter(action=AuditAction.IMPORT).count() == 1


@pytest.mark.parametrize(
    ("state", "after"),
    [
        (ImportState.CHECKING, ImportState.UPLOADED),
        (ImportState.APPLYING, ImportState.FAILED),
        (ImportState.UNDOING, ImportState.APPLIED),
    ],
)
def test_an_import_whose_worker_died_is_given_back(send, state, after):
    run = send(table(ZOE))
    ImportRun.objects.filter(pk=run.pk).update(state=state)
    cache.set(progress_key(run.pk), (1, 2))
    assert imports.release_interrupted() == 0
    cache.delete(progress_key(run.pk))
    assert imports.release_interrupted() == 1
    run.refresh_from_db()
    assert run.state == after


def test_one_list_of_a_school_at_a_time(send):
    first, second = send(table(ZOE)), send(table(TOM))
    imports.start_apply(run=first)
    with pytest.raises(imports.ImportAtWorkError):
        imports.start_apply(run=second)
    with pytest.raises(imports.WrongStateError):
        imports.start_apply(run=first)
    with pytest.raises(imports.WrongStateError):
        imports.give_up(run=first)


def at_once(*works):
    """Each in a thread with a connection of its own, all started together: what they raised."""
    barrier, failures = threading.Barrier(len(works)), []

    def run(work):
        barrier.wait()
        try:
            work()
        except Exception as failure:  # noqa: BLE001 -- given to the test
            failures.append(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return failures


@pytest.mark.django_db(transaction=True)
def test_workers_on_one_import_apply_it_once(send, now, listed):
    run = send(table(ZOE, TOM))
    ImportRun.objects.filter(pk=run.pk).update(state=ImportState.APPLYING)
    assert not at_once(*[lambda: imports.apply(run_id=run.pk, now=now)] * 4)
    assert len(listed()) == 2
    assert AuditEvent.objects.filter(action=AuditAction.IMPORT).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_lists_started_at_once_do_not_both_start(send):
    checked = (ImportState.CHECKED,)
    starts = [partial(claim, send(table(row)), checked, ImportState.APPLYING) for row in (ZOE, TOM)]
    (failure,) = at_once(*starts)
    assert isinstance(failure, imports.ImportAtWorkError)
    assert ImportRun.objects.filter(state=ImportState.APPLYING).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_lists_applied_at_once_from_the_command_line_wait_for_each_other(school, now, tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(table("DUPONT;Zoé;03/04/2012;3E 2;"))
    work = partial(
        imports.import_file,
        organisation=school,
        source=from_path(path),
        format_name="",
        keep_absent=False,
        dry_run=False,
        now=now,
    )
    assert not at_once(work, work, work)
    assert Learner.objects.filter(organisation=school).count() == 1
