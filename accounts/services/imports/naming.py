"""Some names of a dry run, by which people recognise the list they sent."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from django.core.cache import cache

from accounts.models import ImportRun
from accounts.selectors.import_report import NAMES_SHOWN, learner_names, named, names_key
from accounts.services.imports.planning import Step, outcome

_KEPT_FOR: Final = timedelta(hours=24)


class Names:
    """The first ones of each outcome. Kept as long as the file, and never in the database."""

    def __init__(self) -> None:
        self.found: dict[str, list[str]] = defaultdict(list)

    def add(self, steps: Iterable[Step]) -> None:
        for step in steps:
            names = self.found[outcome(step)]
            if len(names) < NAMES_SHOWN:
                row = step.row
                names.append(named(row.first_name, row.used_name or row.last_name, row.class_name))

    def keep(self, run: ImportRun, absent: set[int]) -> None:
        names = {**self.found, "disabled": learner_names(sorted(absent)[:NAMES_SHOWN])}
        cache.set(names_key(run.pk), names, _KEPT_FOR.total_seconds())
