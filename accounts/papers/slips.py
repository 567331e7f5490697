"""Slips that pupils are given: where to go, their username, their one-time password."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from accounts.services.credentials import Slip
from pix.shared import papers

_TEMPLATE: Final = Path(__file__).with_suffix(".typ")
USERNAME_PARAMETER: Final = "identifiant"


def slips_pdf(slips: Sequence[Slip], *, school: str, sign_in: str, created: datetime) -> bytes:
    """Ten a page. `sign_in`: the whole address of the sign-in page."""
    shown = sign_in.split("://", 1)[-1]
    data = {
        "title": _("Identifiants Pix\u00a0: %(school)s") % {"school": school},
        "address": shown,
        "labels": {
            "address": _("Adresse"),
            "username": _("Identifiant"),
            "password": _("Mot de passe"),
            "own_password": _("votre mot de passe habituel"),
            "qr": _("Code à viser\u00a0: il ouvre la page de connexion avec votre identifiant."),
        },
        "steps": [
            _("Ouvrez l'adresse, ou visez le code avec un appareil photo."),
            _("Écrivez l'identifiant et le mot de passe."),
            _("Choisissez votre mot de passe\u00a0: celui-ci ne servira plus."),
        ],
        "steps_known": [
            _("Ouvrez l'adresse, ou visez le code avec un appareil photo."),
            _("Écrivez l'identifiant et votre mot de passe habituel."),
            _("Mot de passe oublié\u00a0? Demandez-en un autre à un enseignant."),
        ],
        "slips": [_shown(slip, school, sign_in) for slip in slips],
    }
    return papers.pdf(_TEMPLATE, data, created=created)


def _shown(slip: Slip, school: str, sign_in: str) -> dict[str, str]:
    return {
        "school": " · ".join(filter(None, (school, slip.class_name))),
        "name": f"{slip.first_name} {slip.last_name}",
        "username": slip.username,
        "password": slip.password,
        "qr": papers.qr(f"{sign_in}?{urlencode({USERNAME_PARAMETER: slip.username})}"),
    }
