"""Values that the database stores."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AssessmentKind(models.TextChoices):
    COMPETENCE = "competence", _("test d'une compétence")
    TRIAL = "trial", _("essai sans compte")
    CAMPAIGN = "campaign", _("campagne")
    # Apart from everything else known of the person: neither reads nor changes their profile.
    EXAM = "exam", _("examen")
    # Kept by the app of this name, which asks its questions and scores it.
    CERTIFICATION = "certification", _("certification")

    @classmethod
    def of_profile(cls) -> tuple["AssessmentKind", ...]:
        """Tests whose answers make the profile."""
        return cls.COMPETENCE, cls.CAMPAIGN

    @classmethod
    def alone(cls) -> tuple["AssessmentKind", ...]:
        """Tests that are in no series."""
        return cls.COMPETENCE, cls.TRIAL, cls.CERTIFICATION


class AssessmentState(models.TextChoices):
    STARTED = "started", _("en cours")
    COMPLETED = "completed", _("terminé")


class Attempt(models.TextChoices):
    """Why a test was started: the first (also after a reset), or again on what was failed."""

    FIRST = "first", _("premier passage")
    RETRY = "retry", _("nouvel essai")


class Outcome(models.TextChoices):
    CORRECT = "correct", _("juste")
    INCORRECT = "incorrect", _("faux")
    SKIPPED = "skipped", _("passée")
    TIMED_OUT = "timed_out", _("hors délai")


class ReportCategory(models.TextChoices):
    """What may be wrong with a challenge."""

    QUESTION = "question", _("La consigne ou la question")
    PICTURE = "picture", _("L'image")
    SIMULATOR = "simulator", _("Le simulateur")
    DOWNLOAD = "download", _("Le fichier à télécharger")
    ANSWER = "answer", _("La réponse ou la correction")
    LESSON = "lesson", _("Le tuto")
    ACCESSIBILITY = "accessibility", _("L'accessibilité")
    OTHER = "other", _("Autre chose")


class ReportStatus(models.TextChoices):
    OPEN = "open", _("à traiter")
    DONE = "done", _("traité")
    REJECTED = "rejected", _("sans suite")
