"""The mock certification: the same test without stakes, and its report at once."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import SignedInRequest
from certification.access import get_certification_test_for
from certification.enums import Ending
from certification.selectors.blueprints import duration_of
from certification.selectors.eligibility import standing_of
from certification.selectors.formats import default_format
from certification.selectors.mock import is_examined, mock_tests_of, report_of
from certification.selectors.situation import State, situation_of
from certification.services.refusals import EntryRefused, Refusal
from certification.services.scoring import compute
from certification.services.tests import end, mock_under_way, start_mock


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mock_certification(request: SignedInRequest) -> HttpResponse:
    """What it is, and those already taken; posting starts one, or goes on."""
    if request.method == "POST":
        return _start(request)
    form = default_format()
    standing = standing_of(request.user.pk)
    context = {
        "standing": standing,
        "plan": form.engine.plan(standing.levels),
        "duration": duration_of(form, 0).total_seconds(),
        "under_way": mock_under_way(request.user),
        "past": mock_tests_of(request.user),
    }
    return render(request, "certification/testing/mock.html", context)


def _start(request: SignedInRequest) -> HttpResponse:
    try:
        test = start_mock(user=request.user, now=timezone.now())
    except EntryRefused as refused:
        messages.error(request, str(refused))
        return redirect("mock_certification")
    return redirect("certification_question", test.public_id)


@require_POST
def mock_end(request: SignedInRequest, test_id: UUID) -> HttpResponse:
    """The person has had enough: questions without an answer count as wrong."""
    test = get_certification_test_for(request.user, test_id)
    if test.is_mock:
        end(test, Ending.BY_CANDIDATE, timezone.now())
    return redirect("certification_end", test_id)


@never_cache
@require_safe
def mock_report(request: SignedInRequest, test_id: UUID) -> HttpResponse:
    """Score, levels, corrections. It is not a certificate."""
    test = get_certification_test_for(request.user, test_id)
    situation = situation_of(test, post="", now=timezone.now())
    if not test.is_mock or situation.state != State.ENDED:
        return redirect("certification_question", test_id)
    if is_examined(request.user.pk):
        messages.error(request, Refusal.UNDER_WAY.label)
        return redirect("certification")
    found, _fit = compute(test)
    context = {"test": test, "report": report_of(test, found)}
    return render(request, "certification/testing/mock_report.html", context)
