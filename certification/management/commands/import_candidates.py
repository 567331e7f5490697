"""Make a file the list of candidates of a session."""

import json
import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any, override

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.school_lists.sources import from_path
from certification.candidate_files.problems import Problem, blocks
from certification.candidate_sentences import told
from certification.models import Session
from certification.services.candidate_lists import import_list
from certification.services.candidates import Replaced

_HELP = """Replace the candidates of a session by those of a file: the sheet to fill in (ODS, XLSX)
or any table with its headings (CSV too). Exits 1, and writes nothing, when a problem blocks.

Examples:
  manage.py import_candidates 123456 liste-candidats-session-123456.ods --dry-run
  manage.py import_candidates 123456 candidats.csv --json
"""


class Command(BaseCommand):
    # Nothing here depends on the addresses and pages that the checks load.
    requires_system_checks: list[str] = []
    help = _HELP

    @override
    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        return super().create_parser(
            prog_name, subcommand, formatter_class=RawDescriptionHelpFormatter, **kwargs
        )

    @override
    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("session", metavar="SESSION", type=int, help="its number, six figures")
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="say what would change, only")
        parser.add_argument("--json", action="store_true", help="the report as JSON")

    @override
    def handle(self, *args: Any, **options: Any) -> None:
        if not options["file"].is_file():
            raise CommandError(f"No such file: {options['file']}")
        counts, problems = import_list(
            session=_session(options["session"]),
            source=from_path(options["file"]),
            dry_run=options["dry_run"],
            now=timezone.now(),
        )
        self._report(counts, problems, as_json=options["json"])
        if blocks(problems):
            sys.exit(1)

    def _report(self, counts: Replaced, problems: list[Problem], *, as_json: bool) -> None:
        numbers = {"created": counts.added, "updated": counts.kept, "removed": counts.removed}
        lines = [told(problem) for problem in problems]
        if as_json:
            self.stdout.write(json.dumps({**numbers, "problems": lines}, ensure_ascii=False))
            return
        for line in lines:
            place = f"line {line['line']}: " if line["line"] else ""
            self.stdout.write(f"{place}{line['code']} {line['message']}")
        self.stdout.write(", ".join(f"{number} {name}" for name, number in numbers.items()))


def _session(number: int) -> Session:
    found = Session.objects.select_related("centre__organisation").filter(number=number).first()
    if found is None:
        raise CommandError(f"No session has the number {number}.")
    return found
