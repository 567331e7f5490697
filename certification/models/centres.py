"""Certification centres, who works in them, and when they may certify."""

import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.enums import Role
from accounts.models import Organisation
from certification.enums import CentreKind, CentreState


class Centre(models.Model):
    """Where certifications are sat. That of a school is linked to it, and sees its pupils.

    `code` names it in addresses: the UAI of its school, else drawn. `time_zone` is that of the
    wall clock of its rooms.
    """

    code = models.CharField(_("code"), max_length=12, unique=True)
    kind = models.CharField(_("type"), max_length=12, choices=CentreKind)
    name = models.CharField(_("nom"), max_length=200)
    organisation = models.OneToOneField(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="centre",
        verbose_name=_("organisation"),
    )
    external_id = models.CharField(_("identifiant externe"), max_length=40, blank=True)
    time_zone = models.CharField(_("fuseau horaire"), max_length=40, default="Europe/Paris")
    state = models.CharField(
        _("état"), max_length=9, choices=CentreState, default=CentreState.REQUESTED
    )
    bound_by_windows = models.BooleanField(_("soumis au calendrier officiel"), default=True)
    requested_at = models.DateTimeField(_("demandé le"), default=timezone.now)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("demandé par"),
    )
    decided_at = models.DateTimeField(_("décidé le"), null=True, blank=True)
    decision_note = models.TextField(_("motif de la décision"), max_length=2000, blank=True)

    class Meta:
        verbose_name = _("centre de certification")
        verbose_name_plural = _("centres de certification")

    def __str__(self) -> str:
        return self.name


class CentreMembership(models.Model):
    """A person in the team of a centre. Ended, it is kept: it tells who could see what."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    centre = models.ForeignKey(Centre, models.CASCADE, related_name="memberships")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="centre_memberships"
    )
    role = models.CharField(_("rôle"), max_length=13, choices=Role, default=Role.MEMBER)
    joined_at = models.DateTimeField(_("depuis"), default=timezone.now)
    ended_at = models.DateTimeField(_("jusqu'à"), null=True, blank=True)

    class Meta:
        verbose_name = _("membre d'un centre")
        verbose_name_plural = _("membres des centres")
        constraints = (
            models.UniqueConstraint(
                fields=["centre", "user"],
                condition=Q(ended_at__isnull=True),
                name="centre_membership_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("joined_at")),
                name="centre_membership_ends_after_it_begins",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user} · {self.centre}"


class CentreInvitation(models.Model):
    """To join the team of a centre. Its link holds a secret of which only the digest is kept."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    centre = models.ForeignKey(Centre, models.CASCADE, related_name="invitations")
    email = models.EmailField(_("adresse e-mail"))
    role = models.CharField(_("rôle"), max_length=13, choices=Role, default=Role.MEMBER)
    secret_digest = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    sent_at = models.DateTimeField(_("envoyée le"), default=timezone.now)
    expires_at = models.DateTimeField(_("valable jusqu'au"))
    accepted_at = models.DateTimeField(_("acceptée le"), null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    cancelled_at = models.DateTimeField(_("annulée le"), null=True, blank=True)

    class Meta:
        verbose_name = _("invitation d'un centre")
        verbose_name_plural = _("invitations des centres")
        constraints = (
            models.UniqueConstraint(
                fields=["centre", "email"],
                condition=Q(accepted_at__isnull=True, cancelled_at__isnull=True),
                name="centre_invitation_one_pending_an_address",
            ),
            models.CheckConstraint(
                condition=Q(email=Lower("email")), name="centre_invitation_email_in_lower_case"
            ),
        )

    def __str__(self) -> str:
        return f"{self.email} · {self.centre}"


class Window(models.Model):
    """When centres of a kind may certify, in a school year. Days, on the centre's calendar."""

    kind = models.CharField(_("type de centre"), max_length=12, choices=CentreKind)
    school_year = models.CharField(_("année scolaire"), max_length=9)
    opens_on = models.DateField(_("ouvre le"))
    closes_on = models.DateField(_("ferme le"))
    catch_up_closes_on = models.DateField(_("fin du rattrapage"), null=True, blank=True)

    class Meta:
        verbose_name = _("fenêtre de certification")
        verbose_name_plural = _("fenêtres de certification")
        constraints = (
            models.UniqueConstraint(
                fields=["kind", "school_year"], name="window_one_a_kind_and_year"
            ),
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")), name="window_closes_after_it_opens"
            ),
            models.CheckConstraint(
                condition=Q(catch_up_closes_on__isnull=True)
                | Q(catch_up_closes_on__gte=F("closes_on")),
                name="window_catch_up_after_it_closes",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.school_year}"

    @property
    def last_day(self) -> date:
        """Of the window, catch-up included."""
        return self.catch_up_closes_on or self.closes_on
