"""Sessions that the jury takes, judges and publishes."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.access import SignedInRequest
from certification.access import can_judge, get_session_to_judge
from certification.enums import SessionState
from certification.forms.jury import FollowUpForm, NoteForm
from certification.models import Session
from certification.selectors import jury as selectors
from certification.services.incidents import resolve
from certification.services.publication import PublicationRefused, publish, publish_batch
from certification.services.transitions import MoveRefused, move
from pix.shared.lists import page_of


@require_safe
def jury(request: SignedInRequest) -> HttpResponse:
    """What waits, what is ready to go out, what went out."""
    _refuse_others(request)
    waiting = list(selectors.waiting_sessions())
    context = {
        "ready": [one for one in waiting if selectors.is_ready(one)],
        "waiting": [one for one in waiting if not selectors.is_ready(one)],
        "appeals": selectors.open_appeals(),
        "page": page_of(request, selectors.published_sessions()),
    }
    return render(request, "jury/home.html", context)


@require_POST
def jury_publish(request: SignedInRequest) -> HttpResponse:
    """Publish the sessions that were ticked, each as if it were alone."""
    _refuse_others(request)
    ticked = set(request.POST.getlist("session"))
    chosen = [one for one in selectors.waiting_sessions() if str(one.public_id) in ticked]
    done = publish_batch(chosen, actor=request.user, now=timezone.now())
    if count := len(done.published):
        text = ngettext(
            "%(count)d session est publiée.", "%(count)d sessions sont publiées.", count
        )
        messages.success(request, text % {"count": count})
    if done.refused:
        numbers = ", ".join(str(one.number) for one in done.refused)
        text = _("Non publiées, un résultat manque ou est en erreur\u00a0: %(numbers)s.")
        messages.error(request, text % {"numbers": numbers})
    if not chosen:
        messages.error(request, _("Cochez au moins une session."))
    return redirect("jury")


@require_safe
def jury_session(request: SignedInRequest, session_id: UUID) -> HttpResponse:
    found = get_session_to_judge(request.user, session_id)
    context = {
        "session": found,
        "judged": selectors.judged_tests(found),
        "incidents": found.incidents.select_related("candidate", "resolved_by").order_by("pk"),
        "note": NoteForm(initial={"jury_comment": found.jury_comment}),
        "follow_up": FollowUpForm(),
    }
    return render(request, "jury/session.html", context)


@require_POST
def jury_move(request: SignedInRequest, session_id: UUID, act: str) -> HttpResponse:
    """Take a session, give it back, reopen it, publish it or take it back from publication."""
    found = get_session_to_judge(request.user, session_id)
    try:
        messages.success(request, _ACTS[act](request, found))
    except KeyError:
        raise Http404 from None
    except PublicationRefused:
        messages.error(
            request,
            _("Un résultat manque ou est en erreur\u00a0: recalculez-le avant de publier."),
        )
    except MoveRefused:
        messages.error(request, _("Quelqu'un a fait avancer cette session entre-temps."))
    if found.state == SessionState.CREATED:
        return redirect("jury")
    return redirect("jury_session", session_id)


@require_POST
def jury_note(request: SignedInRequest, session_id: UUID) -> HttpResponse:
    found = get_session_to_judge(request.user, session_id)
    form = NoteForm(request.POST)
    if form.is_valid():
        found.jury_comment = form.cleaned_data["jury_comment"]
        found.jury_comment_by, found.jury_comment_at = request.user, timezone.now()
        found.save(update_fields=["jury_comment", "jury_comment_by", "jury_comment_at"])
        messages.success(request, _("La note est enregistrée."))
    return redirect("jury_session", session_id)


@require_POST
def jury_resolve(request: SignedInRequest, session_id: UUID, incident: UUID) -> HttpResponse:
    """Say what was done about a report."""
    found = get_session_to_judge(request.user, session_id)
    one = found.incidents.filter(public_id=incident).first()
    if one is None:
        raise Http404
    form = FollowUpForm(request.POST)
    if form.is_valid():
        follow_up = form.cleaned_data["follow_up"]
        resolve(one, follow_up=follow_up, author=request.user, now=timezone.now())
        messages.success(request, _("Le signalement est traité."))
    else:
        messages.error(request, _("Dites ce qui a été fait de ce signalement."))
    return redirect("jury_session", session_id)


def _refuse_others(request: SignedInRequest) -> None:
    if not can_judge(request.user):
        raise Http404


def _take(request: SignedInRequest, session: Session) -> str:
    move(session, SessionState.IN_PROCESS, actor=request.user, now=timezone.now())
    return _("La session est à vous\u00a0: vous pouvez juger ses tests.")


def _give_back(request: SignedInRequest, session: Session) -> str:
    move(session, SessionState.FINALISED, actor=request.user, now=timezone.now())
    return _("La session est rendue\u00a0: un autre membre du jury peut la prendre.")


def _reopen(request: SignedInRequest, session: Session) -> str:
    move(session, SessionState.CREATED, actor=request.user, now=timezone.now())
    return _("Le centre peut à nouveau corriger et finaliser sa session.")


def _publish(request: SignedInRequest, session: Session) -> str:
    publish(session, actor=request.user, now=timezone.now())
    return _("La session est publiée, les certificats sont délivrés.")


_ACTS: dict[str, Callable[[SignedInRequest, Session], str]] = {
    "prendre": _take,
    "rendre": _give_back,
    "rouvrir": _reopen,
    "publier": _publish,
}
