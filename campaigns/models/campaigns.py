"""Campaigns, who takes part, and what came out."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Learner, Organisation
from campaigns.enums import Audience, CampaignKind, IdentifierKind, ParticipationState
from campaigns.models.profiles import TargetProfile
from competences.models import Series


class Campaign(models.Model):
    """A test that a team hands out by its code.

    `topics` pins what is asked ({topic: highest level}), and `awards` how it is told ({"stages":
    […], "badges": […]}, see `selectors.pinned`): the profile may change afterwards.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="campaigns")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    kind = models.CharField(_("type"), max_length=10, choices=CampaignKind)
    code = models.CharField(_("code"), max_length=9, unique=True)
    name = models.CharField(_("nom"), max_length=120)
    title = models.CharField(_("titre pour les participants"), max_length=120, blank=True)
    profile = models.ForeignKey(
        TargetProfile, models.PROTECT, null=True, blank=True, related_name="campaigns"
    )
    topics = models.JSONField(default=dict, editable=False)
    awards = models.JSONField(default=dict, editable=False)
    landing_text = models.TextField(_("texte d'accueil"), max_length=5000, blank=True)
    end_text = models.TextField(_("texte de fin"), max_length=5000, blank=True)
    end_label = models.CharField(_("texte du bouton de fin"), max_length=60, blank=True)
    end_url = models.URLField(_("adresse du bouton de fin"), max_length=500, blank=True)
    identifier_label = models.CharField(_("identifiant demandé"), max_length=60, blank=True)
    identifier_kind = models.CharField(
        max_length=5, choices=IdentifierKind, default=IdentifierKind.TEXT
    )
    multiple_sendings = models.BooleanField(_("plusieurs envois"), default=False)
    anonymous_allowed = models.BooleanField(_("sans compte"), default=False)
    live_outcomes = models.BooleanField(_("réponses justes ou fausses en direct"), default=False)
    audience = models.CharField(
        _("pour qui"), max_length=8, choices=Audience, default=Audience.ANYONE
    )
    classes = models.JSONField(_("classes"), default=list, blank=True)
    opens_at = models.DateTimeField(_("ouvre le"), null=True, blank=True)
    closes_at = models.DateTimeField(_("date limite"), null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    archived_at = models.DateTimeField(_("archivée le"), null=True, blank=True)
    deleted_at = models.DateTimeField(_("supprimée le"), null=True, blank=True)

    class Meta:
        verbose_name = _("campagne")
        verbose_name_plural = _("campagnes")
        constraints = (
            models.CheckConstraint(
                condition=Q(code__regex=r"^[ABCDEFGHJKMNPQRSTUVWXYZ]{6}[2-9]{3}$"),
                name="campaign_code_has_its_shape",
            ),
            models.CheckConstraint(
                condition=Q(kind=CampaignKind.COLLECTION) ^ Q(profile__isnull=False),
                name="campaign_profile_unless_collection",
            ),
            models.CheckConstraint(
                condition=Q(end_label="", end_url="") | (~Q(end_label="") & ~Q(end_url="")),
                name="campaign_end_button_whole",
            ),
            models.CheckConstraint(
                condition=Q(closes_at__isnull=True)
                | Q(opens_at__isnull=True)
                | Q(closes_at__gt=F("opens_at")),
                name="campaign_closes_after_it_opens",
            ),
            models.CheckConstraint(
                condition=Q(anonymous_allowed=False) | Q(kind=CampaignKind.EVALUATION),
                name="campaign_anonymous_evaluation_only",
            ),
        )
        indexes = (
            models.Index(fields=["organisation", "-created_at"], name="campaigns_of_a_school"),
        )

    def __str__(self) -> str:
        return self.name


class Participation(models.Model):
    """One run of a person (or of a browser, in an anonymous campaign) through a campaign.

    Taken again, it makes another row, of the next `rank`; the last is the current one.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="participations")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="participations",
    )
    learner = models.ForeignKey(
        Learner, models.SET_NULL, null=True, blank=True, related_name="participations"
    )
    series = models.OneToOneField(Series, models.PROTECT, null=True, blank=True, related_name="+")
    rank = models.PositiveSmallIntegerField(_("envoi n°"), default=1)
    is_current = models.BooleanField(default=True)
    identifier = models.CharField(_("identifiant"), max_length=255, blank=True)
    state = models.CharField(
        _("état"), max_length=8, choices=ParticipationState, default=ParticipationState.STARTED
    )
    started_at = models.DateTimeField(_("commencée le"), default=timezone.now)
    finished_at = models.DateTimeField(_("terminée le"), null=True, blank=True)
    sent_at = models.DateTimeField(_("envoyée le"), null=True, blank=True)
    deleted_at = models.DateTimeField(_("supprimée le"), null=True, blank=True)

    class Meta:
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        constraints = (
            models.UniqueConstraint(
                fields=["campaign", "user", "rank"],
                condition=Q(user__isnull=False),
                name="participation_rank_once",
            ),
            models.UniqueConstraint(
                fields=["campaign", "user"],
                condition=Q(user__isnull=False, is_current=True, deleted_at__isnull=True),
                name="participation_one_current",
            ),
            models.CheckConstraint(
                condition=Q(state=ParticipationState.SENT) ^ Q(sent_at__isnull=True),
                name="participation_sent_at_a_date",
            ),
            models.CheckConstraint(
                condition=Q(state=ParticipationState.STARTED) ^ Q(finished_at__isnull=False),
                name="participation_finished_at_a_date",
            ),
        )
        indexes = (models.Index(fields=["campaign", "state"], name="participation_by_state"),)

    def __str__(self) -> str:
        return str(self.public_id)


class ParticipationResult(models.Model):
    """What a participation says: a fold of its answers, frozen once it is sent.

    `topics`: {topic: {"level": reached, "validated": n, "total": n}}; `competences`: {code:
    {"validated", "total", "pix", "level"}}; `skills`: {skill: [status, source, probability]};
    `badges`: keys won, with the progress of the others.
    """

    participation = models.OneToOneField(Participation, models.CASCADE, related_name="result")
    validated = models.PositiveSmallIntegerField(_("acquis validés"), default=0)
    total = models.PositiveSmallIntegerField(_("acquis visés"), default=0)
    mastery = models.FloatField(_("maîtrise"), default=0)
    pix = models.PositiveSmallIntegerField("pix", null=True, blank=True)
    is_certifiable = models.BooleanField(_("certifiable"), null=True, blank=True)
    stars = models.PositiveSmallIntegerField(_("paliers atteints"), default=0)
    badges = models.JSONField(default=dict)
    topics = models.JSONField(default=dict)
    competences = models.JSONField(default=dict)
    skills = models.JSONField(default=dict)
    computed_at = models.DateTimeField()
    is_frozen = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("résultat de participation")
        verbose_name_plural = _("résultats de participation")
        constraints = (
            models.CheckConstraint(
                condition=Q(mastery__range=(0, 1)), name="result_mastery_is_a_share"
            ),
            models.CheckConstraint(
                condition=Q(validated__lte=F("total")), name="result_validated_among_total"
            ),
        )

    def __str__(self) -> str:
        return str(self.participation)


class CampaignDigest(models.Model):
    """Counts and averages of a campaign's sent results, made for reading by a task."""

    campaign = models.OneToOneField(Campaign, models.CASCADE, related_name="digest")
    content = models.JSONField(default=dict)
    computed_at = models.DateTimeField()
    is_stale = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("synthèse de campagne")
        verbose_name_plural = _("synthèses de campagne")

    def __str__(self) -> str:
        return str(self.campaign)
