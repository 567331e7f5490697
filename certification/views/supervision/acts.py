"""What invigilators do for candidates. Somebody else may have done it already: the page says so."""

from collections.abc import Callable
from datetime import datetime
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import SignedInRequest
from accounts.models import User
from certification.access import get_supervised_candidate_for
from certification.enums import AlertState, Ending, TestState
from certification.forms.supervision import AnswerForm, TimeForm
from certification.models import Candidate, CertificationTest, LiveAlert, Session
from certification.selectors.lost_time import (
    USUAL_MINUTES,
    minutes_to_give,
    minutes_to_give_all,
)
from certification.selectors.supervised_questions import reasons_of
from certification.services import supervision as services
from certification.services.authorisation import extend, let_resume, unauthorise
from certification.services.tests import end
from certification.views.supervision.doors import supervised
from certification.views.supervision.room import back, in_sheet, sheet

Act = Callable[[Candidate, User, datetime], bool]


def _resume(seat: Candidate, author: User, now: datetime) -> bool:
    test = _test_of(seat)
    return test is not None and let_resume(test=test, author=author, now=now)


def _end(seat: Candidate, author: User, now: datetime) -> bool:
    test = _test_of(seat)
    if test is None or test.state == TestState.ENDED:
        return False
    return end(test, Ending.BY_INVIGILATOR, now, author).ended_at == now


ACTS: Final[dict[str, Act]] = {
    "present": lambda seat, who, now: services.mark_present(seat, present=True, now=now),
    "absent": lambda seat, who, now: services.mark_present(seat, present=False, now=now),
    "identity": lambda seat, who, now: services.mark_identity(seat, checked=True, now=now),
    "no-identity": lambda seat, who, now: services.mark_identity(seat, checked=False, now=now),
    "authorise": lambda seat, who, now: services.let_start(seat, author=who, now=now),
    "unauthorise": lambda seat, who, now: bool(unauthorise(candidates=[seat], author=who, now=now)),
    "resume": _resume,
    "end": _end,
}


@require_POST
@supervised
def supervised_act(request: SignedInRequest, session: Session, candidate: UUID) -> HttpResponse:
    """One of `ACTS`, for a candidate."""
    seat = get_supervised_candidate_for(request, session.number, candidate)
    name = request.POST.get("act", "")
    if name not in ACTS:
        raise Http404
    if not ACTS[name](seat, request.user, timezone.now()):
        messages.warning(request, _too_late(seat))
    elif name == "end":
        messages.success(request, _("Le test de %(name)s est terminé.") % {"name": seat})
    return back(request, session)


@require_POST
@supervised
def supervision_all(request: SignedInRequest, session: Session) -> HttpResponse:
    """Authorise everybody who is there."""
    count = services.let_all_start(session, author=request.user, now=timezone.now())
    if count:
        text = ngettext(
            "%(count)d candidat est autorisé, pour 15 minutes.",
            "%(count)d candidats sont autorisés, pour 15 minutes.",
            count,
        )
        messages.success(request, text % {"count": count})
    else:
        messages.info(request, _("Personne d'autre à autoriser parmi les présents."))
    return back(request, session)


@require_http_methods(["GET", "HEAD", "POST"])
@supervised
def supervision_time(request: SignedInRequest, session: Session) -> HttpResponse:
    """More time for everybody under way: the length of a cut is proposed."""
    owed = minutes_to_give_all(session)
    form = TimeForm(request.POST or None, initial={"minutes": owed or USUAL_MINUTES})
    tests = CertificationTest.objects.filter(candidate__session=session, state=TestState.STARTED)
    if request.method == "POST" and form.is_valid():
        minutes = form.cleaned_data["minutes"]
        count = extend(
            tests=tests.order_by("pk"), minutes=minutes, author=request.user, now=timezone.now()
        )
        _say_given(request, minutes, count)
        return back(request, session)
    context = {"session": session, "form": form, "owed": owed, "count": tests.count()}
    status = 422 if form.errors else 200
    return in_sheet(request, "supervision/time.html", context, status=status)


@require_POST
@supervised
def supervised_time(request: SignedInRequest, session: Session, candidate: UUID) -> HttpResponse:
    """More time for a candidate."""
    seat = get_supervised_candidate_for(request, session.number, candidate)
    form = TimeForm(request.POST)
    if not form.is_valid():
        return sheet(request, seat, form, owed=minutes_to_give(seat), status=422)
    test, minutes = _test_of(seat), form.cleaned_data["minutes"]
    given = extend(
        tests=[test] if test else [], minutes=minutes, author=request.user, now=timezone.now()
    )
    if given:
        text = _("%(name)s a %(minutes)d min de plus.")
        messages.success(request, text % {"name": seat, "minutes": minutes})
    else:
        messages.warning(request, _too_late(seat))
    return back(request, session)


@require_POST
@supervised
def supervised_alert(request: SignedInRequest, session: Session, candidate: UUID) -> HttpResponse:
    """Accept an alert for a reason that fits its question, or refuse it."""
    seat = get_supervised_candidate_for(request, session.number, candidate)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        raise Http404
    told = form.cleaned_data
    alert = _alert_of(seat, told["alert"])
    is_open = alert.state == AlertState.OPEN
    if is_open and told["accept"] and told["reason"] not in reasons_of(alert):
        messages.error(request, _("Choisissez pourquoi la question de %s est remplacée.") % seat)
        return back(request, session)
    settled = is_open and services.answer_alert(
        alert,
        accepted=told["accept"],
        reason=told["reason"] if told["accept"] else "",
        author=request.user,
        now=timezone.now(),
    )
    _say_answered(request, alert, settled=settled)
    return back(request, session)


def _alert_of(seat: Candidate, public_id: UUID) -> LiveAlert:
    alerts = LiveAlert.objects.select_related(
        "test__assessment", "test__format", "test__candidate__session"
    )
    found = alerts.filter(test__candidate=seat, public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def _say_answered(request: SignedInRequest, alert: LiveAlert, *, settled: bool) -> None:
    name = {"name": alert.test.candidate}
    if not settled:
        text = _("L'alerte de %(name)s n'attend plus\u00a0: elle a été traitée ailleurs.")
        messages.warning(request, text % name)
    elif alert.reason:
        text = _("La question de %(name)s est remplacée. Le signalement est écrit.")
        messages.success(request, text % name)
    else:
        text = _("%(name)s continue avec la même question\u00a0; son attente lui est rendue.")
        messages.success(request, text % name)


def _say_given(request: SignedInRequest, minutes: int, count: int) -> None:
    text = ngettext(
        "%(minutes)d min de plus pour %(count)d candidat.",
        "%(minutes)d min de plus pour %(count)d candidats.",
        count,
    )
    messages.success(request, text % {"minutes": minutes, "count": count})


def _too_late(seat: Candidate) -> str:
    """Why nothing changed: another invigilator, or the candidate, was quicker."""
    test = CertificationTest.objects.filter(candidate=seat).first()
    if test is None:
        return _("Rien n'a changé pour %s\u00a0: quelqu'un l'a déjà fait.") % seat
    if test.state == TestState.ENDED:
        return _("Rien n'a changé\u00a0: le test de %s est déjà terminé.") % seat
    return _("Rien n'a changé\u00a0: %s a déjà commencé son test.") % seat


def _test_of(seat: Candidate) -> CertificationTest | None:
    return getattr(seat, "test", None)
