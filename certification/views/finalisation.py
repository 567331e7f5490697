"""A centre closes a session: reports, reasons, comment, and it goes to be scored."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import SignedInRequest
from accounts.enums import AuditAction
from accounts.services import audit
from certification.access import get_session_for
from certification.enums import SessionState
from certification.forms.finalisation import CLOSED, FinalisationForm, IncidentForm
from certification.models import Session
from certification.selectors.finalisation import Room, room_of
from certification.services import finalisation as services
from certification.services.incidents import IncompleteReport, SessionClosed, report, withdraw
from certification.services.transitions import MoveRefused


@require_http_methods(["GET", "HEAD", "POST"])
def finalisation(request: SignedInRequest, centre: str, session: UUID) -> HttpResponse:
    """What is left to say, then the button; once finalised, what was said."""
    found = get_session_for(request.user, centre, session)
    room = room_of(found)
    form = FinalisationForm(request.POST or None, tests=room.tests, initial=_already_said(found))
    if request.method == "POST":
        if found.state != SessionState.CREATED:
            messages.info(request, _("Cette session est déjà finalisée."))
            return redirect("finalisation", centre, session)
        if form.is_valid():
            if _finalised(request, found, form):
                return redirect("finalisation", centre, session)
            room, form = _again(request, found, form)
    if room.tests:
        audit.record(
            action=AuditAction.CANDIDATES_READ,
            actor=request.user,
            organisation=found.centre.organisation,
            now=timezone.now(),
            session=found.number,
            count=len(room.tests),
        )
    incident = IncidentForm(candidates=room.candidates)
    return _page(request, found, room, form, incident)


def _already_said(session: Session) -> dict[str, Any]:
    """What the centre had said, when the jury opened the session to it again."""
    names = ("had_incident", "had_entry_problem", "global_comment")
    return {name: getattr(session, name) for name in names}


def _again(
    request: SignedInRequest, session: Session, refused: FinalisationForm
) -> tuple[Room, FinalisationForm]:
    """The page as things are now, with what was typed and why it was refused."""
    room = room_of(session)
    form = FinalisationForm(request.POST, tests=room.tests)
    form.is_valid()
    for error in refused.non_field_errors():
        form.add_error(None, error)
    return room, form


def _finalised(request: SignedInRequest, session: Session, form: FinalisationForm) -> bool:
    """Everything may have moved since the page was read: the service has the last word."""
    try:
        services.finalise(session, form.closing(), actor=request.user, now=timezone.now())
    except services.NobodyStarted:
        form.add_error(
            None,
            _(
                "Personne n'a commencé de test\u00a0: il n'y a rien à finaliser. Vous pouvez "
                "supprimer la session."
            ),
        )
    except services.MissingReasons as missing:
        count = len(missing.tests)
        form.add_error(
            None,
            ngettext(
                "%(count)d test n'est pas terminé\u00a0: dites pourquoi.",
                "%(count)d tests ne sont pas terminés\u00a0: dites pourquoi.",
                count,
            )
            % {"count": count},
        )
    except services.NeedlessReasons:
        form.add_error(
            None, _("Un test s'est terminé entre-temps\u00a0: vérifiez, puis finalisez.")
        )
    except MoveRefused:
        messages.info(request, _("Cette session est déjà finalisée."))
        return True
    else:
        text = _("La session %(number)s est finalisée. Les résultats se calculent.")
        messages.success(request, text % {"number": session.number})
        return True
    return False


@require_POST
def incident_report(request: SignedInRequest, centre: str, session: UUID) -> HttpResponse:
    """Add a report; the rest of the page is sent with nothing lost of the report."""
    found = _open_session(request, centre, session)
    room = room_of(found)
    form = IncidentForm(request.POST, candidates=room.candidates)
    if form.is_valid():
        try:
            report(
                form.told(),
                session=found,
                candidate=form.cleaned_data["candidate"],
                author=request.user,
                now=timezone.now(),
            )
        except IncompleteReport as lacking:
            form.say_what_lacks(lacking.field)
        except SessionClosed:
            messages.error(request, str(CLOSED))
            return redirect("finalisation", centre, session)
        else:
            messages.success(request, _("Le signalement est enregistré."))
            return redirect("finalisation", centre, session)
    return _page(request, found, room, FinalisationForm(tests=room.tests), form, status=422)


@require_POST
def incident_withdraw(
    request: SignedInRequest, centre: str, session: UUID, incident: UUID
) -> HttpResponse:
    """Take back a report made by mistake, while the session is open."""
    found = _open_session(request, centre, session)
    if not withdraw(found, incident):
        raise Http404
    messages.success(request, _("Le signalement est retiré."))
    return redirect("finalisation", centre, session)


def _open_session(request: SignedInRequest, centre: str, session: UUID) -> Session:
    found = get_session_for(request.user, centre, session)
    if found.state != SessionState.CREATED:
        raise Http404
    return found


def _page(
    request: SignedInRequest,
    session: Session,
    room: Room,
    form: FinalisationForm,
    incident: IncidentForm,
    *,
    status: int = 200,
) -> HttpResponse:
    context = {
        "centre": session.centre,
        "session": session,
        "room": room,
        "form": form,
        "incident": incident,
    }
    return render(request, "certif/finalisation/page.html", context, status=status)
