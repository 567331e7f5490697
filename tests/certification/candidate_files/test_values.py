"""Each rule of interop.md 6.2, broken once: its code, its line, its column."""

from datetime import date

import pytest

CASES = [
    ({"last_name": ""}, "CANDIDATE_LAST_NAME_REQUIRED"),
    ({"last_name": "--"}, "CANDIDATE_LAST_NAME_REQUIRED"),
    ({"first_name": ""}, "CANDIDATE_FIRST_NAME_REQUIRED"),
    ({"first_name": "z" * 256}, "CANDIDATE_FIELD_TOO_LONG"),
    ({"sex": ""}, "CANDIDATE_SEX_REQUIRED"),
    ({"sex": "X"}, "CANDIDATE_SEX_NOT_VALID"),
    ({"birth_date": ""}, "CANDIDATE_BIRTHDATE_REQUIRED"),
    ({"birth_date": "hier"}, "CANDIDATE_BIRTHDATE_FORMAT_NOT_VALID"),
    ({"birth_date": "31/02/2010"}, "CANDIDATE_BIRTHDATE_FORMAT_NOT_VALID"),
    ({"birth_date": "01/03/10"}, "CANDIDATE_BIRTHDATE_FORMAT_NOT_VALID"),
    ({"birth_date": "01/03/2027"}, "CANDIDATE_BIRTHDATE_FORMAT_NOT_VALID"),
    ({"birth_date": "01/01/1900"}, "CANDIDATE_BIRTHDATE_MUST_BE_GREATER"),
    ({"email": "zoe@"}, "CANDIDATE_EMAIL_NOT_VALID"),
    ({"result_recipient_email": "a b@c.fr"}, "CANDIDATE_RESULT_RECIPIENT_EMAIL_NOT_VALID"),
    ({"extra_time": "un tiers"}, "CANDIDATE_EXTRA_TIME_INTEGER"),
    ({"extra_time": "33,3"}, "CANDIDATE_EXTRA_TIME_INTEGER"),
    ({"extra_time": "-5"}, "CANDIDATE_EXTRA_TIME_INTEGER"),
    ({"extra_time": "0"}, "CANDIDATE_EXTRA_TIME_OUT_OF_RANGE"),
    ({"extra_time": "100 %"}, "CANDIDATE_EXTRA_TIME_OUT_OF_RANGE"),
    ({"billing_mode": "Gratuite"}, "CANDIDATE_BILLING_MODE_MUST_BE_EMPTY"),
]
BILLED = [
    ({"billing_mode": "", "email": "a@b.fr"}, "CANDIDATE_BILLING_MODE_REQUIRED"),
    ({"billing_mode": "Cadeau"}, "CANDIDATE_BILLING_MODE_NOT_VALID"),
    ({"billing_mode": "Prépayée"}, "CANDIDATE_PREPAYMENT_CODE_REQUIRED"),
    (
        {"billing_mode": "gratuite", "prepayment_code": "1"},
        "CANDIDATE_PREPAYMENT_CODE_MUST_BE_EMPTY",
    ),
]
CLEA, DROIT, CORE = (
    f'{name} ("oui" ou laisser vide)' for name in ("CléA", "Pix+ Droit", "Certification Pix")
)


@pytest.mark.parametrize(("change", "code"), CASES)
def test_a_broken_rule(read, change, code):
    reading = read({"last_name": "Autre"}, change)
    field = next(iter(change))
    (problem,) = reading.problems
    assert (problem.code, problem.line, problem.field) == (code, 3, field)
    assert problem.column
    assert [row.last_name for row in reading.rows] == ["Autre"]


@pytest.mark.parametrize(("change", "code"), BILLED)
def test_who_pays_is_said_by_centres_that_are_no_schools(read, change, code):
    assert read(change, bills=True).codes == [code]


@pytest.mark.parametrize("mode", ["Gratuite", "Payante"])
def test_who_pays_is_told_well(read, mode):
    assert not read({"billing_mode": mode}, bills=True).problems


@pytest.mark.parametrize(
    ("said", "code", "blocks"),
    [
        ({CLEA: "oui", DROIT: "OUI"}, "CANDIDATE_MAX_ONE_COMPLEMENTARY_CERTIFICATION", True),
        ({CLEA: "Oui"}, "CANDIDATE_COMPLEMENTARY_CERTIFICATION_NOT_OFFERED", False),
        ({CORE: ""}, "CANDIDATE_NO_SUBSCRIPTION", True),
    ],
)
def test_certifications_subscribed_to(read, said, code, blocks):
    reading = read(said, extra=tuple(said))
    assert reading.codes == [code]
    assert bool(reading.rows) is not blocks


def test_the_main_certification_alone(read):
    assert not read({CORE: "oui", CLEA: ""}, extra=(CORE, CLEA)).problems


@pytest.mark.parametrize(
    ("written", "percent"),
    [("33", 33), ("33 %", 33), ("33%", 33), ("0.33", 33), ("0,29", 29), ("1", 1), ("", None)],
)
def test_extra_time(read, written, percent):
    assert read({"extra_time": written, "external_id": "1"}).rows[0].extra_time == percent


@pytest.mark.parametrize("written", ["01/03/2010", "1/3/2010", "01-03-2010", "2010-03-01"])
def test_dates(read, written):
    assert read({"birth_date": written}).rows[0].birth_date == date(2010, 3, 1)


@pytest.mark.parametrize("second", ["MARTIN", "Mar tin", "martin "])
def test_nobody_comes_twice(read, second):
    reading = read({}, {"last_name": second, "first_name": "ZOE"})
    (problem,) = reading.problems
    assert (problem.code, problem.line, problem.limit) == ("DUPLICATE_CANDIDATE", 3, "2")
    assert len(reading.rows) == 1


def test_namesakes_born_another_day_are_two(read):
    assert len(read({}, {"birth_date": "02/03/2010"}).rows) == 2
