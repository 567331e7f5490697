"""The figures as plain text, the promises beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .targets import targets

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .campaign import Plan
    from .measures import Measures

_COLUMNS = {
    "questions": "questions",
    "exact %": "exact",
    "shown %": "exact_shown",
    "±1 %": "within_one",
    "MAE": "mae",
    "RMSE": "rmse",
    "RMSE shown": "rmse_shown",
    "bias": "bias",
    "corr": "correlation",
    "ECE": "calibration_error",
    "exposure %": "max_exposure",
    "overlap %": "overlap",
    "ms": "milliseconds",
}
_DECIMALS = {"mae": 3, "correlation": 3, "calibration_error": 3, "milliseconds": 3}


def table(rows: Sequence[tuple[Plan, Measures]]) -> str:
    """One line for each plan, then the targets that apply to it."""
    cells = [["scenario", "knows", "stop", "score", *_COLUMNS]]
    cells += [[*plan.key, *_figures(measures)] for plan, measures in rows]
    widths = [max(len(line[column]) for line in cells) for column in range(len(cells[0]))]
    lines = [
        "  ".join(cell.rjust(width) for cell, width in zip(line, widths, strict=True))
        for line in cells
    ]
    for number, (plan, measures) in enumerate(rows, start=1):
        lines[number] += "".join(f"\n    {verdict}" for verdict in verdicts(plan, measures))
    return "\n".join(lines)


def verdicts(plan: Plan, measures: Measures) -> list[str]:
    return [
        f"{'met   ' if target.met(measures) else 'MISSED'}  {target}"
        for target in targets(plan.key, len(plan.seeds))
    ]


def _figures(measures: Measures) -> list[str]:
    return [f"{getattr(measures, name):.{_DECIMALS.get(name, 2)}f}" for name in _COLUMNS.values()]
