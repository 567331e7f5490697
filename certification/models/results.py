"""Results, certificates, appeals, and the keys that prove what the instance delivered."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from certification.enums import (
    AppealState,
    Emitter,
    KeyUse,
    NoticeReader,
    ResultReason,
    ResultStatus,
)
from certification.models.candidates import Candidate
from certification.models.tests import CertificationTest


class Result(models.Model):
    """What a test is worth, at a moment and for a reason. Append-only: the latest counts.

    `competences`: {code: {"level", "level_low", "level_high", "expected_pix"}}, those tested.
    `person_fit` far below zero says that the answers do not look like the profile's.
    """

    test = models.ForeignKey(CertificationTest, models.PROTECT, related_name="results")
    status = models.CharField(_("statut"), max_length=9, choices=ResultStatus)
    reason = models.CharField(_("raison"), max_length=17, choices=ResultReason)
    emitter = models.CharField(_("auteur"), max_length=9, choices=Emitter)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    pix = models.PositiveSmallIntegerField(_("pix"), default=0)
    pix_low = models.PositiveSmallIntegerField(_("pix, au moins"), default=0)
    pix_high = models.PositiveSmallIntegerField(_("pix, au plus"), default=0)
    competences = models.JSONField(_("compétences"), default=dict)
    answered = models.PositiveSmallIntegerField(_("questions répondues"), default=0)
    counted = models.PositiveSmallIntegerField(_("questions comptées"), default=0)
    person_fit = models.FloatField(_("accord avec le profil"), null=True, blank=True)
    comment_for_candidate = models.TextField(
        _("commentaire pour le candidat"), max_length=2000, blank=True
    )
    comment_for_organisation = models.TextField(
        _("commentaire pour l'établissement"), max_length=2000, blank=True
    )
    made_at = models.DateTimeField(_("fait le"))

    class Meta:
        verbose_name = _("résultat de certification")
        verbose_name_plural = _("résultats de certification")
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(pix_low__lte=F("pix_high")), name="result_interval_in_order"
            ),
            models.CheckConstraint(
                condition=Q(status=ResultStatus.VALIDATED) | Q(pix=0),
                name="result_pix_when_validated_only",
            ),
        )

    def __str__(self) -> str:
        return f"{self.test} {self.status}"


class Certificate(models.Model):
    """Delivered at publication. Names and results are copied: it does not change afterwards.

    `content`: {"first_name", "last_name", "birth_date", "birth_place", "centre", "date", "pix",
    "most_pix", "levels": {code: level}}. Corrected by the jury, it is revoked and another one is
    delivered. `status_index` is its place in the status list of credentials.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(_("code de vérification"), max_length=10, unique=True)
    candidate = models.ForeignKey(Candidate, models.PROTECT, related_name="certificates")
    result = models.OneToOneField(Result, models.PROTECT, related_name="certificate")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="certificates",
        verbose_name=_("personne"),
    )
    content = models.JSONField(_("contenu"))
    delivered_at = models.DateTimeField(_("délivré le"))
    expires_at = models.DateTimeField(_("valable jusqu'au"))
    is_public = models.BooleanField(_("vérifiable par tous"), default=True)
    status_index = models.PositiveIntegerField(unique=True)
    revoked_at = models.DateTimeField(_("révoqué le"), null=True, blank=True)
    revocation_reason = models.CharField(
        _("motif de révocation"), max_length=17, choices=ResultReason, blank=True
    )

    class Meta:
        verbose_name = _("certificat")
        verbose_name_plural = _("certificats")
        constraints = (
            models.CheckConstraint(
                condition=Q(code__regex=r"^P-[BCDFGHJKMPQRTVWXY2346789]{8}$"),
                name="certificate_code_has_its_shape",
            ),
            models.UniqueConstraint(
                fields=["candidate"],
                condition=Q(revoked_at__isnull=True),
                name="certificate_one_in_force_a_candidate",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("delivered_at")),
                name="certificate_expires_after_it_is_delivered",
            ),
        )

    def __str__(self) -> str:
        return self.code


class Notice(models.Model):
    """Somebody still to be told that results are published: gone as the mail leaves.

    The candidate is the first of those who have the same address.
    """

    candidate = models.ForeignKey(Candidate, models.CASCADE, related_name="notices")
    reader = models.CharField(_("lecteur"), max_length=10, choices=NoticeReader)

    class Meta:
        verbose_name = _("annonce à envoyer")
        verbose_name_plural = _("annonces à envoyer")
        constraints = (models.UniqueConstraint(fields=["candidate", "reader"], name="notice_once"),)

    def __str__(self) -> str:
        return f"{self.candidate} · {self.get_reader_display()}"


class Appeal(models.Model):
    """A candidate contests a question or a result; the jury answers, the trace stays."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    test = models.ForeignKey(CertificationTest, models.PROTECT, related_name="appeals")
    position = models.PositiveSmallIntegerField(_("question contestée"), null=True, blank=True)
    text = models.TextField(_("recours"), max_length=5000)
    made_at = models.DateTimeField(_("déposé le"), default=timezone.now)
    state = models.CharField(_("état"), max_length=8, choices=AppealState, default=AppealState.OPEN)
    answer = models.TextField(_("réponse du jury"), max_length=5000, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(_("répondu le"), null=True, blank=True)

    class Meta:
        verbose_name = _("recours")
        verbose_name_plural = _("recours")
        constraints = (
            models.UniqueConstraint(
                fields=["test"], condition=Q(state=AppealState.OPEN), name="appeal_one_open_a_test"
            ),
            models.CheckConstraint(
                condition=Q(state=AppealState.OPEN) ^ Q(answered_at__isnull=False),
                name="appeal_answered_at_a_date",
            ),
        )

    def __str__(self) -> str:
        return f"{self.test} {self.made_at}"


class SigningKey(models.Model):
    """A key pair of the instance. The private half is encrypted; retired, only the public stays.

    `public` is PEM, or the certificate (PEM) of the key that signs documents.
    """

    use = models.CharField(_("usage"), max_length=11, choices=KeyUse)
    identifier = models.CharField(_("identifiant"), max_length=64, unique=True)
    public = models.TextField(_("clé publique"))
    private = models.BinaryField(editable=False, null=True)
    created_at = models.DateTimeField(_("créée le"), default=timezone.now)
    retired_at = models.DateTimeField(_("retirée le"), null=True, blank=True)

    class Meta:
        verbose_name = _("clé de signature")
        verbose_name_plural = _("clés de signature")
        constraints = (
            models.UniqueConstraint(
                fields=["use"],
                condition=Q(retired_at__isnull=True),
                name="signing_key_one_in_use",
            ),
        )

    def __str__(self) -> str:
        return self.identifier


class ApiClient(models.Model):
    """A program that reads results: a school record, an admission platform (OAuth2).

    Without organisation, it may ask about any. Only a digest of its secret is kept.
    """

    client_id = models.CharField(_("identifiant"), max_length=40, unique=True)
    secret_digest = models.CharField(max_length=128, editable=False)
    name = models.CharField(_("nom"), max_length=120)
    scopes = models.JSONField(_("droits"), default=list)
    organisation = models.ForeignKey(
        Organisation,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="api_clients",
        verbose_name=_("organisation"),
    )
    created_at = models.DateTimeField(_("créé le"), default=timezone.now)
    last_used_at = models.DateTimeField(_("dernier usage"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("révoqué le"), null=True, blank=True)

    class Meta:
        verbose_name = _("programme client")
        verbose_name_plural = _("programmes clients")

    def __str__(self) -> str:
        return self.name
