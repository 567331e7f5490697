"""What is known of a person, folded from their answers: can be thrown away and rebuilt."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from competences.models.assessment import Assessment
from competences.models.referential import Competence, Topic


class CompetenceProfile(models.Model):
    """A person in a competence. `knowledge`: {skill id: [status, source, probability]}."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("personne"))
    competence = models.ForeignKey(Competence, models.PROTECT, verbose_name=_("compétence"))
    pix = models.PositiveSmallIntegerField(_("pix"))
    level = models.PositiveSmallIntegerField(_("niveau"))
    level_low = models.PositiveSmallIntegerField(_("niveau, au moins"))
    level_high = models.PositiveSmallIntegerField(_("niveau, au plus"))
    expected_pix = models.FloatField(_("pix attendus"))
    pix_sd = models.FloatField(_("écart type des pix"))
    knowledge = models.JSONField(_("acquis"))
    assessment = models.ForeignKey(Assessment, models.CASCADE, verbose_name=_("dernier test"))
    last_position = models.PositiveSmallIntegerField(_("dernière réponse comptée"))
    folded_at = models.DateTimeField(_("calculé le"))

    class Meta:
        verbose_name = _("profil dans une compétence")
        verbose_name_plural = _("profils par compétence")
        constraints = (
            models.UniqueConstraint(
                fields=["user", "competence"], name="profile_one_per_competence"
            ),
            models.CheckConstraint(condition=Q(pix__range=(0, 64)), name="profile_pix_0_to_64"),
            models.CheckConstraint(condition=Q(level__range=(0, 8)), name="profile_level_0_to_8"),
        )

    def __str__(self) -> str:
        return f"{self.user_id} {self.competence_id}"


class LessonMark(models.Model):
    """A lesson saved, or found useful, by a person."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("personne"))
    topic = models.ForeignKey(Topic, models.CASCADE, verbose_name=_("tuto"))
    saved_at = models.DateTimeField(_("enregistré le"), null=True, blank=True)
    useful_at = models.DateTimeField(_("jugé utile le"), null=True, blank=True)

    class Meta:
        verbose_name = _("tuto marqué")
        verbose_name_plural = _("tutos marqués")
        constraints = (
            models.UniqueConstraint(fields=["user", "topic"], name="lesson_mark_one_per_person"),
        )

    def __str__(self) -> str:
        return f"{self.user_id} {self.topic_id}"
