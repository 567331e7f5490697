"""Where candidates were born: the rules of interop.md 6.2."""

import pytest

from certification.candidate_files.birthplaces import BirthPlace, completed, country_key

EMPTY = {"birth_insee_code": "", "birth_country": ""}
FRANCE = {"birth_insee_code": "", "birth_country": "France"}
ABROAD = {"birth_insee_code": "99", "birth_country": "Allemagne", "birth_city": "Köln"}

REFUSALS = [
    (EMPTY, "INFORMATION_REQUIRED"),
    ({"birth_country": ""}, "COUNTRY_REQUIRED"),
    ({"birth_country": "Atlantide"}, "COUNTRY_NOT_FOUND"),
    (FRANCE, "INSEE_CODE_OR_BIRTH_POSTAL_CODE_AND_BIRTH_CITY_REQUIRED"),
    ({"birth_postal_code": "01500"}, "INSEE_CODE_OR_BIRTH_POSTAL_CODE_AND_BIRTH_CITY_REQUIRED"),
    ({"birth_city": "Ambérieu"}, "INSEE_CODE_OR_BIRTH_POSTAL_CODE_AND_BIRTH_CITY_REQUIRED"),
    ({"birth_insee_code": "01999"}, "INSEE_CODE_NOT_VALID"),
    (FRANCE | {"birth_city": "Ajaccio"}, "POSTAL_CODE_REQUIRED"),
    (FRANCE | {"birth_postal_code": "20000"}, "CITY_REQUIRED"),
    (FRANCE | {"birth_postal_code": "20001", "birth_city": "Ajaccio"}, "POSTAL_CODE_NOT_FOUND"),
    (FRANCE | {"birth_postal_code": "20000", "birth_city": "Nice"}, "POSTAL_CODE_CITY_NOT_VALID"),
]
ABROAD_REFUSALS = [
    ({"birth_city": ""}, "FOREIGN_BIRTH_CITY_REQUIRED"),
    ({"birth_insee_code": ""}, "FOREIGN_INSEE_CODE_NOT_VALID"),
    ({"birth_insee_code": "99109"}, "FOREIGN_INSEE_CODE_NOT_VALID"),
    ({"birth_postal_code": "50667"}, "FOREIGN_POSTAL_CODE_MUST_BE_EMPTY"),
]
ACCEPTED = [
    ("69003", "Lyon", "69383"),
    ("69003", "LYON 3e arrondissement", "69383"),
    ("93200", "Saint-Denis", "93066"),
    ("93200", "St Denis cedex", "93066"),
    ("1500", "Ambérieu-en-Bugey", "01004"),
]


@pytest.mark.parametrize(("change", "code"), REFUSALS)
def test_a_place_in_france_is_refused(read, change, code):
    assert read(change).codes == [f"CANDIDATE_BIRTH_{code}"]


@pytest.mark.parametrize(("change", "code"), ABROAD_REFUSALS)
def test_a_place_abroad_is_refused(read, change, code):
    assert read(ABROAD | change).codes == [f"CANDIDATE_{code}"]


@pytest.mark.parametrize(("postal_code", "city", "insee_code"), ACCEPTED)
def test_a_postal_code_and_its_town(read, postal_code, city, insee_code):
    (row,) = read(FRANCE | {"birth_postal_code": postal_code, "birth_city": city}).rows
    assert row.birth_place.insee_code == insee_code
    assert row.birth_place.postal_code == postal_code.zfill(5)


@pytest.mark.parametrize(("code", "city"), [("1004", "AMBERIEU EN BUGEY"), ("2a004", "AJACCIO")])
def test_an_insee_code(read, code, city):
    assert read({"birth_insee_code": code}).rows[0].birth_place.city == city


def test_abroad_the_code_becomes_that_of_the_country(read):
    (row,) = read(ABROAD).rows
    assert row.birth_place == BirthPlace("99109", "ALLEMAGNE", "99109", "Köln")


@pytest.mark.parametrize("name", ["pays bas", "Bas (Pays)", "PAYS-BAS", "  Päys  Bas "])
def test_countries_are_compared_without_case_accents_or_order(name):
    assert country_key(name) == country_key("PAYS-BAS")


@pytest.mark.parametrize(
    ("written", "code"), [("1004", "01004"), ("99", "99"), ("75 056", "75056")]
)
def test_codes_get_their_zero_back(written, code):
    assert completed(written) == code
