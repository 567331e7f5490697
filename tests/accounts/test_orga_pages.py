"""Pages of organisations and teams, as each role."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.contrib.auth import get_user
from django.utils import timezone

from accounts.enums import OrganisationState, Role
from accounts.models import Invitation, Membership, Organisation, User
from tests.factories.accounts import (
    PASSWORD,
    InvitationFactory,
    MembershipFactory,
    OrganisationFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
TEAM = "/orga/9990001X/equipe/"
OPEN = {"kind": "secondary", "uai": "0123456S", "name": "Collège Alice-Guy", "academy": ""}


def link(message) -> str:
    return re.search(r"http://testserver(\S+)", message.body)[1]


def text(response) -> str:
    return unescape(response.content.decode())


def told(client) -> str:
    """The messages of the next page, without its tags."""
    page = text(client.get("/orga/etablissements/"))
    return " ".join(re.findall(r'<div class="banner[^>]*>.*?<p>(.*?)</p>', page, re.DOTALL))


def place(user) -> Membership:
    return Membership.objects.get(user=user, ended_at__isnull=True)


# --- Arriving


def test_without_organisation_the_page_says_what_orga_is(client, learner):
    assert "Ouvrir l'espace de mon établissement" in text(client.get("/orga/"))
    client.force_login(learner)
    assert "Ouvrir l'espace de mon établissement" in text(client.get("/orga/"))


def test_a_member_goes_to_her_organisation(client, teacher):
    client.force_login(teacher)
    assert client.get("/orga/").url == "/orga/9990001X/"


def test_the_last_organisation_used_is_remembered_by_the_switch_alone(client, teacher):
    other = OrganisationFactory(code="AUTRE")
    MembershipFactory(organisation=other, user=teacher, last_used_at=timezone.now())
    client.force_login(teacher)
    assert client.get("/orga/").url == "/orga/AUTRE/"
    client.get("/orga/9990001X/")
    assert client.get("/orga/").url == "/orga/AUTRE/"
    assert client.post("/orga/9990001X/choisir/").url == "/orga/9990001X/"
    assert client.get("/orga/").url == "/orga/9990001X/"


def test_the_switch_is_there_with_two_organisations_only(client, teacher):
    client.force_login(teacher)
    assert "Tous mes établissements" not in text(client.get("/orga/9990001X/"))
    MembershipFactory(user=teacher, organisation=OrganisationFactory(code="AUTRE"))
    assert "/orga/AUTRE/choisir/" in text(client.get("/orga/9990001X/"))


@pytest.mark.parametrize("state", ["requested", "refused", "closed"])
def test_a_space_that_is_not_open_is_not_found(client, school, teacher, state):
    Organisation.objects.update(state=state)
    client.force_login(teacher)
    assert client.get("/orga/9990001X/").status_code == 404
    assert client.get("/orga/").status_code == 200


def test_the_account_menu_leads_to_orga_for_members_only(client, teacher, learner):
    for user, shown in ((teacher, True), (learner, False)):
        client.post("/connexion/", {"login": user.email, "password": PASSWORD})
        assert ('href="/orga/">' in text(client.get("/mon-compte/")).split("foot")[0]) is shown
        client.logout()


# --- Asking for a space


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"uai": "012345"}, "8\u00a0caractères"),
        ({"uai": "01234567"}, "chiffres puis d"),
        ({"uai": "0123456A"}, "mal recopié"),
        ({"uai": ""}, "a un UAI"),
        ({"uai": "", "kind": "professional", "academy": "ac-lyon.fr"}, "pas de boîte officielle"),
        ({"name": "Gagnez sur https://piege.example"}, "sans adresse de site"),
        ({"academy": "pirate.example"}, "choix"),
    ],
)
def test_each_defect_of_a_request_has_its_sentence(client, learner, typed, sentence):
    client.force_login(learner)
    response = client.post("/orga/ouvrir/", OPEN | typed)
    assert sentence in str(response.context["form"].errors)
    assert not Organisation.objects.exists()


def test_an_uai_may_be_typed_with_spaces_and_in_lower_case(client, learner):
    client.force_login(learner)
    assert client.post("/orga/ouvrir/", OPEN | {"uai": " 012 3456 s "}).status_code == 302
    assert Organisation.objects.get().uai == "0123456S"


@pytest.mark.parametrize(
    ("state", "mine", "sentence"),
    [
        ("active", False, "demandez une invitation"),
        ("requested", False, "déjà en attente pour cet"),
        ("requested", True, "votre demande est en attente"),
        ("closed", False, "fermé"),
    ],
)
def test_a_known_school_says_what_to_do(client, learner, state, mine, sentence):
    OrganisationFactory(
        code="0123456S", uai="0123456S", state=state, requested_by=learner if mine else None
    )
    client.force_login(learner)
    response = client.post("/orga/ouvrir/", OPEN)
    assert sentence in str(response.context["form"].errors["uai"])


def test_the_mailbox_opens_the_space(client, client_factory, post, learner, mailoutbox):
    client.force_login(learner)
    post("/orga/ouvrir/", OPEN | {"academy": "ac-lyon.fr"})
    assert mailoutbox[0].to == ["ce.0123456s@ac-lyon.fr"]
    assert "ce.0123456s@ac-lyon.fr" in told(client)
    secretary = client_factory()
    page = secretary.get(link(mailoutbox[0]))
    assert "Louise Nguyen" in text(page)
    assert Organisation.objects.get().state == OrganisationState.REQUESTED
    assert "est ouvert" in text(secretary.post(link(mailoutbox[0])))
    assert client.get("/orga/").url == "/orga/0123456S/"
    assert secretary.get(link(mailoutbox[0])).status_code == 404


def test_the_requester_who_opens_the_link_arrives_in_the_space(client, post, learner, mailoutbox):
    client.force_login(learner)
    post("/orga/ouvrir/", OPEN | {"academy": "ac-lyon.fr"})
    assert post(link(mailoutbox[0])).url == "/orga/0123456S/"
    assert mailoutbox[1].to == [learner.email]
    assert "Premiers pas" in text(client.get("/orga/0123456S/"))


def test_a_mailbox_is_not_flooded(client, post, learner, mailoutbox):
    client.force_login(learner)
    for _ in range(7):
        post("/orga/ouvrir/", OPEN | {"academy": "ac-lyon.fr"})
    assert len(mailoutbox) == 5
    assert "ouvrez le dernier" in told(client)


def test_requests_are_followed_and_withdrawn_by_their_author_alone(client, learner, outsider):
    client.force_login(learner)
    client.post("/orga/ouvrir/", OPEN)
    assert "En attente" in text(client.get("/orga/etablissements/"))
    client.force_login(outsider)
    assert client.post("/orga/0123456S/retirer/").status_code == 404
    client.force_login(learner)
    assert client.post("/orga/0123456S/retirer/").status_code == 302
    assert not Organisation.objects.exists()


# --- The team


def test_inviting_several_says_what_became_of_each(client, post, administrator, teacher):
    InvitationFactory(
        organisation=place(teacher).organisation,
        email="c@example.org",
        expires_at=timezone.now() + timedelta(days=1),
    )
    client.force_login(administrator)
    emails = f"a@example.org, b@example.org\nc@example.org; {teacher.email}"
    post(f"{TEAM}inviter/", {"emails": emails, "role": "member"})
    page = text(client.get(TEAM))
    assert "2 invitations sont parties à a@example.org, b@example.org." in page
    assert f"{teacher.email} fait déjà partie de l'équipe" in page
    assert "c@example.org a déjà une invitation" in page


def test_a_wrong_address_sends_nothing(client, post, administrator, mailoutbox):
    client.force_login(administrator)
    page = post(f"{TEAM}inviter/", {"emails": "a@example.org, martin", "role": "member"})
    assert "«\u00a0martin\u00a0»" in text(page)
    assert "a@example.org" in text(page)
    assert mailoutbox == []


def test_an_invitation_is_sent_again_or_cancelled(client, post, school, administrator, mailoutbox):
    invitation = InvitationFactory(organisation=school, expires_at=timezone.now())
    client.force_login(administrator)
    assert "Expiré" in text(client.get(TEAM))
    address = f"{TEAM}invitations/{invitation.public_id}/"
    post(f"{address}renvoyer/")
    assert link(mailoutbox[0]).startswith("/invitation/")
    assert "Expiré" not in text(client.get(TEAM))
    post(f"{address}annuler/")
    assert "annulée" in text(client.get(link(mailoutbox[0])))
    assert client.post(f"{address}renvoyer/").status_code == 404


def test_members_see_the_team_and_change_nothing(client, school, administrator, teacher):
    InvitationFactory(organisation=school, email="secret@example.org")
    client.force_login(teacher)
    page = text(client.get(TEAM))
    assert "Paul Lemoine" in page
    assert "secret@example.org" not in page
    assert "Rendre" not in page
    for action in ("role", "retirer"):
        address = f"{TEAM}{place(administrator).public_id}/{action}/"
        assert client.post(address, {"role": "member"}).status_code == 404


@pytest.mark.parametrize("action", ["role", "retirer"])
def test_nobody_touches_the_team_of_another_school(client, school, stranger, teacher, action):
    client.force_login(stranger)
    for code in ("9990001X", "9990002Y"):
        address = f"/orga/{code}/equipe/{place(teacher).public_id}/{action}/"
        assert client.post(address, {"role": "administrator"}).status_code == 404
    assert place(teacher).role == Role.MEMBER


def test_a_role_is_changed_and_a_member_removed(client, administrator, teacher):
    client.force_login(administrator)
    address = f"{TEAM}{place(teacher).public_id}/"
    client.post(f"{address}role/", {"role": "administrator"})
    assert place(teacher).role == Role.ADMINISTRATOR
    client.post(f"{address}role/", {"role": "roi"})
    assert "Retirer Nadia Benali" in text(client.get(f"{address}retirer/"))
    client.post(f"{address}retirer/")
    assert not Membership.objects.filter(user=teacher, ended_at__isnull=True).exists()
    assert client.get(f"{address}retirer/").status_code == 404


def test_the_last_administrator_is_told_why_she_stays(client, administrator):
    client.force_login(administrator)
    client.post(f"{TEAM}quitter/")
    assert "Il faut au moins un administrateur" in told(client)
    client.post(f"{TEAM}{place(administrator).public_id}/role/", {"role": "member"})
    assert "Il faut au moins un administrateur" in told(client)
    assert place(administrator).role == Role.ADMINISTRATOR


def test_a_member_leaves(client, administrator, teacher):
    client.force_login(teacher)
    assert client.post(f"{TEAM}quitter/").url == "/orga/"
    assert client.get(TEAM).status_code == 404


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"q": "ben nad"}, ["Nadia Benali"]),
        ({"q": "paul@"}, ["Paul Lemoine"]),
        ({"role": "administrator"}, ["Paul Lemoine"]),
        ({"role": "roi", "page": "99"}, ["Nadia Benali", "Paul Lemoine"]),
        ({"q": "personne"}, []),
        ({"q": "a\0"}, ["Nadia Benali", "Paul Lemoine"]),
    ],
)
def test_the_team_is_searched(client, administrator, teacher, query, names):
    client.force_login(teacher)
    page = client.get(TEAM, query).context["page"]
    assert [str(member.user) for member in page] == names


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_the_team_costs_the_same_whatever_its_size(
    client, school, administrator, count, django_assert_num_queries
):
    MembershipFactory.create_batch(count, organisation=school)
    InvitationFactory.create_batch(count, organisation=school)
    client.force_login(administrator)
    with django_assert_num_queries(8):
        client.get(TEAM)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_organisations_costs_the_same(
    client, learner, count, django_assert_num_queries
):
    MembershipFactory.create_batch(count, user=learner)
    client.force_login(learner)
    with django_assert_num_queries(6):
        client.get("/orga/etablissements/")


# --- Settings


def test_settings_are_for_administrators(client, school, administrator, teacher):
    client.force_login(teacher)
    assert client.post("/orga/9990001X/reglages/", {"name": "X"}).status_code == 404
    client.force_login(administrator)
    client.post("/orga/9990001X/reglages/", {"name": "Collège Alice Guy-Blaché"})
    school.refresh_from_db()
    assert (school.name, school.teachers_join_from_ent) == ("Collège Alice Guy-Blaché", False)


def test_no_link_hides_in_the_name_of_a_school(client, school, administrator):
    client.force_login(administrator)
    page = client.post("/orga/9990001X/reglages/", {"name": "Gagnez sur www.piege.example"})
    assert "sans adresse de site" in text(page)
    school.refresh_from_db()
    assert school.name == "Collège Alice-Guy"


# --- The link of an invitation


@pytest.fixture
def invited(client, client_factory, post, administrator, mailoutbox):
    """The link sent to ana@example.org."""
    client.force_login(administrator)
    post(f"{TEAM}inviter/", {"emails": "ana@example.org", "role": "member"})
    client.logout()
    return link(mailoutbox.pop())


def test_signing_up_from_the_link_confirms_the_address(client, post, invited, mailoutbox):
    sign_up = post(invited).url
    assert 'value="ana@example.org"' in text(client.get(sign_up))
    data = {"first_name": "Ana", "last_name": "Diaz", "conditions": "on", "password1": PASSWORD}
    assert post(sign_up, data | {"email": "ana@example.org"}).url == invited
    assert mailoutbox == []
    assert post(invited).url == "/orga/9990001X/"
    assert get_user(client).emailaddress_set.get().verified


def test_signing_up_with_another_address_keeps_it_to_confirm(client, post, invited, mailoutbox):
    sign_up = post(invited).url
    data = {"first_name": "Ana", "last_name": "Diaz", "conditions": "on", "password1": PASSWORD}
    post(sign_up, data | {"email": "autre@example.org"})
    user = get_user(client)
    assert (user.email, user.emailaddress_set.get().verified) == ("autre@example.org", False)
    assert not User.objects.filter(email="ana@example.org").exists()


def test_the_proof_is_forgotten_after_signing_in(client, post, invited, learner):
    post(invited)
    post("/connexion/", {"login": learner.email, "password": PASSWORD})
    assert "account_verified_email" not in client.session


def test_who_has_an_account_signs_in_first(client, post, invited):
    UserFactory(email="ana@example.org")
    assert f"/connexion/?next={invited.replace('/', '%2F')}" in text(client.get(invited))
    sign_in = f"/connexion/?next={invited}"
    data = {"login": "ana@example.org", "password": PASSWORD}
    assert post(sign_in, data).url == invited
    assert "Rejoindre l'équipe" in text(client.get(invited))


def test_another_account_may_accept_once_it_is_told(client, post, invited, outsider):
    client.force_login(outsider)
    page = text(client.get(invited))
    assert "Accepter avec ce compte" in page
    assert outsider.email in page
    assert post(invited).url == "/orga/9990001X/"
    assert Invitation.objects.get().accepted_by == outsider
    assert client.get(invited).url == "/orga/9990001X/"


def test_opening_the_link_joins_nothing_by_itself(client, invited, outsider):
    client.force_login(outsider)
    client.get(invited)
    assert not Membership.objects.filter(user=outsider).exists()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"expires_at": timezone.now()}, "a expiré"),
        ({"cancelled_at": timezone.now()}, "annulée"),
        ({"accepted_at": timezone.now()}, "déjà servi"),
        ({"secret_digest": "0" * 64}, "pas reconnu"),
    ],
)
def test_each_dead_link_has_its_sentence(client, invited, learner, change, sentence):
    Invitation.objects.update(**change)
    client.force_login(learner)
    for response in (client.get(invited), client.post(invited)):
        assert (response.status_code, sentence in text(response)) == (404, True)
    assert not Membership.objects.filter(user=learner).exists()
