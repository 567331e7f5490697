"""A learner finds herself in the list of her school."""

from typing import Final

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import SignedInRequest, get_organisation_to_join
from accounts.enums import RecognitionOutcome as Outcome
from accounts.forms.joining import JoinForm, SchoolCodeForm
from accounts.models import Learner, Organisation, User
from accounts.selectors.learners import has_learners, link_in, waiting_claims_of
from accounts.services.recognition import recognise
from pix.shared.addresses import own_address

HOME: Final = settings.LOGIN_REDIRECT_URL


@require_safe
def join(request: SignedInRequest) -> HttpResponse:
    """Which school? Its code leads to its own page."""
    form = SchoolCodeForm(request.GET if "code" in request.GET else None)
    if form.is_valid():
        try:
            school = get_organisation_to_join(form.cleaned_data["code"])
        except Http404:
            form.add_error("code", _("Aucun établissement n'a ce code. Vérifiez-le."))
        else:
            return redirect("join_organisation", school.code)
    return render(request, "accounts/join.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def join_organisation(request: SignedInRequest, organisation: str) -> HttpResponse:
    school, user = get_organisation_to_join(organisation), request.user
    after = own_address(
        request, request.POST.get("next", request.GET.get("next", "")), otherwise=HOME
    )
    mine = link_in(school, user)
    outcome = _standing(school, user, mine)
    initial = {"first_name": user.first_name, "last_name": user.last_name}
    form = JoinForm(request.POST or None, initial=initial)
    if form.is_valid():
        found = recognise(user=user, organisation=school, now=timezone.now(), **form.cleaned_data)
        outcome = found.outcome
        if outcome is Outcome.LINKED:
            text = _("C'est fait\u00a0: votre compte est rattaché à %(school)s.")
            messages.success(request, text % {"school": school})
            return redirect(after)
    context = {"school": school, "mine": mine, "outcome": outcome, "form": form, "after": after}
    return render(
        request, "accounts/join_organisation.html", context | {"has_list": has_learners(school)}
    )


def _standing(school: Organisation, user: User, mine: Learner | None) -> Outcome | None:
    """What is already settled, or asked, before anything is typed."""
    if mine is not None and mine.disabled_at is None:
        return Outcome.ALREADY_LINKED
    return Outcome.TAKEN if waiting_claims_of(user, school) else None
