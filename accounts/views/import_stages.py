"""What the page of an import shows in each state."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.enums import ImportState

type Words = str | Promise

STEPS: Final = (_("Fichier"), _("Lecture"), _("Vérification"), _("Import"))


@dataclass(frozen=True, slots=True)
class Stage:
    """`step`: of `STEPS`, from 1; past the last one, all are done. `text`: what is being done, or
    what came of it. `works`: a task is busy with it."""

    title: Words
    step: int
    template: str
    text: Words = ""
    tone: str = ""
    works: bool = False


STAGES: Final[Mapping[str, Stage]] = {
    ImportState.CHECKING: Stage(
        _("Vérification de la liste"),
        3,
        "orga/imports/working.html",
        _("Lignes vérifiées"),
        works=True,
    ),
    ImportState.REFUSED: Stage(
        _("Cette liste ne peut pas encore être importée"), 3, "orga/imports/refused.html"
    ),
    ImportState.CHECKED: Stage(
        _("La liste est prête à être importée"), 3, "orga/imports/checked.html"
    ),
    ImportState.APPLYING: Stage(
        _("Import en cours"), 4, "orga/imports/working.html", _("Élèves enregistrés"), works=True
    ),
    ImportState.APPLIED: Stage(_("Import terminé"), 5, "orga/imports/applied.html"),
    ImportState.FAILED: Stage(
        _("L'import s'est interrompu"),
        4,
        "orga/imports/ended.html",
        _(
            "Un incident l'a arrêté, et votre liste n'a pas changé. Réessayez\u00a0; si cela "
            "recommence, écrivez-nous depuis la page d'aide."
        ),
        "ko",
    ),
    ImportState.UNDOING: Stage(
        _("Annulation en cours"),
        4,
        "orga/imports/working.html",
        _("Élèves remis comme avant"),
        works=True,
    ),
    ImportState.UNDONE: Stage(
        _("Import annulé"),
        5,
        "orga/imports/ended.html",
        _("Votre liste est redevenue ce qu'elle était avant cet import."),
        "ok",
    ),
    ImportState.GIVEN_UP: Stage(
        _("Import abandonné"),
        3,
        "orga/imports/ended.html",
        _("Rien n'a changé dans votre liste, et le fichier envoyé est effacé."),
    ),
}
