"""The figures as plain text, the promises beside them."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from competences.simulation.targets import Target

from .measures import average
from .sitting import CASES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .campaign import Plan
    from .measures import Measures

_COLUMNS = {
    "sat": "candidates",
    "questions": "questions",
    "MAE": "mae",
    "RMSE": "rmse",
    "bias": "bias",
    "corr": "correlation",
    "mesh %": "mesh",
    "in interval %": "covered",
    "level exact %": "exact",
    "±1 %": "within_one",
    "exposure %": "max_exposure",
    "overlap %": "overlap",
    "in room %": "shared",
    "flagged %": "flagged",
    "unmasked %": "unmasked",
    "ms": "milliseconds",
}
_DECIMALS = {"candidates": 0, "correlation": 3, "milliseconds": 2}
_T7, _T7_SHORT, _T8, _ = (case.name for case in CASES)
TARGETS = {
    _T7: [
        Target("T7", "rmse", most=38),
        Target("T7", "mesh", least=75),
        Target("T7", "max_exposure", most=20),
        Target("T7", "overlap", most=10),
    ],
    _T7_SHORT: [Target("T7", "rmse", most=48)],
    _T8: [Target("T8", "mae", most=25), Target("T8", "bias_size", most=6)],
}


_PROMISED = ("base", "cal")  # what the targets are about


def table(plan: Plan, found: Mapping[int, Mapping[str, Measures]]) -> str:
    """A block for each case: its worlds, their mean, then the targets when they apply."""
    cells = [["format", "world", *_COLUMNS]]
    verdicts: dict[int, list[str]] = {}
    for case in CASES:
        rows = {str(seed): measures[case.name] for seed, measures in found.items()}
        if len(rows) > 1:
            rows["mean"] = average(list(rows.values()))
        for world, measures in rows.items():
            cells.append([case.name, world, *_figures(measures)])
        if (plan.scenario, plan.information) == _PROMISED:
            verdicts[len(cells)] = [_verdict(one, rows) for one in TARGETS.get(case.name, [])]
    widths = [max(len(line[column]) for line in cells) for column in range(len(cells[0]))]
    lines = []
    for number, line in enumerate(cells, start=1):
        lines.append("  ".join(c.rjust(width) for c, width in zip(line, widths, strict=True)))
        lines += [f"    {verdict}" for verdict in verdicts.get(number, [])]
    return "\n".join(lines)


def figures(plan: Plan, found: Mapping[int, Mapping[str, Measures]]) -> list[dict[str, Any]]:
    """The same as values, a row for each case of each world."""
    known = {"scenario": plan.scenario, "information": plan.information}
    return [
        {**known, "seed": seed, "case": case, **asdict(measures)}
        for seed, cases in found.items()
        for case, measures in cases.items()
    ]


def _verdict(target: Target, rows: Mapping[str, Measures]) -> str:
    missed = [world for world, measures in rows.items() if not target.met(measures)]
    return f"MISSED  {target} ({', '.join(missed)})" if missed else f"met     {target}"


def _figures(measures: Measures) -> list[str]:
    return [f"{getattr(measures, name):.{_DECIMALS.get(name, 1)}f}" for name in _COLUMNS.values()]
