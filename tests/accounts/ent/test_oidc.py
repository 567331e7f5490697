"""OpenID Connect: what is checked of an identity token, and of who sends it back."""

import time
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest

from pix.demo_ent import oidc as provider
from tests.support.ent import Browser

pytestmark = pytest.mark.usefixtures("oidc")
ENTRY = "/ent/demo-oidc/"
SOON = int(time.time()) + 3600


def forged(keys, issuer, subject, nonce, **changes):
    """A token as the provider signs it, with something else in it."""
    now = int(time.time())
    claims = {"iss": issuer, "aud": provider.CLIENT, "sub": subject, "iat": now, "exp": now + 60}
    return keys.sign({**claims, "nonce": nonce, **changes})


@pytest.fixture
def tell(monkeypatch):
    """Make the provider say something else."""

    def change(**changes):
        monkeypatch.setattr(provider, "id_token", lambda *arguments: forged(*arguments, **changes))

    return change


def test_a_pupil_is_recognised_once_then_known(browser, maelle):
    browser.choose("demo-eleve-1")
    assert "Bienvenue, Maëlle" in browser.click(f"{ENTRY}?vers=/tutos/").text
    assert browser.pix.post(f"{ENTRY}arrivee/")["Location"] == "/tutos/"
    maelle.refresh_from_db()
    assert maelle.user_id == browser.user
    assert browser.click(ENTRY)["Location"] == "/accueil/"


def test_the_request_has_a_challenge_a_state_and_a_nonce(browser):
    asked = parse_qs(urlsplit(browser.pix.get(ENTRY)["Location"]).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert {"code_challenge", "state", "nonce"} < set(asked)
    assert asked["redirect_uri"] == ["http://testserver/ent/demo-oidc/oidc/"]


@pytest.mark.parametrize(
    "changes",
    [
        {"nonce": "another"},
        {"aud": "another"},
        {"aud": [provider.CLIENT, "another"], "azp": "another"},
        {"iss": "https://another.example.org"},
        {"exp": 1_000_000_000},
        {"iat": SOON},
        {"sub": "demo-chef-1"},  # userinfo speaks of demo-eleve-1
    ],
)
def test_a_token_for_something_else_is_refused(browser, tell, changes):
    tell(**changes)
    browser.choose("demo-eleve-1")
    page = browser.click(ENTRY)
    assert page.status_code == 403
    assert "ent_arrival" not in browser.pix.session


def unsigned(keys, issuer, subject, nonce):
    claims = jwt.decode(forged(keys, issuer, subject, nonce), options={"verify_signature": False})
    return jwt.encode(claims, None, algorithm="none", headers={"kid": "demo-1"})


def signed_by_another(keys, issuer, subject, nonce):
    another = provider.Keys()
    return forged(another, issuer, subject, nonce)


def signed_with_the_public_key(keys, issuer, subject, nonce):
    claims = jwt.decode(forged(keys, issuer, subject, nonce), options={"verify_signature": False})
    return jwt.encode(claims, "x" * 40, algorithm="HS256", headers={"kid": "demo-1"})


@pytest.mark.parametrize(
    "make", [unsigned, signed_by_another, signed_with_the_public_key, lambda *_: "nonsense"]
)
def test_a_token_not_signed_by_the_provider_is_refused(browser, monkeypatch, make):
    monkeypatch.setattr(provider, "id_token", make)
    browser.choose("demo-eleve-1")
    assert browser.click(ENTRY).status_code == 403


def test_the_answer_of_somebody_else_is_refused(browser, ent):
    """The thief's code, given to a victim to sign her in as the thief."""
    browser.choose("demo-eleve-1")
    stolen = browser.leave(ENTRY)
    victim = Browser(ent.server_port)
    victim.pix.get(ENTRY)
    page = victim.come_back(stolen)
    assert page.status_code == 400
    assert "Recommençons" in page.text


def test_an_answer_serves_once(browser):
    browser.choose("demo-eleve-1")
    back = browser.leave(ENTRY)
    assert browser.come_back(back).status_code == 302
    assert browser.come_back(back).status_code == 400


@pytest.mark.parametrize(("error", "status"), [("access_denied", 200), ("server_error", 403)])
def test_a_refusal_of_the_provider_is_told(browser, error, status):
    browser.choose("demo-eleve-1")
    state = parse_qs(urlsplit(browser.leave(ENTRY)).query)["state"][0]
    page = browser.pix.get(f"{ENTRY}oidc/", {"error": error, "state": state})
    assert page.status_code == status


def test_a_provider_that_is_down_says_so(browser, oidc):
    oidc.configuration["oidc"]["issuer"] = "http://localhost:1"
    oidc.save()
    page = browser.pix.get(f"{ENTRY}?vers=/tutos/")
    assert page.status_code == 502
    assert "vers=%2Ftutos%2F" in page.text


def test_a_provider_that_calls_itself_otherwise_is_refused(browser, oidc, ent):
    oidc.configuration["oidc"]["issuer"] = f"http://127.0.0.1:{ent.server_port}"
    oidc.save()
    assert browser.pix.get(ENTRY).status_code == 502


def test_a_key_of_another_kind_does_not_pass(browser, monkeypatch):
    published = {"keys": [{"kty": "oct", "kid": "demo-1", "k": "eHh4eA"}]}
    monkeypatch.setattr(provider.Keys, "published", lambda _: published)
    browser.choose("demo-eleve-1")
    assert browser.click(ENTRY).status_code == 403


def test_names_in_the_address_are_nothing(browser):
    browser.choose("demo-eleve-1")
    browser.come_back(browser.leave(ENTRY) + "&sub=demo-chef-1&given_name=Chef")
    assert browser.pix.session["ent_arrival"]["identity"]["subject"] == "demo-eleve-1"


def test_the_forge_of_these_tests_makes_good_tokens_too(browser, tell):
    tell()
    browser.choose("demo-eleve-1")
    assert browser.click(ENTRY).status_code == 200


def quotes_somebody(keys, issuer, subject, nonce):
    """A provider that answers with claims where a token was expected."""
    return {"family_name": "Testard"}


def speaks_of_somebody(keys, issuer, subject, nonce):
    raise ValueError("Testard")


@pytest.mark.parametrize("make", [quotes_somebody, speaks_of_somebody, lambda *_: "Testard"])
def test_what_a_provider_said_is_not_quoted_in_the_logs(browser, monkeypatch, caplog, make):
    monkeypatch.setattr(provider, "id_token", make)
    browser.choose("demo-eleve-1")
    browser.click(ENTRY)
    assert "ENT demo-oidc" in caplog.text
    assert "Testard" not in caplog.text
