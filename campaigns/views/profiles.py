"""The target profiles of a team: the catalogue, the page of one, who sees it, its end."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import SignedInRequest, get_membership_for
from campaigns.access import (
    can_edit_profile,
    get_editable_profile_for,
    get_own_profile_for,
    get_profile_for,
)
from campaigns.enums import Visibility
from campaigns.forms.profiles import ProfileFilters, SharingForm
from campaigns.selectors import profiles as selectors
from campaigns.selectors.profile_page import campaigns_here, is_used, profile_page
from campaigns.selectors.topics import referential
from campaigns.services import profiles as services
from pix.shared.lists import page_of

_SAID = {
    Visibility.AUTHOR: gettext_lazy("Ce parcours est un brouillon\u00a0: vous seul le voyez."),
    Visibility.ORGANISATION: gettext_lazy("Vos collègues voient ce parcours."),
    Visibility.EVERYBODY: gettext_lazy("Tous les établissements voient ce parcours."),
    Visibility.SUBMITTED: gettext_lazy("Merci\u00a0! L'équipe de la plateforme va le relire."),
}


@require_safe
def catalogue(request: SignedInRequest, organisation: str) -> HttpResponse:
    membership = get_membership_for(request.user, organisation)
    known = referential()
    form = ProfileFilters(request.GET, known=known)
    found = selectors.catalogue(membership, known, **_criteria(form.chosen()))
    page = page_of(request, found)
    context = {
        "membership": membership,
        "form": form,
        "page": page,
        "cards": selectors.cards_of(page.object_list, membership, known),
        "archived": selectors.archived_count(membership),
    }
    return render(request, "orga/profiles/catalogue.html", context)


def _criteria(chosen: dict[str, Any]) -> dict[str, Any]:
    """The words of the address as those of the selector."""
    return {
        "search": chosen.get("q", ""),
        "origin": chosen.get("origine", ""),
        "competence": chosen.get("competence", ""),
        "minutes": chosen.get("duree"),
    }


@require_safe
def profile(request: SignedInRequest, organisation: str, profile: UUID) -> HttpResponse:
    membership = get_membership_for(request.user, organisation)
    found = get_profile_for(request.user, organisation, profile)
    context = {
        "membership": membership,
        "shown": profile_page(found, referential()),
        "is_ours": found.organisation_id == membership.organisation_id,
        "is_mine": found.author_id == request.user.pk,
        "may_edit": can_edit_profile(membership, found),
        "campaigns": campaigns_here(found, membership),
        "key": uuid4(),
    }
    return render(request, "orga/profiles/profile.html", context)


@require_POST
def duplicate(request: SignedInRequest, organisation: str, profile: UUID) -> HttpResponse:
    membership = get_membership_for(request.user, organisation)
    found = get_profile_for(request.user, organisation, profile)
    try:
        copy, is_new = services.duplicate_profile(
            profile=found,
            organisation=membership.organisation,
            author=request.user,
            key=_key(request),
            now=timezone.now(),
        )
    except services.NothingAsked:
        messages.error(request, _("Ce parcours n'a plus aucun sujet dans la banque."))
        return redirect("target_profile", organisation, profile)
    if is_new:
        messages.success(request, _("Voici votre copie\u00a0: un brouillon que vous seul voyez."))
    return redirect("target_profile_edit", organisation, copy.public_id)


def _key(request: SignedInRequest) -> UUID:
    """Of the page that asked: pressed twice, its button makes one copy."""
    try:
        return UUID(request.POST.get("key", ""))
    except ValueError:
        return uuid4()


@require_http_methods(["GET", "HEAD", "POST"])
def sharing(request: SignedInRequest, organisation: str, profile: UUID) -> HttpResponse:
    found = get_editable_profile_for(request.user, organisation, profile)
    form = SharingForm(
        request.POST or None,
        initial={"wanted": _wanted(found.visibility)},
        is_author=found.author_id == request.user.pk,
    )
    if form.is_valid():
        wanted = Visibility(form.cleaned_data["wanted"])
        try:
            shown = services.show_to(profile=found, wanted=wanted, now=timezone.now())
        except services.NothingAsked:
            form.add_error(None, _("Ce parcours n'a plus aucun sujet dans la banque."))
        else:
            messages.success(request, _SAID[Visibility(shown.visibility)])
            return redirect("target_profile", organisation, profile)
    context = {
        "membership": get_membership_for(request.user, organisation),
        "profile": found,
        "form": form,
    }
    return render(request, "orga/profiles/sharing.html", context)


def _wanted(visibility: str) -> str:
    """What the school asked for: once accepted, "everybody"."""
    return Visibility.SUBMITTED if visibility == Visibility.EVERYBODY else visibility


@require_http_methods(["GET", "HEAD", "POST"])
def archive(request: SignedInRequest, organisation: str, profile: UUID) -> HttpResponse:
    found = get_own_profile_for(request.user, organisation, profile)
    if request.method == "POST":
        services.archive_profile(profile=found, now=timezone.now())
        messages.success(request, _("Le parcours est retiré. Vous pouvez le remettre."))
        return redirect("target_profile", organisation, profile)
    context = {"membership": get_membership_for(request.user, organisation), "profile": found}
    return render(request, "orga/profiles/archive.html", context)


@require_POST
def restore(request: SignedInRequest, organisation: str, profile: UUID) -> HttpResponse:
    found = get_own_profile_for(request.user, organisation, profile)
    services.restore_profile(profile=found)
    messages.success(request, _("Le parcours est de nouveau proposé."))
    return redirect("target_profile", organisation, profile)


@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: SignedInRequest, organisation: str, profile: UUID) -> HttpResponse:
    found = get_own_profile_for(request.user, organisation, profile)
    if request.method == "POST":
        try:
            services.delete_profile(profile=found)
        except services.InUse:
            messages.error(request, _("Des campagnes utilisent ce parcours\u00a0: il est gardé."))
            return redirect("target_profile", organisation, profile)
        messages.success(request, _("Le parcours est supprimé."))
        return redirect("target_profiles", organisation)
    context = {
        "membership": get_membership_for(request.user, organisation),
        "profile": found,
        "is_used": is_used(found),
    }
    return render(request, "orga/profiles/delete.html", context)
