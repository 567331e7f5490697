"""Several tests taken one after the other, for whoever asked for them: a campaign, an exam."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from competences.enums import AssessmentKind
from competences.models.referential import Release


class Series(models.Model):
    """Tests of the competences of a plan, in order, numbered as one.

    `plan`: [{"competence": code, "topics": {topic: highest level asked}}…]. `after` is the address
    of what follows the last question. The release is that of all its tests.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("type"), max_length=13, choices=AssessmentKind)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, verbose_name=_("personne")
    )
    plan = models.JSONField()
    needs = models.JSONField(default=list)
    after = models.CharField(max_length=200)
    release = models.ForeignKey(Release, models.PROTECT, verbose_name=_("version de la banque"))
    parameter_version = models.PositiveIntegerField(_("version des paramètres"), default=0)
    started_at = models.DateTimeField(_("commencée le"))
    completed_at = models.DateTimeField(_("terminée le"), null=True, blank=True)

    class Meta:
        verbose_name = _("suite de tests")
        verbose_name_plural = _("suites de tests")
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=[AssessmentKind.CAMPAIGN, AssessmentKind.EXAM]),
                name="series_is_of_a_campaign",
            ),
        )

    def __str__(self) -> str:
        return str(self.public_id)
