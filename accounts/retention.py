"""How long things are kept: each app declares its rules in its `personal_data.py`.

Periods are settings (`RETENTION`). `manage.py purge` and the nightly task apply the rules.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import ngettext

from accounts.holdings import declarations

_YEAR, _MONTH = 365, 30


def erase(rows: QuerySet[Any], now: datetime) -> None:
    rows.delete()


@dataclass(frozen=True)
class Rule:
    """What goes when its term has come.

    `due` finds it, given the moment before which it is too old; `act` says what is done of a batch
    of it; `at_most`: how many in one run, when each one is long work.
    """

    name: str
    title: str | Promise
    period: Callable[[], timedelta]
    due: Callable[[datetime], QuerySet[Any]]
    act: Callable[[QuerySet[Any], datetime], None] = erase
    at_most: int | None = None


def kept(name: str) -> Callable[[], timedelta]:
    """The period of this name, read when it is needed."""
    return lambda: settings.RETENTION[name]


def period_words(period: timedelta) -> str:
    """ "3 ans", "12 mois" being "1 an", "15 jours"."""
    days = period.days
    if days and days % _YEAR == 0:
        return ngettext("%(count)d an", "%(count)d ans", days // _YEAR) % {"count": days // _YEAR}
    if days and days % _MONTH == 0:
        return ngettext("%(count)d mois", "%(count)d mois", days // _MONTH) % {
            "count": days // _MONTH
        }
    return ngettext("%(count)d jour", "%(count)d jours", days) % {"count": days}


@cache
def rules() -> tuple[Rule, ...]:
    """Of every app."""
    return tuple(rule for module in declarations() for rule in module.RULES)
