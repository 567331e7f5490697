"""What a result says of itself, to the candidate and to the school.

The jury's own words when it left some; else, the words of the reason.
"""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from certification.enums import ResultReason
from certification.models import Result

_CANDIDATE: Final[Mapping[ResultReason, str | Promise]] = {
    ResultReason.TOO_FEW_ANSWERS: _(
        "Il n'y a pas assez de réponses pour mesurer votre niveau. Cela ne dit rien de ce que vous "
        "savez faire\u00a0: vous pouvez passer la certification à une autre session."
    ),
    ResultReason.TOO_FEW_TECHNICAL: _(
        "Un problème technique a empêché de compter assez de réponses. Vous n'y êtes pour rien"
        "\u00a0: cette certification est annulée et vous pouvez la passer à une autre session."
    ),
    ResultReason.BELOW_MINIMUM: _(
        "Vos réponses ne permettent pas encore de certifier un niveau. Continuez à vous entraîner"
        "\u00a0: vous pourrez passer la certification à une autre session."
    ),
    ResultReason.FRAUD: _(
        "Le jury n'a pas pu valider cette certification\u00a0: les règles de l'épreuve n'ont pas "
        "été respectées. Vous pouvez contester cette décision."
    ),
    ResultReason.UNFRAUD: _(
        "Après examen, le jury n'a retenu aucune fraude\u00a0: vos réponses comptent."
    ),
    ResultReason.CANCELLED_BY_JURY: _(
        "Le jury a annulé cette certification, comme si vous ne l'aviez pas passée. Vous pouvez la "
        "passer à une autre session."
    ),
    ResultReason.UNCANCELLED: _("Le jury a levé l'annulation\u00a0: vos réponses comptent."),
    ResultReason.NEUTRALISATION: _(
        "Une ou plusieurs questions n'ont pas fonctionné comme prévu\u00a0: elles ne comptent pas "
        "dans votre résultat."
    ),
    ResultReason.APPEAL: _(
        "Le jury a accepté votre recours\u00a0: ce résultat remplace le précédent."
    ),
    ResultReason.RESCORED: _("Le jury a relu votre test\u00a0: ce résultat a été recalculé."),
}
_ORGANISATION: Final[Mapping[ResultReason, str | Promise]] = {
    ResultReason.TOO_FEW_ANSWERS: _("Pas assez de réponses pour mesurer un niveau."),
    ResultReason.TOO_FEW_TECHNICAL: _(
        "Annulée\u00a0: un problème technique a empêché de compter assez de réponses. Vous pouvez "
        "inscrire ce candidat à une autre session."
    ),
    ResultReason.BELOW_MINIMUM: _("Les réponses ne permettent pas encore de certifier un niveau."),
    ResultReason.FRAUD: _(
        "Rejetée par le jury\u00a0: les règles de l'épreuve n'ont pas été respectées."
    ),
    ResultReason.UNFRAUD: _("Le jury n'a retenu aucune fraude\u00a0: les réponses comptent."),
    ResultReason.CANCELLED_BY_JURY: _(
        "Annulée par le jury. Vous pouvez inscrire ce candidat à une autre session."
    ),
    ResultReason.UNCANCELLED: _("Le jury a levé l'annulation\u00a0: les réponses comptent."),
    ResultReason.NEUTRALISATION: _(
        "Des questions qui n'ont pas fonctionné comme prévu ne comptent pas."
    ),
    ResultReason.APPEAL: _("Recours accepté par le jury."),
    ResultReason.RESCORED: _("Résultat recalculé par le jury."),
}


def for_candidate(result: Result) -> str:
    """Nothing when the result speaks for itself."""
    return result.comment_for_candidate or _told(_CANDIDATE, result)


def for_organisation(result: Result) -> str:
    """Nothing when the result speaks for itself."""
    return result.comment_for_organisation or _told(_ORGANISATION, result)


def _told(words: Mapping[ResultReason, str | Promise], result: Result) -> str:
    return str(words.get(ResultReason(result.reason), ""))
