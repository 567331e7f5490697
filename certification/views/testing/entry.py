"""Am I certifiable, where am I expected; and entering a session."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import SignedInRequest
from accounts.tries import tried_by
from certification.forms.testing import EntryForm
from certification.selectors.seats import readiness_of, seats_of
from certification.services.entry import enter
from certification.services.refusals import EntryRefused
from certification.services.tests import mock_under_way


@never_cache
@require_safe
def certification(request: SignedInRequest) -> HttpResponse:
    """Where a person stands, and what they can do."""
    context = {
        "ready": readiness_of(request.user, now=timezone.now()),
        "seats": seats_of(request.user),
        "mock": mock_under_way(request.user),
    }
    return render(request, "certification/testing/home.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def certification_entry(request: SignedInRequest) -> HttpResponse:
    """Session number, names and birth date, as on the convocation."""
    form = EntryForm(request.POST or None, initial={"number": request.GET.get("session", "")[:6]})
    if request.method == "POST" and form.is_valid():
        if tried_by(request, "certification-entry", user=request.user) > settings.ENTRIES_A_MINUTE:
            form.add_error(None, _("Trop d'essais. Attendez une minute, puis réessayez."))
        else:
            return _enter(request, form)
    return render(request, "certification/testing/entry.html", {"form": form})


def _enter(request: SignedInRequest, form: EntryForm) -> HttpResponse:
    told = form.cleaned_data
    try:
        candidate = enter(
            session_number=told["number"],
            first_name=told["first_name"],
            last_name=told["last_name"],
            birth_date=told["birth_date"],
            user=request.user,
            now=timezone.now(),
        )
    except EntryRefused as refused:
        form.add_error(None, str(refused))
        return render(request, "certification/testing/entry.html", {"form": form})
    return redirect("candidacy", candidate.public_id)
