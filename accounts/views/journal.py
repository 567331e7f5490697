"""The journal of an organisation, for those who administer it."""

from collections.abc import Iterator

from django.conf import settings
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import SignedInRequest, get_administration_for
from accounts.enums import AuditAction
from accounts.forms.journal import JournalFilters
from accounts.retention import period_words
from accounts.selectors.journal import Line, authors_of, events_of, lines_of, read_at_once
from accounts.services import audit
from pix.shared.lists import page_of
from pix.shared.sheets import CSV_TYPE, csv_lines
from pix.shared.streams import streamed


@require_safe
def journal(request: SignedInRequest, organisation: str) -> HttpResponse:
    membership = get_administration_for(request.user, organisation)
    school = membership.organisation
    filters = JournalFilters(request.GET, authors=authors_of(school))
    page = page_of(request, events_of(school, **filters.criteria()))
    context = {
        "membership": membership,
        "filters": filters,
        "page": page,
        "lines": list(lines_of(school, page.object_list)),
        "kept": period_words(settings.RETENTION["journal"]),
    }
    return render(request, "orga/journal.html", context)


@require_safe
def journal_sheet(request: SignedInRequest, organisation: str) -> HttpResponseBase:
    """The lines found, in a file; taking them away is itself a line."""
    membership = get_administration_for(request.user, organisation)
    school = membership.organisation
    filters = JournalFilters(request.GET, authors=authors_of(school))
    events = events_of(school, **filters.criteria())
    now = timezone.now()
    audit.record(
        action=AuditAction.EXPORT,
        actor=request.user,
        organisation=school,
        now=now,
        count=events.count(),
    )
    headings = [_("Date"), _("Par"), _("Action"), _("Concerne"), _("Précisions")]
    lines = lines_of(school, read_at_once(events.filter(at__lt=now)))
    name = f"journal-{school.code}-{timezone.localdate()}.csv"
    return streamed(csv_lines(headings, _rows(lines)), kind=CSV_TYPE, name=name)


def _rows(lines: Iterator[Line]) -> Iterator[list[str]]:
    for line in lines:
        at = timezone.localtime(line.at).strftime("%Y-%m-%d %H:%M:%S")
        yield [at, line.who, line.action, line.whom, line.details]
