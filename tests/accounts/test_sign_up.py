import pytest
from django.contrib.auth import get_user

from accounts.forms.entrance import SignUpForm
from accounts.models import User
from tests.factories.accounts import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
SIGN_UP = "/inscription/"


@pytest.fixture
def form():
    return {
        "first_name": "Amina",
        "last_name": "Diallo",
        "birth_year": "1990",
        "email": "amina@example.org",
        "password1": PASSWORD,
        "conditions": "on",
    }


def test_sign_up_opens_a_session_at_once(client, form):
    response = client.post(SIGN_UP, form)
    assert (response.status_code, response.url) == (302, "/accueil/")
    user = get_user(client)
    assert (user.first_name, user.last_name, user.email) == (
        "Amina",
        "Diallo",
        "amina@example.org",
    )


def test_no_username_is_invented(client, form):
    client.post(SIGN_UP, form)
    assert User.objects.get().username is None


def test_address_is_kept_in_lower_case_without_spaces(client, form):
    client.post(SIGN_UP, form | {"email": "  Amina@Example.ORG "})
    assert User.objects.get().email == "amina@example.org"


@pytest.mark.parametrize(
    "field", ["first_name", "last_name", "birth_year", "email", "password1", "conditions"]
)
def test_every_field_is_required_and_the_others_keep_their_values(client, form, field):
    del form[field]
    response = client.post(SIGN_UP, form)
    assert list(response.context["form"].errors) == [field]
    kept = form.get("email", form.get("last_name"))
    assert kept in response.content.decode()
    assert not User.objects.exists()


def test_an_error_is_bound_to_its_field_and_announced_first(client, form):
    page = client.post(SIGN_UP, form | {"password1": "court"}).content.decode()
    assert 'aria-describedby="id_password1_helptext id_password1_error"' in page
    assert page.index("data-error-summary") < page.index('id="id_first_name"')
    assert 'href="#id_password1"' in page


def test_the_password_may_not_be_the_name(client, form):
    response = client.post(
        SIGN_UP, form | {"first_name": "Anne-Sophie", "password1": "Anne-Sophie1"}
    )
    assert list(response.context["form"].errors) == ["password1"]


def test_the_password_is_never_sent_back(client, form):
    assert PASSWORD not in client.post(SIGN_UP, form | {"email": "?"}).content.decode()


@pytest.mark.parametrize(
    "email", ["louise@example.org", "Louise@Example.org", " LOUISE@example.org "]
)
def test_a_taken_address_is_refused_in_any_case(client, form, learner, email):
    response = client.post(SIGN_UP, form | {"email": email, "password1": "Autre-Chat-43"})
    assert response.context["form"].has_error("email", "email_taken")
    assert User.objects.count() == 1
    assert not get_user(client).is_authenticated


def test_who_already_has_this_account_is_signed_in(client, form, learner):
    response = client.post(SIGN_UP, form | {"email": learner.email})
    assert response.url == "/accueil/"
    assert get_user(client) == learner
    assert learner.first_name == "Louise"


def test_the_same_form_sent_twice_at_once_makes_one_account(client, form, monkeypatch):
    """The second request was checked before the first was saved."""
    UserFactory(email=form["email"])
    monkeypatch.setattr(SignUpForm, "validate_unique_email", lambda _self, value: value)
    response = client.post(SIGN_UP, form)
    assert response.status_code == 302
    assert User.objects.count() == 1


def test_two_people_at_once_with_one_address_get_a_clear_message(client, form, monkeypatch):
    UserFactory(email=form["email"])
    monkeypatch.setattr(SignUpForm, "validate_unique_email", lambda _self, value: value)
    page = client.post(SIGN_UP, form | {"password1": "Autre-Chat-43"}).content.decode()
    assert "Un compte existe déjà avec cette adresse" in page


@pytest.mark.parametrize("field", ["first_name", "last_name", "birth_year", "email", "password1"])
@pytest.mark.parametrize("value", ["a\0b", "x" * 400_000, "\u202e<script>alert(1)</script>@"])
def test_hostile_text_never_breaks_the_page(client, form, field, value):
    response = client.post(SIGN_UP, form | {field: value})
    assert response.status_code in {200, 302}
    assert "<script>alert" not in response.content.decode()


def test_lone_surrogates_in_the_body_are_no_error(client, form):
    body = (
        b"first_name=%ED%A0%80&last_name=D&email=a%40example.org&conditions=on&password1=Chat-42x"
        b"&birth_year=1990"
    )
    response = client.generic("POST", SIGN_UP, body, "application/x-www-form-urlencoded")
    assert response.status_code == 302
    assert User.objects.get().first_name == "\ufffd\ufffd\ufffd"


@pytest.mark.parametrize(("megabytes", "status"), [(1, 200), (3, 400)])
def test_megabytes_are_refused(client, megabytes, status):
    body = b"first_name=" + b"x" * megabytes * 1024 * 1024
    response = client.generic("POST", SIGN_UP, body, "application/x-www-form-urlencoded")
    assert response.status_code == status
    assert not User.objects.exists()


@pytest.mark.parametrize(
    "page", ["https://pirate.example", "//pirate.example", "javascript:alert(1)"]
)
def test_next_never_leaves_the_platform(client, form, page):
    assert client.post(SIGN_UP, form | {"next": page}).url == "/accueil/"


def test_next_is_honoured(client, form):
    assert client.post(SIGN_UP, form | {"next": "/parcours/ABC/"}).url == "/parcours/ABC/"


def test_next_follows_from_sign_in_to_sign_up(client):
    page = client.get("/connexion/?next=/parcours/ABC/").content.decode()
    assert "/inscription/?next=%2Fparcours%2FABC%2F" in page


def test_what_the_session_held_survives(client, form):
    session = client.session
    session["held"] = "7f9c24e8-3b1a-4c5d-9e0f-1a2b3c4d5e6f"
    session.save()
    client.post(SIGN_UP, form)
    assert client.session["held"] == "7f9c24e8-3b1a-4c5d-9e0f-1a2b3c4d5e6f"


def test_choices_made_before_become_those_of_the_account(client, form):
    client.post("/langue/", {"language": "en"})
    client.post("/preferences/", DISPLAY)
    client.post(SIGN_UP, form)
    user = User.objects.get()
    assert (user.language, user.preferences) == ("en", {"text": "140", "theme": "dark"})


def test_a_class_can_sign_up_from_one_address(client, form):
    for number in range(35):
        response = client.post(SIGN_UP, form | {"email": f"eleve{number}@example.org"})
        assert response.status_code == 302
        client.logout()


def test_a_machine_cannot_make_accounts_without_end(client, form, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"signup": "2/m/ip"}
    statuses = [client.post(SIGN_UP, {}).status_code for _ in range(3)]
    assert statuses == [200, 200, 429]


DISPLAY = {
    "text": "140",
    "font": "atkinson",
    "spacing": "normal",
    "contrast": "normal",
    "theme": "dark",
    "motion": "normal",
}


@pytest.mark.parametrize("page", ["/connexion/", "/inscription/"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_the_bar_does_not_forget_where_one_was_going(client, page, method):
    shown = getattr(client, method)(page, {"next": "/orga/ouvrir/"}).text
    bar = shown[: shown.index("</header>")]
    for address in ("/connexion/", "/inscription/"):
        assert f'href="{address}?next=%2Forga%2Fouvrir%2F"' in bar
