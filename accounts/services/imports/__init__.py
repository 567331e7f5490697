"""Importing the list of a school.

`receive` → `choose_columns` (for a free table, or to keep the absent) → `start_check` → `check` →
`start_apply` → `apply`, and later `start_undo` → `undo`. The `start_…` functions are what pages
call: they claim the state and leave the work to the worker (`accounts.tasks.check_import`,
`apply_import`, `undo_import`), whose progress is `accounts.selectors.imports.progress`.
"""

from accounts.services.imports.applying import apply
from accounts.services.imports.checking import check
from accounts.services.imports.from_disk import import_file
from accounts.services.imports.receiving import (
    MissingColumnsError,
    choose_columns,
    forget_files,
    give_up,
    receive,
)
from accounts.services.imports.states import (
    ImportAtWorkError,
    LaterImportError,
    WrongStateError,
    release_interrupted,
    start_apply,
    start_check,
    start_undo,
)
from accounts.services.imports.undoing import undo

__all__ = [
    "ImportAtWorkError",
    "LaterImportError",
    "MissingColumnsError",
    "WrongStateError",
    "apply",
    "check",
    "choose_columns",
    "forget_files",
    "give_up",
    "import_file",
    "receive",
    "release_interrupted",
    "start_apply",
    "start_check",
    "start_undo",
    "undo",
]
