"""From a file to the list of the school."""

from accounts.enums import AuditAction, ImportState
from accounts.models import AuditEvent, Learner

from .conftest import table


def test_a_list_is_received_checked_and_applied(bring, school, administrator):
    run = bring(table("DUPONT;Zoé;03/04/2012;3E 2;999000001AA"))
    assert run.state == ImportState.APPLIED
    assert run.counts["created"] == 1
    assert bytes(run.content or b"") == b""
    row = Learner.objects.get(organisation=school)
    assert (row.last_name, row.class_name, row.national_id) == ("DUPONT", "3E 2", "999000001AA")
    event = AuditEvent.objects.get(action=AuditAction.IMPORT)
    assert (event.actor_id, event.details["created"]) == (administrator.pk, 1)
