"""Signing up, signing in."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.views import LoginView, SignupView
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from accounts.access import comes_by_school
from accounts.forms.entrance import LONGEST_ADDRESS, EmailTakenError, SignInForm, SignUpForm


class SignInView(LoginView):
    """The QR code of a slip brings the username: `?identifiant=`."""

    def get_initial(self) -> dict[str, Any]:
        username = self.request.GET.get("identifiant", "")[:LONGEST_ADDRESS].replace("\0", "")
        return super().get_initial() | {"login": username}


class SignUpView(SignupView):
    """All or nothing; who already has this account, or pressed the button twice, is signed in.

    Under the age of consent, one comes by a school or with a parent.
    """

    def get_form_kwargs(self) -> dict[str, Any]:
        known = not settings.OPEN_SIGN_UP_MINIMUM_AGE or comes_by_school(self.request)
        this_year = None if known else timezone.localdate().year
        return super().get_form_kwargs() | {"this_year": this_year}

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.get_form()
        if form.is_under_age():
            return redirect("under_age")
        response: HttpResponse = super().post(*args, **kwargs)
        return response

    def form_valid(self, form: SignUpForm) -> HttpResponse:
        try:
            with transaction.atomic():
                return super().form_valid(form)
        except EmailTakenError:
            form.add_error("email", get_adapter().validation_error("email_taken"))
            return self.form_invalid(form)

    def form_invalid(self, form: SignUpForm) -> HttpResponse:
        if form.has_error("email", "email_taken"):
            known = SignInForm(
                {"login": form.data.get("email"), "password": form.data.get("password1")},
                request=self.request,
            )
            if known.is_valid():
                return known.login(self.request, redirect_url=self.get_success_url())
        return super().form_invalid(form)
