"""The list of candidates, and each of them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import SignedInRequest
from accounts.enums import AuditAction, Barrier
from accounts.services import audit
from certification.access import get_candidate_for, get_session_for
from certification.forms.candidates import AdaptForm, CandidateFilters, CandidateForm
from certification.models import Candidate, Session
from certification.selectors import candidates as selectors
from certification.services import candidates as services
from certification.views.candidates.common import context_of, local_day, tell_closed
from pix.shared.lists import page_of


@require_safe
def candidates(request: SignedInRequest, centre: str, session: UUID) -> HttpResponse:
    room = get_session_for(request.user, centre, session)
    form = CandidateFilters(request.GET, classes=selectors.classes_in(room))
    chosen = form.chosen()
    found = selectors.candidates_of(
        room, search=chosen.get("q", ""), class_name=chosen.get("classe", "")
    )
    page = page_of(request, found)
    _record_read(request, room, len(page.object_list))
    context = context_of(room) | {
        "form": form,
        "page": page,
        "counts": selectors.counts_of(room),
    }
    return render(request, "certif/candidates/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def candidate_new(request: SignedInRequest, centre: str, session: UUID) -> HttpResponse:
    room = get_session_for(request.user, centre, session)
    form = CandidateForm(request.POST or None, today=local_day(room))
    if form.is_valid() and form.row:
        try:
            added = services.add_candidate(
                session=room, row=form.row, actor=request.user, now=timezone.now()
            )
        except services.AlreadyExpectedError:
            form.add_error(None, _("Cette personne est déjà dans la session."))
        except services.SessionClosedError:
            return tell_closed(request, room)
        else:
            messages.success(request, _("%(name)s est dans la liste.") % {"name": added})
            return redirect("candidates", centre, session)
    return render(request, "certif/candidates/new.html", context_of(room) | {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def candidate(
    request: SignedInRequest, centre: str, session: UUID, candidate: UUID
) -> HttpResponse:
    """Extra time, and what is left aside for this person."""
    one = get_candidate_for(request.user, centre, session, candidate)
    form = AdaptForm(request.POST or None, initial=_adapted(one))
    if form.is_valid():
        try:
            services.adapt(
                candidate=one,
                extra_time=form.cleaned_data["extra_time"] or 0,
                needs=[Barrier(need) for need in form.cleaned_data["needs"]],
                actor=request.user,
                now=timezone.now(),
            )
        except services.TestBegunError:
            form.add_error(None, _("Le test a commencé\u00a0: le surveillant peut le prolonger."))
        except services.SessionClosedError:
            return tell_closed(request, one.session)
        else:
            messages.success(request, _("C'est enregistré."))
            return redirect("candidates", centre, session)
    _record_read(request, one.session, 1)
    context = context_of(one.session) | {"candidate": one, "form": form}
    return render(request, "certif/candidates/one.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def candidate_remove(
    request: SignedInRequest, centre: str, session: UUID, candidate: UUID
) -> HttpResponse:
    one = get_candidate_for(request.user, centre, session, candidate)
    if request.method == "POST":
        try:
            services.remove_candidate(candidate=one, actor=request.user, now=timezone.now())
        except services.CandidateEnteredError:
            text = _("%(name)s est entré dans la session\u00a0: son nom y reste.") % {"name": one}
            messages.error(request, text)
        except services.SessionClosedError:
            return tell_closed(request, one.session)
        else:
            messages.success(request, _("%(name)s n'est plus dans la liste.") % {"name": one})
        return redirect("candidates", centre, session)
    context = context_of(one.session) | {"candidate": one}
    return render(request, "certif/candidates/remove.html", context)


def _adapted(one: Candidate) -> dict[str, Any]:
    return {"extra_time": one.extra_time_percent or None, "needs": one.needs}


def _record_read(request: SignedInRequest, session: Session, count: int) -> None:
    audit.record(
        action=AuditAction.CANDIDATES_READ,
        actor=request.user,
        organisation=session.centre.organisation,
        now=timezone.now(),
        session=session.number,
        count=count,
    )
