"""Ready-made target profiles as files: checked when they are read."""

from pathlib import Path
from typing import Annotated, Final, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field

FILE: Final = Path(__file__).parent / "target_profiles.yaml"

type Level = Annotated[int, Field(ge=1, le=8)]
type Percent = Annotated[int, Field(ge=0, le=100)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class StageSpec(_Strict):
    threshold: Percent
    title: str
    message: str
    team_title: str
    team_description: str


class CriterionSpec(_Strict):
    topics: dict[str, Level] | None = None
    threshold: Percent


class BadgeSpec(_Strict):
    key: str
    title: str
    message: str
    criteria: list[CriterionSpec]


class ProfileSpec(_Strict):
    """`all_of`: every topic of a competence, up to a level."""

    slug: str
    name: str
    category: Literal["back_to_school", "competence", "theme", "subject", "revision"]
    description: str
    topics: dict[str, Level] = {}
    all_of: dict[str, Level] = {}
    badges: list[BadgeSpec] = []


class ReadyMade(_Strict):
    stages: list[StageSpec]
    profiles: list[ProfileSpec]


def read_ready_made(path: Path = FILE) -> ReadyMade:
    """Raises pydantic.ValidationError."""
    return ReadyMade.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
