"""The learners of an organisation: the list, the page of one, who wants to be whom."""

from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import (
    SignedInRequest,
    can_administer,
    get_claim_for,
    get_learner_for,
    get_membership_for,
)
from accounts.enums import AuditAction
from accounts.services import audit, recognition
from campaigns.forms.learners import WITHOUT_CLASS, LearnerFilters, Presence
from campaigns.selectors import learners as selectors
from pix.shared.lists import page_of, sort_of

_LINKED: Final[dict[str, bool]] = {Presence.LINKED: True, Presence.UNLINKED: False}
_CERTIFIABLE: Final = {"oui": True, "non": False}


@require_safe
def learners(request: SignedInRequest, organisation: str) -> HttpResponse:
    membership = get_membership_for(request.user, organisation)
    school = membership.organisation
    form = LearnerFilters(request.GET, classes=selectors.classes_of(school))
    sort = sort_of(request, columns=selectors.COLUMNS)
    found = selectors.learners_of(school, order=sort, **_criteria(form.chosen()))
    page = page_of(request, found)
    rows = selectors.rows_of(page.object_list)
    audit.record(
        action=AuditAction.LIST_READ,
        actor=request.user,
        organisation=school,
        now=timezone.now(),
        count=len(rows),
        class_name=form.chosen().get("classe", ""),
    )
    context = {
        "membership": membership,
        "form": form,
        "sort": sort,
        "page": page,
        "rows": rows,
        "claims": selectors.waiting_claims(school).count(),
        "may_import": can_administer(membership),
    }
    return render(request, "orga/learners/list.html", context)


def _criteria(chosen: dict[str, Any]) -> dict[str, Any]:
    """The words of the address as those of the selector."""
    presence, class_name = chosen.get("etat", ""), chosen.get("classe")
    return {
        "search": chosen.get("q", ""),
        "class_name": "" if class_name == WITHOUT_CLASS else class_name,
        "way": chosen.get("connexion", ""),
        "linked": _LINKED.get(presence),
        "disabled": presence == Presence.DISABLED,
        "certifiable": _CERTIFIABLE.get(chosen.get("certifiable", "")),
    }


@require_safe
def learner_page(request: SignedInRequest, organisation: str, learner: UUID) -> HttpResponse:
    membership = get_membership_for(request.user, organisation)
    one = get_learner_for(request.user, organisation, learner)
    audit.record(
        action=AuditAction.LEARNER_READ, actor=request.user, learner=one, now=timezone.now()
    )
    [row] = selectors.rows_of([one])
    context = {
        "membership": membership,
        "row": row,
        "runs": selectors.runs_of(one),
        "may_erase": can_administer(membership),
    }
    return render(request, "orga/learners/one.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def unlink_learner(request: SignedInRequest, organisation: str, learner: UUID) -> HttpResponse:
    one = get_learner_for(request.user, organisation, learner)
    if request.method == "POST":
        recognition.unlink(learner=one, actor=request.user, now=timezone.now())
        messages.success(request, _("Le compte est détaché."))
        return redirect("learner_page", organisation, learner)
    if one.user is None:
        return redirect("learner_page", organisation, learner)
    context = {"membership": get_membership_for(request.user, organisation), "learner": one}
    return render(request, "orga/learners/unlink.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def disable_learner(request: SignedInRequest, organisation: str, learner: UUID) -> HttpResponse:
    one = get_learner_for(request.user, organisation, learner)
    if request.method == "POST":
        recognition.disable(learner=one, actor=request.user, now=timezone.now())
        messages.success(request, _("L'élève est désactivé."))
        return redirect("learner_page", organisation, learner)
    context = {"membership": get_membership_for(request.user, organisation), "learner": one}
    return render(request, "orga/learners/disable.html", context)


@require_POST
def enable_learner(request: SignedInRequest, organisation: str, learner: UUID) -> HttpResponse:
    one = get_learner_for(request.user, organisation, learner)
    recognition.enable(learner=one, actor=request.user, now=timezone.now())
    messages.success(request, _("L'élève est de nouveau dans la liste."))
    return redirect("learner_page", organisation, learner)


@require_safe
def claims(request: SignedInRequest, organisation: str) -> HttpResponse:
    membership = get_membership_for(request.user, organisation)
    page = page_of(request, selectors.waiting_claims(membership.organisation))
    rows = selectors.claim_rows(page.object_list)
    audit.record(
        action=AuditAction.LIST_READ,
        actor=request.user,
        organisation=membership.organisation,
        now=timezone.now(),
        count=len(rows),
    )
    context = {"membership": membership, "page": page, "rows": rows}
    return render(request, "orga/learners/claims.html", context)


@require_POST
def settle_claim(request: SignedInRequest, organisation: str, claim: UUID) -> HttpResponse:
    asked = get_claim_for(request.user, organisation, claim)
    accepted = request.POST.get("answer") == "accept"
    try:
        recognition.settle_claim(
            claim=asked, accepted=accepted, actor=request.user, now=timezone.now()
        )
    except recognition.ClaimSettledError:
        messages.info(request, _("Cette demande avait déjà sa réponse."))
    except recognition.AlreadyLinkedError:
        text = _("Ce compte est déjà rattaché à un autre élève de la liste. Détachez-le d'abord.")
        messages.error(request, text)
    else:
        text = _("Le compte est rattaché.") if accepted else _("La demande est refusée.")
        messages.success(request, text)
    return redirect("claims", organisation)
