"""Public pages: what the platform is, how it measures, what it keeps; health and metrics."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.retention import period_words
from pix import catalogue, example
from pix.shared import health, metrics

# The picture of the home page: (domain, pix, new) of an imaginary learner.
SAMPLE_PROFILE = (
    (1, 27, 0), (1, 38, 5), (1, 14, 0), (2, 45, 0),
    (2, 31, 0), (2, 0, 0), (2, 19, 0), (3, 40, 0),
    (3, 22, 0), (3, 11, 3), (3, 33, 0), (4, 29, 0),
    (4, 36, 0), (4, 8, 0), (5, 0, 0), (5, 24, 0),
)  # fmt: skip


@login_not_required
@require_safe
def welcome(request: HttpRequest) -> HttpResponse:
    context = {
        "domains": catalogue.told_in(get_language() or settings.LANGUAGE_CODE),
        "sample": SAMPLE_PROFILE,
        "last": example.steps()[-1],
    }
    return render(request, "public/home.html", context)


@login_not_required
@require_safe
def how_it_works(request: HttpRequest) -> HttpResponse:
    steps = example.steps()
    context = {"steps": steps, "first": steps[0], "last": steps[-1]}
    return render(request, "public/how_it_works.html", context)


@login_not_required
@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    return render(request, "public/help.html")


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "public/accessibility.html", _operator())


@login_not_required
@require_safe
def personal_data(request: HttpRequest) -> HttpResponse:
    return render(request, "public/personal_data.html", _operator() | _periods())


@login_not_required
@require_safe
def pupils_and_parents(request: HttpRequest) -> HttpResponse:
    """The same for pupils of 11 and their parents, in short words."""
    return render(request, "public/pupils_and_parents.html", _operator() | _periods())


@login_not_required
@require_safe
def legal_notice(request: HttpRequest) -> HttpResponse:
    return render(request, "public/legal_notice.html", _operator())


@login_not_required
@require_safe
def styles(request: HttpRequest) -> HttpResponse:
    """Every component on one page, for whoever works on the interface; not in production."""
    context = {"sample": SAMPLE_PROFILE, "domain_numbers": range(1, 6)}
    return render(request, "public/styles.html", context)


@login_not_required
@never_cache
@require_safe
def health_report(_request: HttpRequest) -> JsonResponse:
    """200 as long as the database answers: without Redis or a worker, tests go on."""
    report = health.report()
    return JsonResponse(report, status=200 if report["database"] else 503)


@login_not_required
@never_cache
@require_safe
def metrics_text(request: HttpRequest) -> HttpResponse:
    if not metrics.may_read(request):
        return HttpResponseForbidden("Forbidden", content_type="text/plain")
    return HttpResponse(metrics.text(), content_type="text/plain; version=0.0.4; charset=utf-8")


def _operator() -> dict[str, Any]:
    """Who answers for this installation; empty until the operator says so."""
    return {"operator": settings.OPERATOR}


def _periods() -> dict[str, Any]:
    """How long each thing is kept, in words."""
    return {"kept": {name: period_words(period) for name, period in settings.RETENTION.items()}}
