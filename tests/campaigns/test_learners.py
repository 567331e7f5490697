"""The list of a school's learners, the page of one, and who wants to be whom."""

from datetime import UTC, datetime
from html import unescape

import pytest
from allauth.socialaccount.models import SocialAccount

from accounts.enums import AuditAction, ClaimState
from accounts.models import AuditEvent, LinkClaim
from competences.models import Assessment, CompetenceProfile
from competences.services.starting import start_test
from tests.factories.accounts import LearnerFactory, UserFactory

LIST = "/orga/9990001X/eleves/"
CLAIMS = f"{LIST}rattachements/"


def text(response) -> str:
    return unescape(response.content.decode())


@pytest.fixture
def signed_in(client, teacher):
    client.force_login(teacher)
    return teacher


@pytest.fixture
def listed(school):
    """Adds a learner of the school's list."""

    def add(last_name, first_name="Zoé", **fields):
        return LearnerFactory(
            organisation=school, last_name=last_name, first_name=first_name, **fields
        )

    return add


@pytest.fixture
def active(now):
    """Somebody whose last answer was on a day of January 2027, at a level in one competence."""

    def make(day=4, level=1, **fields):
        user = UserFactory(**fields)
        test = start_test(user_id=user.pk, competence="1.2", needs=(), now=now)
        when = datetime(2027, 1, day, 10, 0, tzinfo=UTC)
        Assessment.objects.filter(pk=test.pk).update(last_answer_at=when)
        CompetenceProfile.objects.create(
            user=user,
            competence_id="1.2",
            pix=8 * level,
            level=level,
            level_low=level,
            level_high=level,
            expected_pix=8.0,
            pix_sd=1.0,
            knowledge={},
            assessment=test,
            last_position=1,
            folded_at=when,
        )
        return user

    return make


def names(response) -> list[str]:
    return [row.learner.last_name for row in response.context["rows"]]


def test_the_list_tells_what_a_team_needs(client, signed_in, listed, active, settings):
    settings.CERTIFIABLE_COMPETENCES = 1
    listed("Roux", user=active(day=5, email=None, username="zoe.roux1403"))
    page = text(client.get(LIST))
    for words in ("Roux Zoé", "5E 2", "14/03/2013", "identifiant", "05/01/2027", "oui"):
        assert words in page
    assert "zoe.roux1403" not in page


def test_the_journal_tells_who_read_the_list(client, signed_in, listed, school):
    listed("Roux")
    client.get(LIST, {"classe": "5E 2"})
    event = AuditEvent.objects.get()
    assert (event.action, event.actor, event.organisation) == (
        AuditAction.LIST_READ,
        signed_in,
        school,
    )
    assert event.details == {"count": 1, "class_name": "5E 2"}


@pytest.fixture
def four(listed, active, now):
    """One of each kind."""
    listed("Ávila", class_name="6E 1", user=active(day=7))
    listed("Benoît", class_name="5E 2", user=active(day=5, email=None, username="zoe.benoit"))
    listed("Chen", class_name="5E 10")
    from_ent = UserFactory(email=None, username="dia")
    SocialAccount.objects.create(user=from_ent, provider="ent-demo", uid="1")
    listed("Dia", class_name="", user=from_ent)
    listed("Etcheverry", disabled_at=now)


FILTERS = [
    ({}, ["Ávila", "Benoît", "Chen", "Dia"]),
    ({"q": "avi"}, ["Ávila"]),
    ({"q": "ZOE benoit"}, ["Benoît"]),
    ({"q": "zz"}, []),
    ({"classe": "5E 2"}, ["Benoît"]),
    ({"classe": "-"}, ["Dia"]),
    ({"classe": "3E 9"}, ["Ávila", "Benoît", "Chen", "Dia"]),
    ({"connexion": "email"}, ["Ávila"]),
    ({"connexion": "identifiant"}, ["Benoît", "Dia"]),
    ({"connexion": "ent"}, ["Dia"]),
    ({"connexion": "aucun"}, ["Chen"]),
    ({"etat": "rattaches"}, ["Ávila", "Benoît", "Dia"]),
    ({"etat": "sans-compte"}, ["Chen"]),
    ({"etat": "desactives"}, ["Etcheverry"]),
    ({"etat": "rattaches", "connexion": "identifiant", "classe": "5E 2"}, ["Benoît"]),
    ({"tri": "-nom"}, ["Dia", "Chen", "Benoît", "Ávila"]),
    ({"tri": "classe"}, ["Dia", "Chen", "Benoît", "Ávila"]),
    ({"tri": "activite"}, ["Chen", "Dia", "Benoît", "Ávila"]),
    ({"tri": "-activite"}, ["Ávila", "Benoît", "Chen", "Dia"]),
    ({"tri": "inconnu", "page": "99"}, ["Ávila", "Benoît", "Chen", "Dia"]),
]


@pytest.mark.parametrize(("query", "expected"), FILTERS)
def test_filters_are_in_the_address(client, signed_in, four, query, expected):
    assert names(client.get(LIST, query)) == expected


def test_a_married_name_is_searched_and_shown_too(client, signed_in, listed):
    listed("Roux", used_name="Marchand")
    assert "Marchand Zoé" in text(client.get(LIST, {"q": "roux"}))
    assert names(client.get(LIST, {"q": "marchand"})) == ["Roux"]


def test_pages_hold_fifty(client, signed_in, listed):
    for number in range(51):
        listed(f"Nom {number:02}")
    assert len(names(client.get(LIST))) == 50
    page = client.get(LIST, {"page": 2, "q": "nom"})
    assert names(page) == ["Nom 50"]
    assert "51 résultats" in text(page)


def test_an_empty_list_says_what_to_do(client, signed_in, school):
    assert "Une personne qui administre l'espace" in text(client.get(LIST))


def test_a_search_without_result_says_so(client, signed_in, listed):
    listed("Roux")
    assert "Aucun élève ne correspond" in text(client.get(LIST, {"q": "zz"}))


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_list_costs_the_same_whatever_its_length(
    client, signed_in, listed, active, item_count, django_assert_num_queries
):
    for number in range(item_count):
        listed(f"Nom {number}", user=active())
    with django_assert_num_queries(15):
        client.get(LIST, {"tri": "activite"})


@pytest.fixture
def row(listed, active):
    return listed("Roux", "Inès", user=active(email=None, username="ines.roux1403"))


def test_the_page_of_one_learner(client, signed_in, row):
    page = text(client.get(f"{LIST}{row.public_id}/"))
    for words in ("Inès Roux", "ines.roux1403", row.national_id, "lundi 4 janvier 2027"):
        assert words in page
    event = AuditEvent.objects.get()
    assert (event.action, event.learner) == (AuditAction.LEARNER_READ, row)


def test_a_learner_without_account_is_told_where_to_join(client, signed_in, listed):
    page = text(client.get(f"{LIST}{listed('Chen').public_id}/"))
    assert "testserver/rejoindre/9990001X/" in page


def test_an_account_is_detached_after_a_page_that_says_what_happens(client, signed_in, row):
    address = f"{LIST}{row.public_id}/detacher/"
    user = row.user
    assert "Le compte garde ses tests" in text(client.get(address))
    assert client.post(address).url == f"{LIST}{row.public_id}/"
    row.refresh_from_db()
    assert row.user is None
    assert CompetenceProfile.objects.filter(user=user).exists()
    assert client.get(address).status_code == 302


def test_a_learner_leaves_the_list_and_comes_back(client, signed_in, row):
    address = f"{LIST}{row.public_id}/"
    assert "rien n'est effacé" in text(client.get(f"{address}desactiver/"))
    client.post(f"{address}desactiver/")
    assert "il n'est plus dans la liste" in text(client.get(address))
    client.post(f"{address}reactiver/")
    row.refresh_from_db()
    assert row.disabled_at is None
    assert row.user is not None


@pytest.fixture
def claim(row, learner):
    return LinkClaim.objects.create(learner=row, user=learner)


def test_the_team_sees_who_asks_and_who_has_it(client, signed_in, claim):
    assert "Un compte attend d'être rattaché" in text(client.get(LIST))
    page = text(client.get(CLAIMS))
    for words in ("Inès Roux", "Louise Nguyen", "l•••@example.org", "ines.roux1403"):
        assert words in page
    assert "louise@example.org" not in page


@pytest.mark.parametrize(
    ("answer", "state", "words"),
    [
        ("accept", ClaimState.ACCEPTED, "Le compte est rattaché."),
        ("refuse", ClaimState.REFUSED, "La demande est refusée."),
        ("", ClaimState.REFUSED, "La demande est refusée."),
    ],
)
def test_a_claim_is_settled_once(client, signed_in, claim, answer, state, words):
    address = f"{CLAIMS}{claim.public_id}/"
    assert client.post(address, {"answer": answer}).url == CLAIMS
    assert words in text(client.get(CLAIMS))
    claim.refresh_from_db()
    assert claim.state == state
    client.post(address, {"answer": "accept"})
    assert "avait déjà sa réponse" in text(client.get(CLAIMS))


def test_a_claim_of_an_account_linked_elsewhere_is_explained(client, signed_in, claim, listed):
    listed("Nguyen", user=claim.user)
    client.post(f"{CLAIMS}{claim.public_id}/", {"answer": "accept"})
    assert "déjà rattaché à un autre élève" in text(client.get(CLAIMS))


@pytest.mark.parametrize("item_count", [1, 3])
def test_claims_cost_the_same_whatever_their_number(
    client, signed_in, listed, item_count, django_assert_num_queries
):
    for number in range(item_count):
        row = listed(f"Nom {number}", user=UserFactory())
        LinkClaim.objects.create(learner=row, user=UserFactory())
    with django_assert_num_queries(11):
        client.get(CLAIMS)


ADDRESSES = ["", "detacher/", "desactiver/", "reactiver/"]


@pytest.mark.parametrize("role", ["learner", "pupil", "outsider", "stranger", "staff"])
@pytest.mark.parametrize("action", ADDRESSES)
def test_nobody_else_sees_or_touches_a_learner(request, client, row, claim, role, action):
    client.force_login(request.getfixturevalue(role))
    own = [f"/orga/{code}/eleves/{row.public_id}/{action}" for code in ("9990001X", "9990002Y")]
    for address in own:
        assert client.post(address).status_code in (404, 405)
        assert client.get(address).status_code in (404, 405)
    row.refresh_from_db()
    assert row.user is not None
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize("role", ["learner", "stranger", "staff"])
def test_nobody_else_settles_a_claim(request, client, claim, role):
    client.force_login(request.getfixturevalue(role))
    for code in ("9990001X", "9990002Y"):
        address = f"/orga/{code}/eleves/rattachements/{claim.public_id}/"
        assert client.post(address, {"answer": "accept"}).status_code == 404
    claim.refresh_from_db()
    assert claim.state == ClaimState.WAITING
