"""Papers of many people, made by the worker."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from certification.models.centres import Centre


class PaperBatch(models.Model):
    """Certificates of a class or of a session in one archive, made by the worker.

    `public_id` comes from the form: sent twice, it is one. `certificates`: their keys, in the
    order of the list. `touched_at`: when its maker was last at work. Its pieces are erased after
    an hour (`PAPERS_KEPT`).
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    centre = models.ForeignKey(Centre, models.CASCADE, related_name="+")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    title = models.CharField(_("titre"), max_length=300)
    certificates = models.JSONField(default=list)
    language = models.CharField(max_length=10)
    done = models.PositiveIntegerField(default=0)
    asked_at = models.DateTimeField(_("demandé le"), default=timezone.now)
    touched_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(_("prêt le"), null=True)

    class Meta:
        verbose_name = _("lot de certificats")
        verbose_name_plural = _("lots de certificats")
        constraints = (
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True) | Q(touched_at__isnull=False),
                name="papers_finished_once_begun",
            ),
        )
        indexes = (models.Index(fields=["asked_at"], name="papers_by_age"),)

    def __str__(self) -> str:
        return f"{self.title} · {self.asked_at:%Y-%m-%d %H:%M}"

    @property
    def total(self) -> int:
        return len(self.certificates)


class PaperPiece(models.Model):
    """A part of the archive: it is written and read piece by piece, never held whole."""

    batch = models.ForeignKey(PaperBatch, models.CASCADE, related_name="pieces")
    number = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        verbose_name = _("morceau d'un lot de certificats")
        verbose_name_plural = _("morceaux des lots de certificats")
        constraints = (
            models.UniqueConstraint(fields=["batch", "number"], name="paper_piece_once"),
        )

    def __str__(self) -> str:
        return f"{self.batch_id} · {self.number}"
