"""Certificates of a session or of a class, prepared by the worker; results behind a mailed link."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.access import SignedInRequest
from certification.access import get_centre_membership_for, get_papers_for, get_session_for
from certification.enums import SessionState
from certification.forms.results import ClassForm, PapersForm
from certification.models import Centre
from certification.selectors import results as selectors
from certification.selectors import results_files as files
from certification.services import paper_batches as services
from certification.services.result_mails import Link, LinkGone, lines_behind, read_link
from pix.shared.htmx import render_fragment
from pix.shared.sheets import CSV_TYPE, attached
from pix.shared.streams import streamed

_ZIP_TYPE = "application/zip"


@require_POST
def ask_for_session_papers(request: SignedInRequest, centre: str, session: UUID) -> HttpResponse:
    found = get_session_for(request.user, centre, session)
    if found.state != SessionState.PUBLISHED:
        raise Http404
    title = _("Session %(number)d") % {"number": found.number}
    return _ask(request, found.centre, title, selectors.lines_of_session(found))


@require_POST
def ask_for_class_papers(request: SignedInRequest, centre: str) -> HttpResponse:
    own = get_centre_membership_for(request.user, centre).centre
    chosen = ClassForm(request.POST).chosen(selectors.classes_of(own))
    if chosen is None:
        raise Http404
    name = chosen.name or _("Sans classe")
    title = f"{name} · {chosen.school_year}"
    return _ask(request, own, title, selectors.lines_of_class(own, chosen.year, chosen.name))


def _ask(
    request: SignedInRequest, centre: Centre, title: str, lines: list[selectors.Line]
) -> HttpResponse:
    certificates = selectors.certificates_in(lines)
    if not certificates:
        messages.warning(request, _("Il n'y a pas de certificat à préparer ici."))
        return redirect("centre_results", centre.code)
    try:
        batch = services.ask_for_papers(
            centre=centre,
            title=title,
            certificates=certificates,
            actor=request.user,
            form_id=PapersForm(request.POST).key(),
            now=timezone.now(),
        )
    except services.PapersGone:
        return redirect("centre_results", centre.code)
    return redirect("certificate_papers", centre.code, batch.public_id)


@require_safe
def certificate_papers(request: SignedInRequest, centre: str, batch: UUID) -> HttpResponse:
    """How far they are; polled while they are made."""
    papers = get_papers_for(request.user, centre, batch)
    context = {
        "centre": papers.centre,
        "batch": papers,
        "is_over": services.is_over(papers, timezone.now()),
        "expires_at": services.end_of(papers),
    }
    return render_fragment(request, "certif/results/papers.html", "state", context)


@require_safe
def certificate_papers_file(request: SignedInRequest, centre: str, batch: UUID) -> HttpResponseBase:
    papers = get_papers_for(request.user, centre, batch)
    try:
        pieces = services.read_papers(batch=papers, actor=request.user, now=timezone.now())
    except services.PapersGone:
        return redirect("certificate_papers", centre, batch)
    return streamed(pieces, kind=_ZIP_TYPE, name=f"certificats-{papers.total}.zip")


@login_not_required
@never_cache
@require_safe
def mailed_results(request: HttpRequest, token: str) -> HttpResponse:
    """What the link of a mail opens: nothing personal yet, machines that read mail follow links."""
    link = _link(token)
    context = {"session": link.session, "token": token, "count": len(lines_behind(link))}
    return render(request, "certification/mailed_results.html", context)


@login_not_required
@never_cache
@require_POST
def mailed_results_sheet(request: HttpRequest, token: str) -> HttpResponse:
    link = _link(token)
    content = files.session_sheet(lines_behind(link))
    return attached(content, kind=CSV_TYPE, name=files.session_sheet_name(link.session))


def _link(token: str) -> Link:
    try:
        return read_link(token)
    except LinkGone as error:
        raise Http404 from error
