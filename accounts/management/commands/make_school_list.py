"""Make the list of an invented school, with a defect if one is wanted."""

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.school_lists.formats import formats
from accounts.school_lists.synthetic.defects import SIECLE_DEFECTS
from accounts.school_lists.synthetic.lists import write_list
from accounts.school_lists.synthetic.people import UAI, class_names, make_school
from accounts.school_lists.synthetic.table_defects import TABLE_DEFECTS

_DEFECTS = {**SIECLE_DEFECTS, **TABLE_DEFECTS}
_EXAMPLES = """
The people, and the school (UAI 9990001X), are invented; the same seed makes the same list. The
extension of FILE says how it is written: .xml or .zip (SIECLE), .csv, .xlsx, .ods.

Examples:
  manage.py make_school_list eleves.xml --classes 24 --pupils 25
  manage.py make_school_list liste.ods --format table
  manage.py make_school_list eleves.xml --defect duplicate-ine
  manage.py make_school_list --list-defects
"""


class Command(BaseCommand):
    help = "Make the list of an invented school." + _EXAMPLES
    requires_system_checks: list[str] = []

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        return super().create_parser(
            prog_name, subcommand, formatter_class=RawDescriptionHelpFormatter, **kwargs
        )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path, nargs="?")
        parser.add_argument("--classes", type=int, default=6, help="how many (6)")
        parser.add_argument("--pupils", type=int, default=25, help="in each class (25)")
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--uai", default=UAI, help=f"of the school ({UAI})")
        parser.add_argument("--format", choices=list(formats()), help="default: by the extension")
        parser.add_argument("--defect", choices=list(_DEFECTS), metavar="NAME")
        parser.add_argument("--list-defects", action="store_true")

    def handle(self, **options: Any) -> None:
        if options["list_defects"]:
            self._tell_defects()
            return
        path = options["file"]
        if path is None:
            raise CommandError("Which FILE?")
        names = class_names(options["classes"])
        pupils = make_school(classes=names, pupils_each=options["pupils"], seed=options["seed"])
        if options["defect"]:
            path.write_bytes(_DEFECTS[options["defect"]].make(pupils).content)
        else:
            write_list(path, pupils, format_name=options["format"], uai=options["uai"])
        self.stdout.write(f"{len(pupils)} pupils in {path} ({path.stat().st_size:,} bytes)")

    def _tell_defects(self) -> None:
        for name, defect in _DEFECTS.items():
            effect = "refused" if defect.says and defect.blocks else "imported"
            self.stdout.write(f"{name:30} {effect:10} {defect.says}")
