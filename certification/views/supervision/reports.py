"""Incident reports, written on the spot."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import SignedInRequest
from certification.forms.finalisation import IncidentForm
from certification.models import Candidate, Session
from certification.services.incidents import ReportRefused, report
from certification.views.supervision.doors import supervised
from certification.views.supervision.room import back, in_sheet


@require_http_methods(["GET", "HEAD", "POST"])
@supervised
def supervision_report(request: SignedInRequest, session: Session) -> HttpResponse:
    """About a candidate, or the whole session."""
    candidates = list(session.candidates.order_by("search_name", "pk"))
    about = _named(candidates, request.GET.get("candidat", ""))
    form = IncidentForm(request.POST or None, candidates=candidates, initial={"candidate": about})
    if request.method == "POST" and form.is_valid() and _written(request, session, form):
        messages.success(request, _("Le signalement est enregistré."))
        return back(request, session)
    status = 422 if form.errors else 200
    context = {"session": session, "form": form}
    return in_sheet(request, "supervision/report.html", context, status=status)


def _written(request: SignedInRequest, session: Session, form: IncidentForm) -> bool:
    seat = form.cleaned_data["candidate"]
    author, now = request.user, timezone.now()
    try:
        report(form.told(), session=session, candidate=seat, author=author, now=now)
    except ReportRefused as refused:
        form.say_what_lacks(refused.field)
        return False
    return True


def _named(candidates: list[Candidate], public_id: str) -> Candidate | None:
    try:
        asked = UUID(public_id)
    except ValueError:
        return None
    return next((one for one in candidates if one.public_id == asked), None)
