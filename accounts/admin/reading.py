"""Pages of the administration that show somebody: opening one is a line of the journal."""

from typing import Any

from django.contrib.admin.utils import unquote
from django.db.models import Model
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from accounts.enums import AuditAction
from accounts.models import Learner, User
from accounts.services import audit


class RecordsReading:
    """Of a `ModelAdmin`: whom a row is about, and the line when its page is opened."""

    def person_of(self, row: Any) -> User | Learner | None:
        raise NotImplementedError

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponseBase:
        row: Model | None = self.get_object(request, unquote(object_id))  # type: ignore[attr-defined]
        if row is not None and request.method == "GET":
            _record(request, self.person_of(row))
        page: HttpResponseBase = super().change_view(  # type: ignore[misc]
            request, object_id, form_url, extra_context
        )
        return page


def _record(request: HttpRequest, person: User | Learner | None) -> None:
    actor, now = request.user, timezone.now()
    assert isinstance(actor, User)  # noqa: S101 -- the administration is for staff
    if isinstance(person, Learner):
        audit.record(action=AuditAction.LEARNER_READ, actor=actor, learner=person, now=now)
    elif person is not None:
        audit.record_person_read(person=person, actor=actor, now=now)
