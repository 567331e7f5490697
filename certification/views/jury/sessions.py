"""Sessions that the jury takes, judges and publishes."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import SignedInRequest
from accounts.enums import AuditAction
from accounts.services import audit
from certification.access import can_judge, get_session_to_judge
from certification.enums import SessionState
from certification.forms.jury import FollowUpForm, NoteForm
from certification.models import Session
from certification.selectors import jury as selectors
from certification.services.incidents import resolve
from certification.services.publication import PublicationRefused, publish, publish_batch
from certification.services.transitions import HeldByAnother, MoveRefused, move
from certification.views.jury.confirming import confirmation_of
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
    """Publish the sessions that were ticked, each as if it were alone.

    Something may have been reported since the page was read: that one waits for the jury.
    """
    _refuse_others(request)
    ticked = set(request.POST.getlist("session"))
    chosen = [one for one in selectors.waiting_sessions() if str(one.public_id) in ticked]
    ready = [one for one in chosen if selectors.is_ready(one)]
    done = publish_batch(ready, actor=request.user, now=timezone.now())
    done.refused += [one for one in chosen if one not in ready]
    if count := len(done.published):
        text = ngettext(
            "%(count)d session est publiée.", "%(count)d sessions sont publiées.", count
        )
        messages.success(request, text % {"count": count})
    if done.refused:
        numbers = ", ".join(str(one.number) for one in done.refused)
        text = _("Non publiées, le jury doit les regarder d'abord\u00a0: %(numbers)s.")
        messages.error(request, text % {"numbers": numbers})
    if not chosen:
        messages.error(request, _("Cochez au moins une session."))
    return redirect("jury")


@require_safe
def jury_session(request: SignedInRequest, session_id: UUID) -> HttpResponse:
    found = get_session_to_judge(request.user, session_id)
    judged = selectors.judged_tests(found)
    audit.record(
        action=AuditAction.RESULTS_READ,
        actor=request.user,
        organisation=found.centre.organisation,
        now=timezone.now(),
        session=found.number,
        count=len(judged),
    )
    context = {
        "session": found,
        "judged": judged,
        "tally": selectors.tally_of(judged),
        "appeals": selectors.open_appeals().filter(test__candidate__session=found),
        "incidents": found.incidents.select_related("candidate", "resolved_by").order_by("pk"),
        "note_form": NoteForm(initial={"jury_comment": found.jury_comment}),
        "follow_up": FollowUpForm(),
    }
    return render(request, "jury/session.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def jury_move(request: SignedInRequest, session_id: UUID, act: str) -> HttpResponse:
    """Take a session, give it back, reopen it, publish it or take it back from publication.

    What cannot be undone without a trace says first what will be lost.
    """
    found = get_session_to_judge(request.user, session_id)
    if act not in _ACTS:
        raise Http404
    if request.method != "POST":
        asked = confirmation_of(found, act)
        if asked is None:
            return redirect("jury_session", session_id)
        return render(request, "jury/confirm.html", {"session": found, "asked": asked})
    try:
        messages.success(request, _done(request, found, _ACTS[act]))
    except PublicationRefused:
        messages.error(
            request,
            _("Un résultat manque ou est en erreur\u00a0: recalculez-le avant de publier."),
        )
    except HeldByAnother:
        messages.error(request, _("Un autre membre du jury suit cette session\u00a0: prenez-la."))
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


@dataclass(frozen=True)
class _Act:
    """A move, from which states a page offers it, and what is said once it is done."""

    to: SessionState
    said: str | Promise
    since: tuple[SessionState, ...] = tuple(SessionState)


_ACTS = {
    "prendre": _Act(
        SessionState.IN_PROCESS,
        gettext_lazy("La session est à vous\u00a0: vous pouvez juger ses tests."),
        # A page read before the publication does not undo it.
        (SessionState.FINALISED, SessionState.IN_PROCESS),
    ),
    "reprendre": _Act(
        SessionState.IN_PROCESS,
        gettext_lazy("La session n'est plus publiée\u00a0: elle est à vous."),
        (SessionState.PUBLISHED,),
    ),
    "rendre": _Act(
        SessionState.FINALISED,
        gettext_lazy("La session est rendue\u00a0: un autre membre du jury peut la prendre."),
        (SessionState.IN_PROCESS,),
    ),
    "rouvrir": _Act(
        SessionState.CREATED,
        gettext_lazy("Le centre peut à nouveau corriger et finaliser sa session."),
    ),
    "publier": _Act(
        SessionState.PUBLISHED,
        gettext_lazy("La session est publiée, les certificats sont délivrés."),
    ),
}


def _done(request: SignedInRequest, session: Session, act: _Act) -> str:
    """Raises MoveRefused, PublicationRefused."""
    now = timezone.now()
    if act.to == SessionState.PUBLISHED:
        publish(session, actor=request.user, now=now)
        return str(act.said)

    def check(held: Session) -> None:
        if held.state not in act.since:
            raise MoveRefused(held, act.to)

    move(session, act.to, actor=request.user, now=now, check=check)
    return str(act.said)
