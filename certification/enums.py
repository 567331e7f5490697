"""Values that the database stores."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CentreKind(TextChoices):
    """Whom a centre certifies: the official windows depend on it."""

    MIDDLE_SCHOOL = "college", _("collège")
    HIGH_SCHOOL = "lycee", _("lycée, établissement agricole ou réseau AEFE")
    HIGHER_EDUCATION = "higher", _("enseignement supérieur")
    PROFESSIONAL = "professional", _("entreprise, association ou administration")


class CentreState(TextChoices):
    REQUESTED = "requested", _("demandé")
    ACTIVE = "active", _("ouvert")
    REFUSED = "refused", _("refusé")
    ARCHIVED = "archived", _("archivé")


class SessionState(TextChoices):
    """From the plan to the certificates; changed by `services.transitions` alone."""

    CREATED = "created", _("créée")
    FINALISED = "finalised", _("finalisée")
    IN_PROCESS = "in_process", _("en traitement")
    PUBLISHED = "published", _("publiée")


class ProposalSource(TextChoices):
    FILE = "file", _("fichier")
    PLANNER = "planner", _("planificateur")


class TestState(TextChoices):
    STARTED = "started", _("en cours")
    ENDED = "ended", _("terminé")


class Ending(TextChoices):
    """Why a certification test ended."""

    COMPLETED = "completed", _("toutes les questions ont été posées")
    OUT_OF_TIME = "out_of_time", _("le temps était écoulé")
    BY_INVIGILATOR = "by_invigilator", _("le surveillant y a mis fin")
    BY_FINALISATION = "by_finalisation", _("la session a été finalisée")
    BY_CANDIDATE = "by_candidate", _("la personne y a mis fin (certification blanche)")


class AbortReason(TextChoices):
    """Why a test was not finished, said at the finalisation: it decides how blanks count."""

    CANDIDATE = "candidate", _("le candidat a arrêté ou n'a pas eu le temps")
    TECHNICAL = "technical", _("un problème technique")


class EventKind(TextChoices):
    """What happened during a test: acts of the people, signals of the machine."""

    LINKED = "linked", _("est entré dans la session")
    AUTHORISED = "authorised", _("autorisé à commencer")
    UNAUTHORISED = "unauthorised", _("autorisation retirée")
    STARTED = "started", _("a commencé")
    RESUMED = "resumed", _("a repris")
    SUSPENDED = "suspended", _("doit être autorisé à reprendre")
    EXTENDED = "extended", _("temps ajouté")
    ENDED = "ended", _("test terminé")
    FOCUS_LOST = "focus_lost", _("a quitté la page")
    FOCUS_BACK = "focus_back", _("est revenu sur la page")
    SECOND_WINDOW = "second_window", _("a ouvert une deuxième fenêtre")
    OTHER_POST = "other_post", _("est arrivé d'un autre poste")
    DISCONNECTED = "disconnected", _("connexion perdue")
    RECONNECTED = "reconnected", _("connexion revenue")
    ALERT_RAISED = "alert_raised", _("a signalé un problème")
    ALERT_SETTLED = "alert_settled", _("signalement traité")
    REFUSED_ENTRY = "refused_entry", _("entrée refusée")


class AlertState(TextChoices):
    OPEN = "open", _("à traiter")
    ACCEPTED = "accepted", _("acceptée")
    REFUSED = "refused", _("refusée")
    WITHDRAWN = "withdrawn", _("retirée par le candidat")


class IncidentCategory(TextChoices):
    """interop.md 5.3."""

    CANDIDATE_INFORMATIONS_CHANGES = (
        "CANDIDATE_INFORMATIONS_CHANGES",
        _("Modification des informations du candidat"),
    )
    SIGNATURE_ISSUE = "SIGNATURE_ISSUE", _("Problème d'émargement")
    IN_CHALLENGE = "IN_CHALLENGE", _("Problème sur une question")
    FRAUD = "FRAUD", _("Suspicion de fraude")
    NON_BLOCKING_CANDIDATE_ISSUE = (
        "NON_BLOCKING_CANDIDATE_ISSUE",
        _("Problème non bloquant du candidat"),
    )
    NON_BLOCKING_TECHNICAL_ISSUE = (
        "NON_BLOCKING_TECHNICAL_ISSUE",
        _("Problème technique non bloquant"),
    )


class IncidentSubcategory(TextChoices):
    NAME_OR_BIRTHDATE = "NAME_OR_BIRTHDATE", _("Nom, prénom ou date de naissance à corriger")
    EXTRA_TIME_PERCENTAGE = "EXTRA_TIME_PERCENTAGE", _("Temps majoré à corriger")
    IMAGE_NOT_DISPLAYING = "IMAGE_NOT_DISPLAYING", _("L'image ne s'affiche pas")
    EMBED_NOT_WORKING = "EMBED_NOT_WORKING", _("Le simulateur ne fonctionne pas")
    FILE_NOT_OPENING = "FILE_NOT_OPENING", _("Le fichier ne s'ouvre pas")
    WEBSITE_UNAVAILABLE = "WEBSITE_UNAVAILABLE", _("Un site est indisponible")
    WEBSITE_BLOCKED = "WEBSITE_BLOCKED", _("Un site est bloqué par l'établissement")
    EXTRA_TIME_EXCEEDED = "EXTRA_TIME_EXCEEDED", _("Le temps majoré n'a pas suffi")
    SOFTWARE_NOT_WORKING = "SOFTWARE_NOT_WORKING", _("Un logiciel ne fonctionne pas")
    UNINTENTIONAL_FOCUS_OUT = "UNINTENTIONAL_FOCUS_OUT", _("Page quittée sans le vouloir")
    SKIP_ON_OOPS = "SKIP_ON_OOPS", _("Question passée par erreur")
    ACCESSIBILITY_ISSUE = "ACCESSIBILITY_ISSUE", _("Problème d'accessibilité")


class ResultStatus(TextChoices):
    VALIDATED = "validated", _("validée")
    REJECTED = "rejected", _("rejetée")
    CANCELLED = "cancelled", _("annulée")
    ERROR = "error", _("en erreur")


class Emitter(TextChoices):
    """Who made a result."""

    ALGORITHM = "algorithm", _("calcul")
    JURY = "jury", _("jury")


class ResultReason(TextChoices):
    """Why a result is what it is; the words for candidate and school come from it."""

    SCORED = "scored", _("calculé à partir des réponses")
    TOO_FEW_ANSWERS = "too_few_answers", _("trop peu de réponses")
    TOO_FEW_TECHNICAL = "too_few_technical", _("trop peu de réponses, pour une raison technique")
    BELOW_MINIMUM = "below_minimum", _("en dessous du minimum pour être certifié")
    FRAUD = "fraud", _("fraude")
    UNFRAUD = "unfraud", _("fraude non retenue")
    CANCELLED_BY_JURY = "cancelled_by_jury", _("annulée par le jury")
    UNCANCELLED = "uncancelled", _("annulation levée par le jury")
    NEUTRALISATION = "neutralisation", _("questions neutralisées")
    APPEAL = "appeal", _("recours accepté")
    RESCORED = "rescored", _("recalculé")
    FAILURE = "failure", _("le calcul a échoué")


class NoticeReader(TextChoices):
    """Who is told that results are published."""

    CANDIDATE = "candidate", _("le candidat")
    PRESCRIBER = "prescriber", _("qui reçoit les résultats")


class AppealState(TextChoices):
    OPEN = "open", _("à traiter")
    ACCEPTED = "accepted", _("accepté")
    REFUSED = "refused", _("refusé")


class KeyUse(TextChoices):
    DOCUMENTS = "documents", _("signature des certificats")
    CREDENTIALS = "credentials", _("signature des badges")


class ApiScope(TextChoices):
    """What a program may read of results (docs/api.md)."""

    SCHOOL_RECORD = "certifications:school", _("les certifications d'un établissement (LSU, LSL)")
    ADMISSION = "certifications:search", _("le certificat d'une personne (admission)")
