"""How allauth behaves here: no invented usernames, our sentences, mail sent in the background."""

from datetime import timedelta
from math import ceil
from typing import Any, ClassVar, override

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.mail import EmailMultiAlternatives
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from accounts import lockout
from accounts.ent.passage import forget_arrival
from accounts.mail import send_after_commit
from accounts.models import User
from accounts.selectors.organisations import IN_TEAM, works_in_a_team
from accounts.selectors.people import current_preferences

MISMATCH = _("L'identifiant ou le mot de passe ne correspond pas. Vérifiez-les et réessayez.")
TAKEN = _(
    "Un compte existe déjà avec cette adresse. Connectez-vous, ou demandez un nouveau mot de passe."
)


class AccountAdapter(DefaultAccountAdapter):
    error_messages: ClassVar[dict[str, Any]] = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": MISMATCH,
        "username_password_mismatch": MISMATCH,
        "email_taken": TAKEN,
        "enter_current_password": _("Ce n'est pas votre mot de passe actuel."),
        "incorrect_password": _("Ce n'est pas votre mot de passe."),
        "invalid_password_reset": _("Ce lien n'est plus valable."),
    }

    def populate_username(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """Nobody gets a username she did not ask for."""

    def save_user(
        self,
        request: HttpRequest,
        user: User,
        form: BaseForm,
        commit: bool = True,  # noqa: FBT001, FBT002 -- allauth's signature
    ) -> User:
        """The new account keeps the language and the display chosen before signing up."""
        user.language = (get_language() or "fr")[:2]
        user.preferences = current_preferences(request).to_stored()
        return super().save_user(request, user, form, commit)

    @override
    def unstash_verified_email(self, request: HttpRequest) -> str | None:
        """An address proved by a link confirms itself, and never replaces the one typed."""
        return None

    @override
    def post_login(self, request: HttpRequest, user: User, **details: Any) -> HttpResponse:
        request.session.pop("account_verified_email", None)
        forget_arrival(request.session)
        request.session[IN_TEAM] = works_in_a_team(user)
        return super().post_login(request, user, **details)

    def set_password(self, user: User, password: str) -> None:
        """By the person: a one-time password has served."""
        user.must_change_password = False
        super().set_password(user, password)
        lockout.forget_failures(lockout.person_key(user))

    @override
    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        left = lockout.pause_left(_key(credentials), now=timezone.now())
        if left:
            raise ValidationError(_wait(left), code="too_many_login_attempts")

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        user = super().authenticate(request, **credentials)
        if user:
            lockout.forget_failures(lockout.person_key(user))
        return user

    @override
    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        lockout.record_failure(_key(credentials), now=timezone.now())

    def render_mail(
        self,
        template_prefix: str,
        email: str | list[str],
        context: dict[str, Any],
        headers: dict[str, str] | None = None,
    ) -> EmailMultiAlternatives:
        """One text a message; its HTML is the same text in a frame."""
        message = super().render_mail(template_prefix, email, context, headers)
        frame = {"subject": message.subject, "text": message.body}
        message.attach_alternative(
            render_to_string("accounts/email/frame.html", frame), "text/html"
        )
        return message

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        details = {"request": self.request, "email": email} | context
        send_after_commit(self.render_mail(template_prefix, email, details))

    def is_safe_url(self, url: str | None) -> bool:
        """An address that cannot be read leads nowhere."""
        try:
            return bool(super().is_safe_url(url))
        except ValueError:
            return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Behind a socket the address may be unknown; people still sign up."""
        try:
            return super().get_client_ip(request)
        except PermissionDenied:
            return "unknown"

    @override
    def is_ajax(self, request: HttpRequest) -> bool:
        """Pages only: these views are no JSON interface."""
        return False


def _key(credentials: dict[str, Any]) -> str:
    return lockout.account_key(credentials.get("username") or credentials.get("email") or "")


def _wait(left: timedelta) -> str:
    minutes = ceil(left / timedelta(minutes=1))
    return ngettext(
        "Trop d'essais pour ce compte. Réessayez dans %(minutes)d\u00a0minute, "
        "ou demandez un nouveau mot de passe.",
        "Trop d'essais pour ce compte. Réessayez dans %(minutes)d\u00a0minutes, "
        "ou demandez un nouveau mot de passe.",
        minutes,
    ) % {"minutes": minutes}
