"""Candidates of a session, and the tables that check where they were born."""

import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.enums import Sex
from accounts.models import Learner
from certification.models.sessions import Session


class Candidate(models.Model):
    """Who is expected in a session; linked to an account when they enter it.

    `identity` is folded by `accounts.names`, birth date included: it finds and tells duplicates.
    `needs`: barriers the person meets (accounts.enums.Barrier); such challenges are not drawn.
    An authorisation to start, or to resume, is used once and for fifteen minutes.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    session = models.ForeignKey(Session, models.CASCADE, related_name="candidates")
    learner = models.ForeignKey(
        Learner, models.SET_NULL, null=True, blank=True, related_name="candidacies"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="candidacies",
        verbose_name=_("personne"),
    )
    last_name = models.CharField(_("nom de naissance"), max_length=255)
    first_name = models.CharField(_("prénom"), max_length=255)
    birth_date = models.DateField(_("date de naissance"))
    sex = models.CharField(_("sexe"), max_length=1, choices=Sex, blank=True)
    birth_insee_code = models.CharField(_("code Insee de naissance"), max_length=5, blank=True)
    birth_postal_code = models.CharField(_("code postal de naissance"), max_length=5, blank=True)
    birth_city = models.CharField(_("commune de naissance"), max_length=255, blank=True)
    birth_country = models.CharField(_("pays de naissance"), max_length=255, blank=True)
    class_name = models.CharField(_("classe"), max_length=255, blank=True)
    email = models.EmailField(_("e-mail de convocation"), blank=True)
    result_email = models.EmailField(_("e-mail du destinataire des résultats"), blank=True)
    external_id = models.CharField(_("identifiant local"), max_length=255, blank=True)
    extra_time_percent = models.PositiveSmallIntegerField(
        _("temps majoré (%)"), default=0, validators=[MinValueValidator(0), MaxValueValidator(99)]
    )
    needs = models.JSONField(_("besoins d'accessibilité"), default=list, blank=True)
    identity = models.CharField(max_length=600, editable=False)
    search_name = models.CharField(max_length=511, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    linked_at = models.DateTimeField(_("entré le"), null=True, blank=True)
    present_at = models.DateTimeField(_("présence constatée le"), null=True, blank=True)
    identity_checked_at = models.DateTimeField(_("identité vérifiée le"), null=True, blank=True)
    authorised_at = models.DateTimeField(_("autorisé le"), null=True, blank=True)
    authorised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("candidat")
        verbose_name_plural = _("candidats")
        constraints = (
            models.UniqueConstraint(
                fields=["session", "identity"], name="candidate_once_in_a_session"
            ),
            models.UniqueConstraint(
                fields=["session", "user"],
                condition=Q(user__isnull=False),
                name="candidate_one_seat_a_person",
            ),
            models.UniqueConstraint(
                fields=["session", "learner"],
                condition=Q(learner__isnull=False),
                name="candidate_one_seat_a_learner",
            ),
            models.CheckConstraint(
                condition=Q(extra_time_percent__lte=99), name="candidate_extra_time_under_100"
            ),
        )
        indexes = (models.Index(fields=["session", "search_name"], name="candidates_of_a_session"),)

    def __str__(self) -> str:
        return f"{self.first_name} {self.last_name}"


class BirthCountry(models.Model):
    """A country, by its INSEE code (99xxx; France is 99100)."""

    code = models.CharField(_("code Insee"), max_length=5, primary_key=True)
    name = models.CharField(_("nom"), max_length=200)
    folded = models.CharField(max_length=200, editable=False, db_index=True)

    class Meta:
        verbose_name = _("pays de naissance")
        verbose_name_plural = _("pays de naissance")

    def __str__(self) -> str:
        return self.name


class BirthCity(models.Model):
    """A French town with one of its postal codes: a town may have several rows."""

    insee_code = models.CharField(_("code Insee"), max_length=5)
    postal_code = models.CharField(_("code postal"), max_length=5, db_index=True)
    name = models.CharField(_("nom"), max_length=200)
    folded = models.CharField(max_length=200, editable=False)

    class Meta:
        verbose_name = _("commune de naissance")
        verbose_name_plural = _("communes de naissance")
        constraints = (
            models.UniqueConstraint(
                fields=["insee_code", "postal_code", "folded"], name="birth_city_one_row_each"
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} ({self.postal_code})"
