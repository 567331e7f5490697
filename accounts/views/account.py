"""My account: small forms, each on its own; what is serious asks for the password."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import SignedInRequest
from accounts.forms.account import EmailChangeForm, LanguageForm, PreferencesForm
from accounts.forms.fields import NamesForm
from accounts.forms.joining import SchoolCodeForm
from accounts.preferences import Preferences
from accounts.selectors.learners import links_of, waiting_claims_of
from accounts.services import people


@require_safe
def my_account(request: SignedInRequest) -> HttpResponse:
    return _page(request)


@require_POST
def my_names(request: SignedInRequest) -> HttpResponse:
    form = NamesForm(request.POST, auto_id="names_%s")
    if not form.is_valid():
        return _page(request, names=form)
    people.rename(user=request.user, **form.cleaned_data)
    messages.success(request, _("Votre nom est enregistré."))
    return redirect("my_account")


@require_POST
def my_email(request: SignedInRequest) -> HttpResponse:
    form = EmailChangeForm(request.POST, user=request.user, auto_id="email_%s")
    if not form.is_valid():
        return _page(request, email=form)
    if not ratelimit.consume(request, action="change_email", user=request.user):
        form.add_error(None, _("Trop de demandes\u00a0: réessayez dans une heure."))
        return _page(request, email=form)
    email = form.cleaned_data["email"]
    people.offer_email_change(
        user=request.user,
        email=email,
        address_of=lambda token: request.build_absolute_uri(reverse("change_email", args=[token])),
    )
    text = _("Un message est parti à %(email)s\u00a0: ouvrez son lien pour confirmer l'adresse.")
    messages.success(request, text % {"email": email})
    return redirect("my_account")


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def change_email(request: HttpRequest, token: str) -> HttpResponse:
    """The link of the message, opened on any device; a second press changes nothing."""
    try:
        if request.method == "POST":
            people.change_email(token=token)
            messages.success(request, _("Votre nouvelle adresse est enregistrée."))
            return redirect("my_account")
        _user, email = people.read_email_change(token)
    except people.EmailChangeRefusedError:
        return render(request, "accounts/change_email.html", {"email": ""}, status=404)
    return render(request, "accounts/change_email.html", {"email": email})


@require_POST
def send_confirmation(request: SignedInRequest) -> HttpResponse:
    user = request.user
    address = EmailAddress.objects.filter(user=user, email=user.email, verified=False).first()
    if address is None:
        return redirect("my_account")
    if ratelimit.consume(request, action="confirm_email", key=address.email):
        address.send_confirmation(request)
    text = _("Un message est parti à %(email)s. S'il n'arrive pas, attendez trois minutes.")
    messages.info(request, text % {"email": address.email})
    return redirect("my_account")


def _page(request: SignedInRequest, **bound: Any) -> HttpResponse:
    """The page, with the form that was just refused in place of a fresh one."""
    user = request.user
    forms = {
        "names": NamesForm(
            auto_id="names_%s", initial={"first_name": user.first_name, "last_name": user.last_name}
        ),
        "email": EmailChangeForm(user=user, auto_id="email_%s"),
        "language": LanguageForm(auto_id="language_%s", initial={"language": user.language}),
        "display": PreferencesForm(
            auto_id="display_%s", initial=vars(Preferences.from_stored(user.preferences))
        ),
        "school": SchoolCodeForm(auto_id="school_%s"),
    }
    context = {
        "forms": forms | bound,
        "links": links_of(user),
        "claims": waiting_claims_of(user),
    }
    return render(request, "accounts/my_account.html", context)
