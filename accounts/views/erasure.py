"""Erasing: one's own account, or the account that a school made for its pupil."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import SignedInRequest, get_administration_for, get_learner_for
from accounts.forms.account import ErasureForm
from accounts.forms.erasure import SchoolErasureForm
from accounts.selectors.erasure import headless_without, may_be_erased_by_school
from accounts.services import erasure


@require_http_methods(["GET", "HEAD", "POST"])
def erase_account(request: SignedInRequest) -> HttpResponse:
    user = request.user
    form = ErasureForm(request.POST or None, user=user)
    if form.is_valid():
        try:
            erasure.erase_person(user=user, actor=user, now=timezone.now())
        except erasure.LastAdministratorError:
            form.add_error(None, _("Vous êtes seul à administrer la plateforme."))
        except erasure.OnlyHeadError:
            form.add_error(None, _("Confiez d'abord vos établissements à quelqu'un d'autre."))
        else:
            logout(request)
            messages.success(request, _("Votre compte est effacé."))
            return redirect("/")
    context = {
        "form": form,
        "headless": headless_without(user),
        "schools": [row.organisation for row in user.learners.select_related("organisation")],
    }
    return render(request, "accounts/erase_account.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def erase_learner_account(
    request: SignedInRequest, organisation: str, learner: UUID
) -> HttpResponse:
    """At the request of a pupil or of a parent; the row of the list stays."""
    membership = get_administration_for(request.user, organisation)
    row = get_learner_for(request.user, organisation, learner)
    allowed = may_be_erased_by_school(row)
    form = SchoolErasureForm(request.POST or None)
    if allowed and row.user and form.is_valid():
        erasure.erase_person(
            user=row.user, actor=request.user, reason=form.chosen(), now=timezone.now()
        )
        text = _("Le compte est effacé. L'élève reste dans la liste, sans compte.")
        messages.success(request, text)
        return redirect("learner_page", organisation, learner)
    context = {"membership": membership, "learner": row, "allowed": allowed, "form": form}
    return render(request, "orga/erase_learner.html", context)
