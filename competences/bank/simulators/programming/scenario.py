"""What a programming scenario may hold, and what the browser may know of it."""

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, field_validator, model_validator

from competences.bank.simulators.vocabulary import Strict

from .blocks import COMMANDS, KINDS, Block
from .robot import Grid

MAX_STEPS = 20_000
MAX_BLOCKS = 200
MAX_NESTING = 12
MAX_CHARACTERS = 10_000
MAX_SLOT = 200
TESTS = (
    "mur_devant", "mur_gauche", "mur_droite", "objet_ici",
    "depot_ici", "sur_balise", "sur_arrivee", "porte_objet",
)  # fmt: skip
SECRET = ("hidden", "reference")


def as_text(value: Any) -> Any:
    """YAML and parameters give a number for 12: programs read and print texts."""
    return str(value) if type(value) in (int, float) else value


Line = Annotated[str, BeforeValidator(as_text), Field(max_length=400)]
Output = Annotated[str, BeforeValidator(as_text), Field(max_length=4_000)]
Name = Annotated[str, Field(min_length=1, max_length=60)]


class Case(Strict):
    """One trial of the program: a grid to cross, inputs and output, or a call and its result."""

    name: Name
    grid: str | None = None
    inputs: tuple[Line, ...] = ()
    given: Mapping[str, Any] = Field(default_factory=dict)
    output: Output | None = None
    call: Annotated[str, Field(max_length=300)] | None = None
    result: Any = None
    max_steps: Annotated[int, Field(ge=1, le=MAX_STEPS)] = MAX_STEPS

    @model_validator(mode="after")
    def _one_purpose(self) -> Self:
        purposes = [self.grid is not None, self.output is not None, self.call is not None]
        if sum(purposes) != 1:
            raise ValueError("a case has either a grid, an output or a call (with its result)")
        if self.grid is not None:
            Grid.read(self.grid)
        return self


class Scenario(Strict):
    """`hidden` cases and the `reference` program stay on the server."""

    world: Literal["robot", "console"]
    language: Literal["blocks", "python"]
    palette: tuple[str, ...] = ()
    tests: tuple[str, ...] = TESTS
    program: Any = None
    limit: Annotated[int, Field(ge=1, le=MAX_BLOCKS)] | None = None
    cases: Annotated[tuple[Case, ...], Field(min_length=1, max_length=8)]
    hidden: Annotated[tuple[Case, ...], Field(max_length=8)] = ()
    reference: Any = None

    @field_validator("palette")
    @classmethod
    def _known_blocks(cls, palette: tuple[str, ...]) -> tuple[str, ...]:
        if unknown := set(palette) - set(KINDS):
            raise ValueError(f"unknown block {unknown.pop()!r} in the palette")
        return palette

    @field_validator("tests")
    @classmethod
    def _known_tests(cls, tests: tuple[str, ...]) -> tuple[str, ...]:
        if unknown := set(tests) - set(TESTS):
            raise ValueError(f"unknown test {unknown.pop()!r}")
        return tests

    @model_validator(mode="after")
    def _coherent(self) -> Self:
        if any((case.grid is not None) != (self.world == "robot") for case in self.every_case):
            raise ValueError("cases have a grid in the robot's world, and only there")
        if self.language == "blocks" and not self.palette:
            raise ValueError("a block program needs a palette")
        if self.world == "console" and set(self.palette) & set(COMMANDS):
            raise ValueError("there is no robot in the console's world")
        for program in (self.program, self.reference):
            if program is not None:
                self.check_program(program)
        return self

    @property
    def every_case(self) -> tuple[Case, ...]:
        return (*self.cases, *self.hidden)

    @cached_property
    def allowed(self) -> frozenset[str]:
        """Blocks one may use: those of the palette and those of the program to start from."""
        started = read_blocks(self.program, frozenset(KINDS)) if self.program else ()
        return frozenset(self.palette).union(b.name for top in started for b in top.walk())

    def check_program(self, program: Any) -> None:
        if self.language == "python":
            read_text(program)
        else:
            read_blocks(program, frozenset(KINDS))


def public_scenario(scenario: Scenario | Mapping[str, Any]) -> dict[str, Any]:
    """Return what the browser receives: of the hidden cases, only their number (`others`)."""
    whole = Scenario.model_validate(scenario)
    public = whole.model_dump(mode="json", exclude=set(SECRET), exclude_unset=True)
    return {**public, "others": len(whole.hidden)}


def read_text(text: Any) -> str:
    if not isinstance(text, str):
        raise ValueError("a Python program is a text")  # noqa: TRY004 -- a posted state is data
    if len(text) > MAX_CHARACTERS:
        raise ValueError(f"a program has at most {MAX_CHARACTERS} characters")
    if "\0" in text or any("\ud800" <= char <= "\udfff" for char in text):
        raise ValueError("a program holds no control character")
    return text


def read_blocks(program: Any, allowed: frozenset[str]) -> list[Block]:
    blocks = _list(program, allowed, 0)
    if sum(1 for top in blocks for _ in top.walk()) > MAX_BLOCKS:
        raise ValueError(f"a program has at most {MAX_BLOCKS} blocks")
    return blocks


def _list(program: Any, allowed: frozenset[str], depth: int) -> list[Block]:
    if not isinstance(program, (list, tuple)) or len(program) > MAX_BLOCKS:
        raise ValueError(f"blocks come in lists of at most {MAX_BLOCKS}")
    if depth > MAX_NESTING:
        raise ValueError(f"blocks are nested at most {MAX_NESTING} deep")
    return [_block(item, allowed, depth) for item in program]


def _block(item: Any, allowed: frozenset[str], depth: int) -> Block:
    if not isinstance(item, Mapping) or set(item) - {"block", "slots", "body", "orelse"}:
        raise ValueError("a block has a name, slots, a body, and nothing else")
    name, slots = item.get("block"), item.get("slots", {})
    if not isinstance(name, str) or name not in allowed:
        raise ValueError(f"the block {name!r:.40} is not offered here")
    kind = KINDS[name]
    if not isinstance(slots, Mapping) or set(slots) != set(kind.slots):
        raise ValueError(f"the block {name!r} has the slots {kind.slots}")
    bodies = {part: item[part] for part in ("body", "orelse") if part in item}
    if set(bodies) - set(kind.bodies):
        raise ValueError(f"the block {name!r} has the bodies {kind.bodies}")
    inner = {part: _list(body, allowed, depth + 1) for part, body in bodies.items()}
    return Block(name, {slot: _slot(text) for slot, text in slots.items()}, **inner)


def _slot(text: Any) -> str:
    if isinstance(text, int) and not isinstance(text, bool):
        text = str(text)  # YAML reads 4 as a number
    if not isinstance(text, str) or len(text) > MAX_SLOT:
        raise ValueError(f"a slot holds a text of at most {MAX_SLOT} characters")
    return read_text(text)
