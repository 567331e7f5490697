"""The referential and the item bank, as loaded from `competences/content`.

Stable text ids are the primary keys. A row that left the bank stays, inactive: answers refer to it.
"""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Release(models.Model):
    """A loaded version of the bank. Tests read its document, so that past ones replay exactly."""

    digest = models.CharField(_("empreinte"), max_length=64)
    document = models.JSONField(_("contenu"))
    loaded_at = models.DateTimeField(_("chargée le"))

    class Meta:
        verbose_name = _("version de la banque")
        verbose_name_plural = _("versions de la banque")

    def __str__(self) -> str:
        return str(_("version %(number)s") % {"number": self.pk})


class Domain(models.Model):
    id = models.CharField(_("numéro"), primary_key=True, max_length=2)
    name = models.CharField(_("nom"), max_length=100)
    name_en = models.CharField(_("nom anglais"), max_length=100)

    class Meta:
        verbose_name = _("domaine")
        verbose_name_plural = _("domaines")

    def __str__(self) -> str:
        return f"{self.pk}. {self.name}"


class Competence(models.Model):
    id = models.CharField(_("numéro"), primary_key=True, max_length=5)
    domain = models.ForeignKey(Domain, models.PROTECT, verbose_name=_("domaine"))
    name = models.CharField(_("nom"), max_length=120)
    name_en = models.CharField(_("nom anglais"), max_length=120)
    description = models.TextField(_("description"), blank=True)
    description_en = models.TextField(_("description en anglais"), blank=True, default="")

    class Meta:
        verbose_name = _("compétence")
        verbose_name_plural = _("compétences")

    def __str__(self) -> str:
        return f"{self.pk} {self.name}"


class Topic(models.Model):
    id = models.CharField(_("identifiant"), primary_key=True, max_length=80)
    competence = models.ForeignKey(Competence, models.PROTECT, verbose_name=_("compétence"))
    title = models.CharField(_("titre"), max_length=120)
    description = models.TextField(_("description"))
    active = models.BooleanField(_("actif"), default=True)

    class Meta:
        verbose_name = _("sujet")
        verbose_name_plural = _("sujets")

    def __str__(self) -> str:
        return self.title


class Skill(models.Model):
    """One topic at one level: the unit of knowledge, worth `pix_value` pix."""

    id = models.CharField(_("identifiant"), primary_key=True, max_length=90)
    topic = models.ForeignKey(Topic, models.PROTECT, verbose_name=_("sujet"))
    level = models.PositiveSmallIntegerField(_("niveau"))
    can = models.CharField(_("ce qu'il prouve"), max_length=200)
    pix_value = models.FloatField(_("valeur en pix"))
    active = models.BooleanField(_("actif"), default=True)

    class Meta:
        verbose_name = _("acquis")
        verbose_name_plural = _("acquis")
        constraints = (
            models.CheckConstraint(condition=Q(level__range=(1, 8)), name="skill_level_1_to_8"),
            models.UniqueConstraint(
                fields=["topic", "level"], name="skill_one_per_topic_and_level"
            ),
        )

    def __str__(self) -> str:
        return self.pk


class Challenge(models.Model):
    """One way to test a skill. Its definition holds the solution: never for the browser."""

    id = models.CharField(_("identifiant"), primary_key=True, max_length=100)
    skill = models.ForeignKey(Skill, models.PROTECT, verbose_name=_("acquis"))
    kind = models.CharField(_("forme"), max_length=20)
    title = models.CharField(_("titre"), max_length=80)
    definition = models.JSONField(_("définition"))
    active = models.BooleanField(_("actif"), default=True)

    class Meta:
        verbose_name = _("épreuve")
        verbose_name_plural = _("épreuves")

    def __str__(self) -> str:
        return self.pk


class ItemParameters(models.Model):
    """Calibrated parameters of a challenge. Version 0 is the cold start: no row at all."""

    version = models.PositiveIntegerField(_("version"), validators=[MinValueValidator(1)])
    challenge = models.ForeignKey(Challenge, models.CASCADE, verbose_name=_("épreuve"))
    difficulty = models.FloatField(_("difficulté (niveaux)"))
    discrimination = models.FloatField(_("discrimination"))
    guessing = models.FloatField(_("chance de deviner"), validators=[MaxValueValidator(1)])

    class Meta:
        verbose_name = _("paramètres d'une épreuve")
        verbose_name_plural = _("paramètres des épreuves")
        constraints = (
            models.UniqueConstraint(
                fields=["version", "challenge"], name="parameters_one_per_version"
            ),
        )

    def __str__(self) -> str:
        return f"{self.challenge_id} v{self.version}"


class Lesson(models.Model):
    """The lesson of a topic; its id is the topic's."""

    topic = models.OneToOneField(
        Topic, models.PROTECT, primary_key=True, verbose_name=_("sujet"), related_name="lesson"
    )
    title = models.CharField(_("titre"), max_length=120)
    summary = models.CharField(_("résumé"), max_length=300)
    minutes = models.PositiveSmallIntegerField(_("durée (min)"))
    body = models.TextField(_("texte (Markdown)"))
    active = models.BooleanField(_("actif"), default=True)

    class Meta:
        verbose_name = _("tuto")
        verbose_name_plural = _("tutos")

    def __str__(self) -> str:
        return self.title


class Exposure(models.Model):
    """How many tests asked a challenge on a day; the empty challenge counts the tests."""

    competence = models.ForeignKey(Competence, models.CASCADE, verbose_name=_("compétence"))
    challenge_id = models.CharField(_("épreuve"), max_length=100, blank=True)
    day = models.DateField(_("jour"))
    count = models.PositiveIntegerField(_("nombre"))

    class Meta:
        verbose_name = _("exposition")
        verbose_name_plural = _("expositions")
        constraints = (
            models.UniqueConstraint(
                fields=["competence", "challenge_id", "day"], name="exposure_one_per_day"
            ),
        )

    def __str__(self) -> str:
        return f"{self.challenge_id or self.competence_id} {self.day}"
