"""People and how they sign in."""

from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    """Creates people; e-mail addresses are kept in lower case."""

    def create_user(
        self,
        email: str | None = None,
        password: str | None = None,
        **fields: Any,
    ) -> "User":
        user = self.model(email=email.strip().lower() if email else None, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        """`username` is what was typed to sign in: an e-mail address or a username."""
        name = (username or "").strip().lower()
        return self.get(Q(email=name) | Q(username=name))


class User(AbstractBaseUser, PermissionsMixin):
    """A person: a learner, and platform staff when `is_staff`. Signs in by e-mail or username."""

    email = models.EmailField(_("adresse e-mail"), unique=True, null=True, blank=True)
    username = models.CharField(
        _("identifiant"), max_length=150, unique=True, null=True, blank=True
    )
    first_name = models.CharField(_("prénom"), max_length=100, blank=True)
    last_name = models.CharField(_("nom"), max_length=100, blank=True)
    language = models.CharField(_("langue"), max_length=2, default="fr")
    preferences = models.JSONField(_("préférences d'affichage"), default=dict, blank=True)
    must_change_password = models.BooleanField(_("mot de passe à usage unique"), default=False)
    is_staff = models.BooleanField(_("équipe de la plateforme"), default=False)
    is_active = models.BooleanField(_("actif"), default=True)
    date_joined = models.DateTimeField(_("inscription"), default=timezone.now)
    # Under the age of consent, outside school: when a parent agreed, from their own address.
    parent_agreed_at = models.DateTimeField(_("accord d'un parent"), null=True, blank=True)
    # When a message announced that the account, unused, was to be erased.
    erasure_announced_at = models.DateTimeField(null=True, blank=True, editable=False)
    # While an examination is under way, everything that trains is closed to them.
    examined_since = models.DateTimeField(null=True, blank=True, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("personne")
        verbose_name_plural = _("personnes")
        constraints = (
            models.CheckConstraint(
                condition=Q(email__isnull=False) | Q(username__isnull=False),
                name="user_has_a_way_in",
            ),
            models.CheckConstraint(
                condition=Q(email=Lower("email")) & ~Q(email=""),
                name="user_email_in_lower_case",
            ),
            models.CheckConstraint(
                condition=Q(username=Lower("username")) & ~Q(username=""),
                name="user_username_in_lower_case",
            ),
            # What is typed to sign in means one person: a username never looks like an address.
            models.CheckConstraint(
                condition=~Q(username__contains="@"),
                name="user_username_is_no_address",
            ),
        )

    def __str__(self) -> str:
        return self.get_full_name() or self.email or self.username or ""

    def get_full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    def is_examined(self, now: datetime) -> bool:
        """Whether an examination is under way; one that nobody ended is forgotten in the end."""
        since = self.examined_since
        return since is not None and now < since + settings.EXAMINATION_LIFE

    def get_short_name(self) -> str:
        return self.first_name or self.username or (self.email or "").partition("@")[0]
