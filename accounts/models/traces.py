"""Who did what to whose data. Rows are added; the database refuses to change them."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.enums import AuditAction
from accounts.models.learners import Learner
from accounts.models.organisations import Organisation


class AuditEvent(models.Model):
    """One access or change. It names nobody: people are found by their row, while it lasts.

    `details` holds counts and codes (a class, a number of passwords), never names.
    """

    at = models.DateTimeField(_("date"), default=timezone.now)
    action = models.CharField(_("action"), max_length=30, choices=AuditAction)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        null=True,
        related_name="+",
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        null=True,
        related_name="+",
    )
    learner = models.ForeignKey(
        Learner, on_delete=models.DO_NOTHING, db_constraint=False, null=True, related_name="+"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        null=True,
        related_name="+",
    )
    details = models.JSONField(_("détails"), default=dict, blank=True)

    class Meta:
        verbose_name = _("ligne du journal")
        verbose_name_plural = _("journal")
        indexes = (
            models.Index(fields=["organisation", "-at"], name="audit_by_organisation"),
            models.Index(fields=["person", "-at"], name="audit_by_person"),
        )

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action}"
