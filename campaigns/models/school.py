"""What a school shares and follows besides its campaigns."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Learner, Organisation
from campaigns.enums import Licence, Visibility
from competences.models import Topic


class LearnerStanding(models.Model):
    """Whether a learner of a list could sit the certification: computed each night."""

    learner = models.OneToOneField(Learner, models.CASCADE, related_name="standing")
    is_certifiable = models.BooleanField(_("certifiable"))
    certifiable_since = models.DateTimeField(_("certifiable depuis"), null=True, blank=True)
    levels = models.JSONField(default=dict)
    computed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("certifiabilité")
        verbose_name_plural = _("certifiabilités")
        constraints = (
            models.CheckConstraint(
                condition=Q(is_certifiable=False) | Q(certifiable_since__isnull=False),
                name="standing_certifiable_since_a_date",
            ),
        )

    def __str__(self) -> str:
        return str(self.learner)


class Resource(models.Model):
    """An activity, a document or a link that a teacher shares about a topic."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="resources")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="+")
    title = models.CharField(_("titre"), max_length=120)
    description = models.TextField(_("description"), max_length=3000)
    url = models.URLField(_("adresse"), max_length=500, blank=True)
    licence = models.CharField(_("licence"), max_length=12, choices=Licence)
    visibility = models.CharField(
        _("visible par"), max_length=12, choices=Visibility, default=Visibility.ORGANISATION
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    submitted_at = models.DateTimeField(_("proposée le"), null=True, blank=True)
    decided_at = models.DateTimeField(_("relue le"), null=True, blank=True)
    decision_note = models.TextField(_("mot de la relecture"), max_length=2000, blank=True)
    archived_at = models.DateTimeField(_("retirée le"), null=True, blank=True)

    class Meta:
        verbose_name = _("ressource")
        verbose_name_plural = _("ressources")
        indexes = (models.Index(fields=["topic", "visibility"], name="resources_of_a_topic"),)

    def __str__(self) -> str:
        return self.title


class ResourceReport(models.Model):
    """Somebody of a team says what is wrong with a resource: for the staff of the platform."""

    resource = models.ForeignKey(Resource, models.CASCADE, related_name="reports")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    reason = models.TextField(_("ce qui ne va pas"), max_length=1000)
    reported_at = models.DateTimeField(_("signalé le"), default=timezone.now)
    settled_at = models.DateTimeField(_("réglé le"), null=True, blank=True)

    class Meta:
        verbose_name = _("signalement de ressource")
        verbose_name_plural = _("signalements de ressources")
        constraints = (
            models.UniqueConstraint(
                fields=["resource", "user"],
                condition=Q(settled_at__isnull=True, user__isnull=False),
                name="resource_reported_once_at_a_time",
            ),
        )

    def __str__(self) -> str:
        return str(self.resource)


class ResourceMark(models.Model):
    """A teacher found a resource useful."""

    resource = models.ForeignKey(Resource, models.CASCADE, related_name="marks")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("marque d'utilité")
        verbose_name_plural = _("marques d'utilité")
        constraints = (
            models.UniqueConstraint(fields=["resource", "user"], name="resource_marked_once"),
        )

    def __str__(self) -> str:
        return f"{self.user} → {self.resource}"
