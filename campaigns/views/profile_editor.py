"""The editor of a target profile: topics, each up to a level, and what they amount to."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import SignedInRequest, get_membership_for
from accounts.models import Membership
from campaigns.access import get_editable_profile_for
from campaigns.forms.profiles import ProfileForm, initial_of, typed
from campaigns.models import TargetProfile
from campaigns.selectors.profile_page import is_used
from campaigns.selectors.profiles import topics_of
from campaigns.selectors.topics import Referential, reach_of, referential, still_asked
from campaigns.services import profiles as services
from pix.shared.htmx import render_fragment


@require_http_methods(["GET", "HEAD", "POST"])
def new_profile(request: SignedInRequest, organisation: str) -> HttpResponse:
    membership = get_membership_for(request.user, organisation)
    known = referential()
    if _asks_again(request):
        return _editor(
            request, membership, ProfileForm(initial=typed(request.POST, known), known=known)
        )
    form = ProfileForm(
        request.POST or None, initial={"key": uuid4(), "with_stages": True}, known=known
    )
    if form.is_valid():
        try:
            made, _is_new = services.create_profile(
                organisation=membership.organisation,
                author=request.user,
                content=form.content(),
                with_stages=form.cleaned_data["with_stages"],
                key=form.made_by(),
                now=timezone.now(),
            )
        except services.NothingAsked:
            form.add_error(None, _gone())
        except services.AlreadyMade as same:
            return _conflict(request, membership, same.profile, known)
        else:
            return _saved(request, made)
    return _editor(request, membership, form)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_profile(request: SignedInRequest, organisation: str, profile: UUID) -> HttpResponse:
    membership = get_membership_for(request.user, organisation)
    found = get_editable_profile_for(request.user, organisation, profile)
    known = referential()
    if _asks_again(request):
        form = ProfileForm(initial=typed(request.POST, known), known=known)
        return _editor(request, membership, form, found)
    initial = initial_of(found, topics_of(found), known) | {"seen": services.fingerprint(found)}
    form = ProfileForm(request.POST or None, initial=initial, known=known)
    if form.is_valid():
        try:
            services.change_profile(
                profile=found,
                content=form.content(),
                seen=form.cleaned_data["seen"],
                now=timezone.now(),
            )
        except services.NothingAsked:
            form.add_error(None, _gone())
        except services.ChangedMeanwhile:
            return _conflict(request, membership, found, known)
        else:
            return _saved(request, found)
    return _editor(request, membership, form, found)


def _asks_again(request: SignedInRequest) -> bool:
    """To compute again, or to choose a whole competence: nothing is saved."""
    return "recalculate" in request.POST or "fill" in request.POST


def _saved(request: SignedInRequest, profile: TargetProfile) -> HttpResponse:
    messages.success(request, _("Le parcours est enregistré."))
    return redirect("target_profile", _code(request), profile.public_id)


def _code(request: SignedInRequest) -> str:
    match = request.resolver_match
    return str(match.kwargs["organisation"]) if match else ""


def _conflict(
    request: SignedInRequest, membership: Membership, profile: TargetProfile, known: Referential
) -> HttpResponse:
    """What was typed is shown again, ready to replace what is stored now: nothing is lost."""
    now_stored = {"seen": services.fingerprint(TargetProfile.objects.get(pk=profile.pk))}
    form = ProfileForm(initial=typed(request.POST, known) | now_stored, known=known)
    return _editor(request, membership, form, profile, has_changed=True)


def _editor(
    request: SignedInRequest,
    membership: Membership,
    form: ProfileForm,
    profile: TargetProfile | None = None,
    *,
    has_changed: bool = False,
) -> HttpResponse:
    topics = form.topics_now()
    stored = topics_of(profile) if profile else {}
    code = membership.organisation.code
    context: dict[str, Any] = {
        "membership": membership,
        "form": form,
        "groups": list(form.groups()),
        "profile": profile,
        "reach": reach_of(topics, form.known),
        "gone": len(stored) - len(still_asked(stored, form.known)),
        "is_used": profile is not None and is_used(profile),
        "has_changed": has_changed,
        "address": reverse("target_profile_edit", args=[code, profile.public_id])
        if profile
        else reverse("target_profile_new", args=[code]),
    }
    # htmx sends `recalculate` with the buttons inside too.
    only_length = "recalculate" in request.POST and "fill" not in request.POST
    partial = "summary" if only_length else "editor"
    return render_fragment(request, "orga/profiles/editor.html", partial, context)


def _gone() -> str:
    return _("La banque n'a plus rien à demander sur ces sujets. Choisissez-en d'autres.")
