"""Rows of the hot path stored by SQL that is written once, not at each request.

The ORM takes longer to write such a statement than PostgreSQL to run it. Tables, columns and
conversions are the model's; signals are not sent. Everywhere else, use the ORM.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Field, Model


def insert(row: Model) -> None:
    """Store a new row, and give it its key."""
    table = _table(type(row))
    names = tuple(name for name in table.fields if name != table.key)
    with connection.cursor() as cursor:
        cursor.execute(_insert(table, names), _values(row, table, names))
        (row.pk,) = cursor.fetchone()


def update(row: Model, names: tuple[str, ...]) -> None:
    """Store these fields of a row."""
    table = _table(type(row))
    with connection.cursor() as cursor:
        cursor.execute(_update(table, names), [*_values(row, table, names), row.pk])


@dataclass(frozen=True, eq=False)
class _Table:
    name: str
    key: str
    fields: Mapping[str, "Field[Any, Any]"]

    def columns(self, names: Sequence[str]) -> list[str]:
        return [connection.ops.quote_name(str(self.fields[name].column)) for name in names]


@cache
def _table(model: type[Model]) -> _Table:
    options = model._meta  # noqa: SLF001 -- Django's documented name
    fields = {field.name: field for field in options.concrete_fields}
    return _Table(connection.ops.quote_name(options.db_table), options.pk.name, fields)


def _values(row: Model, table: _Table, names: Sequence[str]) -> list[Any]:
    fields = (table.fields[name] for name in names)
    return [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields]


# S608: every name in these statements comes from a model.
@cache
def _insert(table: _Table, names: tuple[str, ...]) -> str:
    columns, values = ", ".join(table.columns(names)), ", ".join(["%s"] * len(names))
    (key,) = table.columns([table.key])
    return f"INSERT INTO {table.name} ({columns}) VALUES ({values}) RETURNING {key}"  # noqa: S608


@cache
def _update(table: _Table, names: tuple[str, ...]) -> str:
    changes = ", ".join(f"{column} = %s" for column in table.columns(names))
    (key,) = table.columns([table.key])
    return f"UPDATE {table.name} SET {changes} WHERE {key} = %s"  # noqa: S608
