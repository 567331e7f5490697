"""Connectors are data: the ready ones make sense, and mistakes in others are told in words."""

from datetime import date

import pytest
import yaml
from allauth.socialaccount.models import SocialAccount
from pydantic import ValidationError

from accounts.ent.description import Description, Profile, ready_descriptions
from accounts.ent.identity import NoSubjectError, class_label, read_date, read_identity
from accounts.ent.words import missing_to_open, problems_of
from accounts.models import EntConnector
from accounts.selectors.ent import description_of
from tests.factories.accounts import UserFactory


@pytest.mark.parametrize("name", ready_descriptions())
def test_ready_descriptions_make_sense(name):
    described = Description.model_validate(ready_descriptions()[name])
    assert described.explanation
    assert bool(list(missing_to_open(described))) == (name != "demo")


@pytest.mark.parametrize(
    ("name", "said", "profile"),
    [
        ("gar-cas", "National_elv", Profile.PUPIL),
        ("gar-cas", "national_ENS", Profile.TEACHER),
        ("educonnect", "resp2d", Profile.PARENT),
        ("edifice", "Élève", Profile.PUPIL),
        ("edifice", "", Profile.OTHER),
    ],
)
def test_profiles_are_read_in_any_case(name, said, profile):
    assert Description.model_validate(ready_descriptions()[name]).profile_named(said) == profile


def test_what_gar_says_is_read():
    gar = Description.model_validate(ready_descriptions()["gar-cas"])
    said = {
        "IDO": ["a" * 128],
        "UAI": ["9990001x", "9990001X", "wrong", "9990001A"],
        "PRO": ["National_elv"],
        "DIV": ["5E2##5E 2", "5E2##5E 2"],
    }
    identity = read_identity(gar, "opaque", said)
    assert identity.subject == "a" * 128
    assert identity.uais == ("9990001X",)
    assert identity.classes == ("5E 2",)
    assert (identity.last_name, identity.birth_date) == ("", None)


def test_without_its_stable_identifier_nobody_is_named():
    gar = Description.model_validate(ready_descriptions()["gar-cas"])
    for said in ({}, {"IDO": [" "]}, {"IDO": ["a" * 192]}):
        with pytest.raises(NoSubjectError):
            read_identity(gar, "opaque", said)


@pytest.mark.parametrize("text", ["5E2##5E 2", "9990001X$5E 2", "5E 2"])
def test_classes_are_read_in_every_form(text):
    assert class_label(text) == "5E 2"


def test_birth_dates_are_read_in_every_form():
    for text in ("2013-03-14", "14/03/2013", "20130314"):
        assert read_date(text) == date(2013, 3, 14)
    assert read_date("hier") is None


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"cas": None}, "Il manque la partie"),
        ({"cas": {"servers": []}}, "au moins un"),
        ({"cas": {"servers": [{"url": "ftp://a"}]}}, "https://"),
        ({"cas": {"servers": [{"url": "http://ent.example.org/cas"}]}}, "https://"),
        ({"loopback": False}, "démonstration"),
        ({"schools": ["9990001A"]}, "UAI"),
        ({"keep_names": True}, "n'existe pas"),
        ({"profiles": {"a": "king"}}, "pas prévue"),
        ({"keeps_names": "perhaps"}, "true ou false"),
        ({"fields": {"uai": "UAI"}}, "entre crochets"),
    ],
)
def test_mistakes_are_told_in_words(changes, words):
    with pytest.raises(ValidationError) as error:
        Description.model_validate(ready_descriptions()["demo"] | changes)
    assert any(words in sentence for sentence in problems_of(error.value))


@pytest.fixture
def office(client, staff):
    client.force_login(staff)
    return client


def test_a_connector_is_made_from_a_ready_description(office):
    page = office.post(
        "/admin/accounts/entconnector/add/",
        {"ready": "gar-cas", "name": "GAR", "slug": "gar"},
        follow=True,
    )
    gar = EntConnector.objects.get(slug="gar")
    assert (gar.protocol, gar.is_open) == ("cas", False)
    assert "/ent/gar/retour/" in page.text
    assert "contrat GAR" in page.text


@pytest.fixture
def gar(db):
    described = ready_descriptions()["gar-cas"]
    return EntConnector.objects.create(
        slug="gar", name="GAR", protocol="cas", configuration=described
    )


def change(office, connector, configuration, **fields):
    data = {"name": connector.name, "configuration": configuration, **fields}
    return office.post(f"/admin/accounts/entconnector/{connector.pk}/change/", data)


@pytest.mark.parametrize(
    ("text", "words"),
    [("a: [", "Ligne 1"), ("texte", "nom: valeur"), ("fields: {}", "Il manque la partie")],
)
def test_the_form_says_what_is_wrong(office, gar, text, words):
    page = change(office, gar, text)
    assert page.status_code == 200
    assert words in page.text


def test_a_connector_is_not_opened_with_addresses_to_fill_in(office, gar):
    described = {key: gar.configuration[key] for key in ("cas", "fields")}
    page = change(office, gar, yaml.safe_dump(described), is_open="on")
    assert ".invalid" in page.text
    described["cas"]["servers"] = [{"url": "https://gar.example.org/cas"}]
    assert change(office, gar, yaml.safe_dump(described), is_open="on").status_code == 302
    gar.refresh_from_db()
    assert gar.is_open


def test_a_connector_in_use_is_not_deleted(office, gar):
    SocialAccount.objects.create(user=UserFactory(), provider="gar", uid="x")
    page = office.post(f"/admin/accounts/entconnector/{gar.pk}/delete/", {"post": "yes"})
    assert page.status_code == 403


def test_names_given_by_an_ent_are_erased(office, gar):
    held = {"first_name": "Maëlle"}
    one = SocialAccount.objects.create(user=UserFactory(), provider="gar", uid="x", extra_data=held)
    office.post(
        "/admin/accounts/entconnector/",
        {"action": "erase_names", "_selected_action": [gar.pk]},
    )
    one.refresh_from_db()
    assert one.extra_data == {}


def test_a_connector_with_several_servers_asks_which(client, gar, settings):
    gar.configuration["cas"] = {
        "servers": [
            {"name": "Ouest", "url": "https://ouest.example.org/cas"},
            {"name": "Est", "url": "https://est.example.org/cas"},
        ]
    }
    gar.is_open = True
    gar.save()
    page = client.get("/ent/gar/?vers=/tutos/")
    assert "Ouest" in page.text
    chosen = client.get("/ent/gar/?serveur=https://est.example.org/cas&vers=/tutos/")
    assert chosen["Location"].startswith("https://est.example.org/cas/login?")
    forged = client.get("/ent/gar/?serveur=https://evil.example.org/cas")
    assert forged.status_code == 200


def test_only_open_and_listed_connectors_are_offered(client, gar):
    assert "/ent/gar/" not in client.get("/connexion/").text
    gar.is_open = True
    gar.save()
    page = client.get("/connexion/?next=/tutos/")
    assert 'href="/ent/gar/?vers=%2Ftutos%2F"' in page.text.replace("/tutos/", "%2Ftutos%2F")


def test_my_account_lists_and_detaches_an_ent(client, gar, learner):
    SocialAccount.objects.create(user=learner, provider="gar", uid="x")
    client.force_login(learner)
    assert "/ent/gar/detacher/" in client.get("/mon-compte/").text
    assert "Vos tests" in client.get("/ent/gar/detacher/").text
    client.post("/ent/gar/detacher/")
    assert not SocialAccount.objects.exists()


def test_the_only_way_in_is_not_detached(client, gar, learner):
    learner.set_unusable_password()
    learner.save()
    SocialAccount.objects.create(user=learner, provider="gar", uid="x")
    client.force_login(learner)
    page = client.post("/ent/gar/detacher/")
    assert "seul moyen" in page.text
    assert SocialAccount.objects.exists()


def test_a_mistake_in_the_settings_writes_no_secret_in_the_logs(caplog):
    broken = {"fields": {}, "oidc": {"client_secret": ["S3CRET"]}}
    description_of(EntConnector(slug="broken", protocol="oidc", configuration=broken))
    assert "Settings of the ENT connector broken" in caplog.text
    assert "S3CRET" not in caplog.text


@pytest.mark.parametrize(
    ("schools", "heard"), [([], True), (["069"], True), (["0691234S"], True), (["013"], False)]
)
def test_an_ent_speaks_for_schools_or_for_a_department(schools, heard):
    described = Description.model_validate(ready_descriptions()["demo"] | {"schools": schools})
    said = {"ENTPersonUid": ["x"], "ENTPersonStructRattachUAI": ["0691234S"]}
    assert read_identity(described, "x", said).uais == (("0691234S",) if heard else ())
