"""Judge the adaptive engine on invented worlds. No database is used."""

import json
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from competences.simulation.campaign import Plan, judge_all
from competences.simulation.protocol import STOPS
from competences.simulation.scenarios import SCENARIOS
from competences.simulation.table import table

_BAR = 30
_EXAMPLES = """
Units: levels (0 to 8) and pix; "exact" is the most probable level, "shown" the level that the
validated skills earn; RMSE and bias are in pix; "ms" is a whole choice, replay included.

Examples:
  manage.py simulate                                    the default engine on the base world
  manage.py simulate --scenario all --score-prior profile
  manage.py simulate --stop B --information cold --score-prior profile
  manage.py simulate --worlds 10 --students 120 --seed 5001 --json figures.json
"""


class Command(BaseCommand):
    help = "Judge the adaptive engine on invented worlds." + _EXAMPLES
    requires_system_checks: list[str] = []

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> Any:
        return super().create_parser(
            prog_name, subcommand, formatter_class=RawDescriptionHelpFormatter, **kwargs
        )

    def add_arguments(self, parser: ArgumentParser) -> None:
        add = parser.add_argument
        add("--scenario", choices=[*SCENARIOS, "all"], default="base")
        add("--information", choices=["cal", "cold"], default="cal", help="what is known of items")
        add("--stop", choices=sorted(STOPS), default="A", help="B and C are quick tests")
        add("--score-prior", choices=["neutral", "profile"], default="neutral")
        add("--students", type=int, help="in each world (default: as in the protocol)")
        add("--seed", type=int, nargs="+", help="of each world (default: as in the protocol)")
        add("--worlds", type=int, default=1, help="worlds for each seed given, numbered from it")
        add("--json", type=Path, metavar="FILE", help="also write the figures there")

    def handle(self, **options: Any) -> None:
        names = list(SCENARIOS) if options["scenario"] == "all" else [options["scenario"]]
        plans = [_plan(name, options) for name in names]
        done, total = 0, sum(len(plan.seeds) for plan in plans)

        def tick() -> None:
            nonlocal done
            done += 1
            filled = _BAR * done // total
            bar = "#" * filled + "." * (_BAR - filled)
            self.stderr.write(f"\r[{bar}] {done}/{total} worlds", ending="")

        rows = list(judge_all(plans, tick))
        self.stderr.write("")
        self.stdout.write(table(rows))
        if options["json"]:
            figures = [{**asdict(plan), **asdict(measures)} for plan, measures in rows]
            options["json"].write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


def _plan(name: str, options: dict[str, Any]) -> Plan:
    scenario = SCENARIOS[name]
    seeds = options["seed"] or [scenario.seed]
    return Plan(
        scenario=name,
        information=options["information"],
        stop=options["stop"],
        score_prior=options["score_prior"],
        students=options["students"] or scenario.students,
        seeds=tuple(seed + world for seed in seeds for world in range(options["worlds"])),
    )
