"""Stages and badges of a target profile."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import SignedInRequest, get_membership_for
from campaigns.access import get_badge_for, get_editable_profile_for
from campaigns.enums import StageKind
from campaigns.forms import awards as forms
from campaigns.models import Badge, TargetProfile
from campaigns.selectors.profiles import topics_of
from campaigns.selectors.topics import Referential, referential, within
from campaigns.services import awards as services
from campaigns.services.profiles import ChangedMeanwhile, proposed_stages


@require_http_methods(["GET", "HEAD", "POST"])
def stages(request: SignedInRequest, organisation: str, profile: UUID) -> HttpResponse:
    found = get_editable_profile_for(request.user, organisation, profile)
    form, rows = _stage_forms(request, found)
    has_changed = False
    if _is_sent(request) and form.is_valid() and rows.is_valid():
        try:
            services.set_stages(
                profile=found,
                kind=StageKind(form.cleaned_data["kind"]),
                stages=rows.contents(),
                seen=form.cleaned_data["seen"],
                now=timezone.now(),
            )
        except ChangedMeanwhile:
            has_changed = True
        else:
            messages.success(request, _("Les paliers sont enregistrés."))
            return redirect("target_profile", organisation, profile)
    context = _context(request, organisation, found) | {
        "form": form,
        "rows": rows,
        "has_changed": has_changed,
        "seen": services.stages_fingerprint(found) if has_changed else form["seen"].value(),
        "are_proposed": request.method != "POST" and not found.stages.exists(),
        "may_add": rows.total_form_count() < services.MOST_STAGES,
    }
    return render(request, "orga/profiles/stages.html", context)


def _stage_forms(request: SignedInRequest, profile: TargetProfile) -> tuple[Any, Any]:
    """The form and its rows: as sent, as they were before asking for one more, or as stored."""
    if _is_sent(request):
        rows = forms.StageForms(request.POST)
        return forms.StagesForm(request.POST, stages=rows), rows
    if request.method == "POST":
        rows = forms.StageForms(initial=[*forms.typed_stages(request.POST), {}])
        return forms.StagesForm(initial=request.POST.dict(), stages=rows), rows
    present = list(profile.stages.order_by("threshold"))
    rows = forms.StageForms(initial=forms.initial_stages(present or proposed_stages()))
    initial = {"kind": forms.kind_of(present), "seen": services.stages_fingerprint(profile)}
    return forms.StagesForm(initial=initial, stages=rows), rows


@require_http_methods(["GET", "HEAD", "POST"])
def new_badge(request: SignedInRequest, organisation: str, profile: UUID) -> HttpResponse:
    found = get_editable_profile_for(request.user, organisation, profile)
    known = within(referential(), topics_of(found))
    form, rows = _badge_forms(request, None, known)
    if _is_sent(request) and form.is_valid() and rows.is_valid():
        content = forms.badge_content(form, rows)
        try:
            services.add_badge(profile=found, content=content, now=timezone.now())
        except services.TooMany:
            form.add_error(
                None, _("Ce parcours a déjà 12 résultats thématiques\u00a0: c'est assez.")
            )
        else:
            messages.success(request, _("Le résultat thématique est enregistré."))
            return redirect("target_profile", organisation, profile)
    return _badge_page(request, organisation, found, form, rows)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_badge(
    request: SignedInRequest, organisation: str, profile: UUID, badge: str
) -> HttpResponse:
    found = get_badge_for(request.user, organisation, profile, badge)
    known = within(referential(), topics_of(found.profile))
    form, rows = _badge_forms(request, found, known)
    has_changed = False
    if _is_sent(request) and form.is_valid() and rows.is_valid():
        try:
            services.change_badge(
                badge=found,
                content=forms.badge_content(form, rows),
                seen=form.cleaned_data["seen"],
                now=timezone.now(),
            )
        except ChangedMeanwhile:
            has_changed = True
        else:
            messages.success(request, _("Le résultat thématique est enregistré."))
            return redirect("target_profile", organisation, profile)
    return _badge_page(
        request, organisation, found.profile, form, rows, badge=found, has_changed=has_changed
    )


@require_POST
def delete_badge(
    request: SignedInRequest, organisation: str, profile: UUID, badge: str
) -> HttpResponse:
    found = get_badge_for(request.user, organisation, profile, badge)
    services.delete_badge(badge=found, now=timezone.now())
    messages.success(request, _("Le résultat thématique est supprimé."))
    return redirect("target_profile", organisation, profile)


def _badge_forms(
    request: SignedInRequest, badge: Badge | None, known: Referential
) -> tuple[Any, Any]:
    """The same for a badge and its conditions."""
    given = {"known": known}
    if _is_sent(request):
        return forms.BadgeForm(request.POST), forms.CriterionForms(request.POST, form_kwargs=given)
    if request.method == "POST":
        rows = [*forms.typed_criteria(request.POST, known), {"scope": forms.Scope.SOME}]
        initial = request.POST.dict() | {"is_shown_before": "is_shown_before" in request.POST}
    else:
        rows, initial = forms.initial_criteria(badge, known), forms.initial_badge(badge)
        initial["seen"] = services.badge_fingerprint(badge) if badge else ""
    return forms.BadgeForm(initial=initial), forms.CriterionForms(initial=rows, form_kwargs=given)


def _badge_page(
    request: SignedInRequest,
    organisation: str,
    profile: TargetProfile,
    form: Any,
    rows: Any,
    *,
    badge: Badge | None = None,
    has_changed: bool = False,
) -> HttpResponse:
    is_stale = badge is not None and has_changed
    context = _context(request, organisation, profile) | {
        "form": form,
        "rows": rows,
        "badge": badge,
        "has_changed": has_changed,
        "seen": services.badge_fingerprint(badge) if badge and is_stale else form["seen"].value(),
        "may_add": rows.total_form_count() < forms.MOST_CRITERIA,
    }
    return render(request, "orga/profiles/badge.html", context)


def _context(request: SignedInRequest, organisation: str, profile: TargetProfile) -> dict[str, Any]:
    return {"membership": get_membership_for(request.user, organisation), "profile": profile}


def _is_sent(request: SignedInRequest) -> bool:
    """To be saved; `more` asks for one row more, and saves nothing."""
    return request.method == "POST" and "more" not in request.POST
