"""Values that the database stores."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ProfileCategory(TextChoices):
    BACK_TO_SCHOOL = "back_to_school", _("Rentrée")
    COMPETENCE = "competence", _("Une compétence")
    THEME = "theme", _("Thèmes")
    SUBJECT = "subject", _("Matières")
    REVISION = "revision", _("Révisions pour la certification")
    OWN = "own", _("Faits par des enseignants")


class Visibility(TextChoices):
    """Who may use what a teacher made; the community sees it once staff accepted it."""

    AUTHOR = "author", _("moi seulement")
    ORGANISATION = "organisation", _("mon établissement")
    SUBMITTED = "submitted", _("proposé à tous, en relecture")
    EVERYBODY = "everybody", _("tous")


class StageKind(TextChoices):
    """What a stage's threshold counts."""

    MASTERY = "mastery", _("pourcentage de maîtrise")
    LEVEL = "level", _("niveau moyen")


class CampaignKind(TextChoices):
    EVALUATION = "evaluation", _("évaluation")
    COLLECTION = "collection", _("collecte de profils")
    EXAM = "exam", _("examen")


class Audience(TextChoices):
    ANYONE = "anyone", _("toute personne qui a le code")
    SCHOOL = "school", _("tous les élèves de la liste")
    CLASSES = "classes", _("certaines classes")


class IdentifierKind(TextChoices):
    TEXT = "text", _("texte")
    EMAIL = "email", _("adresse e-mail")


class ParticipationState(TextChoices):
    """Each state names what was done last."""

    STARTED = "started", _("en cours")
    FINISHED = "finished", _("à envoyer")
    SENT = "sent", _("envoyée")


class Origin(TextChoices):
    """Whose resources one looks for: values of addresses."""

    MINE = "moi", _("les miennes")
    SCHOOL = "etablissement", _("de mon établissement")
    ELSEWHERE = "ailleurs", _("d'autres établissements")


class Licence(TextChoices):
    CC_BY = "cc-by", "CC BY 4.0"
    CC_BY_SA = "cc-by-sa", "CC BY-SA 4.0"
    CC_BY_NC_SA = "cc-by-nc-sa", "CC BY-NC-SA 4.0"
    CC0 = "cc0", "CC0"
    LINK = "link", _("simple lien, contenu d'autrui")


class TableFormat(TextChoices):
    """The extension of the file."""

    CSV = "csv", "CSV"
    XLSX = "xlsx", "XLSX"
