"""What is wrong in a list of candidates, said to those who can correct it."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.problem_sentences import sentence as file_sentence
from certification.candidate_files.problems import Problem

# By code, then by `code:key` where one code has several causes.
_SENTENCES: Final[Mapping[str, str | Promise]] = {
    "CANDIDATE_FIRST_NAME_REQUIRED": _("Le prénom manque."),
    "CANDIDATE_FIRST_NAME_REQUIRED:no_letter": _(
        "«\u00a0%(value)s\u00a0» ne contient aucune lettre\u00a0: ce n'est pas un prénom."
    ),
    "CANDIDATE_LAST_NAME_REQUIRED": _("Le nom de naissance manque."),
    "CANDIDATE_LAST_NAME_REQUIRED:no_letter": _(
        "«\u00a0%(value)s\u00a0» ne contient aucune lettre\u00a0: ce n'est pas un nom."
    ),
    "CANDIDATE_SEX_REQUIRED": _("Le sexe manque\u00a0: écrivez M ou F."),
    "CANDIDATE_SEX_NOT_VALID": _("«\u00a0%(value)s\u00a0» n'est pas attendu\u00a0: M ou F."),
    "CANDIDATE_BIRTHDATE_REQUIRED": _("La date de naissance manque."),
    "CANDIDATE_BIRTHDATE_FORMAT_NOT_VALID": _(
        "«\u00a0%(value)s\u00a0» n'est pas une date de naissance lisible. Écrivez le jour, le mois "
        "et l'année\u00a0: 31/12/2012."
    ),
    "CANDIDATE_BIRTHDATE_FORMAT_NOT_VALID:no_such_day": _(
        "Le jour «\u00a0%(value)s\u00a0» n'existe pas. Vérifiez l'ordre\u00a0: le jour, le mois, "
        "puis l'année."
    ),
    "CANDIDATE_BIRTHDATE_FORMAT_NOT_VALID:to_come": _(
        "Le «\u00a0%(value)s\u00a0» n'est pas encore passé\u00a0: vérifiez l'année de naissance."
    ),
    "CANDIDATE_BIRTHDATE_MUST_BE_GREATER": _(
        "La date de naissance doit être postérieure au 1er janvier 1900."
    ),
    "CANDIDATE_BIRTH_INFORMATION_REQUIRED": _(
        "Le lieu de naissance manque\u00a0: donnez le pays, puis la commune."
    ),
    "CANDIDATE_BIRTH_COUNTRY_REQUIRED": _("Le pays de naissance manque."),
    "CANDIDATE_BIRTH_COUNTRY_NOT_FOUND": _(
        "Le pays «\u00a0%(value)s\u00a0» n'est pas connu. Écrivez son nom en français, en entier."
    ),
    "CANDIDATE_BIRTH_CITY_REQUIRED": _(
        "Le nom de la commune manque\u00a0: il accompagne le code postal."
    ),
    "CANDIDATE_BIRTH_POSTAL_CODE_REQUIRED": _(
        "Le code postal manque\u00a0: il accompagne le nom de la commune."
    ),
    "CANDIDATE_BIRTH_POSTAL_CODE_NOT_FOUND": _(
        "Le code postal «\u00a0%(value)s\u00a0» n'existe pas."
    ),
    "CANDIDATE_BIRTH_POSTAL_CODE_CITY_NOT_VALID": _(
        "Le code postal %(limit)s n'est pas celui de «\u00a0%(value)s\u00a0»."
    ),
    "CANDIDATE_BIRTH_INSEE_CODE_NOT_VALID": _(
        "«\u00a0%(value)s\u00a0» n'est pas le code Insee d'une commune. Attention, ce n'est pas le "
        "code postal."
    ),
    "CANDIDATE_BIRTH_INSEE_CODE_OR_BIRTH_POSTAL_CODE_AND_BIRTH_CITY_REQUIRED": _(
        "Né en France\u00a0: donnez le code Insee seul, ou bien le code postal et le nom de la "
        "commune. L'un ou l'autre, jamais les deux."
    ),
    "CANDIDATE_FOREIGN_BIRTH_CITY_REQUIRED": _(
        "Né à l'étranger\u00a0: donnez le nom de la ville de naissance."
    ),
    "CANDIDATE_FOREIGN_INSEE_CODE_NOT_VALID": _(
        "Né à l'étranger\u00a0: écrivez 99 dans la colonne du code Insee."
    ),
    "CANDIDATE_FOREIGN_POSTAL_CODE_MUST_BE_EMPTY": _(
        "Né à l'étranger\u00a0: laissez le code postal vide."
    ),
    "CANDIDATE_EMAIL_NOT_VALID": _(
        "«\u00a0%(value)s\u00a0» n'est pas une adresse e-mail complète pour la convocation."
    ),
    "CANDIDATE_RESULT_RECIPIENT_EMAIL_NOT_VALID": _(
        "«\u00a0%(value)s\u00a0» n'est pas une adresse e-mail complète pour les résultats."
    ),
    "CANDIDATE_EXTRA_TIME_INTEGER": _(
        "«\u00a0%(value)s\u00a0» n'est pas un temps majoré lisible\u00a0: un nombre entier de pour "
        "cent, 33 pour un tiers temps."
    ),
    "CANDIDATE_EXTRA_TIME_OUT_OF_RANGE": _(
        "Le temps majoré va de 1 à 99\u00a0%%, ou reste vide\u00a0: «\u00a0%(value)s\u00a0» est "
        "hors de ces limites."
    ),
    "CANDIDATE_BILLING_MODE_REQUIRED": _(
        "La tarification manque\u00a0: Gratuite, Payante ou Prépayée."
    ),
    "CANDIDATE_BILLING_MODE_NOT_VALID": _(
        "«\u00a0%(value)s\u00a0» n'est pas une tarification\u00a0: Gratuite, Payante ou Prépayée."
    ),
    "CANDIDATE_BILLING_MODE_MUST_BE_EMPTY": _(
        "Laissez la tarification vide\u00a0: la certification est gratuite pour les élèves."
    ),
    "CANDIDATE_PREPAYMENT_CODE_REQUIRED": _(
        "Le code de prépaiement manque\u00a0: il accompagne la tarification Prépayée."
    ),
    "CANDIDATE_PREPAYMENT_CODE_MUST_BE_EMPTY": _(
        "Laissez le code de prépaiement vide\u00a0: la tarification n'est pas Prépayée."
    ),
    "CANDIDATE_MAX_ONE_COMPLEMENTARY_CERTIFICATION": _(
        "Plusieurs certifications complémentaires sont demandées (%(value)s)\u00a0: une au plus."
    ),
    "CANDIDATE_NO_SUBSCRIPTION": _("Aucune certification n'est demandée pour ce candidat."),
    "CANDIDATE_COMPLEMENTARY_CERTIFICATION_NOT_OFFERED": _(
        "«\u00a0%(value)s\u00a0» n'est pas proposée ici\u00a0: le candidat passera la "
        "certification des 16 compétences seule."
    ),
    "DUPLICATE_CANDIDATE": _(
        "%(value)s est déjà à la ligne %(limit)s, avec la même date de naissance. Supprimez la "
        "ligne en trop."
    ),
    "DUPLICATE_CANDIDATE:session": _(
        "%(value)s est déjà dans cette session, avec la même date de naissance."
    ),
    "CANDIDATE_FIELD_TOO_LONG": _(
        "«\u00a0%(value)s\u00a0» est trop long\u00a0: %(limit)s caractères au plus."
    ),
    "SESSION_ALREADY_JOINED": _(
        "Un candidat est déjà entré dans la session\u00a0: sa liste ne peut plus être remplacée. "
        "Ajoutez à la main ceux qui manquent."
    ),
    "SESSION_ALREADY_FINALISED": _("La session est finalisée\u00a0: sa liste ne change plus."),
    "EMPTY": _("Ce fichier ne contient aucun candidat."),
    "HEADER_REQUIRED": _(
        "La colonne «\u00a0%(field)s\u00a0» manque. Ajoutez-la, ou repartez du modèle à remplir."
    ),
    "HEADER_REQUIRED:none": _(
        "Les titres des colonnes sont introuvables. Repartez du modèle à remplir."
    ),
    "INVALID_FILE_EXTENSION": _(
        "Les fichiers «\u00a0%(value)s\u00a0» ne sont pas lus. Envoyez un tableau ODS, XLSX ou CSV."
    ),
    "INVALID_FILE:zip": _(
        "Ce fichier est abîmé. Ouvrez-le dans votre tableur, enregistrez-le de nouveau en .ods ou "
        ".xlsx, puis envoyez-le."
    ),
    "PAYLOAD_TOO_LARGE": _("Ce fichier est trop volumineux pour une liste de candidats."),
    "PAYLOAD_TOO_LARGE:rows": _(
        "Ce tableau est trop grand\u00a0: %(limit)s lignes au plus. Supprimez les lignes vides."
    ),
}


def sentence(problem: Problem) -> str:
    """In the language of the reader."""
    for kind in (f"{problem.code}:{problem.key}", problem.code):
        if kind in _SENTENCES:
            return str(_SENTENCES[kind]) % _cited(problem)
    return file_sentence({**_cited(problem), "code": problem.code, "key": problem.key})


def told(problem: Problem) -> dict[str, Any]:
    """As other programs, and people, read it."""
    return {
        "code": str(problem.code),
        "line": problem.line,
        "field": problem.column or problem.field,
        "value": problem.value,
        "message": sentence(problem),
    }


def _cited(problem: Problem) -> dict[str, Any]:
    return {
        "line": problem.line,
        "field": problem.column or problem.field,
        "value": problem.value,
        "limit": problem.limit,
    }
