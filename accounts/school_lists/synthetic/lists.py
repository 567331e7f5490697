"""A list without defect, written in any format."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from accounts.school_lists.formats import TABLE
from accounts.school_lists.synthetic.people import UAI, Pupil
from accounts.school_lists.synthetic.siecle import Writing, siecle_bytes, siecle_lines, zipped
from accounts.school_lists.synthetic.tables import (
    Rows,
    csv_bytes,
    ods_bytes,
    table_rows,
    xlsx_bytes,
)

_TABLES: Final[Mapping[str, Callable[[Rows], bytes]]] = {
    ".csv": csv_bytes,
    ".xlsx": xlsx_bytes,
    ".ods": ods_bytes,
}


def write_list(
    path: Path, pupils: list[Pupil], *, format_name: str | None = None, uai: str = UAI
) -> None:
    """The extension of `path` says how: .xml and .zip are SIECLE files."""
    how = Writing(uai=uai)
    if path.suffix == ".xml":
        with path.open("w", encoding=how.encoding) as file:
            file.writelines(f"{line}\n" for line in siecle_lines(pupils, how))
    elif path.suffix == ".zip":
        path.write_bytes(zipped({"ElevesSansAdresses.xml": siecle_bytes(pupils, how)}))
    else:
        rows = table_rows(pupils, format_name or TABLE)
        path.write_bytes(_TABLES[path.suffix](rows))
