"""Pupils of the school, ticked class by class."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.access import SignedInRequest
from accounts.enums import AuditAction
from accounts.services import audit
from certification.access import get_session_for
from certification.forms.candidates import EnrolForm
from certification.models import Session
from certification.selectors import candidates as selectors
from certification.services import candidates as services
from certification.views.candidates.common import context_of, tell_closed


@require_http_methods(["GET", "HEAD", "POST"])
def candidates_enrol(request: SignedInRequest, centre: str, session: UUID) -> HttpResponse:
    room = get_session_for(request.user, centre, session)
    if room.centre.organisation is None:
        raise Http404
    school, class_name = room.centre.organisation, request.GET.get("classe")
    if "\0" in (class_name or ""):
        raise Http404
    if class_name is None:
        classes = selectors.class_summaries(school, room)
        return render(
            request, "certif/candidates/classes.html", context_of(room) | {"classes": classes}
        )
    pupils = selectors.pupils_of(school, class_name, room)
    if request.method == "POST":
        return _enrol(request, room, pupils)
    audit.record(
        action=AuditAction.LIST_READ,
        actor=request.user,
        organisation=school,
        now=timezone.now(),
        count=len(pupils),
        class_name=class_name,
    )
    context = context_of(room) | {"class_name": class_name, "pupils": pupils}
    return render(request, "certif/candidates/class.html", context)


def _enrol(
    request: SignedInRequest, session: Session, pupils: list[selectors.Pupil]
) -> HttpResponse:
    form = EnrolForm(request.POST, learners=[str(one.learner.public_id) for one in pupils])
    ticked = set(form.cleaned_data["eleve"]) if form.is_valid() else set()
    chosen = [one.learner for one in pupils if str(one.learner.public_id) in ticked]
    if not chosen:
        messages.error(request, _("Cochez au moins un élève."))
        return redirect(request.get_full_path())
    try:
        number = services.enrol_learners(
            session=session, learners=chosen, actor=request.user, now=timezone.now()
        )
    except services.SessionClosedError:
        return tell_closed(request, session)
    text = ngettext("%(number)s élève est inscrit.", "%(number)s élèves sont inscrits.", number)
    messages.success(request, text % {"number": number})
    return redirect("candidates_enrol", session.centre.code, session.public_id)
