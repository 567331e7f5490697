"""Load the tables that check where candidates were born."""

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any, override

from django.core.management.base import BaseCommand, CommandError

from certification.content.birthplaces import SAMPLE, UnknownTable, read_table
from certification.services.birthplaces import load_birthplaces

_HELP = """Load countries and communes of birth, with postal codes, from the official open data:
  countries     INSEE, Code officiel géographique: columns COG, LIBCOG
  communes      INSEE, Code officiel géographique: columns COM, LIBELLE
  postal codes  La Poste, Base officielle des codes postaux:
                columns #Code_commune_INSEE, Nom_de_la_commune, Code_postal

Without FILE, a sample: some countries and the largest towns. Run again, it adds what is new.

Examples:
  manage.py load_birthplaces
  manage.py load_birthplaces pays.csv communes.csv codes_postaux.csv
"""


class Command(BaseCommand):
    help = _HELP

    @override
    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        return super().create_parser(
            prog_name, subcommand, formatter_class=RawDescriptionHelpFormatter, **kwargs
        )

    @override
    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", metavar="FILE", nargs="*", type=Path)

    @override
    def handle(self, *args: Any, **options: Any) -> None:
        for path in options["files"] or SAMPLE:
            try:
                countries, cities = load_birthplaces(read_table(path))
            except FileNotFoundError:
                raise CommandError(f"No such file: {path}") from None
            except UnknownTable:
                raise CommandError(f"{path} has the columns of none of the known files.") from None
            self.stdout.write(f"{path.name}: {countries} countries, {cities} communes")
