"""The settings of a campaign, and its life: archived, reopened, deleted, handed on."""

from typing import Any
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
    get_administration_for,
    get_member_for,
    get_membership_for,
)
from accounts.models import Membership
from accounts.selectors.teams import members
from campaigns.access import can_edit_campaign, get_campaign_for, get_editable_campaign_for
from campaigns.forms.campaign_lists import OwnerForm
from campaigns.forms.campaigns import CampaignForm, initial_of
from campaigns.models import Campaign
from campaigns.selectors.activity import counts_of
from campaigns.selectors.campaigns import Opening, opening_of
from campaigns.selectors.pinned import pinned_in
from campaigns.services import campaigns as services
from campaigns.services.campaigns import has_started
from campaigns.views.campaigns import nothing_to_ask
from campaigns.views.projection import landing_address


@require_safe
def campaign_settings(request: SignedInRequest, organisation: str, campaign: UUID) -> HttpResponse:
    membership = get_membership_for(request.user, organisation)
    one = get_campaign_for(request.user, organisation, campaign)
    administers = can_administer(membership)
    context = {
        "membership": membership,
        "campaign": one,
        "may_edit": can_edit_campaign(membership, one),
        "landing": landing_address(request, one),
        "started": has_started(one),
        "owner_form": _owner_form(membership, one) if administers else None,
        "pinned": pinned_in(one),
    }
    return render(request, "orga/campaigns/settings.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def campaign_edit(request: SignedInRequest, organisation: str, campaign: UUID) -> HttpResponse:
    membership = get_membership_for(request.user, organisation)
    one = get_editable_campaign_for(request.user, organisation, campaign)
    form = CampaignForm(
        request.POST or None,
        membership=membership,
        campaign=one,
        started=has_started(one),
        now=timezone.now(),
        initial=initial_of(one),
    )
    if form.is_valid() and _edited(request, one, form):
        return redirect("campaign_settings", organisation, campaign)
    context = {"membership": membership, "campaign": one, "form": form}
    return render(request, "orga/campaigns/edit.html", context)


def _edited(request: SignedInRequest, campaign: Campaign, form: CampaignForm) -> bool:
    try:
        aim = None if form.started else form.aim()
        services.edit_campaign(campaign=campaign, choices=form.choices(), aim=aim)
    except services.NothingToAsk:
        form.add_error("profile", nothing_to_ask())
    except services.AlreadyStarted:
        text = _("Quelqu'un vient de commencer\u00a0: le type et le parcours ne changent plus.")
        form.add_error(None, text)
    except services.Archived:
        text = _("La campagne vient d'être archivée\u00a0: rouvrez-la pour la modifier.")
        form.add_error(None, text)
    else:
        messages.success(request, _("Les réglages sont enregistrés."))
        return True
    return False


@require_http_methods(["GET", "HEAD", "POST"])
def campaign_archive(request: SignedInRequest, organisation: str, campaign: UUID) -> HttpResponse:
    one = get_editable_campaign_for(request.user, organisation, campaign)
    if request.method == "POST":
        services.archive_campaign(campaign=one, now=timezone.now())
        messages.success(request, _("La campagne est archivée. Ses résultats restent lisibles."))
        return redirect("campaign_settings", organisation, campaign)
    return _confirm(request, organisation, one, "orga/campaigns/archive.html")


@require_POST
def campaign_reopen(request: SignedInRequest, organisation: str, campaign: UUID) -> HttpResponse:
    one = get_editable_campaign_for(request.user, organisation, campaign)
    services.reopen_campaign(campaign=one)
    one.archived_at = None
    if opening_of(one, now=timezone.now()) == Opening.CLOSED:
        text = _(
            "La campagne n'est plus archivée, mais sa date limite est passée\u00a0: changez-la."
        )
        messages.warning(request, text)
    else:
        messages.success(request, _("La campagne est rouverte, avec le même code."))
    return redirect("campaign_settings", organisation, campaign)


@require_http_methods(["GET", "HEAD", "POST"])
def campaign_delete(request: SignedInRequest, organisation: str, campaign: UUID) -> HttpResponse:
    one = get_editable_campaign_for(request.user, organisation, campaign)
    if request.method == "POST":
        services.delete_campaign(campaign=one, actor=request.user, now=timezone.now())
        text = _("La campagne «\u00a0%(name)s\u00a0» est supprimée.")
        messages.success(request, text % {"name": one.name})
        return redirect("campaigns", organisation)
    return _confirm(request, organisation, one, "orga/campaigns/delete.html")


def _confirm(
    request: SignedInRequest, organisation: str, campaign: Campaign, template: str
) -> HttpResponse:
    context = {
        "membership": get_membership_for(request.user, organisation),
        "campaign": campaign,
        "counts": counts_of(campaign),
    }
    return render(request, template, context)


@require_POST
def campaign_owner(request: SignedInRequest, organisation: str, campaign: UUID) -> HttpResponse:
    """Hand the campaign to somebody of the team: for administrators."""
    membership = get_administration_for(request.user, organisation)
    one = get_campaign_for(request.user, organisation, campaign)
    form = _owner_form(membership, one, request.POST)
    if form.is_valid():
        member = get_member_for(request.user, organisation, UUID(form.cleaned_data["owner"]))
        try:
            services.change_owner(campaign=one, owner=member.user)
        except services.NotInTeam:
            messages.error(request, _("Cette personne vient de quitter l'équipe."))
        else:
            text = _("La campagne est maintenant celle de %(name)s.")
            messages.success(request, text % {"name": member.user})
    else:
        messages.error(request, _("Choisissez une personne de l'équipe."))
    return redirect("campaign_settings", organisation, campaign)


def _owner_form(membership: Membership, campaign: Campaign, data: Any = None) -> OwnerForm:
    team = list(members(membership.organisation))
    named = [(str(one.public_id), str(one.user)) for one in team]
    current = next((str(one.public_id) for one in team if one.user_id == campaign.owner_id), "")
    return OwnerForm(data, members=named, initial={"owner": current})
