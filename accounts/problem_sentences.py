"""What is wrong in a list of pupils, said to those who can correct it: what, and what to do."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Learner
from accounts.school_lists.formats import SIECLE, formats

# By code, then by `code:key` where one code has several causes.
_SENTENCES: Final[Mapping[str, str | Promise]] = {
    "UAI_MISMATCHED": _(
        "Ce fichier vient de l'établissement %(value)s, or votre espace est celui de %(limit)s. "
        "Vérifiez l'établissement choisi au moment de l'export."
    ),
    "UAI_MISMATCHED:absent": _(
        "Ce fichier ne dit pas de quel établissement il vient (UAJ). Refaites l'export depuis "
        "SIECLE, sans l'ouvrir ni le modifier."
    ),
    "UAI_MISMATCHED:no_uai": _(
        "Votre espace n'a pas d'UAI : un fichier SIECLE ne peut pas y être importé. Indiquez "
        "l'UAI dans les réglages, ou importez un tableau."
    ),
    "INE_UNIQUE": _(
        "L'INE %(value)s est déjà celui de l'élève de la ligne %(limit)s. Un INE n'appartient "
        "qu'à un seul élève : gardez le bon, corrigez l'autre."
    ),
    "BIRTH_CITY_CODE_REQUIRED_FOR_FR_STUDENT": _(
        "L'élève d'INE %(value)s est né en France sans code de commune de naissance. Complétez sa"
        " commune de naissance dans SIECLE, puis refaites l'export."
    ),
    "SEX_CODE_REQUIRED": _(
        "L'élève d'INE %(value)s n'a pas de sexe indiqué. Complétez sa fiche, puis refaites "
        "l'export."
    ),
    "BIRTHDATE_REQUIRED": _(
        "La date de naissance manque. Elle sert à reconnaître l'élève : complétez-la, puis "
        "envoyez de nouveau le fichier."
    ),
    "EMPTY": _("Ce fichier ne contient aucun élève à importer."),
    "EMPTY:skipped": _(
        "Ce fichier ne contient aucun élève à importer : tous sont sortis, sans INE ou sans classe."
    ),
    "INVALID_FILE": _("Ce fichier est abîmé et ne peut pas être lu. Refaites l'export."),
    "INVALID_FILE:not_xml": _(
        "Ce fichier n'est pas un export XML de SIECLE. Dans SIECLE : Exportations, En XML, Élèves"
        " sans adresses."
    ),
    "INVALID_FILE:broken_xml": _(
        "Le fichier s'interrompt ou est abîmé à la ligne %(line)s. Refaites l'export depuis "
        "SIECLE, sans l'ouvrir ni le modifier."
    ),
    "INVALID_FILE:doctype": _(
        "Ce fichier contient une déclaration DOCTYPE, qu'un export de SIECLE n'a jamais : il est "
        "refusé par sécurité. Refaites l'export."
    ),
    "INVALID_FILE:oversized": _(
        "Ce fichier n'a pas la forme d'un export de SIECLE (ligne %(line)s). Refaites l'export."
    ),
    "INVALID_FILE:zip": _(
        "Ce fichier ZIP est abîmé et ne peut pas être ouvert. Refaites l'export."
    ),
    "INVALID_FILE:zip_without_xml": _(
        "Ce fichier ZIP ne contient pas de fichier XML. Envoyez le ZIP tel que SIECLE le donne."
    ),
    "INVALID_FILE:zip_two_xml": _(
        "Ce fichier ZIP contient plusieurs fichiers XML. Envoyez celui des élèves seulement."
    ),
    "INVALID_FILE:zip_nested": _(
        "Ce fichier ZIP contient un autre ZIP. Ouvrez-le et envoyez celui qui contient le XML."
    ),
    "INVALID_FILE:zip_encrypted": _(
        "Ce fichier ZIP est protégé par un mot de passe. Envoyez-le sans protection."
    ),
    "INVALID_FILE:zip_crowded": _(
        "Ce fichier ZIP contient trop de fichiers. Envoyez le ZIP tel que SIECLE le donne."
    ),
    "INVALID_FILE:zip_bomb": _(
        "Ce fichier ZIP est anormalement compressé : il est refusé par sécurité."
    ),
    "INVALID_FILE:sheet": _(
        "Ce tableau ne peut pas être lu. Ouvrez-le dans votre tableur, enregistrez-le de nouveau "
        "en .xlsx ou .ods, puis envoyez-le."
    ),
    "INVALID_FILE:sheet_protected": _(
        "Ce tableau est protégé par un mot de passe, ou dans un ancien format. Enregistrez-le "
        "sans mot de passe, en .xlsx ou .ods, puis envoyez-le."
    ),
    "INVALID_FILE_EXTENSION": _(
        "Les fichiers « %(value)s » ne sont pas lus. Envoyez l'export XML ou ZIP de SIECLE, ou un"
        " tableau CSV, XLSX ou ODS."
    ),
    "INVALID_FILE_EXTENSION:format": _(
        "Un fichier « %(value)s » ne peut pas être une liste de ce format (%(limit)s)."
    ),
    "PAYLOAD_TOO_LARGE": _(
        "Ce fichier est trop volumineux. L'export « Élèves sans adresses » est bien plus petit."
    ),
    "PAYLOAD_TOO_LARGE:rows": _(
        "Ce tableau est trop grand : %(limit)s lignes au plus. Supprimez les lignes vides, et "
        "n'envoyez que vos élèves."
    ),
    "ENCODING_NOT_SUPPORTED": _(
        "L'encodage « %(value)s » de ce fichier n'est pas connu. Refaites l'export, sans ouvrir "
        "le fichier."
    ),
    "ENCODING_NOT_SUPPORTED:mismatch": _(
        "Ce fichier se dit encodé en « %(value)s », mais ne l'est pas : il a sans doute été "
        "ouvert puis enregistré. Refaites l'export, sans l'ouvrir."
    ),
    "ENCODING_NOT_SUPPORTED:text": _(
        "Ce fichier n'est pas un texte lisible. Enregistrez votre tableau en CSV UTF-8, ou en "
        ".xlsx."
    ),
    "BAD_CSV_FORMAT": _("Ce fichier n'est pas un tableau CSV lisible."),
    "BAD_CSV_FORMAT:quotes": _(
        "À partir de la ligne %(line)s, un guillemet ouvert n'est pas fermé, ou est mal placé. "
        "Supprimez-le, puis envoyez de nouveau le fichier."
    ),
    "BAD_CSV_FORMAT:columns": _(
        "Ce tableau a plus de %(limit)s colonnes : ne gardez que celles qui décrivent vos élèves."
    ),
    "BAD_CSV_FORMAT:cells": _(
        "La ligne %(line)s a plus de cellules que les %(limit)s colonnes de la ligne de titres. "
        "Un séparateur est sans doute de trop."
    ),
    "HEADER_REQUIRED": _(
        "La colonne « %(field)s » manque. Ajoutez-la, avec ce titre exact, ou choisissez la "
        "colonne qui en tient lieu."
    ),
    "HEADER_UNKNOWN": _(
        "La colonne « %(field)s » n'est pas attendue, ou vient deux fois. Supprimez-la du fichier."
    ),
    "FIELD_MIN_LENGTH": _("« %(value)s » est trop court : %(limit)s caractères au moins."),
    "FIELD_MAX_LENGTH": _("« %(value)s » est trop long : %(limit)s caractères au plus."),
    "FIELD_LENGTH": _("« %(value)s » doit avoir exactement %(limit)s caractères."),
    "FIELD_DATE_FORMAT": _(
        "« %(value)s » n'est pas une date lisible. Écrivez le jour, le mois et l'année : "
        "31/12/2012."
    ),
    "FIELD_DATE_FORMAT:no_such_day": _(
        "Le jour « %(value)s » n'existe pas. Vérifiez l'ordre : le jour, le mois, puis l'année."
    ),
    "FIELD_DATE_FORMAT:no_birth_date": _(
        "« %(value)s » ne peut pas être une date de naissance : vérifiez l'année."
    ),
    "FIELD_EMAIL_FORMAT": _("« %(value)s » n'est pas une adresse e-mail complète."),
    "FIELD_REQUIRED": _("Il manque une valeur : complétez la colonne « %(field)s »."),
    "FIELD_REQUIRED:siecle": _(
        "Il manque « %(field)s » sur la fiche de cet élève. Complétez-la dans SIECLE, puis "
        "refaites l'export."
    ),
    "FIELD_BAD_VALUES": _("« %(value)s » n'est pas attendu ici. Valeurs possibles : %(limit)s."),
    "FIELD_BAD_VALUES:no_name": _("« %(value)s » ne contient aucune lettre : ce n'est pas un nom."),
    "IDENTIFIER_UNIQUE": _(
        "L'identifiant « %(value)s » est déjà celui de la ligne %(limit)s. Chaque élève a le sien."
    ),
    "INSEE_CODE_INVALID": _("« %(value)s » n'est pas un code de l'INSEE."),
    "INSEE_CODE_INVALID:city": _(
        "« %(value)s » n'est pas un code de commune de l'INSEE : cinq chiffres, ou 2A ou 2B suivi"
        " de trois chiffres. Attention, ce n'est pas le code postal."
    ),
    "INSEE_CODE_INVALID:country": _(
        "« %(value)s » n'est pas un code de pays de l'INSEE : trois chiffres, 100 pour la France."
    ),
    "INSEE_CODE_INVALID:long_country": _(
        "« %(value)s » n'est pas un code de pays de l'INSEE : cinq chiffres qui commencent par "
        "99, 99100 pour la France."
    ),
    "IDENTITY_UNIQUE": _(
        "%(value)s figure deux fois, avec la même date de naissance. Supprimez la ligne en trop, "
        "ou donnez à chacun son INE ou son identifiant."
    ),
    "INE_INVALID": _(
        "« %(value)s » n'a pas la forme d'un INE (9 chiffres et 2 lettres, ou 10 chiffres et une "
        "lettre). L'élève est importé ainsi : vérifiez-le."
    ),
    "SEVERAL_CLASSES": _(
        "Cet élève est dans plusieurs classes : %(limit)s. « %(value)s » est gardée."
    ),
    "SEVERAL_MATCHES": _(
        "Plusieurs élèves de votre liste ont le nom et la date de naissance de %(value)s : une "
        "nouvelle ligne sera créée. Un INE permettrait de choisir la bonne."
    ),
    "IDENTITY_CHANGED": _(
        "%(value)s porte l'identifiant d'un élève qui a un autre nom et une autre date de "
        "naissance dans votre liste. Vérifiez cet identifiant avant d'accepter."
    ),
    "MOST_ABSENT": _(
        "%(value)s de vos %(limit)s élèves ne sont pas dans ce fichier et seraient désactivés. "
        "Est-ce bien la liste complète de votre établissement pour cette année ?"
    ),
    "MORE_PROBLEMS:remarks": _("Et %(value)s autres remarques."),
    "MORE_PROBLEMS": _("Et %(value)s autres. Corrigez d'abord ceux-ci, puis envoyez le fichier."),
}


def sentence(problem: Mapping[str, Any]) -> str:
    """In the language of the reader. Elements of SIECLE are named as people call them."""
    code, key, column = problem["code"], problem.get("key", ""), problem["field"]
    name = _siecle_fields().get(column)
    kinds = (f"{code}:{key}", f"{code}:siecle" if name else code, code)
    template = next(_SENTENCES[kind] for kind in kinds if kind in _SENTENCES)
    return str(template) % {**problem, "field": field_label(name) if name else column}


def field_label(name: str) -> str:
    """What people call something that a list feeds."""
    return str(Learner._meta.get_field(name).verbose_name)  # type: ignore[union-attr]  # noqa: SLF001 -- the public face of models, and a field of ours


@lru_cache(maxsize=1)
def _siecle_fields() -> Mapping[str, str]:
    return {column.label: column.field for column in formats()[SIECLE].columns}
