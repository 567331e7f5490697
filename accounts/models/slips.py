"""Usernames and one-time passwords just made, kept for the time to print them."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.enums import SlipPurpose
from accounts.models.organisations import Organisation


class SlipBatch(models.Model):
    """Accounts to make, or passwords to reset, for some learners, and the slips that come out.

    `public_id` comes from the form: the same form sent twice is one batch. `learner_ids` and
    `done` say what is left to do. `content` holds the slips, encrypted; it is erased after an hour
    (`SLIPS_KEPT`), or as soon as the maker says so. Only the maker may open it.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    purpose = models.CharField(max_length=8, choices=SlipPurpose)
    class_name = models.CharField(_("classe ou groupe"), max_length=255, blank=True)
    learner_ids = models.JSONField(default=list)
    done = models.PositiveIntegerField(default=0)
    made = models.PositiveIntegerField(_("fiches"), default=0)
    made_at = models.DateTimeField(default=timezone.now)
    content = models.BinaryField(null=True, editable=False)

    class Meta:
        verbose_name = _("lot de fiches")
        verbose_name_plural = _("lots de fiches")
        constraints = (
            models.CheckConstraint(condition=~Q(learner_ids=[]), name="slips_are_for_someone"),
        )
        indexes = (models.Index(fields=["made_at"], name="slips_by_age"),)

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} · {self.organisation} · {self.made_at:%Y-%m-%d %H:%M}"

    @property
    def total(self) -> int:
        return len(self.learner_ids)

    @property
    def is_finished(self) -> bool:
        return self.done >= self.total
