from datetime import UTC, datetime

import pytest
import time_machine

from certification.enums import KeyUse, ResultReason, ResultStatus
from certification.models import Certificate, SigningKey
from certification.proofs import keys as pure
from certification.proofs.signatures import Verdict, checked
from certification.selectors import keys as public
from certification.services import certificates, keys
from certification.services.proving import Prover, status_list
from tests.support.certificates import certified, judged, sat


@pytest.fixture
def certificate(learner, now):
    return certified(user=learner, now=now)


def test_a_certificate_copies_what_it_says(certificate, learner):
    content = certificate.content
    assert content["levels"] == {"1.2": 3, "2.1": 0}
    assert (content["pix"], content["birth_date"], content["first_name"]) == (
        90, "2010-03-14", "Maëlle",
    )  # fmt: skip
    assert content["centre"] == certificate.candidate.session.centre.name
    assert certificate.user == learner


def test_delivered_twice_it_is_one(certificate, now):
    assert certificates.deliver(certificate.result, now) == certificate
    assert Certificate.objects.count() == 1


def test_it_is_valid_three_years(certificate, now):
    assert certificate.expires_at == now.replace(year=2030)
    leap = datetime(2028, 2, 29, tzinfo=UTC)
    assert certificates._years_later(leap) == datetime(2031, 3, 1, tzinfo=UTC)


@pytest.mark.parametrize("status", [ResultStatus.REJECTED, ResultStatus.CANCELLED])
def test_only_a_validated_result_is_certified(learner, now, status):
    result = judged(sat(user=learner, now=now), now, status)
    with pytest.raises(certificates.NothingToCertify):
        certificates.deliver(result, now)


def test_a_corrected_result_replaces_the_certificate(certificate, now):
    certificates.let_others_check(certificate, allowed=False)
    better = judged(certificate.result.test, now, pix=110, reason=ResultReason.RESCORED)
    second = certificates.deliver(better, now)
    certificate.refresh_from_db()
    assert certificate.revoked_at == now
    assert certificate.revocation_reason == ResultReason.RESCORED
    assert (second.revoked_at, second.is_public) == (None, False)
    assert {certificate.status_index, second.status_index} == {0, 1}


def test_the_first_revocation_counts(certificate, now):
    certificates.revoke(certificate, ResultReason.FRAUD, now)
    certificates.revoke(certificate, ResultReason.RESCORED, now.replace(year=2028))
    certificate.refresh_from_db()
    assert (certificate.revoked_at, certificate.revocation_reason) == (now, ResultReason.FRAUD)


def test_a_paper_is_signed_and_carries_its_badge(certificate, now):
    paper = Prover().paper([certificate], now=now)
    assert checked(paper, public.certificates()) == Verdict.VALID
    assert certificate.code.encode() in paper


def test_a_badge_is_signed_by_the_key_that_is_published(certificate, now):
    import jwt

    token = Prover().badge(certificate)
    with time_machine.travel(now):
        badge = jwt.decode(token, jwt.PyJWK(public.jwks()[0]), ["EdDSA"])
    assert badge["id"] == certificate.public_id.urn
    assert len(badge["credentialSubject"]["result"]) == 3


def test_the_revoked_are_in_the_list(certificate, learner, now):
    import jwt

    from certification.proofs.status_lists import is_revoked

    certificates.revoke(certificate, ResultReason.FRAUD, now)
    text = status_list(0, now=now)
    with time_machine.travel(now):
        content = jwt.decode(text, jwt.PyJWK(public.jwks()[0]), ["EdDSA"])
    encoded = content["credentialSubject"]["encodedList"]
    assert [is_revoked(encoded, index) for index in (0, 1)] == [True, False]


def test_keys_are_made_once(db, now):
    assert len(keys.ensure_keys(now=now)) == 2
    assert keys.ensure_keys(now=now) == []


def test_a_private_half_is_encrypted_with_the_secret(db, now, settings):
    keys.ensure_keys(now=now)
    row = public.key_in_use(KeyUse.DOCUMENTS)
    assert b"PRIVATE KEY" not in bytes(row.private)
    former, settings.SECRET_KEY = settings.SECRET_KEY, "another"
    with pytest.raises(keys.KeyUnreadable):
        keys.document_key(row)
    settings.SECRET_KEY_FALLBACKS = [former]
    assert pure.private_pem(keys.document_key(row)).startswith(b"-----BEGIN PRIVATE KEY")


@pytest.mark.parametrize("use", KeyUse)
def test_a_replaced_key_stays_published(certificate, now, use):
    before = Prover()
    paper = before.paper([certificate], now=now)
    keys.replace_key(use=use, now=now)
    assert checked(paper, public.certificates()) == Verdict.VALID
    assert before.issuer.key_id in [one["kid"] for one in public.jwks()]
    old = SigningKey.objects.get(use=use, retired_at__isnull=False)
    assert old.private is None


def test_places_in_the_list_are_taken_one_at_a_time(certificate, learner, now):
    assert certified(user=learner, now=now).status_index == certificate.status_index + 1
