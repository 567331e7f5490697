"""What is held of me: told in plain words, and given in one archive."""

from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import SignedInRequest
from accounts.selectors.own_data import held_of
from accounts.services.own_data import copy_own_data
from pix.shared.streams import streamed


@require_safe
def my_data(request: SignedInRequest) -> HttpResponse:
    return render(request, "accounts/my_data.html", {"held": held_of(request.user)})


@require_POST
def my_copy(request: SignedInRequest) -> HttpResponseBase:
    if not ratelimit.consume(request, action="export_data", user=request.user):
        text = _("Vous avez déjà reçu plusieurs copies\u00a0: réessayez dans une heure.")
        messages.warning(request, text)
        return redirect("my_data")
    now = timezone.now()
    archive = copy_own_data(user=request.user, now=now)
    name = _("mes-donnees-%(date)s.zip") % {"date": timezone.localtime(now).date()}
    return streamed(archive, kind="application/zip", name=name)
