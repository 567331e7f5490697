"""The components of a program with their licences, to see what may be shipped."""

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any, NamedTuple

from . import Built
from .support.formats import writer
from .support.ranking import draw_until
from .support.sheets import Column, Sheet
from .support.workbooks import to_csv, to_ods, to_xlsx

VERSION = 1
FORMATS = ("ods", "xlsx", "csv")

_PERMISSIVE = ("MIT", "BSD-3-Clause", "Apache-2.0")
_FAMILIES = {
    "strong": ("GPL-3.0-or-later", "GPL-2.0-only", "AGPL-3.0-or-later"),
    "weak": ("LGPL-3.0-or-later", "MPL-2.0"),
    "unlicensed": ("",),
}
_LICENCES = (*_PERMISSIVE, *_PERMISSIVE, *(name for group in _FAMILIES.values() for name in group))
_ROLES = ("livré", "livré", "essais", "documentation")
_FIRST = ("agrafe", "boussole", "calque", "dague", "épure", "filet", "gabarit", "jonc")
_SECOND = ("net", "texte", "dates", "tri", "image", "file", "carte")
_SHIPPED = _ROLES[0]


class Component(NamedTuple):
    name: str
    version: str
    role: str
    licence: str


def build(rng: Random, *, rows: int = 40) -> Built:
    """One line per component: Composant, Version, Usage (livré, essais, documentation), Licence.

    Licences by their SPDX names; an empty cell is a component without licence. 12 to 56 rows.
    """
    components = draw_until(lambda: _draw(rng, rows), _is_clear)
    columns = [Column(title) for title in ("Composant", "Version", "Usage", "Licence")]
    sheet = Sheet("Composants", columns, [[cell or None for cell in row] for row in components])
    return Built(
        _facts(components),
        writer(
            ods=lambda: to_ods(sheet),
            xlsx=lambda: to_xlsx(sheet),
            csv=lambda: to_csv(sheet).encode("utf-8-sig"),
        ),
    )


def _draw(rng: Random, rows: int) -> list[Component]:
    names = [f"{first}-{second}" for first in _FIRST for second in _SECOND]
    return [
        Component(
            name=name,
            version=f"{rng.randint(0, 9)}.{rng.randint(0, 20)}.{rng.randint(0, 9)}",
            role=rng.choice(_ROLES),
            licence=rng.choice(_LICENCES),
        )
        for name in rng.sample(names, rows)
    ]


def _is_clear(components: Sequence[Component]) -> bool:
    """Every family is shipped, and some of it is not: the usage has to be read too."""
    return all(
        {component.role == _SHIPPED for component in components if component.licence in names}
        == {True, False}
        for names in _FAMILIES.values()
    )


def _facts(components: Sequence[Component]) -> Mapping[str, Any]:
    facts: dict[str, Any] = {
        "rows": len(components),
        "shipped_count": sum(component.role == _SHIPPED for component in components),
    }
    for family, names in _FAMILIES.items():
        found = [component for component in components if component.licence in names]
        facts[f"{family}_count"] = len(found)
        facts[f"{family}_shipped"] = sum(component.role == _SHIPPED for component in found)
    return facts
