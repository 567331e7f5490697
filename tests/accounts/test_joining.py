"""The page where a pupil finds herself in her school's list."""

from datetime import date
from html import unescape

import pytest

from accounts.enums import ClaimState, OrganisationState
from accounts.models import LinkClaim
from tests.factories.accounts import LearnerFactory, OrganisationFactory

PAGE = "/rejoindre/9990001X/"
TYPED = {
    "last_name": "nguyen",
    "first_name": "LOUISE",
    "birth_date_day": "14",
    "birth_date_month": "03",
    "birth_date_year": "2013",
}


@pytest.fixture
def row(school):
    return LearnerFactory(organisation=school, last_name="Nguyễn", first_name="Louise")


@pytest.fixture
def signed_in(client, learner):
    client.force_login(learner)
    return learner


def text(response) -> str:
    return unescape(response.content.decode())


def test_names_are_those_of_the_account(client, signed_in, row):
    page = text(client.get(PAGE))
    assert "Rejoindre Collège Alice-Guy" in page
    assert 'value="Louise"' in page


def test_one_is_linked_and_goes_on_where_one_was_going(client, signed_in, row):
    response = client.post(PAGE, TYPED | {"next": "/tutos/"})
    assert response.url == "/tutos/"
    row.refresh_from_db()
    assert row.user == signed_in
    assert "est rattaché à Collège Alice-Guy" in text(client.get("/tutos/"))
    assert "déjà rattaché" in text(client.get(PAGE))


@pytest.mark.parametrize("address", ["https://ailleurs.example/", "//ailleurs.example", "x:y"])
def test_only_our_own_pages_are_followed(client, signed_in, row, address):
    page = text(client.get(PAGE, {"next": address}))
    assert '<input type="hidden" name="next" value="/accueil/">' in page
    assert client.post(PAGE, TYPED | {"next": address}).url == "/accueil/"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"birth_date_day": "31", "birth_date_month": "2"}, "Cette date n'existe pas"),
        ({"birth_date_year": "13"}, "Vérifiez l'année"),
        ({"birth_date_year": "3013"}, "Vérifiez l'année"),
        ({"birth_date_day": "x"}, "nombre entier"),
        ({"birth_date_day": ""}, "obligatoire"),
        ({"birth_date_year": "9" * 30}, "n'existe pas"),
        ({"last_name": ""}, "obligatoire"),
    ],
)
def test_what_was_mistyped_is_said_and_kept(client, signed_in, row, change, message):
    page = text(client.post(PAGE, TYPED | change))
    assert message in page
    assert 'value="LOUISE"' in page
    row.refresh_from_db()
    assert row.user is None


def test_who_is_not_found_is_told_what_to_do(client, signed_in, row):
    page = text(client.post(PAGE, TYPED | {"birth_date_day": "15"}))
    assert "Nous ne vous trouvons pas" in page
    assert "Nguyễn" not in page
    assert "Me rattacher" in page


def test_a_learner_who_has_an_account_is_for_a_teacher(client, signed_in, row, outsider):
    row.user = outsider
    row.save()
    page = text(client.post(PAGE, TYPED))
    assert "vos enseignants voient votre demande" in page
    assert "hugo" not in page.lower()
    assert "vos enseignants voient votre demande" in text(client.get(PAGE))
    LinkClaim.objects.update(state=ClaimState.REFUSED)
    assert "n'est pas le bon" in text(client.post(PAGE, TYPED))


def test_a_school_without_a_list_says_so(client, signed_in, school):
    assert "pas encore donné la liste" in text(client.get(PAGE))


def test_a_school_that_is_not_open_is_not_found(client, signed_in):
    OrganisationFactory(code="FERMEE", state=OrganisationState.CLOSED)
    assert client.get("/rejoindre/FERMEE/").status_code == 404


@pytest.mark.parametrize("page", ["/rejoindre/%00/", "/orga/%00/", "/orga/%00/journal/"])
def test_a_code_that_no_database_can_hold_is_not_found(client, signed_in, page):
    assert client.get(page).status_code == 404


def test_a_code_leads_to_its_school(client, signed_in, school):
    assert client.get("/rejoindre/", {"code": " 999 0001x "}).url == PAGE
    assert "Aucun établissement n'a ce code" in text(client.get("/rejoindre/", {"code": "RIEN"}))
    assert "Code de l'établissement" in text(client.get("/rejoindre/"))


def test_the_account_page_shows_each_school(client, signed_in, row, school, now):
    former = OrganisationFactory(name="École des Tilleuls")
    LearnerFactory(
        organisation=former, user=signed_in, disabled_at=now, birth_date=date(2013, 3, 14)
    )
    client.post(PAGE, TYPED)
    page = text(client.get("/mon-compte/"))
    assert page.index("Collège Alice-Guy") < page.index("École des Tilleuls")
    assert "ancien établissement" in page


def test_the_account_page_shows_what_waits(client, signed_in, row):
    assert "Aucun établissement ne vous suit" in text(client.get("/mon-compte/"))
    LinkClaim.objects.create(learner=row, user=signed_in)
    assert "demande en attente" in text(client.get("/mon-compte/"))


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_page_costs_the_same_whatever_one_has(
    client, signed_in, row, item_count, django_assert_num_queries
):
    for _number in range(item_count):
        LearnerFactory(user=signed_in)
    with django_assert_num_queries(8):
        client.get(PAGE)
