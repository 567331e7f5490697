"""The campaigns of an organisation: the list, and making one."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import SignedInRequest, get_membership_for
from accounts.models import Membership
from campaigns.access import get_campaign_for
from campaigns.forms.campaign_lists import ARCHIVED, CampaignFilters, Scope
from campaigns.forms.campaigns import CampaignForm, copy_of
from campaigns.models import Campaign
from campaigns.selectors import campaign_lists as lists
from campaigns.services import campaigns as services
from pix.shared.lists import SORT, page_of, sort_of


@require_safe
def campaigns(request: SignedInRequest, organisation: str) -> HttpResponse:
    membership = get_membership_for(request.user, organisation)
    school = membership.organisation
    filters = CampaignFilters(request.GET, owners=lists.owners_of(school))
    chosen, tally = filters.chosen(), lists.tally_of(membership)
    scope = chosen.get("de") or (Scope.MINE if tally["mine"] else Scope.EVERYBODY)
    sort = sort_of(request, columns=lists.COLUMNS) if SORT in request.GET else lists.NEWEST
    found = lists.campaigns_of(
        school,
        owner=request.user if scope == Scope.MINE else None,
        member=chosen.get("responsable", ""),
        archived=chosen.get("etat") == ARCHIVED,
        kind=chosen.get("type", ""),
        search=chosen.get("q", ""),
        order=sort,
    )
    context = {
        "membership": membership,
        "form": filters,
        "tally": tally,
        "scope": scope,
        "scopes": [(one.value, one.label, one == scope) for one in Scope],
        "sort": sort,
        "page": page_of(request, found),
    }
    return render(request, "orga/campaigns/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def campaign_new(request: SignedInRequest, organisation: str) -> HttpResponse:
    membership = get_membership_for(request.user, organisation)
    source, now = _source(request, organisation), timezone.now()
    initial = copy_of(source) if source else {"profile": request.GET.get("profil", "")}
    form = CampaignForm(request.POST or None, membership=membership, now=now, initial=initial)
    if form.is_valid():
        made = _create(request, membership, form, now)
        if made is not None:
            return redirect("campaign", organisation, made.public_id)
    context = {"membership": membership, "form": form, "source": source}
    return render(request, "orga/campaigns/new.html", context)


def _source(request: SignedInRequest, organisation: str) -> Campaign | None:
    """The campaign to be copied, named in the address."""
    asked = request.GET.get("copie")
    if not asked:
        return None
    try:
        return get_campaign_for(request.user, organisation, UUID(asked))
    except ValueError:
        raise Http404 from None


def _create(
    request: SignedInRequest, membership: Membership, form: CampaignForm, now: datetime
) -> Campaign | None:
    try:
        campaign, is_new = services.create_campaign(
            organisation=membership.organisation,
            owner=request.user,
            aim=form.aim(),
            choices=form.choices(),
            key=form.key,
            now=now,
        )
    except services.NothingToAsk:
        form.add_error("profile", nothing_to_ask())
        return None
    if is_new:
        text = _("La campagne est créée. Donnez son code aux participants, ou projetez-le.")
        messages.success(request, text)
    else:
        text = _("Cette campagne était déjà créée. Pour en faire une autre, dupliquez-la.")
        messages.info(request, text)
    return campaign


def nothing_to_ask() -> str:
    return _("La banque n'a plus de question sur ce parcours\u00a0: choisissez-en un autre.")
