"""The learner's home, profile and competences, and what starts a test."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import SignedInRequest
from accounts.selectors.people import current_preferences
from competences.access import get_competence
from competences.models import Assessment
from competences.selectors.lessons import recommended_lessons
from competences.selectors.profile import open_competences, profile_of, topics_of
from competences.selectors.progress import finished_tests, progress_in
from competences.services import starting


@never_cache
@require_safe
def home(request: SignedInRequest) -> HttpResponse:
    """What to do now: resume, start, learn."""
    profile = profile_of(request.user.pk, now=timezone.now())
    context = {
        "profile": profile,
        "lessons": recommended_lessons(profile)[:3],
    }
    return render(request, "competences/home.html", context)


@never_cache
@require_safe
def profile(request: SignedInRequest) -> HttpResponse:
    """The 16 competences and the total."""
    found = profile_of(request.user.pk, now=timezone.now())
    return render(request, "competences/profile.html", {"profile": found})


@never_cache
@require_safe
def competence(request: SignedInRequest, code: str) -> HttpResponse:
    """One competence: where I stand, what it covers, its lessons, my tests."""
    found = get_competence(code)
    progress = progress_in(request.user.pk, code, now=timezone.now())
    context = {
        "competence": found,
        "progress": progress,
        "open": code in open_competences(),
        "topics": topics_of(code),
        "tests": finished_tests(request.user.pk, code),
    }
    return render(request, "competences/competence.html", context)


@require_POST
def start(request: SignedInRequest, code: str) -> HttpResponse:
    """Start, or resume, the test of a competence."""
    return _launch(request, code, starting.start_or_resume)


@require_POST
def retry(request: SignedInRequest, code: str) -> HttpResponse:
    """Test again what was failed."""
    return _launch(request, code, starting.retry)


def _launch(
    request: SignedInRequest, code: str, service: Callable[..., Assessment]
) -> HttpResponse:
    get_competence(code)
    try:
        assessment = service(
            user_id=request.user.pk,
            competence=code,
            needs=current_preferences(request).needs,
            now=timezone.now(),
        )
    except starting.NotAllowedYet as refusal:
        messages.warning(request, _retry_refusal(refusal))
        return redirect("competence", code)
    except starting.NothingToAsk:
        messages.warning(request, _("Cette compétence n'a pas encore de question pour vous."))
        return redirect("competence", code)
    return redirect("question", assessment.public_id)


def _retry_refusal(refusal: starting.NotAllowedYet) -> str:
    if refusal.progress.at_maximum:
        return _("Vous avez atteint le maximum dans cette compétence.")
    days = refusal.progress.retry_days
    if not days:
        return _("Ce test est terminé. Vous pouvez le retenter.")
    return ngettext(
        "Vous pourrez retenter cette compétence dans %(days)s jour.",
        "Vous pourrez retenter cette compétence dans %(days)s jours.",
        days,
    ) % {"days": days}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reset(request: SignedInRequest, code: str) -> HttpResponse:
    """Say what will be lost, then start the competence again from nothing."""
    found = get_competence(code)
    progress = progress_in(request.user.pk, code, now=timezone.now())
    if request.method != "POST":
        context = {"competence": found, "progress": progress}
        return render(request, "competences/reset.html", context)
    try:
        starting.reset(user_id=request.user.pk, competence=code, now=timezone.now())
    except starting.NotAllowedYet as refusal:
        messages.warning(request, _reset_refusal(refusal.progress.reset_days))
    else:
        messages.success(request, _("La compétence est remise à zéro."))
    return redirect("competence", code)


def _reset_refusal(days: int) -> str:
    return ngettext(
        "Vous pourrez remettre cette compétence à zéro dans %(days)s jour.",
        "Vous pourrez remettre cette compétence à zéro dans %(days)s jours.",
        days,
    ) % {"days": days}
