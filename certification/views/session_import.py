"""Sessions that arrive in a file: sent, checked, then confirmed on the page of the proposal."""

import csv
from io import StringIO

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import SignedInRequest
from accounts.school_lists.sources import from_bytes
from certification.access import get_centre_membership_for
from certification.forms.session_files import SessionFileForm
from certification.services.proposals import propose_from_file
from certification.session_files.columns import headings
from pix.shared.uploads import was_dropped

_BOM = "\ufeff"


@require_http_methods(["GET", "HEAD", "POST"])
def sessions_import(request: SignedInRequest, centre: str) -> HttpResponse:
    own = get_centre_membership_for(request.user, centre).centre
    sent = request.method == "POST"
    form = SessionFileForm(
        request.POST if sent else None,
        request.FILES if sent else None,
        dropped=sent and was_dropped(request),
    )
    if form.is_valid():
        file = form.cleaned_data["file"]
        source = from_bytes(file.name, file.read())
        made = propose_from_file(centre=own, source=source, author=request.user, now=timezone.now())
        return redirect("proposal", centre, made.public_id)
    return render(request, "certif/sessions/import.html", {"centre": own, "form": form})


@require_safe
def sessions_model(request: SignedInRequest, centre: str) -> HttpResponse:
    """The file to fill in: its headings."""
    get_centre_membership_for(request.user, centre)
    text = StringIO()
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerow(headings())
    response = HttpResponse(_BOM + text.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="sessions.csv"'
    return response
