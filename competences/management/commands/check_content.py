"""Verify the files of the item bank, with file and line for each problem."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from competences.bank import BankContent, ContentError, Problem, Severity, read_bank
from competences.bank.checks import check
from competences.bank.content import CONTENT_FOLDER
from competences.bank.statistics import LEVELS, Coverage, coverage


class Command(BaseCommand):
    help = "Check the item bank. Exit 1 when something is wrong; warnings pass unless --strict."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, default=CONTENT_FOLDER)
        parser.add_argument("--json", action="store_true", help="print one JSON object")
        parser.add_argument("--stats", action="store_true", help="print the coverage table only")
        parser.add_argument("--strict", action="store_true", help="warnings fail too")

    def handle(self, *, folder: Path, json: bool, stats: bool, strict: bool, **_: Any) -> None:
        content, problems = _read(folder)
        if content and not stats:
            problems = check(content)
        rows = coverage(content) if content else []
        self.stdout.write(_as_json(problems, rows) if json else _as_text(problems, rows))
        if (strict and problems) or any(p.severity is Severity.ERROR for p in problems):
            raise SystemExit(1)


def _read(folder: Path) -> tuple[BankContent | None, list[Problem]]:
    try:
        return read_bank(folder), []
    except ContentError as unreadable:
        return None, unreadable.problems


def _as_json(problems: list[Problem], rows: list[Coverage]) -> str:
    report = {"problems": [asdict(p) for p in problems], "coverage": [asdict(row) for row in rows]}
    return json.dumps(report, ensure_ascii=False, indent=2)


def _as_text(problems: list[Problem], rows: list[Coverage]) -> str:
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    lines = [str(problem) for problem in problems]
    if rows:
        levels = " ".join(f"{level:>2}" for level in LEVELS)
        lines += ["", f"      topics  skills by level {levels}   all  challenges  variants  doing"]
        lines += [_row(row) for row in rows]
    lines += ["", f"{errors} errors, {len(problems) - errors} warnings"]
    return "\n".join(lines)


def _row(row: Coverage) -> str:
    levels = " ".join(f"{count:>2}" for count in row.skills_by_level)
    return (
        f"{row.competence:<6}{row.topics:>6}{'':>18}{levels}{row.skills:>6}"
        f"{row.challenges:>12}{row.variants:>10}{row.doing:>7.0%}"
    )
