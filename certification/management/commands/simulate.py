"""Judge both engines on invented worlds. No database is used.

The command lives here because a certification is judged after the training that precedes it.
"""

import json
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from certification import simulation as certifications
from competences.simulation.campaign import Plan, judge_all
from competences.simulation.protocol import STOPS
from competences.simulation.scenarios import SCENARIOS
from competences.simulation.table import table

_BAR = 30
_EXAMPLES = """
Units: levels (0 to 8) and pix; "exact" is the most probable level, "shown" the level that the
validated skills earn; RMSE and bias are in pix; "ms" is a whole choice, replay included.

With --certification, people train in all the competences, then sit each format; rooms of 20 start
together, with the wear known before. Those "untrained" follow the protocol of the targets: they sit
all the competences one by one, without any level held. "mesh" is the total in the right mesh of the
published scale, "in interval" the truth inside the published interval, "in room" what neighbours
share, "flagged" honest candidates shown to the jury, "unmasked" those shown when somebody else had
trained for them.

Examples:
  manage.py simulate                                    the default engine on the base world
  manage.py simulate --scenario all --score-prior profile
  manage.py simulate --stop B --information cold --score-prior profile
  manage.py simulate --certification                    both formats, after training, targets T7 T8
  manage.py simulate --certification --students 100 --seed 20261 7001 7002
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
        add("--certification", action="store_true", help="judge the formats of the certification")
        add("--scenario", choices=[*SCENARIOS, "all"], default="base")
        add("--information", choices=["cal", "cold"], default="cal", help="what is known of items")
        add("--stop", choices=sorted(STOPS), default="A", help="B and C are quick tests")
        add("--score-prior", choices=["neutral", "profile"], default="neutral")
        add("--students", type=int, help="in each world (default: as in the protocol)")
        add("--seed", type=int, nargs="+", help="of each world (default: as in the protocol)")
        add("--worlds", type=int, default=1, help="worlds for each seed given, numbered from it")
        add("--json", type=Path, metavar="FILE", help="also write the figures there")

    def handle(self, **options: Any) -> None:
        if options["certification"]:
            self._judge_certifications(options)
        else:
            self._judge_tests(options)

    def _judge_tests(self, options: dict[str, Any]) -> None:
        plans = [_plan(name, options) for name in _scenarios(options)]
        done, total = 0, sum(len(plan.seeds) for plan in plans)

        def tick() -> None:
            nonlocal done
            done += 1
            self._show(done, total, "worlds")

        rows = list(judge_all(plans, tick))
        self.stderr.write("")
        self.stdout.write(table(rows))
        _write(options, [{**asdict(plan), **asdict(measures)} for plan, measures in rows])

    def _judge_certifications(self, options: dict[str, Any]) -> None:
        figures: list[dict[str, Any]] = []
        for name in _scenarios(options):
            plan = certifications.Plan(
                scenario=name,
                information=options["information"],
                students=options["students"] or SCENARIOS[name].students,
                seeds=_seeds(name, options),
            )
            show = partial(self._show, total=plan.tests, unit="tests")
            found = certifications.judge_all(plan, show)
            self.stderr.write("")
            self.stdout.write(certifications.table(plan, found))
            figures += certifications.figures(plan, found)
        _write(options, figures)

    def _show(self, done: int, total: int, unit: str) -> None:
        filled = _BAR * done // total
        bar = "#" * filled + "." * (_BAR - filled)
        self.stderr.write(f"\r[{bar}] {done}/{total} {unit}", ending="")


def _write(options: dict[str, Any], figures: list[dict[str, Any]]) -> None:
    if options["json"]:
        options["json"].write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


def _scenarios(options: dict[str, Any]) -> list[str]:
    return list(SCENARIOS) if options["scenario"] == "all" else [options["scenario"]]


def _seeds(scenario: str, options: dict[str, Any]) -> tuple[int, ...]:
    first = options["seed"] or [SCENARIOS[scenario].seed]
    return tuple(seed + world for seed in first for world in range(options["worlds"]))


def _plan(name: str, options: dict[str, Any]) -> Plan:
    return Plan(
        scenario=name,
        information=options["information"],
        stop=options["stop"],
        score_prior=options["score_prior"],
        students=options["students"] or SCENARIOS[name].students,
        seeds=_seeds(name, options),
    )
