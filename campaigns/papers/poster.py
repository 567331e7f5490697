"""A poster of a campaign, for the wall of a classroom: its code, seen from the last row."""

from datetime import datetime
from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext as _

from campaigns.enums import CampaignKind
from campaigns.models import Campaign
from pix.shared import papers
from pix.shared.numbers import day_and_hour

_TEMPLATE: Final = Path(__file__).with_suffix(".typ")
_GROUP: Final = 3


def poster_pdf(campaign: Campaign, *, landing: str, code_address: str, created: datetime) -> bytes:
    """`landing`: what the QR code opens; `code_address`: where the code is typed."""
    title, code = campaign.title or campaign.name, campaign.code
    data = {
        "title": title,
        "school": campaign.organisation.name,
        "code": " ".join(code[at : at + _GROUP] for at in range(0, len(code), _GROUP)),
        "address": code_address,
        "qr": papers.qr(landing),
        "steps": _steps(campaign),
        "limits": _limits(campaign),
        "labels": {
            "code": _("Le code"),
            "qr": _("QR code de l'adresse de la campagne"),
            "steps": _("Trois étapes"),
            "scan": _("ou scannez"),
        },
    }
    return papers.pdf(_TEMPLATE, data, created=created)


def _steps(campaign: Campaign) -> list[str]:
    if campaign.kind == CampaignKind.COLLECTION:
        last = _("Connectez-vous, relisez votre profil, puis envoyez-le.")
    elif campaign.anonymous_allowed:
        last = _("Répondez, sans compte. À la fin, envoyez vos résultats.")
    else:
        last = _("Connectez-vous et répondez. À la fin, envoyez vos résultats.")
    return [
        _("Allez à l'adresse"),
        _("Tapez le code, avec ou sans espaces."),
        last,
    ]


def _limits(campaign: Campaign) -> list[str]:
    """Between when, and for whom, if not at any time and for anybody."""
    told: list[tuple[Any, str]] = [
        (campaign.classes, _("Pour %(classes)s.") % {"classes": ", ".join(campaign.classes)}),
    ]
    if campaign.opens_at:
        opens = day_and_hour(campaign.opens_at)
        told.append((opens, _("À partir du %(date)s.") % {"date": opens}))
    if campaign.closes_at:
        closes = day_and_hour(campaign.closes_at)
        told.append((closes, _("À envoyer avant le %(date)s.") % {"date": closes}))
    return [words for value, words in told if value]
