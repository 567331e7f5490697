"""How a person wants pages to look, and which challenges suit her (ux.md section 5)."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Self

from accounts.enums import Barrier, Contrast, Font, Motion, Spacing, TextSize, Theme


@dataclass(frozen=True)
class Preferences:
    text: TextSize = TextSize.NORMAL
    spacing: Spacing = Spacing.NORMAL
    font: Font = Font.ATKINSON
    contrast: Contrast = Contrast.NORMAL
    motion: Motion = Motion.NORMAL
    theme: Theme = Theme.AUTO
    read_aloud: bool = False
    needs: tuple[Barrier, ...] = ()

    @classmethod
    def from_stored(cls, stored: object) -> Self:
        """What was stored, a default in place of anything absent, unknown or damaged."""
        values = stored if isinstance(stored, Mapping) else {}
        return cls(
            **{
                field.name: _read(field.default, values.get(field.name))
                for field in fields(cls)
                if field.name != "needs"
            },
            needs=_barriers(values.get("needs")),
        )

    def to_stored(self) -> dict[str, Any]:
        """Only what differs from the defaults: a later change of default reaches everyone else."""
        default = asdict(Preferences())
        stored = {name: value for name, value in asdict(self).items() if value != default[name]}
        return stored | ({"needs": list(self.needs)} if self.needs else {})


def _read(default: Any, value: object) -> Any:
    if isinstance(default, bool):
        return value is True
    choices = type(default)
    return choices(value) if isinstance(value, str) and value in choices.values else default


def _barriers(value: object) -> tuple[Barrier, ...]:
    chosen = value if isinstance(value, list | tuple) else ()
    return tuple(barrier for barrier in Barrier if barrier.value in chosen)
