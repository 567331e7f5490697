"""Rows of the hot path read and stored by SQL that is written once, not at each request.

The ORM takes longer to write such a statement than PostgreSQL to run it. Tables, columns and
conversions are the model's; signals are not sent. Everywhere else, use the ORM.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Field, Model


def fetch[M: Model](model: type[M], condition: str, values: Sequence[Any]) -> M | None:
    """The row that meets a condition, written in SQL."""
    table = _table(model)
    with connection.cursor() as cursor:
        cursor.execute(_select(table, condition), values)
        found = cursor.fetchone()
    if found is None:
        return None
    row = list(found)
    for place, convert in table.converters:
        row[place] = convert(row[place], None, connection)
    return model.from_db(connection.alias, table.attributes, row)


def update_and_insert(
    row: Model, names: tuple[str, ...], condition: str, values: Sequence[Any], new: Model
) -> bool:
    """Store these fields of `row`, and `new` with it, if `row` still meets the condition.

    One statement: both are stored, or neither. Returns whether they were.
    """
    table, other = _table(type(row)), _table(type(new))
    columns = tuple(name for name in other.fields if name != other.key)
    with connection.cursor() as cursor:
        cursor.execute(
            _update_and_insert(table, names, condition, other, columns),
            [*_values(row, table, names), row.pk, *values, *_values(new, other, columns)],
        )
        return bool(cursor.rowcount == 1)


@dataclass(frozen=True, eq=False)
class _Table:
    name: str
    key: str
    fields: Mapping[str, "Field[Any, Any]"]
    attributes: Sequence[str]
    converters: Sequence[tuple[int, Callable[..., Any]]]

    def columns(self, names: Sequence[str]) -> list[str]:
        return [connection.ops.quote_name(str(self.fields[name].column)) for name in names]


@cache
def _table(model: type[Model]) -> _Table:
    options = model._meta  # noqa: SLF001 -- Django's documented name
    fields = {field.name: field for field in options.concrete_fields}
    return _Table(
        name=connection.ops.quote_name(options.db_table),
        key=options.pk.name,
        fields=fields,
        attributes=[field.attname for field in fields.values()],
        converters=[
            (place, convert)
            for place, field in enumerate(fields.values())
            for convert in field.get_db_converters(connection)
        ],
    )


def _values(row: Model, table: _Table, names: Sequence[str]) -> list[Any]:
    fields = (table.fields[name] for name in names)
    return [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields]


# S608: every name in these statements comes from a model.
@cache
def _select(table: _Table, condition: str) -> str:
    columns = ", ".join(table.columns(tuple(table.fields)))
    return f"SELECT {columns} FROM {table.name} WHERE {condition}"  # noqa: S608


@cache
def _update_and_insert(
    table: _Table, names: tuple[str, ...], condition: str, other: _Table, columns: tuple[str, ...]
) -> str:
    changes = ", ".join(f"{column} = %s" for column in table.columns(names))
    (key,) = table.columns([table.key])
    into, values = ", ".join(other.columns(columns)), ", ".join(["%s"] * len(columns))
    return (
        f"WITH updated AS (UPDATE {table.name} SET {changes} WHERE {key} = %s AND {condition}"  # noqa: S608
        f" RETURNING 1) INSERT INTO {other.name} ({into}) SELECT {values} FROM updated"
    )
