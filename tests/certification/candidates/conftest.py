from datetime import date

import pytest

from accounts.names import identity_key
from certification.candidate_files.birthplaces import BirthPlace
from certification.candidate_files.rows import CandidateRow
from certification.content.birthplaces import SAMPLE, read_table
from certification.services.birthplaces import load_birthplaces
from tests.factories.accounts import LearnerFactory, UserFactory
from tests.factories.certification import SessionFactory

BREST = BirthPlace("99100", "FRANCE", "29019", "Brest")


def row(last_name="Martin", first_name="Zoé", line=2, **values):
    """A checked row, born in Brest."""
    born = values.pop("birth_date", date(2010, 3, 1))
    identity = identity_key(last_name=last_name, first_name=first_name, birth_date=born)
    return CandidateRow(
        line=line,
        identity=identity,
        last_name=last_name,
        first_name=first_name,
        birth_date=born,
        sex=values.pop("sex", "F"),
        birth_place=values.pop("birth_place", BREST),
        **values,
    )


@pytest.fixture
def places(db):
    """The sample of countries and towns."""
    for path in SAMPLE:
        load_birthplaces(read_table(path))


@pytest.fixture
def session(centre):
    """A session of the school's centre, nobody in it yet."""
    return SessionFactory(centre=centre, room="Salle B12")


@pytest.fixture
def pupils(school):
    """A class: the first is born in Brest, the second in Köln, the third nowhere known."""
    births = (
        {"birth_country_code": "100", "birth_city_code": "29019"},
        {"birth_country_code": "109", "birth_city": "Köln"},
        {"birth_country_code": "", "birth_city_code": ""},
    )
    return [
        LearnerFactory(organisation=school, class_name="3E 1", user=UserFactory(), **birth)
        for birth in births
    ]
