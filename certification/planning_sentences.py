"""Why sessions cannot be planned, and what would be enough, in words."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from pix.shared.numbers import long_date, number

_REASONS: Final[Mapping[str, str | Promise]] = {
    "no_candidate": _(
        "Personne n'est à placer\u00a0: choisissez des classes où des élèves sont certifiables, ou "
        "un nombre de candidats."
    ),
    "no_room": _("Aucune salle n'est donnée."),
    "no_invigilator": _("Aucun surveillant n'est donné."),
    "no_slot": _("Aucun créneau n'est donné."),
    "room_twice": _("La salle «\u00a0%(name)s\u00a0» est donnée deux fois."),
    "invigilator_twice": _("«\u00a0%(name)s\u00a0» est donné deux fois parmi les surveillants."),
    "candidate_twice": _("Un candidat est donné deux fois."),
    "outside_window": _("Le %(slot)s est en dehors du calendrier officiel."),
    "too_close": _(
        "Le créneau du %(slot)s commence %(number)s minutes après le précédent\u00a0: il en faut "
        "%(of)s, l'épreuve et le battement compris."
    ),
    "no_room_free": _("Le %(slot)s\u00a0: aucune salle n'est libre."),
    "nobody_to_watch": _("Le %(slot)s\u00a0: personne ne peut surveiller."),
    "own_rooms_missing": _(
        "%(of)s candidats doivent être seuls dans une salle\u00a0: %(number)s peuvent l'être, une "
        "fois les autres placés."
    ),
    "extra_time": _(
        "%(of)s candidats ont un temps majoré (jusqu'à %(number)s minutes)\u00a0: il n'y a pas de "
        "quoi les placer tous sans gêner le créneau suivant."
    ),
    "together": _(
        "Les salles où l'on est seul (%(number)s) et les temps majorés (%(of)s) se placent chacun "
        "de leur côté, mais pas ensemble."
    ),
    "unproven": _(
        "Toutes les combinaisons n'ont pas pu être essayées\u00a0: une solution existe peut-être. "
        "Un créneau ou une salle de plus la rendra facile à trouver."
    ),
}
_CLOCK: Final = "%H:%M"


def sentence(problem: Mapping[str, Any], time_zone: str) -> str:
    """Of a reason, or of a remedy."""
    if problem.get("remedy"):
        return _remedy(problem["code"], problem["number"])
    slot = problem["slot"] and _when(problem["slot"], time_zone)
    said = {
        "slot": slot,
        "number": number(problem["number"]),
        "of": number(problem["of"]),
        "name": problem["name"],
    }
    return (_counted(problem["code"], problem["number"]) or str(_REASONS[problem["code"]])) % said


def _counted(code: str, count: int) -> str:
    if code == "places_missing":
        return ngettext(
            "Il manque %(number)s place pour %(of)s candidats.",
            "Il manque %(number)s places pour %(of)s candidats.",
            count,
        )
    if code == "few_to_watch":
        return ngettext(
            "Le %(slot)s\u00a0: %(number)s poste reste vide, faute de surveillant.",
            "Le %(slot)s\u00a0: %(number)s postes restent vides, faute de surveillants.",
            count,
        )
    return ""


def _remedy(code: str, count: int) -> str:
    if code == "room":
        words = ngettext(
            "une salle de plus, de %(count)s poste, libre à tous les créneaux",
            "une salle de plus, de %(count)s postes, libre à tous les créneaux",
            count,
        )
    elif code == "slots":
        words = ngettext(
            "%(count)s créneau de plus, où toutes les salles et tous les surveillants sont libres",
            "%(count)s créneaux de plus, où toutes les salles et tous les surveillants sont libres",
            count,
        )
    else:
        words = ngettext(
            "%(count)s surveillant de plus, libre à tous les créneaux",
            "%(count)s surveillants de plus, libres à tous les créneaux",
            count,
        )
    return words % {"count": number(count)}


def _when(slot: str, time_zone: str) -> str:
    local = datetime.fromisoformat(slot).astimezone(ZoneInfo(time_zone))
    return f"{long_date(local.date())}, {local.strftime(_CLOCK)}"
