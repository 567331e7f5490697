"""A short test without account; its score can be kept by signing up."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.selectors.people import current_preferences
from competences.access import TRIAL_SESSION_KEY, get_trial_of_session
from competences.models import Competence
from competences.selectors.profile import open_competences
from competences.services.starting import NothingToAsk, start_test


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def trial(request: HttpRequest) -> HttpResponse:
    """Choose a competence to try; posting starts the trial."""
    if request.user.is_authenticated:
        return redirect("profile")
    codes = open_competences()
    if request.method == "POST":
        return _start(request, request.POST.get("competence", ""))
    context = {
        "competences": Competence.objects.filter(pk__in=codes).order_by("pk"),
        "under_way": get_trial_of_session(request),
    }
    return render(request, "competences/trial.html", context)


def _start(request: HttpRequest, competence: str) -> HttpResponse:
    try:
        assessment = start_test(
            user_id=None,
            competence=competence,
            needs=current_preferences(request).needs,
            now=timezone.now(),
        )
    except NothingToAsk:
        raise Http404 from None
    request.session[TRIAL_SESSION_KEY] = str(assessment.public_id)
    return redirect("question", assessment.public_id)
