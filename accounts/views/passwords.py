"""A password in place of the one-time one; an account found again by who left a school."""

from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME, login, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import SignedInRequest
from accounts.forms.entrance import SetPasswordForm
from accounts.forms.recovery import RecoveryForm
from accounts.services import recovery
from pix.shared.addresses import own_address


@sensitive_post_parameters("password1")
@require_http_methods(["GET", "HEAD", "POST"])
def new_password(request: SignedInRequest) -> HttpResponse:
    """For who signed in with a one-time password, and nobody else: it asks for no other proof."""
    asked = request.POST if request.method == "POST" else request.GET
    home = resolve_url(settings.LOGIN_REDIRECT_URL)
    following = own_address(request, asked.get(REDIRECT_FIELD_NAME, ""), otherwise=home)
    if not request.user.must_change_password:
        return HttpResponseRedirect(following)
    form = SetPasswordForm(data=request.POST or None, user=request.user)
    if form.is_valid():
        form.save()
        update_session_auth_hash(request, request.user)
        messages.success(request, _("C'est fait\u00a0: gardez ce mot de passe pour vous."))
        return HttpResponseRedirect(following)
    context = {"form": form, "following": following, "person": request.user}
    return render(request, "accounts/new_password.html", context)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def recover_username(request: HttpRequest) -> HttpResponse:
    """The same answer whoever asks: it says nothing of who is in a list or has an account."""
    form = RecoveryForm(request.POST or None)
    if form.is_valid():
        claimant = form.claimant()
        if ratelimit.consume(request, action="recover_account", key=claimant.national_id):
            recovery.offer_recovery(
                claimant=claimant,
                address_of=lambda token: request.build_absolute_uri(
                    reverse("recover_account", args=[token])
                ),
            )
            return redirect("recovery_asked")
        form.add_error(None, _("Trop de demandes\u00a0: réessayez dans une heure."))
    return render(request, "accounts/recover_username.html", {"form": form})


@login_not_required
@require_safe
def recovery_asked(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/recovery_asked.html")


@sensitive_post_parameters("password1")
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def recover_account(request: HttpRequest, token: str) -> HttpResponse:
    """The link of the message: a password, and the address becomes the way in."""
    try:
        user, email = recovery.read_recovery(token)
        form = SetPasswordForm(data=request.POST or None, user=user)
        if form.is_valid():
            password = form.cleaned_data["password1"]
            login(request, recovery.recover(token=token, password=password, now=timezone.now()))
            messages.success(request, _("Votre compte est retrouvé, avec tous vos résultats."))
            return redirect("my_account")
    except recovery.RecoveryRefusedError:
        return render(request, "accounts/recover_account.html", {"person": None}, status=404)
    except recovery.AddressTakenError:
        form.add_error(None, _("Cette adresse sert maintenant à un autre compte."))
    context = {"person": user, "email": email, "form": form}
    return render(request, "accounts/recover_account.html", context)
