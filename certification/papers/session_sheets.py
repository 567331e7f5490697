"""The papers of a session: convocations, attendance, kit, incidents, the door of the room."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import batched
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from certification.enums import IncidentCategory, IncidentSubcategory
from certification.models import Candidate, Session
from certification.papers import instructions
from pix.shared import papers

_HERE: Final = Path(__file__).parent
ON_A_PAGE: Final = 20
# Papers outlive what they say: these addresses never change (docs/architecture.md).
_ENTRY: Final = "/certification/entrer/"
_SUPERVISION: Final = "/surveillance/"


@dataclass(frozen=True, slots=True)
class SessionPapers:
    """Of one session (read with its centre and format), for the candidates given."""

    session: Session
    candidates: Sequence[Candidate]
    created: datetime

    def attendance(self) -> bytes:
        """Twenty a page, with the class in a school, the local identifier elsewhere."""
        school = self.session.centre.organisation_id is not None
        last = _("Classe") if school else _("Identifiant local")
        rows = [_signing(one, school=school) for one in self.candidates]
        data = {
            "title": _("Feuille d'émargement, session %(number)s") % self._number,
            "heading": _("Feuille d'émargement"),
            "continued": _("suite"),
            "facts": self._facts(),
            "signatures": [_("Surveillé par"), _("Signature des surveillants")],
            "columns": [
                _("Nom de naissance"),
                _("Prénom"),
                _("Naissance"),
                last,
                _("Signature"),
            ],
            "pages": _paged(rows),
            "footer": self._footer(),
        }
        return self._pdf("attendance", data)

    def convocations(self) -> bytes:
        """A page each."""
        address = f"{settings.PUBLIC_URL}{_ENTRY}"
        data = {
            "title": _("Convocations, session %(number)s") % self._number,
            "heading": _("Convocation à la certification Pix"),
            "centre": self.session.centre.name,
            "when": self._when(),
            "facts": [_fact(_("Lieu"), self.session.site), _fact(_("Salle"), self.session.room)],
            **instructions.for_candidates(number=self.session.number, address=_shown(address)),
            "qr": papers.qr(address),
            "footer": self._footer(),
            "sheets": [self._sheet(one) for one in self.candidates],
        }
        return self._pdf("convocations", data)

    def invigilator_kit(self) -> bytes:
        """With the codes: not for candidates."""
        address = f"{settings.PUBLIC_URL}{_SUPERVISION}"
        session = self.session
        data = {
            "title": _("Kit du surveillant, session %(number)s") % self._number,
            "heading": _("Kit du surveillant"),
            "facts": self._facts(),
            "codes": [
                _code(_("Numéro de session"), str(session.number), _("pour tous")),
                _code(_("Code d'accès"), session.access_code, _("à donner au départ")),
                _code(_("Mot de passe"), session.supervision_password, _("surveillants seulement")),
            ],
            **instructions.for_invigilators(address=_shown(address)),
            "qr": papers.qr(address),
            "footer": self._footer(),
        }
        return self._pdf("invigilator_kit", data)

    def incident_form(self) -> bytes:
        """One incident a sheet; the categories are those of the finalisation."""
        data = {
            "title": _("Procès-verbal d'incident, session %(number)s") % self._number,
            "heading": _("Procès-verbal d'incident"),
            "facts": self._facts(),
            "categories": [
                {"label": str(one.label), "details": _details(one)} for one in IncidentCategory
            ],
            **instructions.for_incidents(),
            "footer": self._footer(),
        }
        return self._pdf("incident_form", data)

    def door_list(self) -> bytes:
        """Names only: everybody reads it."""
        data = {
            "title": _("Liste de la porte, session %(number)s") % self._number,
            "heading": _("Certification Pix"),
            "centre": self.session.centre.name,
            "room": self.session.room,
            "when": self._when(),
            "names": [f"{one.last_name} {one.first_name}" for one in self.candidates],
            "footer": self._footer(),
        }
        return self._pdf("door_list", data)

    @property
    def _number(self) -> dict[str, str]:
        return {"number": str(self.session.number)}

    def _when(self) -> str:
        start = self.session.local_start.replace(tzinfo=None)
        day = date_format(start, "l j F Y")
        return _("%(day)s, à %(hour)s") % {"day": day.capitalize(), "hour": _hour(start)}

    def _facts(self) -> list[dict[str, str]]:
        session, start = self.session, self.session.local_start.replace(tzinfo=None)
        return [
            _fact(_("N° de session"), str(session.number)),
            _fact(_("Date"), date_format(start, "l j F Y")),
            _fact(_("Nom du site"), session.site),
            _fact(_("Heure locale (début)"), _hour(start)),
            _fact(_("Salle"), session.room),
            _fact(_("Surveillants"), session.invigilators),
        ]

    def _footer(self) -> str:
        words = _("%(centre)s · session %(number)s")
        return words % {"centre": self.session.centre.name, **self._number}

    def _sheet(self, one: Candidate) -> dict[str, Any]:
        length = self.session.format.duration
        minutes = round(length.total_seconds() / 60 * (1 + one.extra_time_percent / 100))
        told = _lasting(minutes)
        if one.extra_time_percent:
            told = _("%(time)s (temps majoré\u00a0: %(percent)s\u00a0%%)") % {
                "time": told,
                "percent": one.extra_time_percent,
            }
        return {
            "name": f"{one.first_name} {one.last_name}",
            "born": _("né(e) le %(day)s") % {"day": one.birth_date.strftime("%d/%m/%Y")},
            "class": one.class_name,
            "facts": [_fact(_("Durée"), told), _fact(_("N° de session"), self._number["number"])],
        }

    def _pdf(self, name: str, data: dict[str, Any]) -> bytes:
        return papers.pdf(_HERE / f"{name}.typ", data, created=self.created)


def _signing(one: Candidate, *, school: bool) -> list[str]:
    last = one.class_name if school else one.external_id
    return [one.last_name, one.first_name, one.birth_date.strftime("%d/%m/%Y"), last, ""]


def _paged(rows: list[list[str]]) -> list[list[list[str]]]:
    """Blank lines fill the last page: for late ones, added by hand."""
    pages = [list(page) for page in batched(rows, ON_A_PAGE)] or [[]]
    pages[-1] += [[""] * 5] * (ON_A_PAGE - len(pages[-1]))
    return pages


def _details(category: IncidentCategory) -> list[str]:
    """Under the category of questions, all but those of the candidate's own data."""
    own = (IncidentSubcategory.NAME_OR_BIRTHDATE, IncidentSubcategory.EXTRA_TIME_PERCENTAGE)
    if category == IncidentCategory.CANDIDATE_INFORMATIONS_CHANGES:
        return [str(one.label) for one in own]
    if category == IncidentCategory.IN_CHALLENGE:
        return [str(one.label) for one in IncidentSubcategory if one not in own]
    return []


def _lasting(minutes: int) -> str:
    hours, left = divmod(minutes, 60)
    if not left:
        return _("%(hours)s\u00a0h") % {"hours": hours}
    return _("%(hours)s\u00a0h\u00a0%(minutes)s") % {
        "hours": hours,
        "minutes": f"{left:02}",
    }


def _hour(moment: datetime) -> str:
    return date_format(moment, "H:i")


def _fact(label: str, value: str) -> dict[str, str]:
    return {"label": label, "value": value}


def _code(label: str, value: str, note: str) -> dict[str, str]:
    return {"label": label, "value": value, "note": note}


def _shown(address: str) -> str:
    return address.split("://", 1)[-1]
