"""Tables that become ODS, XLSX or CSV: one model for three writers (see `workbooks`)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

Kind = Literal["text", "number", "money", "date"]
_REFERENCE = re.compile(r"(\$?[A-Z]{1,2}\$?\d+)(:\$?[A-Z]{1,2}\$?\d+)?")


@dataclass(frozen=True, slots=True)
class Formula:
    """`code` in English with commas, as in XLSX: `SUM(E2:E9)`; `value` is its result."""

    code: str
    value: float

    @property
    def open_code(self) -> str:
        """As in OpenDocument: `of:=SUM([.E2:.E9])`."""
        code = _REFERENCE.sub(lambda m: f"[.{m[1]}{(m[2] or '').replace(':', ':.')}]", self.code)
        return f"of:={code.replace(',', ';')}"


Cell = str | int | float | date | Formula | None


@dataclass(frozen=True, slots=True)
class Column:
    title: str
    kind: Kind = "text"


@dataclass(frozen=True, slots=True)
class Sheet:
    name: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]


def shown(cell: Cell, decimal: str = ",") -> str:
    """A cell as the French read it."""
    match cell:
        case None:
            return ""
        case Formula():
            return shown(cell.value, decimal)
        case datetime():
            return f"{cell:%d/%m/%Y %H:%M}"
        case date():
            return f"{cell:%d/%m/%Y}"
        case float():
            return f"{cell:.2f}".replace(".", decimal)
    return str(cell)
