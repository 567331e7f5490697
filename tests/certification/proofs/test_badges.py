import dataclasses
import json
from datetime import date

import jwt
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from certification.proofs import badges, published, status_lists
from certification.proofs.keys import new_badge_key, public_jwk
from tests.certification.proofs.conftest import ADDRESS, AT


@pytest.fixture
def token(award, issuer, badge_key):
    return badges.token(award, issuer, badge_key)


def read(token, jwk):
    return jwt.decode(token, jwt.PyJWK(jwk), ["EdDSA"])


def test_a_badge_says_the_levels_and_who_answers_for_them(token, jwk, award):
    badge = read(token, jwk)
    assert badge["type"] == ["VerifiableCredential", "OpenBadgeCredential"]
    assert badge["issuer"]["id"] == f"{ADDRESS}/.well-known/issuer.json"
    values = [one["value"] for one in badge["credentialSubject"]["result"]]
    assert values == ["412", "3", "0"]
    achievement = badge["credentialSubject"]["achievement"]
    assert [one["targetCode"] for one in achievement["alignment"]] == ["1.1", "5.2"]
    assert badge["credentialStatus"]["statusListIndex"] == "94567"
    assert badge["exp"] == int(award.valid_until.timestamp())


def test_results_are_described(token, jwk):
    subject = read(token, jwk)["credentialSubject"]
    described = {one["id"] for one in subject["achievement"]["resultDescription"]}
    assert {one["resultDescription"] for one in subject["result"]} == described


def test_a_badge_names_nobody(token, jwk):
    text = json.dumps(read(token, jwk), ensure_ascii=False)
    assert not any(word in text for word in ("Roux", "Inès", "2012-03-14"))


@pytest.mark.parametrize("names", [("Roux-Modèle", "Inès"), ("ROUX MODELE", "ines")])
def test_who_knows_the_holder_recognises_them(token, jwk, names):
    identity = read(token, jwk)["credentialSubject"]["identifier"][0]
    holder = badges.Holder(*names, date(2012, 3, 14))
    assert badges.holder_digest(holder, identity["salt"]) == identity["identityHash"]


def test_another_person_is_not_the_holder(award):
    other = dataclasses.replace(award.holder, birth_date=date(2012, 3, 15))
    assert badges.holder_digest(other, "s") != badges.holder_digest(award.holder, "s")


def test_a_changed_badge_is_refused(token, jwk):
    head, body, signature = token.split(".")
    with pytest.raises(jwt.InvalidTokenError):
        read(f"{head}.{body[:-3]}AAA.{signature}", jwk)
    with pytest.raises(jwt.InvalidSignatureError):
        read(token, public_jwk(new_badge_key()))


def test_the_key_of_a_badge_has_an_address(token, jwk, issuer):
    header = jwt.get_unverified_header(token)
    assert header == {"alg": "EdDSA", "typ": "JWT", "kid": issuer.key}
    assert issuer.key.endswith(f"/{jwk['kid']}.json")


def test_keys_are_published_for_each_way_of_asking(issuer, jwk):
    assert published.key_set([jwk])["keys"] == [jwk]
    document = published.did_document(issuer, [jwk])
    assert document["id"] == "did:web:pix.example.org"
    assert document["assertionMethod"] == [document["verificationMethod"][0]["id"]]
    assert published.profile(issuer, [jwk])["alsoKnownAs"] == ["did:web:pix.example.org"]
    assert "d" not in document["verificationMethod"][0]["publicKeyJwk"]


def test_a_did_of_a_port_and_a_path():
    assert published.did("http://localhost:8000") == "did:web:localhost%3A8000"
    assert published.did("https://a.example/pix/") == "did:web:a.example:pix"


@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(st.sets(st.integers(0, status_lists.SIZE - 1), max_size=20))
def test_exactly_the_revoked_are_revoked(revoked):
    text = status_lists.encoded(revoked)
    near = {index + step for index in revoked for step in (-1, 0, 1)} & set(
        range(status_lists.SIZE)
    )
    assert {index for index in near if status_lists.is_revoked(text, index)} == revoked


def test_the_first_bit_is_the_left_one():
    import base64
    import gzip

    text = status_lists.encoded([0])[1:]
    bits = gzip.decompress(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    assert (len(bits), bits[0]) == (16384, 0x80)
    assert status_lists.place_of(status_lists.SIZE + 3) == (1, 3)


def test_a_list_is_signed_and_dated(issuer, badge_key, jwk):
    token = status_lists.token(0, [5], issuer=issuer, key=badge_key, now=AT)
    content = read(token, jwk)
    assert content["id"] == issuer.status_list(0)
    assert content["credentialSubject"]["statusPurpose"] == "revocation"
    assert content["exp"] - content["nbf"] == status_lists.LIFE.total_seconds()
