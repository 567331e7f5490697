from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from certification.enums import ResultReason, ResultStatus, SessionState
from certification.proofs.signatures import Verdict, checked
from certification.selectors.keys import certificates as signing_certificates
from certification.services.certificates import revoke
from certification.services.keys import ensure_keys
from tests.support.certificates import certified, judged, publish, sat


@pytest.fixture
def certificate(learner, now):
    return certified(user=learner, now=now)


@pytest.fixture
def signed_in(client, learner):
    client.force_login(learner)
    return client


def page_of(certificate, name="certificate"):
    return reverse(name, args=[certificate.public_id])


def check(client, code):
    return client.get(reverse("verification"), {"code": code})


def test_nothing_sat_yet(signed_in):
    assert "Pas encore de certificat" in signed_in.get(reverse("certificates")).text


@pytest.mark.parametrize(
    ("status", "said"),
    [("validated", "validé"), ("rejected", "rejeté"), ("cancelled", "annulé")],
)
def test_each_outcome_is_said_with_the_words_of_the_jury(signed_in, learner, now, status, said):
    judged(
        sat(user=learner, now=now), now, ResultStatus(status),
        comment_for_candidate="Voyez votre centre.", comment_for_organisation="Note interne",
    )  # fmt: skip
    if status == "validated":
        said = "révoqué"  # no certificate was delivered here
    page = signed_in.get(reverse("certificates")).text
    assert said in page
    assert "Voyez votre centre." in page
    assert "Note interne" not in page


def test_nothing_is_said_before_publication(signed_in, learner, now, certificate):
    session = certificate.candidate.session
    session.state, session.officer = SessionState.IN_PROCESS, learner
    session.save()
    page = signed_in.get(reverse("certificates")).text
    assert "pas encore publié" in page
    assert certificate.code not in page
    assert signed_in.get(page_of(certificate)).status_code == 404
    assert signed_in.get(page_of(certificate, "certificate_paper")).status_code == 404


def test_the_list_asks_as_much_for_three_as_for_one(
    signed_in, learner, now, certificate, django_assert_num_queries
):
    with django_assert_num_queries(7):
        signed_in.get(reverse("certificates"))
    for _ in range(2):
        certified(user=learner, now=now)
    with django_assert_num_queries(7):
        signed_in.get(reverse("certificates"))


def test_the_page_of_a_certificate(signed_in, certificate):
    page = signed_in.get(page_of(certificate)).text
    assert certificate.code in page
    assert "Niveau 3" in page
    assert "non certifiée" in page


def test_the_paper_is_signed_tagged_and_kept(signed_in, certificate):
    answer = signed_in.get(page_of(certificate, "certificate_paper"))
    assert answer["Content-Disposition"].endswith(f'certificat-{certificate.code}.pdf"')
    assert checked(answer.content, signing_certificates()) == Verdict.VALID
    reader = PdfReader(BytesIO(answer.content))
    metadata = reader.trailer["/Root"]["/Metadata"].get_data()
    assert b"pdfuaid:part" in metadata
    assert b"pdfaid:part" in metadata
    assert len(reader.pages) == 1


@pytest.mark.parametrize(
    ("language", "said"), [("fr", "Certificat de compétences numériques"), ("en", "2010")]
)
def test_the_paper_says_all(signed_in, certificate, language, said):
    signed_in.post(reverse("choose_language"), {"language": language})
    answer = signed_in.get(page_of(certificate, "certificate_paper"))
    text = PdfReader(BytesIO(answer.content)).pages[0].extract_text()
    assert said in text
    assert certificate.code in text


def test_somebody_else_s_certificate_does_not_exist(client, outsider, certificate):
    client.force_login(outsider)
    for name in ("certificate", "certificate_paper", "certificate_badge", "certificate_qr"):
        assert client.get(page_of(certificate, name)).status_code == 404
    assert client.post(page_of(certificate, "certificate_check")).status_code == 404


def test_a_revoked_certificate_is_not_printed(signed_in, certificate, now):
    revoke(certificate, ResultReason.FRAUD, now)
    assert "révoqué" in signed_in.get(page_of(certificate)).text
    assert signed_in.get(page_of(certificate, "certificate_paper")).status_code == 302
    assert signed_in.get(page_of(certificate, "certificate_badge")).status_code == 302


def test_the_holder_closes_and_opens_the_check(signed_in, client, certificate):
    address = page_of(certificate, "certificate_check")
    signed_in.post(address)
    assert "Aucun certificat à montrer" in check(client, certificate.code).text
    signed_in.post(address, {"allow": "1"})
    assert "authentique et valable" in check(client, certificate.code).text


def test_anybody_with_the_code_checks(client, certificate, now):
    typed = certificate.code.lower().replace("-", " ")
    page = check(client, typed).text
    assert "authentique et valable" in page
    for said in (certificate.content["last_name"], "Niveau 3", certificate.content["centre"]):
        assert said in page


def test_a_check_says_it_is_revoked_and_shows_no_level(client, certificate, now):
    revoke(certificate, ResultReason.FRAUD, now)
    page = check(client, certificate.code).text
    assert "Certificat révoqué" in page
    assert "Niveau 3" not in page
    assert "raude" not in page


def test_a_check_never_tells_what_the_jury_wrote(client, learner, now):
    from certification.services.certificates import deliver

    result = judged(
        sat(user=learner, now=now), now,
        comment_for_candidate="Pour elle", comment_for_organisation="Pour le centre",
    )  # fmt: skip
    page = check(client, deliver(result, now).code).text
    assert "Pour elle" not in page
    assert "Pour le centre" not in page


def test_an_unpublished_certificate_is_unknown(client, certificate, staff):
    session = certificate.candidate.session
    session.state, session.officer = SessionState.IN_PROCESS, staff
    session.save()
    unpublished = check(client, certificate.code)
    assert "Aucun certificat à montrer" in unpublished.text
    publish(certificate.candidate, session.published_at)
    assert "authentique" in check(client, certificate.code).text


def test_an_expired_certificate_is_told(client, certificate, now):
    import time_machine

    with time_machine.travel(now.replace(year=2031)):
        assert "expiré" in check(client, certificate.code).text


def test_codes_cannot_be_gone_through(client, certificate, settings, learner):
    settings.CHECKS_OF_AN_ADDRESS_A_MINUTE = settings.CHECKS_A_MINUTE = 3
    for _ in range(3):
        assert check(client, "P-22222222").status_code == 200
    assert check(client, certificate.code).status_code == 429
    client.force_login(learner)
    assert check(client, certificate.code).status_code == 200


@pytest.mark.parametrize("code", ["", "zz", "P-00000000", "\0", "P-BCDF2346"])
def test_what_is_no_code_is_told(client, db, code):
    answer = check(client, code)
    assert answer.status_code == 200
    assert "error" in answer.text


def test_what_is_published_for_checking(client, certificate):
    for name in ("key_set", "did_document", "issuer_profile", "achievement_description"):
        answer = client.get(reverse(name))
        assert answer.json()
        assert answer["Access-Control-Allow-Origin"] == "*"
    key = client.get(reverse("key_set")).json()["keys"][0]
    assert client.get(reverse("one_key", args=[key["kid"]])).json() == key
    assert b"PRIVATE" not in client.get(reverse("signing_certificates")).content
    assert client.get(reverse("revocations", args=[0])).text.count(".") == 2


@pytest.mark.parametrize("number", [1, 10**12])
def test_a_list_without_certificates_does_not_exist(client, db, now, number):
    ensure_keys(now=now)
    assert client.get(reverse("revocations", args=[number])).status_code == 404
