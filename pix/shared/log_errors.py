"""Errors in logs: what broke and where, never the values that the error quotes.

A database quotes the row it refuses ("Key (email)=(…) already exists"), and those who wrap its
error quote it again. Of a chain where a database spoke, the classes, the places in the code, the
SQL state and the names of constraints, tables and columns are kept; no other text is.
"""

import logging
from collections.abc import Iterator, Mapping
from pathlib import PurePath
from traceback import walk_tb
from typing import Any, Final

import psycopg
from django.db import Error as DjangoDatabaseError

_QUOTING: Final = (DjangoDatabaseError, psycopg.Error)
_NAMES: Final = ("constraint_name", "table_name", "column_name")


def keep_values_out() -> None:
    """Of every record of this program, whoever writes it: handlers of Celery and Gunicorn too."""
    logging.setLogRecordFactory(_record)


def outline(error: BaseException) -> str:
    """ "OAuth2Error at oidc.py:75, from PyJWTError at api_jws.py:120": for errors that may quote
    what an outside system said of somebody."""
    return ", from ".join(f"{type(one).__name__}{_place(one)}" for one in _chain(error))


def _place(error: BaseException) -> str:
    frames = list(walk_tb(error.__traceback__))
    if not frames:
        return ""
    frame, line = frames[-1]
    return f" at {PurePath(frame.f_code.co_filename).name}:{line}"


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """As Python prints it."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        hidden = error.__suppress_context__
        error = error.__cause__ or (None if hidden else error.__context__)


def _quotes(error: BaseException) -> bool:
    return any(isinstance(one, _QUOTING) for one in _chain(error))


def _names(error: BaseException) -> str:
    """What a database may say of its refusal without saying whom it is about."""
    source = error if isinstance(error, psycopg.Error) else error.__cause__
    if not isinstance(source, psycopg.Error):
        return ""
    known = [getattr(source.diag, name) for name in _NAMES]
    return " ".join(one for one in (source.sqlstate, *known) if one)


def _without_values(error: BaseException) -> BaseException:
    """Stand-ins that are printed as the chain is, each with its own place in the code."""
    shown: BaseException | None = None
    for one in reversed(list(_chain(error))):
        kind = type(one)
        stand_in = type(kind.__name__, (Exception,), {"__module__": kind.__module__})(_names(one))
        stand_in.__cause__ = shown if one.__cause__ else None
        stand_in.__context__ = shown
        stand_in.__traceback__ = one.__traceback__
        shown = stand_in
    assert shown is not None  # noqa: S101 -- a chain has a first error
    return shown


_make: Final = logging.LogRecord


def _record(*details: Any, **more: Any) -> logging.LogRecord:
    record = _make(*details, **more)
    error = record.exc_info[1] if record.exc_info else None
    if error is not None and _quotes(error):
        shown = _without_values(error)
        record.exc_info = (type(shown), shown, shown.__traceback__)
        if isinstance(record.args, Mapping) and "exc" in record.args:  # Celery's own words
            record.args = {**record.args, "exc": outline(error), "traceback": ""}
    if isinstance(record.args, tuple):
        record.args = tuple(map(_outlined, record.args))
    return record


def _outlined(argument: Any) -> Any:
    quoting = isinstance(argument, BaseException) and _quotes(argument)
    return outline(argument) if quoting else argument
