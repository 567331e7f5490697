"""Certificates on paper: a sheet each."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from certification.selectors.certificates import CertifiedDomain, CertifiedLevel, Told
from certification.selectors.keys import operator_name
from competences.selectors.wording import band_of
from pix.shared import papers
from pix.shared.mosaic import PROFILE_SIZE, Grid, profile_shapes
from pix.shared.numbers import number
from pix.shared.templatetags.pix_ui import local

_TEMPLATE: Final = Path(__file__).with_suffix(".typ")
_FILLS: Final = ("#d46303", "#0d7673", "#1a55c9", "#8b0164", "#628102")
_TINTS: Final = ("#fde7da", "#d3f0ee", "#e2ecfc", "#fde4f1", "#e5efd6")
_BANDS: Final = ((1, 2), (3, 4), (5, 6), (7, 8))


def certificates_pdf(
    certificates: Sequence[Told], *, badges: Mapping[str, str], created: datetime
) -> bytes:
    """In the language of the reader. `badges`: by code, carried by the file they prove."""
    data = {
        "title": title_of(certificates),
        "brand": "Pix",
        "shown_address": _shown(check_address()),
        "words": {
            "check": _("Ce code permet de vérifier ce certificat"),
            "bands": _("Niveaux %(bands)s") % {"bands": _bands()},
            "signed": _("Document signé électroniquement par %(operator)s.")
            % {"operator": operator_name()},
        },
        "attached": [_attached(code, token) for code, token in badges.items()],
        "certificates": [_sheet(one) for one in certificates],
    }
    return papers.pdf(_TEMPLATE, data, created=created, archived=True)


def title_of(certificates: Sequence[Told]) -> str:
    title = _("Certificat de compétences numériques")
    return f"{title} · {certificates[0].name}" if len(certificates) == 1 else title


def check_address(code: str = "") -> str:
    query = f"?code={code}" if code else ""
    return f"{settings.PUBLIC_URL}{reverse('verification')}{query}"


def _shown(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.netloc}{parts.path}"


def _bands() -> str:
    words = _("%(low)d et %(high)d\u00a0: %(band)s")
    return " · ".join(
        words % {"low": low, "high": high, "band": band_of(low)} for low, high in _BANDS
    )


def _attached(code: str, token: str) -> dict[str, str]:
    return {
        "name": f"{code}.jwt",
        "content": token,
        "kind": "application/jwt",
        "description": _("Open Badge 3.0 du certificat %(code)s") % {"code": code},
    }


def _sheet(one: Told) -> dict[str, Any]:
    address = check_address(one.certificate.code)
    return {
        "title": _("Certificat de compétences numériques"),
        "name": one.name,
        "birth": _birth(one),
        "sentence": _(
            "Niveaux obtenus à une épreuve surveillée, dans les 16 compétences du cadre de "
            "référence des compétences numériques."
        ),
        "pix": number(one.pix),
        "most": _("pix sur %(most)s possibles") % {"most": number(one.most_pix)},
        "seal": _seal(one),
        "seal_words": _("Mosaïque de 32 sur 32 carrés\u00a0: une rangée par niveau obtenu."),
        "code": one.certificate.code,
        "address": address,
        "qr": papers.qr(address),
        "check_words": _("Code QR de l'adresse de vérification"),
        "domains": [_domain(group) for group in one.domains],
        "facts": _facts(one),
    }


def _birth(one: Told) -> str:
    day = date_format(one.birth_date, "j F Y")
    told = ", ".join(filter(None, (day, one.content["birth_place"])))
    return _("Date et lieu de naissance\u00a0: %(told)s") % {"told": told}


def _facts(one: Told) -> list[dict[str, str]]:
    until = localtime(one.certificate.expires_at).date()
    return [
        {"label": _("Centre de certification"), "value": one.content["centre"]},
        {"label": _("Passé le"), "value": date_format(one.sat_on, "j F Y")},
        {"label": _("Valable jusqu'au"), "value": date_format(until, "j F Y")},
    ]


def _domain(group: CertifiedDomain) -> dict[str, Any]:
    return {
        "number": int(group.domain.pk),
        "name": local(group.domain, "name"),
        "competences": [
            {"name": local(one.competence, "name"), "level": one.level or 0, "told": _told(one)}
            for one in group.levels
        ],
    }


def _told(one: CertifiedLevel) -> str:
    if one.level is None:
        return _("non évaluée")
    return _("Niveau %(level)d") % {"level": one.level} if one.level else _("non certifiée")


def _seal(one: Told) -> str:
    """The picture of the profile page, in the colours of paper."""
    cell = Grid(71)
    drawn = zip(
        one.mosaic, profile_shapes([(pix, 0) for _domain, pix, _new in one.mosaic]), strict=True
    )
    paths = format_html_join(
        "",
        '<path d="{}" stroke="{}"/><path d="{}" stroke="{}"/>',
        (
            (shape.missing, _TINTS[domain - 1], shape.earned, _FILLS[domain - 1])
            for (domain, _pix, _new), shape in drawn
        ),
    )
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {0}" width="{0}" height="{0}" '
        'fill="none" stroke-width="{1}" stroke-dasharray="{1} {2}">{3}</svg>',
        PROFILE_SIZE,
        cell.pixel,
        cell.gap,
        paths,
    )
