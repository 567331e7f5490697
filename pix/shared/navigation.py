"""The main sections of each space. A section whose address does not exist yet is not shown."""

from dataclasses import dataclass, replace
from functools import cache

from django.urls import Resolver404, get_urlconf, resolve
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Section:
    label: str | Promise
    address: str
    icon: str
    for_administrators: bool = False


SECTIONS = (
    Section(_("Accueil"), "/accueil/", "house"),
    Section(_("Compétences"), "/competences/", "layout-grid"),
    Section(_("Parcours"), "/parcours/", "route"),
    Section(_("Tutos"), "/tutos/", "book-open"),
    Section(_("Certification"), "/certification/", "award"),
)


# Under /orga/<organisation>/: the rail of those who follow learners.
ORGA_SECTIONS = (
    Section(_("Tableau de bord"), "", "house"),
    Section(_("Campagnes"), "campagnes/", "target"),
    Section(_("Élèves"), "eleves/", "users"),
    Section(_("Parcours"), "parcours/", "route"),
    Section(_("Ressources"), "ressources/", "book-open"),
    Section(_("Équipe"), "equipe/", "user-round-plus"),
    Section(_("Journal"), "journal/", "list-checks", for_administrators=True),
    Section(_("Réglages"), "reglages/", "settings", for_administrators=True),
)


def orga_sections(code: str) -> tuple[Section, ...]:
    """Of one organisation, with their whole addresses."""
    placed = (
        replace(section, address=f"/orga/{code}/{section.address}") for section in ORGA_SECTIONS
    )
    return tuple(section for section in placed if exists(section.address))


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
