"""Target profiles: what a campaign asks about, and how its results are told."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from campaigns.enums import ProfileCategory, StageKind, Visibility
from competences.models import Topic


class TargetProfile(models.Model):
    """Topics, each up to a level. Ready-made ones come from `campaigns/content/`, by `slug`."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(max_length=60, unique=True, null=True, blank=True)
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, null=True, blank=True, related_name="target_profiles"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    name = models.CharField(_("nom"), max_length=120)
    description = models.TextField(_("description"), max_length=2000, blank=True)
    category = models.CharField(
        _("catégorie"), max_length=20, choices=ProfileCategory, default=ProfileCategory.OWN
    )
    visibility = models.CharField(
        _("visible par"), max_length=12, choices=Visibility, default=Visibility.AUTHOR
    )
    rank = models.PositiveSmallIntegerField(_("ordre"), default=0)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    submitted_at = models.DateTimeField(_("proposé le"), null=True, blank=True)
    decided_at = models.DateTimeField(_("relu le"), null=True, blank=True)
    decision_note = models.TextField(_("mot de la relecture"), max_length=2000, blank=True)
    archived_at = models.DateTimeField(_("retiré le"), null=True, blank=True)

    class Meta:
        verbose_name = _("profil cible")
        verbose_name_plural = _("profils cibles")
        constraints = (
            models.CheckConstraint(
                condition=Q(slug__isnull=False) ^ Q(organisation__isnull=False),
                name="profile_ready_made_or_of_a_school",
            ),
        )
        indexes = (models.Index(fields=["organisation", "name"], name="profile_of_a_school"),)

    def __str__(self) -> str:
        return self.name


class TargetTopic(models.Model):
    """One topic of a profile, asked up to a level."""

    profile = models.ForeignKey(TargetProfile, models.CASCADE, related_name="topics")
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="+")
    max_level = models.PositiveSmallIntegerField(_("niveau au plus"))

    class Meta:
        verbose_name = _("sujet du profil")
        verbose_name_plural = _("sujets du profil")
        constraints = (
            models.UniqueConstraint(fields=["profile", "topic"], name="profile_topic_once"),
            models.CheckConstraint(
                condition=Q(max_level__range=(1, 8)), name="profile_topic_level_1_to_8"
            ),
        )

    def __str__(self) -> str:
        return f"{self.topic_id} ≤ {self.max_level}"


class Stage(models.Model):
    """From `threshold` on (percent of mastery, or mean level), what the participant is told.

    The stage of threshold 0 is everybody's; stars shown = stages reached, that one aside.
    """

    profile = models.ForeignKey(TargetProfile, models.CASCADE, related_name="stages")
    kind = models.CharField(max_length=8, choices=StageKind, default=StageKind.MASTERY)
    threshold = models.PositiveSmallIntegerField(_("à partir de"))
    title = models.CharField(_("titre pour le participant"), max_length=100)
    message = models.TextField(_("mot pour le participant"), max_length=1000, blank=True)
    team_title = models.CharField(_("titre pour l'équipe"), max_length=100, blank=True)
    team_description = models.TextField(_("description pour l'équipe"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("palier")
        verbose_name_plural = _("paliers")
        constraints = (
            models.UniqueConstraint(fields=["profile", "threshold"], name="stage_threshold_once"),
            models.CheckConstraint(condition=Q(threshold__lte=100), name="stage_threshold_percent"),
        )

    def __str__(self) -> str:
        return f"{self.threshold} · {self.title}"


class Badge(models.Model):
    """A thematic result, won when all its criteria are met.

    `criteria`: [{"topics": {topic: level…} or null for the whole profile, "threshold": percent}…].
    """

    profile = models.ForeignKey(TargetProfile, models.CASCADE, related_name="badges")
    key = models.SlugField(max_length=60)
    title = models.CharField(_("titre"), max_length=100)
    message = models.TextField(_("mot quand il est obtenu"), max_length=1000, blank=True)
    criteria = models.JSONField(_("critères"))
    is_shown_before = models.BooleanField(_("montré avant d'être obtenu"), default=True)

    class Meta:
        verbose_name = _("résultat thématique")
        verbose_name_plural = _("résultats thématiques")
        constraints = (models.UniqueConstraint(fields=["profile", "key"], name="badge_key_once"),)

    def __str__(self) -> str:
        return self.title
