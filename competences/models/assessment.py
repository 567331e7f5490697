"""Tests and answers. Answers are the truth: written once, never changed."""

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from competences.enums import (
    AssessmentKind,
    AssessmentState,
    Attempt,
    Outcome,
    ReportCategory,
    ReportStatus,
)
from competences.models.referential import Competence, Release
from competences.models.series import Series

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager


class Assessment(models.Model):
    """An adaptive test of one competence, with the question now asked.

    That of a certification is about several: its competence is that of the question now asked.

    `evidence` pins what was known of the person at the start, so that the test replays exactly:
    {"kept": [[item, correct]…] of earlier tests of this competence that still count (retry),
     "profile": [[item, correct]…] of other competences, "excluded": [item…] not to be drawn,
     "scope": {topic: highest level} in a series: nothing else is asked, nor concluded}.
    `result` is a fold of the answers (see services.folding) and can be rebuilt at any time.
    """

    public_id = models.UUIDField(_("identifiant"), default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("type"), max_length=13, choices=AssessmentKind)
    attempt = models.CharField(_("passage"), max_length=8, choices=Attempt, default=Attempt.FIRST)
    state = models.CharField(
        _("état"), max_length=12, choices=AssessmentState, default=AssessmentState.STARTED
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, verbose_name=_("personne")
    )
    competence = models.ForeignKey(Competence, models.PROTECT, verbose_name=_("compétence"))
    release = models.ForeignKey(Release, models.PROTECT, verbose_name=_("version de la banque"))
    parameter_version = models.PositiveIntegerField(_("version des paramètres"), default=0)
    seed = models.BigIntegerField(_("graine"))
    evidence = models.JSONField(_("connu au départ"), default=dict)
    series = models.ForeignKey(
        Series, models.CASCADE, null=True, blank=True, related_name="tests", verbose_name=_("suite")
    )
    asked_before = models.PositiveSmallIntegerField(
        _("réponses données avant, dans la suite"), default=0
    )
    started_at = models.DateTimeField(_("commencé le"))
    last_answer_at = models.DateTimeField(_("dernière réponse"), null=True, blank=True)
    completed_at = models.DateTimeField(_("terminé le"), null=True, blank=True)
    reset_at = models.DateTimeField(_("remis à zéro le"), null=True, blank=True)
    stop_reason = models.CharField(_("raison de l'arrêt"), max_length=20, blank=True)
    answered = models.PositiveSmallIntegerField(_("réponses données"), default=0)
    result = models.JSONField(_("résultat"), null=True, blank=True)
    folded = models.PositiveSmallIntegerField(_("réponses comptées dans le résultat"), default=0)

    position = models.PositiveSmallIntegerField(_("question en cours"), default=1)
    challenge_id = models.CharField(_("épreuve posée"), max_length=100, blank=True)
    variant = models.PositiveIntegerField(_("variante"), default=0)
    gain = models.FloatField(_("gain attendu"), default=0)
    probability = models.FloatField(_("probabilité du tirage"), default=0)
    candidates = models.PositiveSmallIntegerField(_("épreuves possibles"), default=0)
    asked_at = models.DateTimeField(_("posée le"), null=True, blank=True)
    timer_started_at = models.DateTimeField(_("chronomètre lancé le"), null=True, blank=True)

    if TYPE_CHECKING:
        answers: RelatedManager["Answer"]

    class Meta:
        verbose_name = _("test")
        verbose_name_plural = _("tests")
        constraints = (
            models.UniqueConstraint(
                fields=["user", "competence"],
                condition=Q(
                    state=AssessmentState.STARTED,
                    user__isnull=False,
                    reset_at=None,
                    kind=AssessmentKind.COMPETENCE,
                ),
                name="assessment_one_started_per_competence",
            ),
            models.UniqueConstraint(
                fields=["series", "competence"],
                condition=Q(series__isnull=False),
                name="assessment_one_a_competence_in_a_series",
            ),
            models.CheckConstraint(
                condition=~Q(kind=AssessmentKind.COMPETENCE) | Q(user__isnull=False),
                name="assessment_of_a_competence_has_a_person",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=AssessmentKind.alone()) ^ Q(series__isnull=False),
                name="assessment_in_a_series_or_alone",
            ),
            models.CheckConstraint(
                condition=Q(state=AssessmentState.STARTED) ^ Q(completed_at__isnull=False),
                name="assessment_completed_has_a_date",
            ),
        )
        indexes = (
            models.Index(
                fields=["user", "competence", "started_at"], name="assessment_of_a_person"
            ),
            models.Index(
                fields=["last_answer_at"],
                condition=Q(answered__gt=F("folded")),
                name="assessment_not_folded_yet",
            ),
        )

    def __str__(self) -> str:
        return str(self.public_id)


class Answer(models.Model):
    """One answer, with the draw that led to its question. Append-only."""

    assessment = models.ForeignKey(
        Assessment, models.CASCADE, related_name="answers", verbose_name=_("test")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, verbose_name=_("personne")
    )
    position = models.PositiveSmallIntegerField(_("question"))
    challenge_id = models.CharField(_("épreuve"), max_length=100)
    variant = models.PositiveIntegerField(_("variante"))
    response = models.JSONField(_("réponse"))
    outcome = models.CharField(_("résultat"), max_length=10, choices=Outcome)
    detail = models.CharField(_("détail"), max_length=200, blank=True)
    seconds = models.FloatField(_("durée (s)"))
    gain = models.FloatField(_("gain attendu"))
    probability = models.FloatField(_("probabilité du tirage"))
    candidates = models.PositiveSmallIntegerField(_("épreuves possibles"))
    answered_at = models.DateTimeField(_("répondu le"))

    class Meta:
        verbose_name = _("réponse")
        verbose_name_plural = _("réponses")
        constraints = (
            models.UniqueConstraint(
                fields=["assessment", "position"], name="answer_one_per_position"
            ),
            models.CheckConstraint(condition=Q(position__gte=1), name="answer_position_from_1"),
            models.CheckConstraint(condition=Q(seconds__gte=0), name="answer_seconds_not_negative"),
        )

    def __str__(self) -> str:
        return f"{self.assessment_id}:{self.position}"


class ChallengeReport(models.Model):
    """Somebody says that something is wrong with a challenge; authors see the exact variant."""

    assessment = models.ForeignKey(
        Assessment, models.SET_NULL, null=True, blank=True, verbose_name=_("test")
    )
    challenge_id = models.CharField(_("épreuve"), max_length=100)
    variant = models.PositiveIntegerField(_("variante"))
    category = models.CharField(_("sujet"), max_length=15, choices=ReportCategory)
    text = models.TextField(_("précisions"), max_length=5000)
    created_at = models.DateTimeField(_("signalé le"))
    status = models.CharField(
        _("état"), max_length=10, choices=ReportStatus, default=ReportStatus.OPEN
    )

    class Meta:
        verbose_name = _("signalement d'épreuve")
        verbose_name_plural = _("signalements d'épreuves")

    def __str__(self) -> str:
        return f"{self.challenge_id} ({self.get_category_display()})"
