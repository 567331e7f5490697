"""Results of a centre: of a session, of a class, of several sessions at once."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import SignedInRequest
from accounts.enums import AuditAction
from accounts.services import audit
from certification.access import (
    get_centre_certificate_for,
    get_centre_membership_for,
    get_session_for,
)
from certification.enums import SessionState
from certification.forms.results import ClassForm, PapersForm, TickedSessionsForm
from certification.models import Centre, Session
from certification.selectors import results as selectors
from certification.selectors import results_files as files
from certification.services.proving import Prover
from pix.shared.lists import page_of
from pix.shared.papers import PDF_TYPE
from pix.shared.sheets import CSV_TYPE, attached
from pix.shared.streams import streamed

_ZIP_TYPE = "application/zip"


@require_safe
def centre_results(request: SignedInRequest, centre: str) -> HttpResponse:
    own = get_centre_membership_for(request.user, centre).centre
    context = {
        "centre": own,
        "classes": selectors.classes_of(own),
        "page": page_of(request, selectors.published_sessions(own)),
    }
    return render(request, "certif/results/centre.html", context)


@require_safe
def sessions_archive(request: SignedInRequest, centre: str) -> HttpResponseBase:
    """The tables of the ticked sessions."""
    own = get_centre_membership_for(request.user, centre).centre
    form = TickedSessionsForm(request.GET, sessions=selectors.published_sessions(own))
    if not form.is_valid():
        messages.error(request, _("Cochez au moins une session publiée."))
        return redirect("centre_results", centre)
    chosen = list(form.cleaned_data["session"].select_related("centre"))
    _record(request, own, AuditAction.EXPORT, sum(one.sat for one in chosen), what="results.zip")
    name = f"resultats-{len(chosen)}-sessions.zip"
    return streamed(files.archive(chosen), kind=_ZIP_TYPE, name=name)


@require_safe
def session_results(request: SignedInRequest, centre: str, session: UUID) -> HttpResponse:
    found = get_session_for(request.user, centre, session)
    lines = selectors.lines_of_session(found) if _is_published(found) else []
    if lines:
        _record(request, found.centre, AuditAction.RESULTS_READ, len(lines), session=found.number)
    context = {
        "centre": found.centre,
        "session": found,
        "is_published": _is_published(found),
        "lines": lines,
        "certified": len(selectors.certificates_in(lines)),
        "form": PapersForm(),
    }
    return render(request, "certif/results/session.html", context)


@require_safe
def session_results_sheet(request: SignedInRequest, centre: str, session: UUID) -> HttpResponse:
    found = get_session_for(request.user, centre, session)
    if not _is_published(found):
        raise Http404
    lines = selectors.lines_of_session(found)
    _record(request, found.centre, AuditAction.EXPORT, len(lines), session=found.number)
    name = files.session_sheet_name(found)
    return attached(files.session_sheet(lines), kind=CSV_TYPE, name=name)


@require_safe
def class_results(request: SignedInRequest, centre: str) -> HttpResponse:
    own, chosen = _class(request, centre)
    lines = selectors.lines_of_class(own, chosen.year, chosen.name)
    _record(request, own, AuditAction.RESULTS_READ, len(lines), class_name=chosen.name)
    context = {
        "centre": own,
        "chosen": chosen,
        "lines": lines,
        "certified": len(selectors.certificates_in(lines)),
        "form": PapersForm(),
    }
    return render(request, "certif/results/class.html", context)


@require_safe
def class_results_sheet(request: SignedInRequest, centre: str) -> HttpResponse:
    own, chosen = _class(request, centre)
    lines = selectors.lines_of_class(own, chosen.year, chosen.name)
    _record(request, own, AuditAction.EXPORT, len(lines), class_name=chosen.name)
    name = files.class_sheet_name(chosen.name, now=timezone.now())
    return attached(files.class_sheet(lines), kind=CSV_TYPE, name=name)


@require_safe
def pupil_certificate(request: SignedInRequest, centre: str, certificate: UUID) -> HttpResponse:
    """The paper of one person, for the centre that prints it."""
    one = get_centre_certificate_for(request.user, centre, certificate)
    now = timezone.now()
    audit.record(
        action=AuditAction.RESULTS_READ,
        actor=request.user,
        organisation=one.candidate.session.centre.organisation,
        learner=one.candidate.learner,
        now=now,
        centre=centre,
    )
    content = Prover().paper([one], now=now)
    return attached(content, kind=PDF_TYPE, name=f"certificat-{one.code}.pdf")


def _class(request: SignedInRequest, centre: str) -> tuple[Centre, selectors.ClassResults]:
    own = get_centre_membership_for(request.user, centre).centre
    chosen = ClassForm(request.GET).chosen(selectors.classes_of(own))
    if chosen is None:
        raise Http404
    return own, chosen


def _is_published(session: Session) -> bool:
    return session.state == SessionState.PUBLISHED


def _record(
    request: SignedInRequest, centre: Centre, action: AuditAction, count: int, **details: Any
) -> None:
    audit.record(
        action=action,
        actor=request.user,
        organisation=centre.organisation,
        now=timezone.now(),
        centre=centre.code,
        count=count,
        **details,
    )
