"""Results as the table that schools are used to (its headings and values are an interface)."""

from collections.abc import Iterator, Sequence
from typing import Final

from django.utils.timezone import localtime

from certification.enums import ResultStatus
from certification.selectors.birth_places import birth_places
from certification.selectors.results import Line
from competences.models import Competence

_IDENTITY: Final = (
    "Numéro de certification",
    "Prénom",
    "Nom",
    "Date de naissance",
    "Lieu de naissance",
    "Identifiant Externe",
    "Statut",
    "Nombre de Pix",
)
_END: Final = (
    "Commentaire jury pour l\u2019organisation",
    "Session",
    "Date de passage de la certification",
)
_CENTRE: Final = "Centre de certification"
_STATUSES: Final[dict[str, str]] = {
    ResultStatus.VALIDATED: "Validée",
    ResultStatus.REJECTED: "Rejetée",
    ResultStatus.CANCELLED: "Annulée",
    ResultStatus.ERROR: "En erreur",
}
_STARTED: Final = "Démarrée"
_NOTHING: Final = "-"
_DAY: Final = "%d/%m/%Y"


def headings(*, with_centre: bool) -> list[str]:
    """`with_centre`: the table of a session; that of a class does without."""
    codes = Competence.objects.order_by("pk").values_list("pk", flat=True)
    centre = [_CENTRE] if with_centre else []
    return [*_IDENTITY, *codes, *_END[:2], *centre, _END[2]]


def rows(lines: Sequence[Line], *, with_centre: bool) -> Iterator[list[object]]:
    codes = list(Competence.objects.order_by("pk").values_list("pk", flat=True))
    places = birth_places([line.candidate for line in lines])
    for line in lines:
        candidate, session = line.candidate, line.candidate.session
        yield [
            line.test.pk,
            candidate.first_name,
            candidate.last_name,
            candidate.birth_date.strftime(_DAY),
            places[candidate.pk],
            candidate.external_id,
            _STATUSES[line.result.status] if line.result else _STARTED,
            _pix(line),
            *(_level(line, code) for code in codes),
            line.words,
            session.number,
            *([session.centre.name] if with_centre else []),
            localtime(line.test.started_at).strftime(_DAY),
        ]


def _pix(line: Line) -> object:
    """Nothing when it was cancelled or failed, 0 when it was rejected."""
    if line.result is None or line.result.status in (ResultStatus.CANCELLED, ResultStatus.ERROR):
        return _NOTHING
    return line.result.pix


def _level(line: Line, code: str) -> object:
    """Nothing when it was not asked, or when nothing is certified."""
    if line.result is None or not line.is_validated or code not in line.result.competences:
        return _NOTHING
    return max(line.result.competences[code]["level"], 0)
