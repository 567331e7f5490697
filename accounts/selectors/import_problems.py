"""What is wrong in a list, arranged for people: kind by kind, the first ones of each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import ImportRun
from accounts.school_lists.problems import Code
from accounts.selectors.imports import problems_of

_SHOWN: Final = 25
_SHORT: Final = 5

# Problems by kind; the sentence of each line says what to do.
KINDS: Final[Mapping[str, str | Promise]] = {
    "UAI_MISMATCHED": _("Le fichier n'est pas celui de votre établissement"),
    "INE_UNIQUE": _("Deux élèves ont le même INE"),
    "INE_INVALID": _("INE de forme inhabituelle"),
    "IDENTIFIER_UNIQUE": _("Deux élèves ont le même identifiant"),
    "IDENTITY_UNIQUE": _("Le même élève deux fois"),
    "BIRTH_CITY_CODE_REQUIRED_FOR_FR_STUDENT": _("Commune de naissance absente"),
    "SEX_CODE_REQUIRED": _("Sexe absent"),
    "BIRTHDATE_REQUIRED": _("Date de naissance absente"),
    "EMPTY": _("Aucun élève dans ce fichier"),
    "INVALID_FILE": _("Fichier illisible"),
    "INVALID_FILE_EXTENSION": _("Ce n'est pas une liste d'élèves"),
    "PAYLOAD_TOO_LARGE": _("Fichier trop grand"),
    "ENCODING_NOT_SUPPORTED": _("Lettres illisibles"),
    "BAD_CSV_FORMAT": _("Tableau mal formé"),
    "HEADER_REQUIRED": _("Colonne absente"),
    "HEADER_UNKNOWN": _("Colonne inconnue"),
    "FIELD_REQUIRED": _("Case vide"),
    "FIELD_MIN_LENGTH": _("Valeur trop courte"),
    "FIELD_MAX_LENGTH": _("Valeur trop longue"),
    "FIELD_LENGTH": _("Valeur de mauvaise longueur"),
    "FIELD_DATE_FORMAT": _("Date illisible"),
    "FIELD_EMAIL_FORMAT": _("Adresse e-mail mal écrite"),
    "FIELD_BAD_VALUES": _("Valeur inattendue"),
    "INSEE_CODE_INVALID": _("Code INSEE inconnu"),
    "SEVERAL_CLASSES": _("Élève dans plusieurs classes"),
    "IDENTITY_CHANGED": _("Identifiant d'un autre élève"),
    "SEVERAL_MATCHES": _("Élève qui ressemble à plusieurs autres"),
    "MORE_PROBLEMS": _("Et d'autres points encore"),
}


@dataclass(frozen=True, slots=True)
class ProblemGroup:
    """Problems of one kind. `rows`: the first ones."""

    title: str | Promise
    blocking: bool
    count: int
    rows: Sequence[Mapping[str, Any]]

    @property
    def more(self) -> int:
        return self.count - len(self.rows)

    @property
    def is_short(self) -> bool:
        """Read at once, without being opened."""
        return self.count <= _SHORT

    @property
    def whole(self) -> str:
        """The sentence, when it is about the file as a whole."""
        alone = self.count == 1 and not self.rows[0]["field"]
        return str(self.rows[0]["message"]) if alone else ""


def most_absent(run: ImportRun) -> str:
    """The sentence to accept before most pupils are disabled; empty if they are not."""
    found = (one["message"] for one in problems_of(run) if one["code"] == Code.MOST_ABSENT)
    return next(found, "")


def problem_groups(run: ImportRun) -> list[ProblemGroup]:
    """What blocks first; in each part the kinds as the file shows them. `most_absent` is apart."""
    kinds: dict[tuple[bool, str], list[Mapping[str, Any]]] = {}
    for problem in problems_of(run):
        if problem["code"] == Code.MOST_ABSENT:
            continue
        kinds.setdefault((bool(problem["blocking"]), problem["code"]), []).append(problem)
    return [
        ProblemGroup(KINDS.get(code, code), blocking, len(rows), rows[:_SHOWN])
        for (blocking, code), rows in sorted(kinds.items(), key=lambda kind: not kind[0][0])
    ]


PROBLEM_HEADINGS: Final = (
    _("À corriger"),
    _("Ligne"),
    _("Colonne"),
    _("Dans le fichier"),
    _("Ce qu'il faut faire"),
)


def problem_rows(run: ImportRun) -> Iterable[tuple[object, ...]]:
    """All of them, for a file to work with."""
    for problem in problems_of(run):
        blocking = _("oui") if problem["blocking"] else _("à vérifier")
        line = problem["line"] or ""
        yield blocking, line, problem["field"], problem["value"], problem["message"]
