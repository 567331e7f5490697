"""Slips just made: a paper to cut, a table, or one pupil's on the screen; then nothing."""

from collections import Counter
from typing import Final
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import SignedInRequest, get_membership_for, get_slips_for
from accounts.enums import AuditAction
from accounts.forms.credentials import CLASS
from accounts.models import SlipBatch
from accounts.papers.slips import slips_pdf
from accounts.services import slips as batches
from accounts.services.audit import record
from accounts.services.credentials import Slip
from pix.shared.htmx import render_fragment
from pix.shared.papers import PDF_TYPE
from pix.shared.sheets import CSV_TYPE, attached, csv_bytes

# A page of ten takes 0.1 s: beyond, one paper a class.
MOST_ON_ONE_PAPER: Final = 100


@require_safe
def slips(request: SignedInRequest, organisation: str, batch: UUID) -> HttpResponse:
    """How far it is; then what to do with the slips."""
    membership = get_membership_for(request.user, organisation)
    found = get_slips_for(request.user, organisation, batch)
    try:
        made = batches.read_slips(batch=found, now=timezone.now())
    except batches.SlipsGoneError:
        made = []
    context = {
        "membership": membership,
        "batch": found,
        "made": made,
        "classes": sorted(Counter(one.class_name for one in made).items()),
        "on_one_paper": len(made) <= MOST_ON_ONE_PAPER,
        "expires_at": found.made_at + settings.SLIPS_KEPT,
        "is_over": found.made_at + settings.SLIPS_KEPT <= timezone.now(),
    }
    return render_fragment(request, "orga/accounts/slips.html", "state", context)


@require_safe
def slips_paper(request: SignedInRequest, organisation: str, batch: UUID) -> HttpResponse:
    """All of them, or those of `?classe=`."""
    found, made = _read(request, organisation, batch)
    class_name = request.GET.get(CLASS)
    content = slips_pdf(
        [one for one in made if class_name in (None, one.class_name)],
        school=found.organisation.name,
        sign_in=request.build_absolute_uri(reverse("account_login")),
        created=found.made_at,
    )
    return attached(content, kind=PDF_TYPE, name="fiches-pix.pdf")


@require_safe
def slips_table(request: SignedInRequest, organisation: str, batch: UUID) -> HttpResponse:
    _found, made = _read(request, organisation, batch)
    headings = [
        _("Classe"),
        _("Nom"),
        _("Prénom"),
        _("Identifiant"),
        _("Mot de passe à usage unique"),
    ]
    rows = [
        (one.class_name, one.last_name, one.first_name, one.username, one.password) for one in made
    ]
    return attached(csv_bytes(headings, rows), kind=CSV_TYPE, name="identifiants-pix.csv")


@require_POST
def erase_slips(request: SignedInRequest, organisation: str, batch: UUID) -> HttpResponse:
    found = get_slips_for(request.user, organisation, batch)
    batches.erase_slips(batch=found)
    messages.success(request, _("Les mots de passe sont effacés d'ici."))
    return redirect("learner_accounts", organisation)


def _read(request: SignedInRequest, organisation: str, batch: UUID) -> tuple[SlipBatch, list[Slip]]:
    """The slips, taken away: it is recorded. Once erased they are "not found"."""
    found = get_slips_for(request.user, organisation, batch)
    now = timezone.now()
    try:
        made = batches.read_slips(batch=found, now=now)
    except batches.SlipsGoneError as error:
        raise Http404 from error
    record(
        action=AuditAction.EXPORT,
        actor=request.user,
        now=now,
        organisation=found.organisation,
        what="slips",
        count=len(made),
    )
    return found, made
