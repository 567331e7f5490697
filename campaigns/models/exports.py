"""Tables too long to be made while one waits."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from campaigns.enums import TableFormat
from campaigns.models.campaigns import Campaign


class Export(models.Model):
    """A table that the worker makes; `public_id` comes from the form: sent twice, it is one.

    `class_name`: None for everybody, "" for those without a class. `touched_at`: when its maker
    was last at work. Its pieces are erased after an hour (`EXPORTS_KEPT`).
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="+")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    extension = models.CharField(max_length=4, choices=TableFormat)
    class_name = models.CharField(_("classe ou groupe"), max_length=255, null=True, blank=True)
    with_skills = models.BooleanField(default=False)
    language = models.CharField(max_length=10)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    asked_at = models.DateTimeField(_("demandé le"), default=timezone.now)
    touched_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(_("prêt le"), null=True)

    class Meta:
        verbose_name = _("export")
        verbose_name_plural = _("exports")
        constraints = (
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True) | Q(touched_at__isnull=False),
                name="export_finished_once_begun",
            ),
        )
        indexes = (models.Index(fields=["asked_at"], name="exports_by_age"),)

    def __str__(self) -> str:
        return f"{self.campaign} · {self.asked_at:%Y-%m-%d %H:%M}"


class ExportPiece(models.Model):
    """A part of the file: it is written and read piece by piece, never held whole."""

    export = models.ForeignKey(Export, models.CASCADE, related_name="pieces")
    number = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        verbose_name = _("morceau d'export")
        verbose_name_plural = _("morceaux d'export")
        constraints = (
            models.UniqueConstraint(fields=["export", "number"], name="export_piece_once"),
        )

    def __str__(self) -> str:
        return f"{self.export_id} · {self.number}"
