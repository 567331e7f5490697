"""What is held of a person: counted for their page, read for their copy."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Func, IntegerField, QuerySet, Subquery

from accounts.holdings import Holding, Subject, holdings
from accounts.models import User

type Row = Mapping[str, Any]


@dataclass(frozen=True)
class Held:
    """How many lines there are on a subject."""

    subject: Subject
    count: int


def held_of(user: User) -> list[Held]:
    """By subject, those with something in them. One query, whatever the number of tables."""
    counts = [_count(holding.rows(user)) for holding in holdings()]
    numbers = User.objects.filter(pk=user.pk).values_list(*counts).get()
    found: dict[int, Held] = {}
    for holding, count in zip(holdings(), numbers, strict=True):
        subject = holding.subject
        before = found.get(id(subject))
        found[id(subject)] = Held(subject, count + (before.count if before else 0))
    return [held for held in found.values() if held.count]


def _count(rows: QuerySet[Any]) -> Any:
    """`Count` would group by row: the function alone counts them all."""
    number = Func(F("pk"), function="COUNT", output_field=IntegerField())
    return Subquery(rows.order_by().values(how_many=number))


def tables_of(user: User) -> Iterator[tuple[Holding, list[Row]]]:
    """Each table that has rows about this person, with what they are given of it."""
    for holding in holdings():
        rows: list[Row] = list(holding.copied(user).values(*holding.fields))
        if rows:
            yield holding, rows
