"""The list of candidates as a file: to download, fill in, send and accept."""

from collections.abc import Callable, Mapping
from io import BytesIO
from typing import BinaryIO, Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import SignedInRequest
from accounts.enums import AuditAction
from accounts.school_lists.sources import from_bytes
from accounts.services import audit
from certification.access import get_session_for
from certification.candidate_files.layout import Sheet, sheet
from certification.candidate_files.opendocument import ODS_TYPE, write_ods
from certification.candidate_files.workbook import XLSX_TYPE, write_xlsx
from certification.candidate_sentences import told
from certification.forms.candidates import CandidateListForm
from certification.models import Session
from certification.selectors import candidates as selectors
from certification.services import candidate_lists as services
from certification.services.candidates import (
    Replaced,
    SessionClosedError,
    SessionJoinedError,
    replace_candidates,
)
from certification.views.candidates.common import context_of, tell_closed
from pix.shared.sheets import attached
from pix.shared.uploads import was_dropped

_WRITERS: Final[Mapping[str, tuple[Callable[[BinaryIO, Sheet], None], str]]] = {
    "ods": (write_ods, ODS_TYPE),
    "xlsx": (write_xlsx, XLSX_TYPE),
}


@require_safe
def candidates_sheet(
    request: SignedInRequest, centre: str, session: UUID, kind: str
) -> HttpResponse:
    """The sheet to fill in, with those who are in the list."""
    room = get_session_for(request.user, centre, session)
    rows = selectors.rows_of(selectors.candidates_of(room))
    audit.record(
        action=AuditAction.CANDIDATES_READ,
        actor=request.user,
        organisation=room.centre.organisation,
        now=timezone.now(),
        session=room.number,
        count=len(rows),
    )
    write, media_type = _WRITERS[kind]
    file = BytesIO()
    write(file, sheet(selectors.label_of(room), rows))
    name = f"liste-candidats-session-{room.number}.{kind}"
    return attached(file.getvalue(), kind=media_type, name=name)


@require_http_methods(["GET", "HEAD", "POST"])
def candidates_import(request: SignedInRequest, centre: str, session: UUID) -> HttpResponse:
    room = get_session_for(request.user, centre, session)
    form = CandidateListForm(
        request.POST or None, request.FILES or None, dropped=was_dropped(request)
    )
    if form.is_valid():
        sent = form.cleaned_data["file"]
        checked = services.check_list(
            session=room, source=from_bytes(sent.name, sent.read()), now=timezone.now()
        )
        batch = services.put_aside(session=room, user=request.user, checked=checked)
        return redirect("candidates_check", centre, session, batch)
    context = context_of(room) | {"form": form, "is_joined": selectors.is_joined(room)}
    return render(request, "certif/candidates/import.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def candidates_check(
    request: SignedInRequest, centre: str, session: UUID, batch: UUID
) -> HttpResponse:
    """What was found in a file; then the last word."""
    room = get_session_for(request.user, centre, session)
    checked = services.put_back(session=room, user=request.user, key=batch)
    if checked is None:
        raise Http404
    if request.method == "POST" and not checked.blocks:
        response = _apply(request, room, checked)
        services.forget(session=room, user=request.user, key=batch)
        return response
    context = context_of(room) | {
        "checked": checked,
        "problems": [
            told(problem) | {"blocking": problem.blocking} for problem in checked.problems
        ],
        "before": selectors.counts_of(room).candidates,
        "is_joined": selectors.is_joined(room),
    }
    return render(request, "certif/candidates/check.html", context)


def _apply(
    request: SignedInRequest, session: Session, checked: services.CheckedList
) -> HttpResponse:
    try:
        counts = replace_candidates(
            session=session, rows=checked.rows, actor=request.user, now=timezone.now()
        )
    except SessionClosedError:
        return tell_closed(request, session)
    except SessionJoinedError:
        text = _("Un candidat est déjà entré\u00a0: la liste ne peut plus être remplacée.")
        messages.error(request, text)
    else:
        messages.success(request, _summary(counts))
    return redirect("candidates", session.centre.code, session.public_id)


def _summary(counts: Replaced) -> str:
    number = counts.added + counts.kept
    text = ngettext(
        "La liste compte %(number)s candidat.", "La liste compte %(number)s candidats.", number
    )
    return text % {"number": number}
