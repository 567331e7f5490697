"""What an import found and does, arranged for people: kind by kind, a few of each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.core.cache import cache
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from accounts.enums import ImportState
from accounts.models import ImportChange, ImportRun, Learner
from accounts.school_lists.formats import TABLE
from accounts.school_lists.problems import Code
from accounts.selectors.imports import problems_of
from pix.shared.numbers import number

SHOWN: Final = 25
NAMES_SHOWN: Final = 50
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
        ProblemGroup(KINDS.get(code, code), blocking, len(rows), rows[:SHOWN])
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


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of some pupils. `names`: the first ones."""

    kind: str
    label: str
    note: str | Promise
    count: int
    names: Sequence[str]

    @property
    def more(self) -> int:
        return self.count - len(self.names)


OUTCOMES: Final[Mapping[str, tuple[Any, str | Promise]]] = {
    "created": (ngettext_lazy("créé", "créés"), _("Nouveaux dans votre liste.")),
    "updated": (
        ngettext_lazy("mis à jour", "mis à jour"),
        _("Leur nom, leur classe ou une autre donnée change."),
    ),
    "unchanged": (
        ngettext_lazy("sans changement", "sans changement"),
        _("Déjà dans votre liste, avec les mêmes données."),
    ),
    "returning": (
        ngettext_lazy("de retour", "de retour"),
        _("Désactivés auparavant\u00a0: ils retrouvent leur place."),
    ),
    "disabled": (
        ngettext_lazy("désactivé", "désactivés"),
        _("Absents de ce fichier. Leur compte et leurs résultats sont gardés."),
    ),
    "skipped": (
        ngettext_lazy("ignoré", "ignorés"),
        _("Sortis de l'établissement, sans INE ou sans classe\u00a0: rien à faire."),
    ),
}


def outcomes(run: ImportRun) -> list[Outcome]:
    """What the import changes, or changed, with the names that are known."""
    names = _applied_names(run) if run.state == ImportState.APPLIED else _expected_names(run)
    return [
        Outcome(kind, str(label % count), note, count, names.get(kind, ()))
        for kind, (label, note) in OUTCOMES.items()
        for count in (run.counts.get(kind, 0),)
    ]


def names_key(run_id: int) -> str:
    """Where a dry run leaves some names for a day: never in the database."""
    return f"import-names:{run_id}"


def _expected_names(run: ImportRun) -> Mapping[str, Sequence[str]]:
    return cache.get(names_key(run.pk)) or {}


def _applied_names(run: ImportRun) -> Mapping[str, Sequence[str]]:
    """From what the import keeps to be undone."""
    changes = ImportChange.objects.filter(run=run)
    left, came_back = Q(before__disabled_at=None), Q(before__has_key="disabled_at")
    kinds = {
        "created": Q(before={}),
        "returning": came_back & ~left,
        "disabled": left,
        "updated": ~Q(before={}) & ~came_back,
    }
    return {
        kind: learner_names(changes.filter(which).values("learner"))
        for kind, which in kinds.items()
    }


def learner_names(which: Any) -> list[str]:
    """The first of some learners by class. `which`: a query or a list of their keys."""
    rows = Learner.objects.filter(pk__in=which).order_by("class_name", "search_name")
    return [
        named(one.first_name, one.used_name or one.last_name, one.class_name)
        for one in rows.only("first_name", "used_name", "last_name", "class_name")[:NAMES_SHOWN]
    ]


def named(first_name: str, last_name: str, class_name: str) -> str:
    return f"{first_name} {last_name}" + (f" ({class_name})" if class_name else "")


def is_table(run: ImportRun) -> bool:
    """Whether a person says which column feeds which field."""
    return run.format == TABLE


def has_file(run: ImportRun) -> bool:
    """Whether its file is still there to be read again."""
    return ImportRun.objects.filter(pk=run.pk, content__isnull=False).exists()


def undoing(run: ImportRun) -> tuple[list[str], list[str]]:
    """What undoing an import loses, and what it keeps, in sentences."""
    created = ImportChange.objects.filter(run=run, before={})
    linked = created.filter(learner__user__isnull=False).count()
    counts = run.counts | {"created": created.count() - linked, "linked": linked}
    losses = [
        str(text % {"count": count, "shown": number(count)})
        for kind, text in _LOSSES.items()
        if (count := counts.get(kind, 0))
    ]
    kept = [
        gettext("Les comptes des élèves, leurs mots de passe et leurs résultats."),
        gettext("Ce que contenait la liste avant cet import."),
    ]
    return losses, kept


_LOSSES: Final[Mapping[str, Any]] = {
    "created": ngettext_lazy(
        "%(shown)s élève ajouté par cet import est retiré de la liste.",
        "%(shown)s élèves ajoutés par cet import sont retirés de la liste.",
        "count",
    ),
    "linked": ngettext_lazy(
        "%(shown)s élève ajouté par cet import a déjà un compte\u00a0: il est désactivé, sans être "
        "retiré.",
        "%(shown)s élèves ajoutés par cet import ont déjà un compte\u00a0: ils sont désactivés, "
        "sans être retirés.",
        "count",
    ),
    "updated": ngettext_lazy(
        "%(shown)s élève mis à jour reprend son nom, sa classe et ses données d'avant.",
        "%(shown)s élèves mis à jour reprennent leur nom, leur classe et leurs données d'avant.",
        "count",
    ),
    "returning": ngettext_lazy(
        "%(shown)s élève de retour est de nouveau désactivé.",
        "%(shown)s élèves de retour sont de nouveau désactivés.",
        "count",
    ),
    "disabled": ngettext_lazy(
        "%(shown)s élève désactivé par cet import revient dans la liste.",
        "%(shown)s élèves désactivés par cet import reviennent dans la liste.",
        "count",
    ),
}
