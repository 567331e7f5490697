"""The sessions of a centre: the list, making one, the page of one, changing and deleting it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import SignedInRequest
from certification.access import get_centre_membership_for, get_session_for
from certification.forms.sessions import SessionFilters, SessionForm
from certification.models import Centre, Session
from certification.selectors import sessions as selectors
from certification.selectors.windows import calendar_of
from certification.services import sessions as services
from pix.shared.lists import SORT, page_of, sort_of


@require_safe
def sessions(request: SignedInRequest, centre: str) -> HttpResponse:
    own = get_centre_membership_for(request.user, centre).centre
    filters = SessionFilters(request.GET)
    sort = sort_of(request, columns=selectors.COLUMNS) if SORT in request.GET else selectors.NEWEST
    found = selectors.sessions_of(own, **filters.chosen(), order=sort)
    context = {
        "centre": own,
        "form": filters,
        "sort": sort,
        "page": page_of(request, found),
        "is_empty": not filters.is_filtered() and not found.exists(),
    }
    return render(request, "certif/sessions/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def session_new(request: SignedInRequest, centre: str) -> HttpResponse:
    own = get_centre_membership_for(request.user, centre).centre
    form = _form(request, own)
    if form.is_valid():
        try:
            made = services.create_session(
                centre=own,
                details=form.details(),
                format=form.cleaned_data["format"],
                author=request.user,
                now=timezone.now(),
            )
        except services.SessionExists:
            form.add_error("room", _exists())
        else:
            messages.success(
                request, _("La session est créée. Inscrivez maintenant ses candidats.")
            )
            return redirect("session", centre, made.public_id)
    context = {"centre": own, "form": form}
    return render(request, "certif/sessions/new.html", context)


@require_safe
def session(request: SignedInRequest, centre: str, session: UUID) -> HttpResponse:
    found = get_session_for(request.user, centre, session)
    context = {
        "centre": found.centre,
        "session": found,
        "standing": selectors.standing_of(found),
        "is_untouched": services.is_untouched(found),
    }
    return render(request, "certif/sessions/session.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def session_edit(request: SignedInRequest, centre: str, session: UUID) -> HttpResponse:
    found = get_session_for(request.user, centre, session)
    form = _form(request, found.centre, found)
    if form.is_valid() and _changed(request, found, form):
        return redirect("session", centre, session)
    context = {
        "centre": found.centre,
        "session": found,
        "form": form,
        "is_untouched": services.is_untouched(found),
    }
    return render(request, "certif/sessions/edit.html", context)


def _changed(request: SignedInRequest, session: Session, form: SessionForm) -> bool:
    try:
        services.change_session(
            session=session, details=form.details(), format=form.cleaned_data["format"]
        )
    except services.SessionExists:
        form.add_error("room", _exists())
        return False
    except services.SessionHasStarted:
        messages.error(request, _started())
    else:
        messages.success(request, _("La session est modifiée."))
    return True


@require_http_methods(["GET", "HEAD", "POST"])
def session_delete(request: SignedInRequest, centre: str, session: UUID) -> HttpResponse:
    found = get_session_for(request.user, centre, session)
    if request.method == "POST":
        try:
            services.delete_session(session=found, actor=request.user, now=timezone.now())
        except services.SessionHasStarted:
            messages.error(request, _started())
            return redirect("session", centre, session)
        text = _("La session %(number)s est supprimée.")
        messages.success(request, text % {"number": found.number})
        return redirect("sessions", centre)
    context = {
        "centre": found.centre,
        "session": found,
        "standing": selectors.standing_of(found),
        "is_untouched": services.is_untouched(found),
    }
    return render(request, "certif/sessions/delete.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def session_codes(request: SignedInRequest, centre: str, session: UUID) -> HttpResponse:
    """Draw another code, when somebody read it who should not have."""
    found = get_session_for(request.user, centre, session)
    if request.method == "POST":
        _renew(request, found)
        return redirect("session", centre, session)
    context = {"centre": found.centre, "session": found}
    return render(request, "certif/sessions/codes.html", context)


def _renew(request: SignedInRequest, session: Session) -> None:
    renew = _RENEWED.get(request.POST.get("code", ""))
    if renew is None:
        messages.error(request, _("Choisissez le code à changer."))
        return
    try:
        code = renew(session=session, actor=request.user, now=timezone.now())
    except services.SessionIsOver:
        messages.error(request, _("La session est finalisée\u00a0: ses codes n'ouvrent plus rien."))
    else:
        messages.success(request, _("Voici le nouveau\u00a0: %(code)s") % {"code": code})


_RENEWED = {
    "access": services.renew_access_code,
    "supervision": services.renew_supervision_password,
}


def _form(request: SignedInRequest, centre: Centre, session: Session | None = None) -> SessionForm:
    calendar = calendar_of(centre, now=timezone.now())
    data = request.POST if request.method == "POST" else None
    return SessionForm(data, centre=centre, calendar=calendar, session=session)


def _exists() -> str:
    return _("Une session a déjà lieu dans cette salle à cette heure.")


def _started() -> str:
    return _("Un candidat a déjà commencé\u00a0: cette session ne peut plus changer.")
