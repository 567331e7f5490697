"""What an import does to a list, and what undoing it would: kind by kind, with names."""

from collections.abc import Mapping, Sequence
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
from pix.shared.numbers import number

NAMES_SHOWN: Final = 50


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
