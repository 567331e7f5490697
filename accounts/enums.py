"""What a person may choose of the way pages look, and what she cannot do."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class TextSize(TextChoices):
    NORMAL = "100", _("normale")
    LARGE = "120", _("grande")
    LARGER = "140", _("très grande")


class Spacing(TextChoices):
    NORMAL = "normal", _("normal")
    WIDE = "wide", _("large")


class Font(TextChoices):
    ATKINSON = "atkinson", _("Atkinson, faite pour être lisible")
    SYSTEM = "system", _("celle de l'appareil")
    SPACED = "spaced", _("aux lettres espacées")


class Contrast(TextChoices):
    NORMAL = "normal", _("normal")
    HIGH = "high", _("renforcé")


class Motion(TextChoices):
    NORMAL = "normal", _("comme sur l'appareil")
    REDUCED = "reduced", _("aucune")


class Theme(TextChoices):
    AUTO = "auto", _("comme sur l'appareil")
    LIGHT = "light", _("clair")
    DARK = "dark", _("sombre")


class Barrier(TextChoices):
    """What a challenge demands and some people cannot do: it is then not drawn for them."""

    DESKTOP = "needs_desktop", _("utiliser un ordinateur")
    SIGHT = "needs_sight", _("voir une image")
    COLOUR = "needs_colour", _("distinguer les couleurs")
    HEARING = "needs_hearing", _("entendre un son")
    POINTER = "needs_pointer", _("viser ou glisser avec une souris")
    JAVASCRIPT = "needs_javascript", _("utiliser un simulateur")


class Language(TextChoices):
    FRENCH = "fr", "Français"
    ENGLISH = "en", "English"


class OrganisationKind(TextChoices):
    PRIMARY_SCHOOL = "primary", _("école")
    SECONDARY_SCHOOL = "secondary", _("collège ou lycée")
    AGRICULTURAL_SCHOOL = "agricultural", _("établissement agricole")
    HIGHER_EDUCATION = "higher", _("enseignement supérieur")
    PROFESSIONAL = "professional", _("entreprise, association ou administration")


class OrganisationState(TextChoices):
    REQUESTED = "requested", _("demandée")
    ACTIVE = "active", _("ouverte")
    REFUSED = "refused", _("refusée")
    CLOSED = "closed", _("fermée")


class Role(TextChoices):
    ADMINISTRATOR = "administrator", _("administrateur")
    MEMBER = "member", _("membre")


class Sex(TextChoices):
    MALE = "M", _("masculin")
    FEMALE = "F", _("féminin")


class LearnerStatus(TextChoices):
    SCHOOL = "ST", _("scolaire")
    APPRENTICE = "AP", _("apprenti")


class ClaimState(TextChoices):
    WAITING = "waiting", _("à régler")
    ACCEPTED = "accepted", _("acceptée")
    REFUSED = "refused", _("refusée")


class ImportState(TextChoices):
    """From the file to the list: each state names what was done last."""

    UPLOADED = "uploaded", _("reçu")
    REFUSED = "refused", _("refusé")
    CHECKING = "checking", _("vérification en cours")
    CHECKED = "checked", _("vérifié")
    APPLYING = "applying", _("en cours")
    APPLIED = "applied", _("appliqué")
    FAILED = "failed", _("interrompu")
    UNDOING = "undoing", _("annulation en cours")
    UNDONE = "undone", _("annulé")
    GIVEN_UP = "given_up", _("abandonné")


class SlipPurpose(TextChoices):
    """Why usernames and one-time passwords are made."""

    CREATION = "creation", _("création de comptes")
    RESET = "reset", _("nouveaux mots de passe")


class ConnectorProtocol(TextChoices):
    CAS = "cas", "CAS"
    SAML = "saml", "SAML 2.0"
    OIDC = "oidc", "OpenID Connect"


class AuditAction(TextChoices):
    """What the journal records of pupils' data and of the teams that see it."""

    LIST_READ = "list_read", _("a consulté la liste des élèves")
    LEARNER_READ = "learner_read", _("a consulté la page d'un élève")
    PERSON_READ = "person_read", _("a consulté un compte (équipe de la plateforme)")
    EXPORT = "export", _("a exporté des données")
    IMPORT = "import", _("a importé une liste")
    IMPORT_UNDONE = "import_undone", _("a annulé un import")
    ACCOUNTS_CREATED = "accounts_created", _("a créé des comptes")
    PASSWORD_RESET = "password_reset", _("a réinitialisé un mot de passe")
    LINKED = "linked", _("a rattaché un compte")
    UNLINKED = "unlinked", _("a détaché un compte")
    CLAIM_REFUSED = "claim_refused", _("a refusé une demande de rattachement")
    DISABLED = "disabled", _("a désactivé un élève")
    ENABLED = "enabled", _("a réactivé un élève")
    MEMBER_INVITED = "member_invited", _("a invité un membre")
    MEMBER_JOINED = "member_joined", _("a rejoint l'équipe")
    MEMBER_CHANGED = "member_changed", _("a changé le rôle d'un membre")
    MEMBER_LEFT = "member_left", _("a quitté l'équipe")
    ORGANISATION_DECIDED = "organisation_decided", _("a traité une demande d'ouverture")
    DATA_EXPORTED = "data_exported", _("a téléchargé ses données")
    PARTICIPATION_DELETED = "participation_deleted", _("a supprimé une participation")
    CAMPAIGN_DELETED = "campaign_deleted", _("a supprimé une campagne")
    PROFILE_DECIDED = "profile_decided", _("a relu un parcours proposé à tous")
    CENTRE_DECIDED = "centre_decided", _("a traité une demande de centre de certification")
    CANDIDATES_READ = "candidates_read", _("a consulté les candidats d'une session")
    CANDIDATES_CHANGED = "candidates_changed", _("a modifié les candidats d'une session")
    SESSION_SUPERVISED = "session_supervised", _("est entré en surveillance d'une session")
    SESSION_CODES_RENEWED = "session_codes_renewed", _("a changé un code d'une session")
    SESSION_FINALISED = "session_finalised", _("a finalisé une session")
    SESSION_PUBLISHED = "session_published", _("a publié une session")
    TEST_READ = "test_read", _("a consulté un test de certification")
    RESULT_DECIDED = "result_decided", _("a changé un résultat de certification")
    RESULTS_READ = "results_read", _("a consulté des résultats de certification")
    PERSON_ERASED = "person_erased", _("a effacé un compte")
    PURGE = "purge", _("a effacé des données arrivées à leur terme")


class RecognitionOutcome(TextChoices):
    """What came of looking for a person in a school's list; the label tells them what to do."""

    LINKED = "linked", _("C'est fait\u00a0: votre compte est rattaché à l'établissement.")
    ALREADY_LINKED = (
        "already_linked",
        _("Votre compte est déjà rattaché à cet établissement\u00a0: vous n'avez rien à faire."),
    )
    UNKNOWN = (
        "unknown",
        _(
            "Nous ne vous trouvons pas dans la liste de l'établissement. Écrivez votre nom et "
            "votre prénom comme sur votre carnet ou votre carte, sans surnom, et vérifiez votre "
            "date de naissance. Si tout est juste, montrez cette page à un enseignant."
        ),
    )
    SEVERAL = (
        "several",
        _(
            "Plusieurs élèves vous ressemblent dans la liste. Écrivez votre prénom exactement "
            "comme sur votre carnet ou votre carte. Si rien ne change, montrez cette page à un "
            "enseignant."
        ),
    )
    TAKEN = (
        "taken",
        _(
            "Cet élève de la liste a déjà un compte, sans doute le vôtre. Si vous vous en "
            "souvenez, connectez-vous avec lui. Sinon, vos enseignants voient votre demande et "
            "peuvent rattacher ce compte-ci."
        ),
    )
    REFUSED = (
        "refused",
        _(
            "Un enseignant a répondu que ce compte n'est pas le bon. Connectez-vous avec votre "
            "autre compte, ou demandez-lui vos identifiants."
        ),
    )
    DISABLED = (
        "disabled",
        _(
            "Vous n'êtes plus dans la liste actuelle de l'établissement. Si vous y êtes toujours "
            "élève, demandez à un enseignant de vous y remettre."
        ),
    )
    TOO_MANY = (
        "too_many",
        _("Trop d'essais. Attendez une heure, ou demandez vos identifiants à un enseignant."),
    )


class ErasureReason(TextChoices):
    """Why somebody was erased: a choice, so that the journal never holds what was typed."""

    OWN_CHOICE = "own_choice", _("depuis son compte")
    PERSON_ASKED = "person_asked", _("la personne l'a demandé")
    PARENT_ASKED = "parent_asked", _("un parent l'a demandé")
    SCHOOL_ASKED = "school_asked", _("l'établissement l'a demandé")
    DUPLICATE = "duplicate", _("compte en double")
    UNUSED = "unused", _("compte resté sans usage")


class WayIn(TextChoices):
    """How an account is opened; somebody may have several."""

    EMAIL = "email", _("e-mail")
    USERNAME = "identifiant", _("identifiant")
    ENT = "ent", "ENT"
    NONE = "aucun", _("pas de compte")
