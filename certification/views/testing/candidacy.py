"""Between the entry and the first question, or before going on elsewhere."""

from enum import StrEnum
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.access import SignedInRequest
from accounts.tries import tried_by
from certification.access import get_candidacy_for
from certification.enums import TestState
from certification.forms.testing import CodeForm
from certification.models import Candidate, CertificationTest
from certification.selectors.blueprints import duration_of
from certification.selectors.eligibility import standing_of
from certification.services.authorisation import right_code
from certification.services.entry import closed
from certification.services.presence import arrive
from certification.services.refusals import EntryRefused, Refusal
from certification.services.tests import resume, start
from certification.views.testing.posts import make_post, post_of, step_done, steps_done
from pix.shared.htmx import render_fragment

SCREENS = 5


class Stage(StrEnum):
    CLOSED = "closed"
    READING = "reading"
    ELSEWHERE = "elsewhere"
    CODE = "code"
    WAITING = "waiting"
    READY = "ready"


@never_cache
@require_safe
def candidacy(request: SignedInRequest, candidate: UUID) -> HttpResponse:
    """What the candidate has to read, type or wait for."""
    seat = get_candidacy_for(request.user, candidate)
    test = _test_of(seat)
    if test and (test.state == TestState.ENDED or _is_here(request, test)):
        return redirect("certification_question", test.public_id)
    return _show(request, seat, CodeForm())


def _show(
    request: SignedInRequest, seat: Candidate, form: CodeForm, *, status: int = 200
) -> HttpResponse:
    test = _test_of(seat)
    stage = _stage(request, seat)
    screen = request.GET.get("ecran", "1")
    context: dict[str, Any] = {
        "seat": seat,
        "session": seat.session,
        "test": test,
        "stage": stage,
        "form": form,
        "was_here": bool(test and test.post and test.post == post_of(request)),
        "refusal": _refusal(seat) if stage == Stage.CLOSED else None,
        "screen": int(screen) if screen in map(str, range(1, SCREENS + 1)) else 1,
        "screens": range(1, SCREENS + 1),
        "format": seat.session.format.engine,
        "duration": duration_of(seat.session.format, seat.extra_time_percent).total_seconds(),
    }
    if stage == Stage.READING:
        context["plan"] = seat.session.format.engine.plan(standing_of(request.user.pk).levels)
    template = "certification/testing/candidacy.html"
    return render_fragment(request, template, "stage", context, status=status)


@require_POST
def candidacy_read(request: SignedInRequest, candidate: UUID) -> HttpResponse:
    """The screens were read: the candidate ticked it."""
    seat = get_candidacy_for(request.user, candidate)
    if "agreed" not in request.POST:
        return redirect(f"{request.path.removesuffix('lu/')}?ecran={SCREENS}&coche=1")
    make_post(request)  # kept before a test belongs to it: starting may have to be sent twice
    step_done(request, seat.public_id, read=True)
    return redirect("candidacy", candidate)


@require_POST
def candidacy_code(request: SignedInRequest, candidate: UUID) -> HttpResponse:
    """The access code of the session."""
    seat = get_candidacy_for(request.user, candidate)
    form = CodeForm(request.POST)
    if form.is_valid():
        often = tried_by(request, "certification-code", user=request.user)
        typed = form.cleaned_data["code"]
        if often <= settings.ENTRIES_A_MINUTE and right_code(seat, typed):
            step_done(request, seat.public_id, code=typed)
            return redirect("candidacy", candidate)
        form.add_error("code", Refusal.WRONG_CODE.label)
    return _show(request, seat, form, status=422)


@require_POST
def candidacy_start(request: SignedInRequest, candidate: UUID) -> HttpResponse:
    """The candidate is authorised, and begins or goes on."""
    seat = get_candidacy_for(request.user, candidate)
    act, done = resume if _test_of(seat) else start, steps_done(request, candidate)
    if act is start and not done.get("read"):
        return redirect("candidacy", candidate)
    code = done.get("code", "")
    try:
        test = act(candidate=seat, code=code, post=make_post(request), now=timezone.now())
    except EntryRefused as refused:
        messages.error(request, str(refused))
        return redirect("candidacy", candidate)
    return redirect("certification_question", test.public_id)


@require_POST
def candidacy_move(request: SignedInRequest, candidate: UUID) -> HttpResponse:
    """The candidate wants to go on from this browser: the test waits for the invigilator."""
    seat = get_candidacy_for(request.user, candidate)
    test = _test_of(seat)
    if test:
        arrive(test, post=make_post(request), now=timezone.now())
    return redirect("candidacy", candidate)


def _test_of(seat: Candidate) -> CertificationTest | None:
    return getattr(seat, "test", None)


def _is_here(request: SignedInRequest, test: CertificationTest) -> bool:
    return test.suspended_at is None and test.post == post_of(request)


def _stage(request: SignedInRequest, seat: Candidate) -> Stage:
    test, done = _test_of(seat), steps_done(request, seat.public_id)
    if test is None and _refusal(seat):
        return Stage.CLOSED
    if test is None and not done.get("read"):
        return Stage.READING
    if test is not None and test.suspended_at is None:
        return Stage.ELSEWHERE
    if not right_code(seat, done.get("code", "")):  # the centre may have changed it since
        return Stage.CODE
    return Stage.READY if _is_authorised(seat) else Stage.WAITING


def _refusal(seat: Candidate) -> Refusal | None:
    if reason := closed(seat.session, timezone.now()):
        return reason
    assert seat.user_id is not None  # noqa: S101 -- a seat of somebody (access)
    return None if standing_of(seat.user_id) else Refusal.NOT_CERTIFIABLE


def _is_authorised(seat: Candidate) -> bool:
    given = seat.authorised_at
    return given is not None and timezone.now() <= given + settings.AUTHORISATION_LIFE
