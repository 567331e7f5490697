"""The robot's world: a grid of walls, items, drop places, marks and one arrival."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .values import ProgramError

Cell = tuple[int, int]
HEADINGS: dict[str, Cell] = {"^": (0, -1), ">": (1, 0), "v": (0, 1), "<": (-1, 0)}
TURNS = tuple(HEADINGS)
MAX_WIDTH, MAX_HEIGHT = 16, 14
LEGEND = frozenset("#.o*u+") | frozenset(HEADINGS)


@dataclass(frozen=True)
class Grid:
    """`#` wall, `.` floor, `o` item, `u` drop place, `+` mark, `*` arrival, `^ > v <` the robot."""

    rows: tuple[str, ...]

    @classmethod
    def read(cls, text: str) -> "Grid":
        grid = cls(tuple(line.strip() for line in text.strip().splitlines()))
        widths = {len(row) for row in grid.rows}
        if len(widths) != 1 or len(grid.rows) > MAX_HEIGHT or widths.pop() > MAX_WIDTH:
            raise ValueError(f"a grid has rows of one length, at most {MAX_WIDTH} × {MAX_HEIGHT}")
        if unknown := set("".join(grid.rows)) - LEGEND:
            raise ValueError(f"unknown cell {unknown.pop()!r} in a grid")
        if len(grid.cells("".join(TURNS))) != 1 or len(grid.cells("*")) > 1:
            raise ValueError("a grid has one robot (^ > v <) and at most one arrival (*)")
        return grid

    def cells(self, kinds: str) -> list[Cell]:
        return [
            (x, y) for y, row in enumerate(self.rows) for x, cell in enumerate(row) if cell in kinds
        ]

    def at(self, cell: Cell) -> str:
        x, y = cell
        inside = 0 <= y < len(self.rows) and 0 <= x < len(self.rows[0])
        return self.rows[y][x] if inside else "#"


class Robot:
    """What a program does to a grid; bumping into a wall stops it."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        ((x, y),) = grid.cells("".join(TURNS))
        self.cell, self.heading = (x, y), TURNS.index(grid.rows[y][x])
        self.items = dict.fromkeys(grid.cells("o"), 1)
        self.carried = 0

    @property
    def commands(self) -> dict[str, Callable[[], Any]]:
        return {
            "avancer": self._forward,
            "tourner_gauche": lambda: self._turn(-1),
            "tourner_droite": lambda: self._turn(1),
            "ramasser": self._pick,
            "poser": self._drop,
            "mur_devant": lambda: self._wall(0),
            "mur_gauche": lambda: self._wall(-1),
            "mur_droite": lambda: self._wall(1),
            "objet_ici": lambda: self.items.get(self.cell, 0) > 0,
            "depot_ici": lambda: self.grid.at(self.cell) == "u",
            "sur_balise": lambda: self.grid.at(self.cell) == "+",
            "sur_arrivee": lambda: self.grid.at(self.cell) == "*",
            "porte_objet": lambda: self.carried > 0,
        }

    def _towards(self, turn: int) -> Cell:
        dx, dy = HEADINGS[TURNS[(self.heading + turn) % 4]]
        return self.cell[0] + dx, self.cell[1] + dy

    def _wall(self, turn: int) -> bool:
        return self.grid.at(self._towards(turn)) == "#"

    def _forward(self) -> None:
        if self._wall(0):
            raise ProgramError("wall")
        self.cell = self._towards(0)

    def _turn(self, quarter: int) -> None:
        self.heading = (self.heading + quarter) % 4

    def _pick(self) -> None:
        if not self.items.get(self.cell):
            raise ProgramError("no_item")
        self.items[self.cell] -= 1
        self.carried += 1

    def _drop(self) -> None:
        if not self.carried:
            raise ProgramError("empty_hands")
        self.items[self.cell] = self.items.get(self.cell, 0) + 1
        self.carried -= 1

    def outcome(self) -> dict[str, Any]:
        places = set(self.grid.cells("u"))
        left = sum(number for cell, number in self.items.items() if cell not in places)
        delivered = sum(1 for cell in places if self.items.get(cell))
        return {
            "reached": not self.grid.cells("*") or self.grid.at(self.cell) == "*",
            "items": self.carried,
            "left": left,
            "delivered": delivered == len(places),
        }
