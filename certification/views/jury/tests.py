"""One test before the jury: its questions, its results, what is decided of it."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from accounts.access import SignedInRequest
from accounts.enums import AuditAction
from accounts.services import audit
from certification.access import get_test_to_judge
from certification.enums import SessionState
from certification.forms.jury import Decision, DecisionForm, IdentityForm, ReasonForm
from certification.models import Candidate, CertificationTest, Result
from certification.selectors.comparison import comparison_of, fit_of
from certification.selectors.jury import open_appeals, questions_of
from certification.services import jury as services
from certification.views.jury.confirming import CONFIRMED

_REFUSALS: dict[type[services.DecisionRefused], str | Promise] = {
    services.NotInProcess: gettext_lazy(
        "Prenez d'abord la session\u00a0: on ne juge que ce qu'on tient."
    ),
    services.AlreadyDecided: gettext_lazy(
        "Ce test est déjà dans cet état. Levez d'abord le rejet ou l'annulation."
    ),
    services.NoSuchQuestion: gettext_lazy("Cette question est déjà comme vous le demandez."),
    services.SameIdentity: gettext_lazy(
        "Un autre candidat de la session porte déjà ce nom et cette date de naissance."
    ),
}
_DECIDE = {
    Decision.FRAUD: services.reject_for_fraud,
    Decision.CANCEL: services.cancel,
    Decision.LIFT: services.lift,
    Decision.RESCORE: services.rescore,
}


@require_safe
def jury_test(request: SignedInRequest, test_id: UUID) -> HttpResponse:
    """Everything about a test; that it was read is in the journal of the school."""
    found = get_test_to_judge(request.user, test_id)
    record_test_read(request, found)
    candidate = _candidate(found)
    session = candidate.session
    results = list(found.results.select_related("author").order_by("-pk"))
    last = results[0] if results else None
    questions = questions_of(found)
    holds = session.officer_id == request.user.pk
    context = {
        "test": found,
        "candidate": candidate,
        "session": session,
        "is_open": session.state == SessionState.IN_PROCESS and holds,
        "appeals": open_appeals().filter(test=found),
        "results": results,
        "last": last,
        "fit": fit_of(last),
        "comparison": comparison_of(found, last),
        "questions": questions,
        "longest": max((one.seconds for one in questions), default=0),
        "events": candidate.events.select_related("author").order_by("pk"),
        "decision": DecisionForm(initial=_written(last), current=last),
        "identity": IdentityForm(initial=_named(found)),
    }
    return render(request, "jury/test.html", context)


@require_POST
def jury_decide(request: SignedInRequest, test_id: UUID) -> HttpResponse:
    found = get_test_to_judge(request.user, test_id)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choisissez une décision."))
        return redirect("jury_test", test_id)
    told = form.cleaned_data
    decision = Decision(told["decision"])
    if decision in CONFIRMED and "sure" not in request.POST:
        return _confirm(request, found, decision, form)
    comments = services.Comments(told["for_candidate"], told["for_organisation"])
    decide = _DECIDE[decision]
    return _after(
        request,
        found,
        lambda: decide(found, comments, author=request.user, now=timezone.now()),
        _("La décision est enregistrée."),
    )


def _confirm(
    request: SignedInRequest, test: CertificationTest, decision: Decision, form: DecisionForm
) -> HttpResponse:
    candidate = _candidate(test)
    context = {
        "test": test,
        "candidate": candidate,
        "session": candidate.session,
        "asked": CONFIRMED[decision](),
        "form": form,
    }
    return render(request, "jury/confirm.html", context)


@require_POST
def jury_question(request: SignedInRequest, test_id: UUID, position: int) -> HttpResponse:
    """Neutralise a question, or make it count again."""
    found, now = get_test_to_judge(request.user, test_id), timezone.now()
    if "restore" in request.POST:
        return _after(
            request,
            found,
            lambda: services.restore(found, position, author=request.user, now=now),
            _("La question compte à nouveau."),
        )
    form = ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Dites pourquoi cette question ne doit plus compter."))
        return redirect("jury_test", test_id)
    why = form.cleaned_data["reason"]
    return _after(
        request,
        found,
        lambda: services.neutralise(found, position, why, author=request.user, now=now),
        _("La question ne compte plus."),
    )


@require_POST
def jury_identity(request: SignedInRequest, test_id: UUID) -> HttpResponse:
    """Mend the names that the certificate will bear."""
    found = get_test_to_judge(request.user, test_id)
    form = IdentityForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Donnez un nom, un prénom et une date de naissance."))
        return redirect("jury_test", test_id)
    names = form.cleaned_data
    return _after(
        request,
        found,
        lambda: services.correct_identity(
            _candidate(found), **names, author=request.user, now=timezone.now()
        ),
        _("L'identité est corrigée."),
    )


def _after(
    request: SignedInRequest, test: CertificationTest, act: Callable[[], object], done: str
) -> HttpResponse:
    try:
        act()
    except services.DecisionRefused as refusal:
        messages.error(request, str(_REFUSALS[type(refusal)]))
    else:
        messages.success(request, done)
    return redirect("jury_test", test.public_id)


def _candidate(test: CertificationTest) -> Candidate:
    assert test.candidate is not None  # noqa: S101 -- the jury sees no mock test
    return test.candidate


def _written(last: Result | None) -> dict[str, str]:
    """The words that a computation would otherwise take away."""
    if last is None:
        return {}
    return {
        "for_candidate": last.comment_for_candidate,
        "for_organisation": last.comment_for_organisation,
    }


def _named(test: CertificationTest) -> dict[str, object]:
    candidate = _candidate(test)
    return {name: getattr(candidate, name) for name in ("last_name", "first_name", "birth_date")}


def record_test_read(request: SignedInRequest, test: CertificationTest) -> None:
    """A line in the journal of the school whose candidate it is."""
    candidate = _candidate(test)
    audit.record(
        action=AuditAction.TEST_READ,
        actor=request.user,
        organisation=candidate.session.centre.organisation,
        learner=candidate.learner,
        now=timezone.now(),
        session=candidate.session.number,
    )
