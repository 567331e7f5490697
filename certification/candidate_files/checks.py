"""What is wrong with candidates: each value, the place of birth, then the list as a whole."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any, Final

from accounts.names import identity_key, squeezed
from accounts.school_lists.values import clean
from certification.candidate_files import birthplaces, values
from certification.candidate_files.birthplaces import Asked, Atlas, BirthPlace, NoSuchPlace
from certification.candidate_files.columns import BY_FIELD
from certification.candidate_files.problems import AT_MOST, Code, Problem, blocks, shown
from certification.candidate_files.rows import CandidateList, CandidateRow, Written
from certification.candidate_files.values import BadValue

_REQUIRED: Final[Mapping[str, Code]] = {
    "last_name": Code.LAST_NAME_REQUIRED,
    "first_name": Code.FIRST_NAME_REQUIRED,
    "birth_date": Code.BIRTHDATE_REQUIRED,
    "sex": Code.SEX_REQUIRED,
}
_CODES: Final = ("birth_insee_code", "birth_postal_code")


@dataclass(frozen=True, slots=True)
class Context:
    """`atlas`: the places that the list may name. `bills`: centres that are no schools say who
    pays; `titles`: how the file calls its columns."""

    atlas: Atlas
    today: date
    bills: bool = False
    titles: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Checked:
    """`rows`: those in which nothing blocks."""

    rows: list[CandidateRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def blocks(self) -> bool:
        return blocks(self.problems)


def check(candidates: CandidateList, context: Context) -> Checked:
    """All of a list: nobody twice."""
    checked = Checked()
    first: dict[str, int] = {}
    for written in candidates.rows:
        row, problems = check_one(written, context)
        if row and (line := first.setdefault(row.identity, row.line)) != row.line:
            problems.append(_twice(row, line, context))
            row = None
        checked.problems += problems[: AT_MOST - len(checked.problems)]
        if row:
            checked.rows.append(row)
    return checked


def check_one(written: Written, context: Context) -> tuple[CandidateRow | None, list[Problem]]:
    """The candidate, unless something blocks, and all that is wrong with her."""
    return _One(written, context).check()


def asked(written: Written) -> Asked:
    """The place of birth of a line, as atlases are asked for it."""
    cells = {name: clean(written.values.get(name, "")) for name in BY_FIELD}
    codes = {name: birthplaces.completed(cells[name]) for name in _CODES}
    return Asked(
        country=cells["birth_country"],
        insee_code=codes["birth_insee_code"],
        postal_code=codes["birth_postal_code"],
        city=cells["birth_city"],
    )


def _twice(row: CandidateRow, line: int, context: Context) -> Problem:
    name = f"{row.first_name} {row.last_name}"
    return Problem(
        Code.DUPLICATE,
        line=row.line,
        field="last_name",
        column=context.titles.get("last_name", ""),
        value=shown(name),
        limit=str(line),
    )


class _One:
    """The checks of one candidate; `problems` grows."""

    def __init__(self, written: Written, context: Context) -> None:
        self.written = written
        self.context = context
        self.cells = {name: clean(value) for name, value in written.values.items()}
        self.problems: list[Problem] = []

    def check(self) -> tuple[CandidateRow | None, list[Problem]]:
        found = {name: self._value(name, read) for name, read in self._readers().items()}
        self._require()
        place = self._place()
        self._billing()
        self._subscriptions()
        if place is None or blocks(self.problems):
            return None, self.problems
        kept = {name: value for name, value in found.items() if value is not None}
        identity = identity_key(
            last_name=kept["last_name"],
            first_name=kept["first_name"],
            birth_date=kept["birth_date"],
        )
        row = CandidateRow(line=self.written.line, identity=identity, birth_place=place, **kept)
        return row, self.problems

    def _readers(self) -> dict[str, Callable[[str], Any]]:
        return {
            "last_name": values.text,
            "first_name": values.text,
            "birth_date": partial(values.birth_date, today=self.context.today),
            "sex": values.sex,
            "result_recipient_email": partial(
                values.email, code=Code.RESULT_RECIPIENT_EMAIL_NOT_VALID
            ),
            "email": partial(values.email, code=Code.EMAIL_NOT_VALID),
            "external_id": values.text,
            "extra_time": values.extra_time,
        }

    def _value(self, name: str, read: Callable[[str], Any]) -> Any:
        value = self.cells.get(name, "")
        if not value:
            return None
        try:
            return read(value)
        except BadValue as bad:
            self._tell(bad.code, name, value, limit=bad.limit, key=bad.key)
            return None

    def _require(self) -> None:
        """A name made of signs alone is no name: nobody could be recognised by it."""
        for name, code in _REQUIRED.items():
            value = self.cells.get(name, "")
            if not value:
                self._tell(code, name)
            elif name.endswith("_name") and not squeezed(value):
                self._tell(code, name, value, key="no_letter")

    def _place(self) -> BirthPlace | None:
        place = asked(self.written)
        if len(place.city) > values.LONGEST:
            limit = str(values.LONGEST)
            self._tell(Code.FIELD_TOO_LONG, "birth_city", place.city, limit=limit)
        try:
            return birthplaces.find(place, self.context.atlas)
        except NoSuchPlace as error:
            self._tell(error.code, error.field, error.value, limit=error.limit)
            return None

    def _billing(self) -> None:
        """Nothing is billed here; what official sheets say of it is checked all the same."""
        if "billing_mode" not in self.cells:
            return
        said, code = self.cells["billing_mode"], self.cells.get("prepayment_code", "")
        if not self.context.bills:
            if said:
                self._tell(Code.BILLING_MODE_MUST_BE_EMPTY, "billing_mode", said)
            return
        if not said:
            self._tell(Code.BILLING_MODE_REQUIRED, "billing_mode")
            return
        mode = self._value("billing_mode", values.billing_mode)
        if mode == values.PREPAID and not code:
            self._tell(Code.PREPAYMENT_CODE_REQUIRED, "prepayment_code")
        elif mode and mode != values.PREPAID and code:
            self._tell(Code.PREPAYMENT_CODE_MUST_BE_EMPTY, "prepayment_code", code)

    def _subscriptions(self) -> None:
        names = self.written.subscriptions
        if len(names) > 1:
            self._tell(Code.MAX_ONE_COMPLEMENTARY, "", ", ".join(names))
        elif names:
            self._tell(Code.COMPLEMENTARY_NOT_OFFERED, "", names[0], blocking=False)
        elif self.written.core is False:
            self._tell(Code.NO_SUBSCRIPTION, "")

    def _tell(
        self,
        code: Code,
        name: str,
        value: str = "",
        *,
        limit: str = "",
        key: str = "",
        blocking: bool = True,
    ) -> None:
        column = BY_FIELD.get(name)
        heading = self.context.titles.get(name) or (column.heading if column else "")
        self.problems.append(
            Problem(code, self.written.line, name, heading, shown(value), key, limit, blocking)
        )


def named_places(lines: Iterable[Written]) -> list[Asked]:
    """What an atlas must hold for these lines."""
    return [asked(line) for line in lines]
