"""What a password must be (product.md section 6, interop.md 7.3)."""

from typing import Final

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Membership, User

LEARNER_LENGTH: Final = 8
STAFF_LENGTH: Final = 12
MOST: Final = 255
CLASSES_WANTED: Final = 3


class PasswordRuleValidator:
    """Long enough for what the account can do, of three kinds of characters out of four."""

    def validate(self, password: str, user: User | AnonymousUser | None = None) -> None:
        shortest = shortest_for(user)
        if len(password) < shortest:
            raise ValidationError(_too_short(shortest, len(password)), code="password_too_short")
        if len(password) > MOST:
            message = _("Ce mot de passe est trop long\u00a0: 255\u00a0caractères au plus.")
            raise ValidationError(message, code="password_too_long")
        if _classes(password) < CLASSES_WANTED:
            raise ValidationError(_too_plain(), code="password_too_plain")

    def get_help_text(self) -> str:
        return help_for(None)


def shortest_for(user: User | AnonymousUser | None) -> int:
    """Longer for who sees the data of others: the platform's staff, the team of an organisation."""
    if not isinstance(user, User):
        return LEARNER_LENGTH
    in_team = user.pk is not None and Membership.objects.filter(user=user, ended_at=None).exists()
    return STAFF_LENGTH if user.is_staff or in_team else LEARNER_LENGTH


def help_for(user: User | AnonymousUser | None) -> str:
    return _(
        "%(shortest)d\u00a0caractères au moins, de trois sortes parmi\u00a0: minuscules, "
        "majuscules, chiffres, autres signes."
    ) % {"shortest": shortest_for(user)}


def _classes(password: str) -> int:
    """Of the four: lower case, capitals, digits, anything else (letters without case included)."""
    return len({_class(character) for character in password})


def _class(character: str) -> str:
    if character.islower():
        return "lower"
    if character.isupper():
        return "upper"
    return "digit" if character.isdigit() else "other"


def _too_short(shortest: int, length: int) -> str:
    missing = shortest - length
    return ngettext(
        "Ce mot de passe est trop court\u00a0: il faut %(shortest)d caractères, ajoutez-en un.",
        "Ce mot de passe est trop court\u00a0: il faut %(shortest)d caractères, "
        "ajoutez-en %(missing)d.",
        missing,
    ) % {"shortest": shortest, "missing": missing}


def _too_plain() -> str:
    return _(
        "Ce mot de passe est trop simple\u00a0: mélangez au moins trois sortes de caractères "
        "parmi minuscules, majuscules, chiffres et autres signes."
    )
