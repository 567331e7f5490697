"""What the page of a question says, and asks, by itself."""

from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.access import SignedInRequest
from certification.access import get_certification_test_for
from certification.enums import EventKind
from certification.forms.testing import AlertForm
from certification.models import CertificationTest
from certification.selectors.situation import situation_of
from certification.services.alerts import raise_alert, withdraw
from certification.services.presence import see, signal
from certification.views.testing.posts import post_of

_LONGEST = 24 * 3600.0


@require_POST
def certification_signal(request: SignedInRequest, test_id: UUID) -> HttpResponse:
    """A sign of life, perhaps with a signal; answers where the test stands."""
    test = get_certification_test_for(request.user, test_id)
    now, kind = timezone.now(), request.POST.get("kind", "")
    if not test.is_mock:
        see(test, post=post_of(request), now=now)
        if kind in EventKind.values:
            seconds = _seconds(request.POST.get("seconds", ""))
            position = test.assessment.position
            signal(test, EventKind(kind), position=position, now=now, seconds=seconds)
    return _told(request, test)


@never_cache
@require_safe
def certification_state(request: SignedInRequest, test_id: UUID) -> HttpResponse:
    """Where the test stands: the page asks while it waits for the invigilator."""
    return _told(request, get_certification_test_for(request.user, test_id))


def _told(request: SignedInRequest, test: CertificationTest) -> HttpResponse:
    now = timezone.now()
    return JsonResponse(situation_of(test, post=post_of(request), now=now).told())


@require_POST
def certification_alert(request: SignedInRequest, test_id: UUID) -> HttpResponse:
    """Something does not work in this question; or it does, after all."""
    test = get_certification_test_for(request.user, test_id)
    now = timezone.now()
    if test.is_mock or test.post != post_of(request):
        return redirect("certification_question", test_id)
    form = AlertForm(request.POST)
    if "withdraw" in request.POST:
        withdraw(test=test, now=now)
    elif form.is_valid() and request.POST.get("position") == str(test.assessment.position):
        position = test.assessment.position
        raise_alert(test=test, position=position, said=form.cleaned_data["said"], now=now)
    return redirect("certification_question", test_id)


def _seconds(text: str) -> float | None:
    try:
        seconds = float(text)
    except ValueError:
        return None
    return min(seconds, _LONGEST) if seconds >= 0 else None
