"""The learner's main sections. A section whose address does not exist yet is not shown."""

from dataclasses import dataclass
from functools import cache

from django.urls import Resolver404, get_urlconf, resolve
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Section:
    label: str | Promise
    address: str
    icon: str


SECTIONS = (
    Section(_("Accueil"), "/accueil/", "house"),
    Section(_("Compétences"), "/competences/", "layout-grid"),
    Section(_("Parcours"), "/parcours/", "route"),
    Section(_("Tutos"), "/tutos/", "book-open"),
    Section(_("Certification"), "/certification/", "award"),
)


def sections() -> tuple[Section, ...]:
    return tuple(section for section in SECTIONS if exists(section.address))


def exists(address: str) -> bool:
    return _exists(address, get_urlconf())


@cache
def _exists(address: str, urlconf: str | None) -> bool:
    try:
        resolve(address, urlconf)
    except Resolver404:
        return False
    return True
