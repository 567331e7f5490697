"""A file of sessions: lines grouped, every refusal of reference rows H10 to H12."""

from datetime import date, datetime, time

import pytest

from accounts.school_lists.sources import from_bytes
from certification.candidate_files.birthplaces import Atlas, Commune, Country, country_key
from certification.candidate_files.checks import Context as CandidateContext
from certification.candidate_files.problems import Refused
from certification.session_files.checks import Context, check
from certification.session_files.columns import headings
from certification.session_files.reading import read

NOW = datetime(2027, 1, 4, 10, 0)  # noqa: DTZ001 -- the clock of the wall
ATLAS = Atlas(
    {country_key("France"): Country("99100", "FRANCE")}, {"29019": Commune("29019", "Brest")}, {}
)
CONTEXT = Context(CandidateContext(ATLAS, NOW.date()), NOW, numbers={123456: True, 654321: False})
SESSION = ["", "Collège", "B12", "14/01/2027", "09:00", "Nadia Benali", ""]
NOTHING = [""] * 7


def person(name="Martin", first="Zoé", extra=""):
    return [name, first, "01/03/2010", "F", "29019", "", "", "France", "", "", "", extra]


def source(*lines, titles=None, name="sessions.csv"):
    rows = [titles or headings(), *lines]
    text = "\n".join(";".join(cells) for cells in rows)
    return from_bytes(name, b"\xef\xbb\xbf" + text.encode())


def checked(*lines, context=CONTEXT):
    return check(read(source(*lines)), context)


def codes(result) -> list[tuple[str, int, bool]]:
    return [(str(one.code), one.line, one.blocking) for one in result.problems]


def test_lines_under_a_session_belong_to_it():
    result = checked(SESSION + person(), NOTHING + person("Roux"), NOTHING + person("Diallo"))
    assert not result.problems
    [session] = result.sessions
    assert (session.site, session.room, session.day, session.hour) == (
        "Collège", "B12", date(2027, 1, 14), time(9),
    )  # fmt: skip
    assert [one.last_name for one in session.candidates] == ["Martin", "Roux", "Diallo"]


def test_the_same_place_and_time_is_the_same_session():
    other = ["", "Collège", "B14", *SESSION[3:]]
    result = checked(SESSION + person(), other + person("Roux"), SESSION + person("Diallo"))
    assert [len(one.candidates) for one in result.sessions] == [2, 1]


def test_several_invigilators_on_several_lines():
    second = ["", "", "", "", "", "Paul Lemoine", ""]
    result = checked(SESSION + person(), second + person("Roux"))
    assert result.sessions[0].invigilators == "Nadia Benali, Paul Lemoine"


def test_a_number_adds_to_a_session_that_exists():
    result = checked(["123456", *NOTHING[1:], *person()], NOTHING + person("Roux"))
    assert not result.problems
    assert (result.sessions[0].number, len(result.sessions[0].candidates)) == (123456, 2)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (["", "", *SESSION[2:]], "SESSION_SITE_REQUIRED"),
        (["", "Collège", "", *SESSION[3:]], "SESSION_ROOM_REQUIRED"),
        ([*SESSION[:3], "", *SESSION[4:]], "SESSION_DATE_REQUIRED"),
        ([*SESSION[:3], "31/02/2027", *SESSION[4:]], "SESSION_DATE_NOT_VALID"),
        ([*SESSION[:4], "", *SESSION[5:]], "SESSION_TIME_REQUIRED"),
        ([*SESSION[:4], "25:00", *SESSION[5:]], "SESSION_TIME_NOT_VALID"),
        ([*SESSION[:5], "", ""], "SESSION_INVIGILATOR_REQUIRED"),
        ([*SESSION[:3], "03/01/2027", *SESSION[4:]], "SESSION_IN_THE_PAST"),
        (["999999", *NOTHING[1:]], "SESSION_UNKNOWN"),
        (["654321", *NOTHING[1:]], "SESSION_STARTED"),
        (["123456", *SESSION[1:]], "SESSION_NUMBER_WITH_DATA"),
        (NOTHING, "SESSION_MISSING_ABOVE"),
    ],
)
def test_what_blocks_is_told_with_its_line(line, code):
    result = checked(line + person())
    assert result.blocks
    assert (code, 2, True) in codes(result)


def test_a_session_that_exists_or_is_outside_the_window_blocks():
    place = ("Collège", "B12", datetime(2027, 1, 14, 9))  # noqa: DTZ001 -- the clock of the wall
    days = ((date(2027, 3, 1), date(2027, 6, 1)),)
    context = Context(CONTEXT.candidates, NOW, places={place}, open_days=days)
    found = codes(checked(SESSION + person(), context=context))
    assert found == [("SESSION_OUTSIDE_WINDOW", 2, True), ("SESSION_EXISTS", 2, True)]


def test_what_only_deserves_a_look():
    empty = ["", "Collège", "B14", *SESSION[3:]] + [""] * 12
    result = checked(SESSION + person(), NOTHING + person(), empty)
    assert not result.blocks
    assert codes(result) == [
        ("SESSION_CANDIDATE_TWICE", 3, False),
        ("SESSION_WITHOUT_CANDIDATE", 4, False),
    ]
    assert [len(one.candidates) for one in result.sessions] == [1, 0]


def test_problems_of_candidates_keep_their_codes():
    result = checked(SESSION + person(extra="12,5"))
    assert codes(result) == [("CANDIDATE_EXTRA_TIME_INTEGER", 2, True)]


@pytest.mark.parametrize(
    ("file", "code"),
    [
        (source(titles=["a", "b"]), "CSV_HEADERS_NOT_VALID"),
        (source(titles=headings()[:-1]), "CSV_DATA_REQUIRED"),
        (source(), "EMPTY"),
        (source(SESSION, name="sessions.ods"), "INVALID_FILE_EXTENSION"),
    ],
)
def test_files_that_are_not_lists_of_sessions(file, code):
    with pytest.raises(Refused) as refusal:
        read(file)
    assert {str(problem.code) for problem in refusal.value.problems} == {code}
