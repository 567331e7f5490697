"""Import the list of a school from a file."""

import json
import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q
from django.utils import timezone

from accounts import uai
from accounts.enums import ImportState
from accounts.models import ImportRun, Organisation
from accounts.school_lists.formats import formats
from accounts.school_lists.sources import from_path
from accounts.selectors.imports import problems_of
from accounts.services.imports import ImportAtWorkError, import_file

_COUNTS = ("created", "updated", "returning", "disabled", "skipped")
_FIELDS = ("code", "line", "field", "value", "message")
_EXAMPLES = """
The format is recognised unless --format says it. "csv": any table, whose columns are guessed by
their titles. Pupils absent from the list are disabled, unless --keep-absent.
Exits 1, and writes nothing, when a problem blocks.

Examples:
  manage.py import_learners 9990001X ExportXML_ElevesSansAdresses.zip --dry-run
  manage.py import_learners 9990001X eleves.csv --format csv --keep-absent --json
"""


class Command(BaseCommand):
    # Nothing here depends on the addresses and pages that the checks load.
    requires_system_checks: list[str] = []
    help = "Import the list of a school (SIECLE XML or ZIP, CSV, XLSX, ODS)." + _EXAMPLES

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        return super().create_parser(
            prog_name, subcommand, formatter_class=RawDescriptionHelpFormatter, **kwargs
        )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("uai", metavar="UAI", help="of the school (or its code)")
        parser.add_argument("file", metavar="FILE", type=Path, help="100 MB once unzipped, at most")
        parser.add_argument("--format", choices=["csv", *formats()], default="")
        parser.add_argument("--dry-run", action="store_true", help="say what would change, only")
        parser.add_argument("--json", action="store_true", help="the report as JSON")
        parser.add_argument("--keep-absent", action="store_true", help="disable nobody")

    def handle(self, **options: Any) -> None:
        if not options["file"].is_file():
            raise CommandError(f"No such file: {options['file']}")
        try:
            run = import_file(
                organisation=_organisation(options["uai"]),
                source=from_path(options["file"]),
                format_name="table" if options["format"] == "csv" else options["format"],
                keep_absent=options["keep_absent"],
                dry_run=options["dry_run"],
                now=timezone.now(),
            )
        except ImportAtWorkError:
            raise CommandError("Another list of this school is being imported.") from None
        self._report(run, as_json=options["json"])
        if run.state == ImportState.REFUSED:
            sys.exit(1)

    def _report(self, run: ImportRun, *, as_json: bool) -> None:
        counts = {name: run.counts.get(name, 0) for name in _COUNTS}
        problems = [{name: one[name] for name in _FIELDS} for one in problems_of(run)]
        if as_json:
            self.stdout.write(json.dumps({**counts, "problems": problems}, ensure_ascii=False))
            return
        for problem in problems:
            place = f"line {problem['line']}: " if problem["line"] else ""
            self.stdout.write(f"{place}{problem['code']} {problem['message']}")
        done = run.get_state_display()
        self.stdout.write(f"{done}: " + ", ".join(f"{counts[name]} {name}" for name in counts))


def _organisation(name: str) -> Organisation:
    wanted = uai.normalised(name)
    found = Organisation.objects.filter(Q(uai=wanted) | Q(code=wanted)).order_by("pk").first()
    if found is None:
        raise CommandError(f"No organisation has the UAI {wanted}.")
    return found
