"""Organisations (schools above all), who works in them, and who is invited to."""

import uuid

from django.conf import settings
from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.enums import OrganisationKind, OrganisationState, Role


class Organisation(models.Model):
    """A school, a university, a company: whose members follow learners.

    `code` names it in addresses (`/orga/<code>/…`): its UAI when it has one, else drawn.
    """

    code = models.CharField(_("code"), max_length=12, unique=True)
    kind = models.CharField(
        _("type"),
        max_length=20,
        choices=OrganisationKind,
        default=OrganisationKind.SECONDARY_SCHOOL,
    )
    name = models.CharField(_("nom"), max_length=200)
    uai = models.CharField(_("UAI"), max_length=8, unique=True, null=True, blank=True)
    state = models.CharField(
        _("état"), max_length=12, choices=OrganisationState, default=OrganisationState.REQUESTED
    )
    request_note = models.TextField(_("message de la demande"), blank=True)
    requested_at = models.DateTimeField(_("demandée le"), default=timezone.now)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("demandée par"),
    )
    decision_note = models.TextField(_("motif de la décision"), blank=True)
    decided_at = models.DateTimeField(_("décidée le"), null=True, blank=True)
    teachers_join_from_ent = models.BooleanField(
        _("les enseignants arrivés par l'ENT rejoignent l'équipe"), default=True
    )

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        constraints = (
            models.CheckConstraint(
                condition=Q(uai__regex=r"^[0-9]{7}[A-Z]$"), name="organisation_uai_has_its_shape"
            ),
            models.CheckConstraint(
                condition=Q(state=OrganisationState.REQUESTED) | Q(decided_at__isnull=False),
                name="organisation_decided_at_a_date",
            ),
        )

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A person in the team of an organisation. Ended, it is kept: it tells who could see what."""

    public_id = models.UUIDField(
        default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="memberships"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships"
    )
    role = models.CharField(_("rôle"), max_length=13, choices=Role, default=Role.MEMBER)
    joined_at = models.DateTimeField(_("depuis"), default=timezone.now)
    last_used_at = models.DateTimeField(_("dernier passage"), default=timezone.now)
    ended_at = models.DateTimeField(_("jusqu'à"), null=True, blank=True)

    class Meta:
        verbose_name = _("membre")
        verbose_name_plural = _("membres")
        constraints = (
            models.UniqueConstraint(
                fields=["organisation", "user"],
                condition=Q(ended_at__isnull=True),
                name="membership_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("joined_at")),
                name="membership_ends_after_it_begins",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user} · {self.organisation}"


class Invitation(models.Model):
    """To join a team. Its link holds a secret of which only the digest is kept."""

    public_id = models.UUIDField(
        default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="invitations"
    )
    email = models.EmailField(_("adresse e-mail"))
    role = models.CharField(_("rôle"), max_length=13, choices=Role, default=Role.MEMBER)
    secret_digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    sent_at = models.DateTimeField(_("envoyée le"), default=timezone.now)
    expires_at = models.DateTimeField(_("valable jusqu'au"))
    accepted_at = models.DateTimeField(_("acceptée le"), null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    cancelled_at = models.DateTimeField(_("annulée le"), null=True, blank=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = (
            models.UniqueConstraint(
                fields=["organisation", "email"],
                condition=Q(accepted_at__isnull=True, cancelled_at__isnull=True),
                name="invitation_one_pending_an_address",
            ),
            models.CheckConstraint(
                condition=Q(email=Lower("email")), name="invitation_email_in_lower_case"
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(cancelled_at__isnull=True),
                name="invitation_not_both_accepted_and_cancelled",
            ),
        )

    def __str__(self) -> str:
        return f"{self.email} · {self.organisation}"
