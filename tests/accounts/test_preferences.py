import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.enums import Barrier, Font, TextSize, Theme
from accounts.preferences import Preferences
from pix.shared.templatetags.pix_ui import PREFERENCES

PAGE = "/preferences/"
CHOSEN = {
    "text": "140",
    "font": "spaced",
    "spacing": "wide",
    "contrast": "high",
    "theme": "dark",
    "motion": "reduced",
    "read_aloud": "on",
    "needs": ["needs_sight", "needs_pointer"],
}
ATTRIBUTES = (
    'data-text="140" data-spacing="wide" data-font="spaced" data-contrast="high" '
    'data-motion="reduced" data-theme="dark"'
)

json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(st.dictionaries(st.sampled_from(sorted(vars(Preferences()))), json) | json)
def test_anything_stored_gives_usable_preferences(stored):
    preferences = Preferences.from_stored(stored)
    assert Preferences.from_stored(preferences.to_stored()) == preferences


def test_only_what_differs_from_the_defaults_is_stored():
    assert Preferences().to_stored() == {}
    chosen = Preferences(theme=Theme.DARK, read_aloud=True, needs=(Barrier.SIGHT,))
    assert chosen.to_stored() == {"theme": "dark", "read_aloud": True, "needs": ["needs_sight"]}


def test_unknown_and_forged_values_fall_back():
    stored = {"text": "900", "font": 3, "read_aloud": "yes", "needs": ["needs_sight", "needs_x"]}
    assert Preferences.from_stored(stored) == Preferences(needs=(Barrier.SIGHT,))


def test_the_shell_knows_every_choice():
    """What a person may choose is what the page can show (pix/shared and static/css)."""
    defaults = Preferences()
    for name, values in PREFERENCES.items():
        assert set(type(getattr(defaults, name)).values) == set(values)
        assert getattr(defaults, name) == values[0]


@pytest.mark.django_db
def test_a_person_keeps_hers_everywhere(client, learner, client_factory):
    client.force_login(learner)
    assert client.post(PAGE, CHOSEN).url == PAGE
    elsewhere = client_factory()
    elsewhere.force_login(learner)
    assert ATTRIBUTES in elsewhere.get("/mon-compte/").content.decode()
    learner.refresh_from_db()
    needs = Preferences.from_stored(learner.preferences).needs
    assert needs == (Barrier.SIGHT, Barrier.POINTER)


@pytest.mark.django_db
def test_a_visitor_keeps_hers_in_the_session(client):
    client.post(PAGE, CHOSEN)
    page = client.get("/connexion/").content.decode()
    assert ATTRIBUTES in page
    assert '<option value="140" selected>' in client.get(PAGE).content.decode()


@pytest.mark.django_db
def test_a_forged_choice_is_refused_and_changes_nothing(client, learner):
    client.force_login(learner)
    response = client.post(PAGE, CHOSEN | {"text": "1000", "needs": ["needs_x"]})
    assert list(response.context["form"].errors) == ["text", "needs"]
    learner.refresh_from_db()
    assert learner.preferences == {}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("page", "where"),
    [
        ("/mon-compte/", "/mon-compte/"),
        ("//pirate.example", PAGE),
        ("https://pirate.example", PAGE),
    ],
)
def test_one_comes_back_to_a_page_of_ours_only(client, page, where):
    assert client.post(PAGE, CHOSEN | {"next": page}).url == where


@pytest.mark.django_db
def test_language_of_a_visitor_then_of_a_person(client, learner):
    assert client.post("/langue/", {"language": "en", "next": "/connexion/"}).url == "/connexion/"
    assert '<html lang="en"' in client.get("/connexion/").content.decode()
    client.force_login(learner)
    client.post("/langue/", {"language": "en"})
    learner.refresh_from_db()
    assert learner.language == "en"
    assert '<html lang="en"' in client.get("/mon-compte/").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["", "xx", "fr\0", "e" * 10_000])
def test_an_unknown_language_changes_nothing(client, learner, language):
    client.force_login(learner)
    assert client.post("/langue/", {"language": language, "next": "//pirate.example"}).url == "/"
    learner.refresh_from_db()
    assert learner.language == "fr"


def test_sizes_and_fonts_have_their_values():
    assert (TextSize.LARGE, Font.SPACED) == ("120", "spaced")
