"""A candidate contests; the jury answers."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import SignedInRequest
from certification.access import can_judge, get_certification_test_for
from certification.enums import AppealState
from certification.forms.jury import AppealAnswerForm, AppealForm
from certification.models import Appeal, CertificationTest
from certification.selectors.numbering import number_of, position_of, replaced_of
from certification.services.appeals import (
    AppealRefused,
    HeldByAnother,
    answer_appeal,
    appeal,
    may_appeal,
)
from certification.views.jury.tests import record_test_read


@require_http_methods(["GET", "HEAD", "POST"])
def certification_appeal(request: SignedInRequest, test_id: UUID) -> HttpResponse:
    """The candidate's page: what was contested and answered, and the form while it is open."""
    test = get_certification_test_for(request.user, test_id)
    if test.is_mock:
        raise Http404
    form = AppealForm(request.POST or None)
    if form.is_valid() and _appealed(request, test_id, form):
        return redirect("certification_appeal", test_id)
    appeals = list(test.appeals.order_by("-pk"))
    context = {
        "test": test,
        "session": test.candidate.session if test.candidate else None,
        "form": form,
        "appeals": _as_read(appeals, test),
        "is_waiting": any(one.state == AppealState.OPEN for one in appeals),
        "may_appeal": may_appeal(test, now=timezone.now()),
    }
    return render(request, "jury/contest.html", context)


def _as_read(appeals: list[Appeal], test: CertificationTest) -> list[tuple[Appeal, int | None]]:
    """Each with the number that the candidate read above the question."""
    seat = test.candidate
    replaced = replaced_of([seat]).get(seat.pk, ()) if seat else ()
    return [(one, one.position and number_of(one.position, replaced)) for one in appeals]


def _appealed(request: SignedInRequest, test_id: UUID, form: AppealForm) -> bool:
    test = get_certification_test_for(request.user, test_id)
    told = form.cleaned_data
    position = position_of(told["position"], test.candidate)
    try:
        appeal(test, text=told["text"], position=position, now=timezone.now())
    except AppealRefused:
        form.add_error(
            None,
            _(
                "Ce recours ne peut pas être déposé\u00a0: vérifiez le numéro de la question. Un "
                "recours est possible pendant deux mois, un seul à la fois."
            ),
        )
        return False
    messages.success(request, _("Votre recours est déposé. Le jury vous répondra ici."))
    return True


@require_http_methods(["GET", "HEAD", "POST"])
def jury_appeal(request: SignedInRequest, appeal: UUID) -> HttpResponse:
    """The jury reads an appeal and answers it."""
    if not can_judge(request.user):
        raise Http404
    found = get_object_or_404(
        Appeal.objects.select_related(
            "test__candidate__session__centre__organisation",
            "test__candidate__learner__organisation",
            "answered_by",
        ),
        public_id=appeal,
    )
    form = AppealAnswerForm(request.POST or None)
    if form.is_valid() and _answered(request, found, form):
        return redirect("jury_appeal", appeal)
    record_test_read(request, found.test)
    return render(request, "jury/appeal.html", {"appeal": found, "form": form})


def _answered(request: SignedInRequest, found: Appeal, form: AppealAnswerForm) -> bool:
    author, now = request.user, timezone.now()
    try:
        answer_appeal(found, **form.cleaned_data, author=author, now=now)
    except HeldByAnother:
        said = _("Un autre membre du jury tient cette session\u00a0: c'est à lui de répondre.")
        form.add_error(None, said)
        return False
    said = _("La réponse est enregistrée\u00a0: le candidat la lit sur sa page.")
    messages.success(request, said)
    return True
