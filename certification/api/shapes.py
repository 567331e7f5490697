"""What programs send and receive, field by field: the description of the API is made from it.

The first shape is the one that school records fetch, the second the one of admission platforms
(interop.md 4.1): the names of fields are an interface.
"""

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic.alias_generators import to_camel

_LONGEST_NAME = 255

type Status = Literal["validated", "rejected", "pending"]


class Shape(BaseModel):
    """Fields are `lower_case` here and `camelCase` outside."""

    model_config = ConfigDict(
        alias_generator=to_camel, populate_by_name=True, extra="forbid", frozen=True
    )


class CompetenceResult(Shape):
    competence_id: str = Field(examples=["1.1"])
    level: int = Field(ge=0, le=8, description="0: not certified")


class CompetenceName(Shape):
    id: str = Field(examples=["1.1"])
    name: str


class Certification(Shape):
    """The latest certification of a pupil that was not cancelled; names as in the school list."""

    id: int
    first_name: str
    middle_name: str | None
    third_name: str | None
    last_name: str
    birthdate: date
    national_student_id: str | None = Field(description="INE")
    status: Status
    pix_score: int | None = Field(description="null while pending")
    verification_code: str | None = Field(examples=["P-4KQ7WM3X"])
    date: datetime = Field(description="when it was sat")
    delivered_at: datetime | None = Field(description="when it was published")
    certification_center: str
    competence_results: list[CompetenceResult] = Field(description="empty while pending")


class SchoolRecord(Shape):
    certifications: list[Certification]
    competences: list[CompetenceName]


class Search(Shape):
    """One of: `ine` · `organizationUai`, `lastName`, `firstName` and `birthdate` ·
    `verificationCode`.
    """

    ine: str | None = Field(default=None, min_length=9, max_length=11)
    organization_uai: str | None = Field(default=None, max_length=8)
    last_name: str | None = Field(default=None, max_length=_LONGEST_NAME)
    first_name: str | None = Field(default=None, max_length=_LONGEST_NAME)
    birthdate: date | None = None
    verification_code: str | None = Field(default=None, max_length=20)

    @model_validator(mode="after")
    def _one_way(self) -> "Search":
        identity = (self.organization_uai, self.last_name, self.first_name, self.birthdate)
        ways = [self.ine is not None, any(identity), self.verification_code is not None]
        if sum(ways) != 1 or (any(identity) and not all(identity)):
            raise ValueError("give an INE, or a UAI with both names and the birth date, or a code")
        if any("\0" in value for value in self.model_dump().values() if isinstance(value, str)):
            raise ValueError("texts have no NUL")
        return self


class CompetenceFound(Shape):
    code: str = Field(examples=["1.1"])
    name: str
    level: int = Field(ge=0, le=8)
    domain_name: str


class Found(Shape):
    """A certificate in force."""

    first_name: str
    last_name: str
    birthdate: date
    ine: str | None
    organization_uai: str | None
    pix_score: int
    global_level: int = Field(ge=0, le=8)
    verification_code: str
    certification_date: date
    delivered_at: datetime
    valid_until: datetime
    certification_center: str
    competences: list[CompetenceFound]


class Problem(Shape):
    error: str
    error_description: str


class Token(BaseModel):
    """As OAuth 2.0 names its fields."""

    access_token: str
    token_type: Literal["Bearer"] = "Bearer"  # noqa: S105 -- a type of tokens
    expires_in: int = Field(description="seconds")
    scope: str
