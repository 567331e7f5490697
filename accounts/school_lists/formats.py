"""What lists look like, as data: adding one is adding a file to `descriptions/`."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import yaml

from accounts.school_lists.problems import Code

_FOLDER: Final = Path(__file__).parent / "descriptions"
SIECLE: Final = "siecle"
TABLE: Final = "table"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column (or an element) of a list, the field it feeds and what is checked.

    `required`: the code of the problem when it is empty; only for those of `when` ("born in
    France", "born abroad"). `optional`: the column itself may be missing. `strict`: a badly
    shaped value blocks; otherwise it is kept, with a remark.
    """

    field: str
    label: str
    kind: str = "text"
    required: Code | None = None
    when: str = ""
    unique: Code | None = None
    optional: bool = False
    strict: bool = True
    forms: tuple[str, ...] = ()
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """`container`: "table" (delimited text or sheet) or "siecle". `extra`: columns not named here
    are "refused" or "ignored"."""

    name: str
    label: str
    extra: str
    columns: tuple[Column, ...]
    container: str = "table"

    def column(self, field: str) -> Column:
        return self.by_field[field]

    @property
    def by_field(self) -> Mapping[str, Column]:
        return {column.field: column for column in self.columns}


@lru_cache(maxsize=1)
def formats() -> Mapping[str, Format]:
    """Every known format, by name."""
    return {path.stem: _format(path) for path in sorted(_FOLDER.glob("*.yaml"))}


def _format(path: Path) -> Format:
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    return Format(**data | {"columns": tuple(_column(each) for each in data["columns"])})


_TUPLES: Final = {field.name for field in fields(Column) if field.default == ()}
_CODES: Final = ("required", "unique")


def _column(data: Mapping[str, Any]) -> Column:
    codes = {name: Code(data[name]) for name in _CODES if name in data}
    tuples = {name: tuple(data[name]) for name in _TUPLES & data.keys()}
    return Column(**{**data, **codes, **tuples})
