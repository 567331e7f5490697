"""What is wrong in a file of sessions, said to those who can correct it."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from certification import candidate_sentences
from certification.candidate_files.problems import Problem

# By code, then by `code:key` where one code has several causes.
_SENTENCES: Final[Mapping[str, str | Promise]] = {
    "CSV_HEADERS_NOT_VALID": _(
        "Les titres des colonnes ne sont pas ceux d'un fichier de sessions. Repartez du modèle à "
        "remplir."
    ),
    "CSV_DATA_REQUIRED": _(
        "La colonne «\u00a0%(field)s\u00a0» manque. Ajoutez-la, ou repartez du modèle à remplir."
    ),
    "SESSION_SITE_REQUIRED": _("Le nom du site manque."),
    "SESSION_ROOM_REQUIRED": _("Le nom de la salle manque."),
    "SESSION_DATE_REQUIRED": _("La date de la session manque."),
    "SESSION_DATE_NOT_VALID": _(
        "«\u00a0%(value)s\u00a0» n'est pas une date lisible. Écrivez le jour, le mois et "
        "l'année\u00a0: 31/01/2027."
    ),
    "SESSION_TIME_REQUIRED": _("L'heure de la session manque."),
    "SESSION_TIME_NOT_VALID": _(
        "«\u00a0%(value)s\u00a0» n'est pas une heure lisible. Écrivez les heures et les "
        "minutes\u00a0: 09:00."
    ),
    "SESSION_INVIGILATOR_REQUIRED": _("Le nom d'un surveillant manque."),
    "SESSION_FIELD_TOO_LONG": _(
        "«\u00a0%(value)s\u00a0» est trop long\u00a0: %(limit)s caractères au plus."
    ),
    "SESSION_IN_THE_PAST": _("La date ou l'heure de cette session est passée."),
    "SESSION_OUTSIDE_WINDOW": _("Ce jour est en dehors du calendrier officiel de votre centre."),
    "SESSION_EXISTS": _(
        "Une session a déjà lieu dans cette salle à cette heure. Pour y ajouter des candidats, "
        "écrivez son numéro seul."
    ),
    "SESSION_UNKNOWN": _(
        "La session «\u00a0%(value)s\u00a0» n'existe pas dans votre centre. Laissez le numéro vide "
        "pour en créer une."
    ),
    "SESSION_STARTED": _(
        "La session %(value)s a commencé, ou est finalisée\u00a0: elle n'accepte plus de candidat."
    ),
    "SESSION_NUMBER_WITH_DATA": _(
        "Une ligne qui a un numéro de session ne décrit pas la session\u00a0: laissez vides le "
        "site, la salle, la date, l'heure et les surveillants."
    ),
    "SESSION_MISSING_ABOVE": _(
        "Cette ligne ne dit pas de quelle session il s'agit, et aucune ne la précède."
    ),
    "SESSION_WITHOUT_CANDIDATE": _(
        "Cette session n'a aucun candidat\u00a0: vous pourrez les inscrire ensuite."
    ),
    "SESSION_CANDIDATE_TWICE": _(
        "%(value)s est déjà à la ligne %(limit)s de la même session\u00a0: cette ligne est laissée "
        "de côté."
    ),
    "SESSION_CANDIDATE_TWICE:enrolled": _(
        "%(value)s est déjà dans cette session\u00a0: cette ligne est laissée de côté."
    ),
    "EMPTY": _("Ce fichier ne contient aucune session."),
    "INVALID_FILE_EXTENSION": _(
        "Les fichiers «\u00a0%(value)s\u00a0» ne sont pas lus ici. Enregistrez le tableau au "
        "format CSV, puis envoyez-le."
    ),
}


def sentence(problem: Problem) -> str:
    """In the language of the reader."""
    cited = {
        "field": problem.column or problem.field,
        "value": problem.value,
        "limit": problem.limit,
    }
    for kind in (f"{problem.code}:{problem.key}", str(problem.code)):
        if kind in _SENTENCES:
            return str(_SENTENCES[kind]) % cited
    return candidate_sentences.sentence(problem)


def told(problem: Problem) -> dict[str, Any]:
    """As a proposal keeps it, and people read it."""
    return {
        "code": str(problem.code),
        "line": problem.line,
        "field": problem.column or problem.field,
        "value": problem.value,
        "message": sentence(problem),
        "blocking": problem.blocking,
    }
