"""Pages of the administration that show somebody: opening one is a line of the journal."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from accounts.enums import AuditAction
from accounts.models import Learner, User
from accounts.services import audit


class RecordsReading(admin.ModelAdmin):  # type: ignore[type-arg]  # not generic at run time
    """Knows whom a row is about, and adds the line when its page is opened."""

    def person_of(self, row: Any) -> User | Learner | None:
        raise NotImplementedError

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        row = self.get_object(request, unquote(object_id))
        if row is not None and request.method == "GET":
            _record(request, self.person_of(row))
        return super().change_view(request, object_id, form_url, extra_context)


def _record(request: HttpRequest, person: User | Learner | None) -> None:
    actor, now = request.user, timezone.now()
    assert isinstance(actor, User)  # noqa: S101 -- the administration is for staff
    if isinstance(person, Learner):
        audit.record(action=AuditAction.LEARNER_READ, actor=actor, learner=person, now=now)
    elif person is not None:
        audit.record_person_read(person=person, actor=actor, now=now)
