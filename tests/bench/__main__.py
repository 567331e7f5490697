"""Measure the platform against its targets (docs/performance.md): `make bench ARGS="--only P1"`.

CPU is that of the web server, PostgreSQL, Redis and the client together. Machines are shared and
noisy: what counts is the ratio to the floor, measured in turn in the same run.
"""

import argparse
import json
import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path

from tests.bench.measure import Measure, table
from tests.bench.servers import use_new_database, web

IDS = ("P1", "P2", "P5", "P6", "P7", "P8", "P9", "P10", "P12")


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__.splitlines()[0])
    parser.add_argument("--only", action="append", choices=IDS, help="may be repeated")
    parser.add_argument("--rounds", type=int, default=3, help="floor and real path in turn (3)")
    parser.add_argument("--quick", action="store_true", help="fewer answers: a first idea")
    parser.add_argument("--json", type=Path, help="where to write the figures")
    return parser.parse_args()


def main() -> int:
    chosen = options()
    data = Path(os.environ["PIX_DATA_DIR"])
    use_new_database()
    prepare()
    measures = list(measure(chosen, data))
    sys.stdout.write(f"\n{table(measures)}\n")
    path = chosen.json or data / "bench.json"
    path.write_text(json.dumps([asdict(one) for one in measures], indent=1, ensure_ascii=False))
    short = [one.what.strip() for one in measures if one.falls_short]
    sys.stdout.write(f"\nFalls short: {', '.join(short) or 'nothing'}. Figures: {path}\n")
    return 0


def prepare() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "pix.settings.dev"
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("load_content")
    call_command("load_certification")


def measure(chosen: argparse.Namespace, data: Path) -> Iterator[Measure]:
    """What was asked for. Django is set up by now: its parts can be imported."""
    from tests.bench import choice, cpu, exports, lists, papers, rebuild, results, supervision

    wanted = set(chosen.only or IDS)
    if "P5" in wanted:
        yield from choice.cost_of_a_choice(200 if chosen.quick else 2000)
    if wanted & {"P1", "P2", "P12"}:
        yield from over_http(chosen, wanted, data)
    if "P6" in wanted:
        profiles = 400 if chosen.quick else 2000
        yield from rebuild.cost_of_a_rebuild(profiles, database=cpu.database_pid())
    if "P7" in wanted:
        yield from lists.cost_of_an_import(chosen.rounds, database=cpu.database_pid())
        yield from lists.cost_of_a_large_file()
    if "P8" in wanted:
        yield from results.cost_of_the_pages(chosen.rounds)
        yield from exports.cost_of_a_table(10_000 if chosen.quick else 100_000)
    if "P9" in wanted:
        yield from supervision.cost_of_a_refresh(chosen.rounds)
    if "P10" in wanted:
        yield from papers.cost_of_papers(30 if chosen.quick else 300)


def over_http(chosen: argparse.Namespace, wanted: set[str], data: Path) -> Iterator[Measure]:
    from django.conf import settings

    from tests.bench import answers, cpu, wire

    log, learners = data / "log" / "bench-web.log", 40 if chosen.quick else 150
    answers.floor_visits(1)  # makes its tables, which its server expects
    with ExitStack() as stack:
        start = stack.enter_context
        floor = start(web("tests.bench.floor.wsgi", _FLOOR, log))
        real = start(web("pix.wsgi", "pix.settings.dev", log))
        shared = {"database": cpu.database_pid(), "redis": cpu.redis_pid(settings.REDIS_URL)}
        sites = [answers.Site(port, {"web": pid, **shared}) for port, pid in (floor, real)]
        answers.warm_up(*sites)
        if "P1" in wanted:
            rounds = chosen.rounds
            yield from answers.cost_of_an_answer(*sites, rounds=rounds, learners=learners)
        if "P2" in wanted:
            yield from answers.crowd(*sites, learners=learners)
        if "P12" in wanted:
            yield from wire.first_visit(sites[1].port)
            yield from wire.next_question(sites[1])


_FLOOR = "tests.bench.floor.settings"

if __name__ == "__main__":
    sys.exit(main())
