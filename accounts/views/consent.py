"""Under the age of consent: by one's school, or with a parent."""

from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.forms.age import ConsentForm, ParentAddressForm
from accounts.services import consent


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def under_age(request: HttpRequest) -> HttpResponse:
    if not settings.OPEN_SIGN_UP_MINIMUM_AGE:
        return redirect("account_signup")
    form = ParentAddressForm(request.POST or None)
    if form.is_valid():
        email = form.cleaned_data["email"]
        if ratelimit.consume(request, action="parent_consent", key=email):
            consent.ask_parent(
                email=email,
                address_of=lambda token: request.build_absolute_uri(
                    reverse("parent_consent", args=[token])
                ),
            )
            text = _("Un message est parti à %(email)s. Votre parent doit ouvrir son lien.")
            messages.success(request, text % {"email": email})
            return redirect("under_age")
        form.add_error(None, _("Trop de messages pour cette adresse\u00a0: attendez une heure."))
    context = {"form": form, "age": settings.OPEN_SIGN_UP_MINIMUM_AGE}
    return render(request, "accounts/under_age.html", context)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def parent_consent(request: HttpRequest, token: str) -> HttpResponse:
    """The link of the message: the parent reads, agrees, and opens the account of the child."""
    form = ConsentForm(request.POST or None)
    try:
        email = consent.read_request(token)
        if form.is_valid():
            consent.open_account_for_child(
                token=token,
                first_name=form.cleaned_data["first_name"],
                last_name=form.cleaned_data["last_name"],
                password=form.cleaned_data["password1"],
                language=(get_language() or "fr")[:2],
                now=timezone.now(),
            )
            text = _("Le compte est prêt. Votre enfant se connecte avec %(email)s.")
            messages.success(request, text % {"email": email})
            return redirect("account_login")
    except consent.ConsentRefusedError:
        return render(request, "accounts/parent_consent.html", {"email": ""}, status=404)
    context = {"form": form, "email": email, "age": settings.OPEN_SIGN_UP_MINIMUM_AGE}
    return render(request, "accounts/parent_consent.html", context)
