"""A list is checked while it is read: each value, then what holds for the list as a whole."""

from collections.abc import Iterator
from datetime import date
from enum import Enum, auto

from accounts.names import identity_key
from accounts.school_lists.formats import Column
from accounts.school_lists.problems import Code, Problem, Report, shown
from accounts.school_lists.reading import SchoolList
from accounts.school_lists.rows import IDENTIFIERS, Record, Row
from accounts.school_lists.values import FRANCE, KINDS, BadValue, birth_date, clean

# Codes for which the existing service names the pupil by her INE rather than by the empty value.
_SHOW_INE = {Code.BIRTH_CITY_CODE_REQUIRED, Code.SEX_CODE_REQUIRED, Code.BIRTHDATE_REQUIRED}


class Namesakes(Enum):
    """The people of a list who have the same names and birth date."""

    ONE = auto()
    ONE_UNTOLD = auto()  # without identifier
    SEVERAL = auto()  # each with an identifier
    NOT_ALL_TOLD_APART = auto()


class Seen:
    """What must not come twice in a list: identifiers, and people without any.

    Only their hashes are kept, so that a list of 200 000 people stays light.
    """

    def __init__(self) -> None:
        self._lines: dict[str, dict[int, int]] = {name: {} for name in IDENTIFIERS}
        self._people: dict[int, Namesakes] = {}

    def holds(self, name: str, value: str) -> bool:
        """Whether somebody of the list has this identifier."""
        return bool(value) and hash(value) in self._lines[name]

    def add(self, name: str, value: str, line: int) -> int:
        """The line where this identifier came first: this one, if it is new."""
        return self._lines[name].setdefault(hash(value), line)

    def is_repeated(self, identity: str) -> bool:
        """Whether several people of the list have these names and birth date."""
        found = self._people.get(hash(identity))
        return found in {Namesakes.SEVERAL, Namesakes.NOT_ALL_TOLD_APART}

    def add_identity(self, identity: str, *, has_identifier: bool) -> bool:
        """Whether she can be told from those before her."""
        key = hash(identity)
        before = self._people.get(key)
        if before is None:
            self._people[key] = Namesakes.ONE if has_identifier else Namesakes.ONE_UNTOLD
            return True
        told_apart = has_identifier and before in {Namesakes.ONE, Namesakes.SEVERAL}
        self._people[key] = Namesakes.SEVERAL if told_apart else Namesakes.NOT_ALL_TOLD_APART
        return told_apart


class Checker:
    """Reads one list, once. `seen` grows as rows go by; the problems go to `report`."""

    def __init__(self, school_list: SchoolList, *, report: Report, today: date) -> None:
        self.list = school_list
        self.columns = school_list.format.by_field
        self.report = report
        self.today = today
        self.seen = Seen()

    def rows(self) -> Iterator[Row]:
        for record in self.list.records(self.report):
            if row := self._row(record):
                yield row

    def _row(self, record: Record) -> Row | None:
        """None if something blocks: the problems are in the report."""
        self.fine = True
        raw = {name: clean(value) for name, value in record.values.items()}
        values = {name: self._value(record.line, raw, name) for name in raw}
        self._require(record.line, raw, values)
        born = self._birth_date(record.line, raw)
        values.pop("birth_date", None)
        if not self.fine or born is None:
            return None
        identity = self._identity(record.line, values, born)
        row = Row(line=record.line, birth_date=born, identity=identity, **values)
        self._unique(row)
        return row if self.fine else None

    def _value(self, line: int, raw: dict[str, str], name: str) -> str:
        value, column = raw[name], self.columns[name]
        if not value or column.kind == "date":
            return value
        try:
            return KINDS[column.kind](value, column)
        except BadValue as bad:
            lenient = bad.kept and (bad.code == Code.INE_INVALID or not column.strict)
            self._tell(bad.code, line, column, value, bad.key, bad.limit, blocking=not lenient)
            return bad.kept

    def _require(self, line: int, raw: dict[str, str], values: dict[str, str]) -> None:
        country = values.get("birth_country_code")
        in_france, abroad = country == FRANCE, bool(country) and country != FRANCE
        for name, column in self.columns.items():
            if column.required is None or raw.get(name):
                continue
            applies = {"": True, "born in France": in_france, "born abroad": abroad}
            if applies[column.when]:
                shows_ine = column.required in _SHOW_INE
                value = values.get("national_id", "") if shows_ine else ""
                self._tell(column.required, line, column, value)

    def _birth_date(self, line: int, raw: dict[str, str]) -> date | None:
        value, column = raw.get("birth_date"), self.columns["birth_date"]
        if not value:
            return None
        try:
            return birth_date(value, column.forms, self.today)
        except BadValue as bad:
            self._tell(bad.code, line, column, value, bad.key)
            return None

    def _identity(self, line: int, values: dict[str, str], born: date) -> str:
        """A name made of signs alone is no name: nobody could be recognised by it."""
        identity = identity_key(
            last_name=values["last_name"], first_name=values["first_name"], birth_date=born
        )
        for name, letters in zip(("last_name", "first_name"), identity.split("|"), strict=False):
            if not letters:
                self._tell(Code.FIELD_BAD_VALUES, line, self.columns[name], values[name], "no_name")
        return identity

    def _unique(self, row: Row) -> None:
        """Two people may have the same names and birth date if identifiers tell them apart."""
        for name in IDENTIFIERS:
            value = getattr(row, name)
            if self.seen.holds(name, value):
                column = self.columns[name]
                first = str(self.seen.add(name, value, row.line))
                self._tell(
                    column.unique or Code.IDENTIFIER_UNIQUE, row.line, column, value, "", first
                )
            elif value:
                self.seen.add(name, value, row.line)
        has_identifier = bool(row.national_id or row.local_id)
        if not self.seen.add_identity(row.identity, has_identifier=has_identifier):
            name = f"{row.first_name} {row.last_name}"
            self._tell(Code.IDENTITY_UNIQUE, row.line, self.columns["last_name"], name)

    def _tell(
        self,
        code: Code,
        line: int,
        column: Column,
        value: str,
        key: str = "",
        limit: str = "",
        *,
        blocking: bool = True,
    ) -> None:
        self.fine = self.fine and not blocking
        self.report.add(
            Problem(
                code,
                line=line,
                field=self.list.titles.get(column.field, column.label),
                value=shown(value),
                key=key,
                limit=limit,
                blocking=blocking,
            )
        )
