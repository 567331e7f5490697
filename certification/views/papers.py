"""The papers of a session, to print."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import SignedInRequest
from accounts.enums import AuditAction
from accounts.services import audit
from certification.access import get_session_for
from certification.papers.session_sheets import SessionPapers
from certification.selectors import candidates as selectors
from pix.shared.papers import PDF_TYPE
from pix.shared.sheets import attached


@dataclass(frozen=True, slots=True)
class Paper:
    """`file`: its name, with the number of the session. `names`: of candidates are on it."""

    make: Callable[[SessionPapers], bytes]
    file: str
    names: bool = True


PAPERS: Final[Mapping[str, Paper]] = {
    "convocations": Paper(SessionPapers.convocations, "convocations-session-{}.pdf"),
    "attendance": Paper(SessionPapers.attendance, "feuille-emargement-session-{}.pdf"),
    "kit": Paper(SessionPapers.invigilator_kit, "kit-surveillant-{}.pdf", names=False),
    "incident": Paper(SessionPapers.incident_form, "pv-incident-session-{}.pdf", names=False),
    "door": Paper(SessionPapers.door_list, "liste-porte-session-{}.pdf"),
}


@require_safe
def session_papers(request: SignedInRequest, centre: str, session: UUID) -> HttpResponse:
    room = get_session_for(request.user, centre, session)
    context = {
        "centre": room.centre,
        "session": room,
        "counts": selectors.counts_of(room),
        "classes": selectors.classes_in(room),
    }
    return render(request, "certif/papers/page.html", context)


@require_safe
def session_paper(request: SignedInRequest, centre: str, session: UUID, kind: str) -> HttpResponse:
    """One of them; `?classe=` for the candidates of a class only."""
    room = get_session_for(request.user, centre, session)
    paper, now = PAPERS[kind], timezone.now()
    class_name = request.GET.get("classe", "").replace("\0", "")
    found = list(selectors.candidates_of(room, class_name=class_name)) if paper.names else []
    if kind == "convocations" and not found:
        raise Http404
    if paper.names:
        audit.record(
            action=AuditAction.CANDIDATES_READ,
            actor=request.user,
            organisation=room.centre.organisation,
            now=now,
            session=room.number,
            count=len(found),
            paper=kind,
        )
    content = paper.make(SessionPapers(room, found, now))
    return attached(content, kind=PDF_TYPE, name=paper.file.format(room.number))
