"""Erase what reached its term, rule by rule, in small transactions."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import QuerySet

from accounts.enums import AuditAction
from accounts.retention import Rule, rules
from accounts.services.audit import record

_BATCH: Final = 500


@dataclass(frozen=True)
class Purged:
    rule: Rule
    count: int


def purge(
    *, now: datetime, dry_run: bool = False, chosen: Iterable[Rule] | None = None
) -> list[Purged]:
    """Apply the rules; a dry run finds the same rows, and only leaves them."""
    return [_apply(rule, now, dry_run=dry_run) for rule in (rules() if chosen is None else chosen)]


def _apply(rule: Rule, now: datetime, *, dry_run: bool) -> Purged:
    count = 0
    for keys, batch in _batches(rule, now):
        if not dry_run:
            with transaction.atomic():
                rule.act(batch, now)
        count += len(keys)
    if count and not dry_run:
        record(action=AuditAction.PURGE, actor=None, now=now, rule=rule.name, count=count)
    return Purged(rule, count)


def _batches(rule: Rule, now: datetime) -> Iterator[tuple[list[Any], QuerySet[Any]]]:
    """By key: what a batch leaves in place is not met again."""
    due = rule.due(now - rule.period()).order_by("pk")
    last, left = None, rule.at_most
    while left is None or left > 0:
        further = due if last is None else due.filter(pk__gt=last)
        keys = list(further.values_list("pk", flat=True)[: min(_BATCH, left or _BATCH)])
        if not keys:
            return
        batch = due.model._base_manager.filter(pk__in=keys)  # noqa: SLF001 -- a documented name
        yield keys, batch.order_by("pk")
        last, left = keys[-1], left if left is None else left - len(keys)
