"""The library of a team: what teachers share about a topic."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import SignedInRequest, get_membership_for
from campaigns.access import (
    can_edit_resource,
    get_editable_resource_for,
    get_resource_for,
)
from campaigns.enums import Visibility
from campaigns.forms.resources import ReportForm, ResourceFilters, ResourceForm, initial_of
from campaigns.models import Resource
from campaigns.selectors.resources import library
from campaigns.selectors.topics import referential
from campaigns.services import resources as services
from pix.shared.lists import page_of

_OFFERED = (Visibility.SUBMITTED, Visibility.EVERYBODY)


@require_safe
def resources(request: SignedInRequest, organisation: str) -> HttpResponse:
    membership = get_membership_for(request.user, organisation)
    form = ResourceFilters(request.GET, known=referential())
    chosen = form.chosen()
    found = library(
        membership,
        search=chosen.get("q", ""),
        competence=chosen.get("competence", ""),
        topic=chosen.get("sujet", ""),
        origin=chosen.get("origine", ""),
    )
    context = {"membership": membership, "form": form, "page": page_of(request, found)}
    return render(request, "orga/resources/list.html", context)


@require_safe
def resource(request: SignedInRequest, organisation: str, resource: UUID) -> HttpResponse:
    membership = get_membership_for(request.user, organisation)
    found = get_resource_for(request.user, organisation, resource)
    context = {
        "membership": membership,
        "resource": found,
        "may_edit": can_edit_resource(membership, found),
        "is_ours": found.organisation_id == membership.organisation_id,
    }
    return render(request, "orga/resources/one.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def resource_new(request: SignedInRequest, organisation: str) -> HttpResponse:
    """`?sujet=` chooses the topic, as when one comes from an analysis."""
    membership = get_membership_for(request.user, organisation)
    form = ResourceForm(
        request.POST or None, known=referential(), initial={"topic": request.GET.get("sujet", "")}
    )
    if form.is_valid():
        made = _add(request, organisation, form)
        _say(request, made)
        return redirect("resource", organisation, made.public_id)
    context = {"membership": membership, "form": form, "resource": None}
    return render(request, "orga/resources/form.html", context)


def _add(request: SignedInRequest, organisation: str, form: ResourceForm) -> Resource:
    try:
        return services.add_resource(
            organisation=get_membership_for(request.user, organisation).organisation,
            author=request.user,
            content=form.content(),
            key=form.own_key(),
            now=timezone.now(),
        )
    except services.KeyTaken as error:
        raise Http404 from error


def _say(request: SignedInRequest, resource: Resource) -> None:
    if resource.visibility == Visibility.SUBMITTED:
        text = _(
            "Merci\u00a0! L'équipe de la plateforme va la relire. Vos collègues la voient déjà."
        )
    else:
        text = _("Vos collègues voient cette ressource.")
    messages.success(request, text)


@require_http_methods(["GET", "HEAD", "POST"])
def resource_edit(request: SignedInRequest, organisation: str, resource: UUID) -> HttpResponse:
    found = get_editable_resource_for(request.user, organisation, resource)
    initial = initial_of(found, for_all=found.visibility in _OFFERED)
    form = ResourceForm(request.POST or None, known=referential(), initial=initial)
    if form.is_valid():
        changed = services.change_resource(
            resource=found, content=form.content(), now=timezone.now()
        )
        _say(request, changed)
        return redirect("resource", organisation, resource)
    membership = get_membership_for(request.user, organisation)
    context = {"membership": membership, "form": form, "resource": found}
    return render(request, "orga/resources/form.html", context)


@require_POST
def mark_resource(request: SignedInRequest, organisation: str, resource: UUID) -> HttpResponse:
    found = get_resource_for(request.user, organisation, resource)
    services.mark_useful(resource=found, user=request.user, useful="utile" in request.POST)
    return redirect("resource", organisation, resource)


@require_POST
def archive_resource(request: SignedInRequest, organisation: str, resource: UUID) -> HttpResponse:
    """A second press of the same button puts it back."""
    found = get_editable_resource_for(request.user, organisation, resource)
    if "remettre" in request.POST:
        services.restore_resource(resource=found)
        messages.success(request, _("La ressource est de nouveau dans la liste."))
    else:
        services.archive_resource(resource=found, now=timezone.now())
        messages.success(request, _("La ressource est retirée. Vous pouvez la remettre."))
    return redirect("resource", organisation, resource)


@require_http_methods(["GET", "HEAD", "POST"])
def report_resource(request: SignedInRequest, organisation: str, resource: UUID) -> HttpResponse:
    found = get_resource_for(request.user, organisation, resource)
    form = ReportForm(request.POST or None)
    if form.is_valid():
        services.report_resource(
            resource=found,
            user=request.user,
            reason=form.cleaned_data["reason"],
            now=timezone.now(),
        )
        messages.success(request, _("Merci\u00a0: l'équipe de la plateforme va regarder."))
        return redirect("resource", organisation, resource)
    membership = get_membership_for(request.user, organisation)
    context = {"membership": membership, "form": form, "resource": found}
    return render(request, "orga/resources/report.html", context)
