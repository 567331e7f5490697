"""The planner: what is asked, when people and rooms are free, what it proposes."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.access import SignedInRequest
from certification.access import get_centre_membership_for, get_proposal_for
from certification.enums import ProposalSource
from certification.forms.planning import PlanForm, typed_again
from certification.models import Centre, SessionProposal
from certification.planning_sentences import sentence
from certification.selectors.availability import availability_of, busy_in
from certification.selectors.planning import classes_to_plan
from certification.selectors.timetable import timetable_of
from certification.selectors.windows import calendar_of
from certification.services import planning, proposals


@require_http_methods(["GET", "HEAD", "POST"])
def sessions_plan(request: SignedInRequest, centre: str) -> HttpResponse:
    own = get_centre_membership_for(request.user, centre).centre
    former = _former(request, centre)
    calendar = calendar_of(own, now=timezone.now())
    initial = typed_again(former.inputs) if former else {"site": own.name}
    form = PlanForm(
        request.POST if request.method == "POST" else None,
        centre=own,
        calendar=calendar,
        classes=classes_to_plan(own),
        initial=initial,
    )
    if form.is_valid():
        return _planned(request, own, former, form)
    context = {"centre": own, "form": form, "calendar": calendar}
    return render(request, "certif/planning/ask.html", context)


def _former(request: SignedInRequest, centre: str) -> SessionProposal | None:
    """The proposal to be changed, named in the address."""
    asked = request.GET.get("proposition")
    if not asked:
        return None
    try:
        found = get_proposal_for(request.user, centre, UUID(asked))
    except ValueError:
        raise Http404 from None
    return found if found.source == ProposalSource.PLANNER else None


def _planned(
    request: SignedInRequest, centre: Centre, former: SessionProposal | None, form: PlanForm
) -> HttpResponse:
    now, inputs = timezone.now(), form.inputs()
    if former:
        inputs["busy"] = former.inputs["busy"]
        planning.plan_again(proposal=former, inputs=inputs, now=now)
        made = former
    else:
        made = planning.propose_plan(centre=centre, inputs=inputs, author=request.user, now=now)
    return redirect("proposal", centre.code, made.public_id)


@require_http_methods(["GET", "HEAD", "POST"])
def proposal(request: SignedInRequest, centre: str, proposal: UUID) -> HttpResponse:
    """What is proposed; saying yes, or giving it up."""
    found = get_proposal_for(request.user, centre, proposal)
    if request.method == "POST":
        if "give_up" in request.POST:
            proposals.give_up(proposal=found)
            messages.success(request, _("La proposition est abandonnée. Rien n'a changé."))
            return redirect("sessions", centre)
        return _confirm(request, found)
    context: dict[str, Any] = {"centre": found.centre, "proposal": found}
    if found.source == ProposalSource.FILE:
        blocking = [problem for problem in found.problems if problem["blocking"]]
        context |= {"blocking": blocking, "candidates": _count(found)}
        return render(request, "certif/sessions/checked.html", context)
    told = [
        (one.get("remedy", False), sentence(one, found.centre.time_zone)) for one in found.problems
    ]
    context |= {
        "reasons": [text for is_remedy, text in told if not is_remedy],
        "remedies": [text for is_remedy, text in told if is_remedy],
        "timetable": timetable_of(found),
    }
    return render(request, "certif/planning/proposal.html", context)


def _count(proposal: SessionProposal) -> int:
    return sum(len(session["candidates"]) for session in proposal.sessions)


def _confirm(request: SignedInRequest, proposal: SessionProposal) -> HttpResponse:
    code = proposal.centre.code
    try:
        made = proposals.confirm(proposal=proposal, actor=request.user, now=timezone.now())
    except (proposals.ProposalBlocked, proposals.ProposalOutdated):
        text = _(
            "Vos sessions ont changé depuis\u00a0: une salle est prise, ou une session a commencé. "
            "Rien n'a été créé. Refaites la demande."
        )
        messages.error(request, text)
        return redirect("proposal", code, proposal.public_id)
    count = len(made)
    text = ngettext("%(count)d session est prête.", "%(count)d sessions sont prêtes.", count)
    messages.success(request, text % {"count": count})
    return redirect("sessions", code)


@require_http_methods(["GET", "HEAD", "POST"])
def proposal_availability(request: SignedInRequest, centre: str, proposal: UUID) -> HttpResponse:
    """Untick a slot at which a room or somebody is not free."""
    found = get_proposal_for(request.user, centre, proposal)
    if found.source != ProposalSource.PLANNER:
        raise Http404
    if request.method == "POST":
        inputs = found.inputs | {"busy": busy_in(request.POST.getlist("libre"), found)}
        planning.plan_again(proposal=found, inputs=inputs, now=timezone.now())
        return redirect("proposal", centre, proposal)
    context = {"centre": found.centre, "proposal": found, "table": availability_of(found)}
    return render(request, "certif/planning/availability.html", context)
