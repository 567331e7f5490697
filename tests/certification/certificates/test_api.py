import base64
import json

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent
from certification.enums import ApiScope, ResultReason, ResultStatus
from certification.models import ApiClient
from certification.services.api_clients import enrol, renew_secret
from certification.services.certificates import revoke
from tests.factories.accounts import LearnerFactory, OrganisationFactory, UserFactory
from tests.support.certificates import certified, judged, sat

SCHOOL, ADMISSION = ApiScope.SCHOOL_RECORD, ApiScope.ADMISSION


@pytest.fixture
def program(db, now):
    """A client of every right, and its secret."""
    return enrol(name="LSL", scopes=[SCHOOL, ADMISSION], organisation=None, now=now)


@pytest.fixture
def ask(client):
    def ask(program, *, address="127.0.0.1", **fields):
        fields = {"grant_type": "client_credentials"} | fields
        keys = {"client_id": program[0].client_id, "client_secret": program[1]}
        return client.post(reverse("api_token"), keys | fields, REMOTE_ADDR=address)

    return ask


@pytest.fixture
def bearer(ask):
    def bearer(program, **fields):
        return {"Authorization": f"Bearer {ask(program, **fields).json()['access_token']}"}

    return bearer


@pytest.fixture
def pupil_row(school, learner):
    return LearnerFactory(
        organisation=school, user=learner, national_id="0123456789A", last_name="Nguyen",
        first_name="Louise",
    )  # fmt: skip


def fetch(client, uai, headers):
    return client.get(reverse("api_school_certifications", args=[uai]), headers=headers)


def search(client, headers, **asked):
    return client.post(
        reverse("api_search"), json.dumps(asked), content_type="application/json", headers=headers
    )


def test_a_secret_is_exchanged_for_a_token(ask, program):
    answer = ask(program)
    assert answer.json().keys() == {"access_token", "token_type", "expires_in", "scope"}
    assert answer.json()["scope"] == "certifications:school certifications:search"
    assert "no-store" in answer["Cache-Control"]
    assert ApiClient.objects.get().last_used_at


def test_credentials_may_be_in_the_header(client, program):
    pair = base64.b64encode(f"{program[0].client_id}:{program[1]}".encode()).decode()
    form = {"grant_type": "client_credentials", "scope": SCHOOL.value}
    answer = client.post(reverse("api_token"), form, headers={"Authorization": f"Basic {pair}"})
    assert answer.json()["scope"] == SCHOOL.value


@pytest.mark.parametrize(
    ("fields", "status", "error"),
    [
        ({"client_secret": "x"}, 401, "invalid_client"),
        ({"client_id": "\0"}, 401, "invalid_client"),
        ({"client_id": "", "client_secret": ""}, 401, "invalid_client"),
        ({"grant_type": "password"}, 400, "unsupported_grant_type"),
        ({"scope": "everything"}, 400, "invalid_scope"),
    ],
)
def test_what_is_wrong_gives_no_token(ask, program, fields, status, error):
    answer = ask(program, **fields)
    assert (answer.status_code, answer.json()["error"]) == (status, error)


def test_secrets_cannot_be_tried_for_ever(ask, program, settings):
    settings.API_TOKENS_A_MINUTE = 2
    assert [ask(program, client_secret="x").status_code for _ in range(3)] == [401, 401, 429]


def test_somebody_elsewhere_does_not_keep_a_client_out(ask, program, settings):
    settings.API_TOKENS_A_MINUTE = 1
    for _ in range(3):
        ask(program, client_secret="x", address="203.0.113.9")
    assert ask(program).status_code == 200


def test_only_a_digest_of_the_secret_is_kept(program):
    row = ApiClient.objects.values().get()
    assert program[1] not in str(row)


@pytest.mark.parametrize("header", ["", "Bearer ", "Bearer forged", "Basic x", "Bearer \u00e9"])
def test_without_a_token_nothing_is_told(client, school, header):
    answer = fetch(client, school.uai, {"Authorization": header})
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"].startswith("Bearer")


def test_a_token_lasts_an_hour(client, school, bearer, program):
    headers, start = bearer(program), timezone.now()
    with time_machine.travel(start.timestamp() + 3500):
        assert fetch(client, school.uai, headers).status_code == 204
    with time_machine.travel(start.timestamp() + 3700):
        assert fetch(client, school.uai, headers).status_code == 401


@pytest.mark.parametrize("end", ["revoke", "renew"])
def test_a_client_that_loses_its_rights_loses_its_tokens(client, school, bearer, program, end, now):
    headers = bearer(program)
    if end == "revoke":
        ApiClient.objects.update(revoked_at=now)
    else:
        renew_secret(program[0])
    assert fetch(client, school.uai, headers).status_code == 401


def test_each_address_wants_its_scope(client, school, bearer, program):
    narrow = bearer(program, scope=ADMISSION.value)
    assert fetch(client, school.uai, narrow).status_code == 403
    assert search(client, bearer(program, scope=SCHOOL.value), ine="0123456789A").status_code == 403


def test_a_right_taken_back_is_lost_at_once(client, school, bearer, program):
    headers = bearer(program)
    ApiClient.objects.update(scopes=[ADMISSION.value])
    assert fetch(client, school.uai, headers).status_code == 403


def test_a_school_reads_its_own_pupils_only(client, school, bearer, now):
    other = OrganisationFactory(uai="9990009Z", code="9990009Z")
    own = enrol(name="LSU", scopes=[SCHOOL, ADMISSION], organisation=school, now=now)
    headers = bearer(own)
    assert fetch(client, school.uai.lower(), headers).status_code == 204
    for uai in (other.uai, "0000000A", "x", "%00"):
        assert fetch(client, uai, headers).status_code == 403


def test_the_record_of_a_school(client, bearer, program, school, learner, pupil_row, now):
    certificate = certified(user=learner, now=now, last_name="NGUYÊN TYPED")
    told = fetch(client, school.uai, bearer(program)).json()
    (one,) = told["certifications"]
    assert one["lastName"] == "Nguyen"
    assert one["nationalStudentId"] == "0123456789A"
    assert (one["status"], one["pixScore"]) == ("validated", 90)
    assert one["verificationCode"] == certificate.code
    assert one["competenceResults"] == [
        {"competenceId": "1.2", "level": 3}, {"competenceId": "2.1", "level": 0},
    ]  # fmt: skip
    assert {"id", "name"} == told["competences"][0].keys()


def test_nothing_of_a_result_is_told_before_its_publication(
    client, bearer, program, school, learner, pupil_row, now
):
    from certification.models import Result

    test = sat(user=learner, now=now)
    Result.objects.create(
        test=test, status="validated", reason="scored", emitter="algorithm", pix=90, pix_high=99,
        competences={"1.2": {"level": 3}}, made_at=now,
    )  # fmt: skip
    (one,) = fetch(client, school.uai, bearer(program)).json()["certifications"]
    assert one["status"] == "pending"
    hidden = ("pixScore", "verificationCode", "deliveredAt")
    assert [one[name] for name in hidden] == [None, None, None]
    assert one["competenceResults"] == []


def test_the_latest_that_was_not_cancelled(
    client, bearer, program, school, learner, pupil_row, now
):
    certified(user=learner, now=now.replace(month=1, day=1))
    judged(sat(user=learner, now=now.replace(month=3)), now, ResultStatus.CANCELLED)
    judged(sat(user=learner, now=now.replace(month=2)), now, ResultStatus.REJECTED)
    (one,) = fetch(client, school.uai, bearer(program)).json()["certifications"]
    assert (one["status"], one["pixScore"]) == ("rejected", 0)
    assert one["date"].startswith("2027-02")


def test_pupils_who_left_the_list_are_not_told(
    client, bearer, program, school, learner, pupil_row, now
):
    certified(user=learner, now=now)
    pupil_row.disabled_at = now
    pupil_row.save()
    assert fetch(client, school.uai, bearer(program)).status_code == 204


def test_a_school_costs_as_much_with_three_as_with_one(
    client, bearer, program, school, learner, pupil_row, now, django_assert_max_num_queries
):
    headers, counts = bearer(program), []
    for _ in range(2):
        certified(user=learner, now=now)
        with django_assert_max_num_queries(12) as asked:
            fetch(client, school.uai, headers)
        counts.append(len(asked))
        for _ in range(2):
            row = LearnerFactory(organisation=school, user=UserFactory())
            certified(user=row.user, now=now)
    assert counts[0] == counts[1]


def test_a_person_is_found_in_three_ways(client, bearer, program, school, learner, pupil_row, now):
    certificate = certified(user=learner, now=now, learner=pupil_row)
    headers = bearer(program)
    identity = {
        "organizationUai": school.uai.lower(), "lastName": "NGUYÈN", "firstName": "louise",
        "birthdate": pupil_row.birth_date.isoformat(),
    }  # fmt: skip
    ways = [{"ine": "0123456789a"}, identity, {"verificationCode": certificate.code.lower()}]
    found = [search(client, headers, **way).json() for way in ways]
    assert found[0] == found[1] == found[2]
    assert (found[0]["pixScore"], found[0]["globalLevel"]) == (90, 1)
    assert found[0]["competences"][0]["code"] == "1.2"


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"ine": "x"},
        {"ine": "0123456789A", "verificationCode": "P-BCDF2346"},
        {"lastName": "Nguyen"},
        {"organizationUai": "9990001X", "lastName": "a", "firstName": "b", "birthdate": "14/03"},
        {"verificationCode": "P-\0"},
        {"other": 1},
    ],
)
def test_what_is_no_search_is_refused(client, bearer, program, asked):
    answer = search(client, bearer(program), **asked)
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")


def test_nobody_and_nothing_in_force_are_not_found(
    client, bearer, program, school, learner, pupil_row, now
):
    headers = bearer(program)
    assert search(client, headers, ine="9999999999Z").status_code == 404
    certificate = certified(user=learner, now=now, learner=pupil_row)
    with time_machine.travel(now.replace(year=2031)):
        headers = bearer(program)
        assert search(client, headers, ine="0123456789A").status_code == 404
    revoke(certificate, ResultReason.FRAUD, now)
    headers = bearer(program)
    assert search(client, headers, verificationCode=certificate.code).status_code == 404


def test_several_people_are_a_conflict(client, bearer, program, school, now):
    for number in range(2):
        row = LearnerFactory(
            organisation=school, user=UserFactory(), national_id=f"012345678{number}A",
            last_name="Martin", first_name="Léo",
        )  # fmt: skip
        certified(user=row.user, now=now, learner=row)
    asked = {
        "organizationUai": school.uai, "lastName": "Martin", "firstName": "Leo",
        "birthdate": row.birth_date.isoformat(),
    }  # fmt: skip
    assert search(client, bearer(program), **asked).status_code == 409


def test_a_school_finds_no_pupil_of_another(client, bearer, school, learner, now):
    row = LearnerFactory(
        organisation=OrganisationFactory(), user=learner, national_id="0123456789A"
    )
    certificate = certified(user=learner, now=now, learner=row)
    own = enrol(name="Un lycée", scopes=[ADMISSION], organisation=school, now=now)
    headers = bearer(own)
    assert search(client, headers, ine="0123456789A").status_code == 404
    assert search(client, headers, verificationCode=certificate.code).status_code == 404


def test_the_jury_s_words_are_never_told(client, bearer, program, school, learner, pupil_row, now):
    judged(
        sat(user=learner, now=now), now, ResultStatus.REJECTED,
        comment_for_candidate="Pour elle", comment_for_organisation="Pour le centre",
    )  # fmt: skip
    text = fetch(client, school.uai, bearer(program)).text
    assert "Pour" not in text


def test_reading_is_recorded(client, bearer, program, school, learner, pupil_row, now):
    certified(user=learner, now=now)
    fetch(client, school.uai, bearer(program))
    event = AuditEvent.objects.get(action="results_read")
    assert event.organisation == school
    assert event.details == {"program": "LSL", "count": 1}


def test_the_description_tells_each_address(client):
    told = client.get(reverse("api_description")).json()
    assert set(told["paths"]) == {
        "/api/token", "/api/organizations/{uai}/certifications", "/api/certification/search",
    }  # fmt: skip
    flow = told["components"]["securitySchemes"]["oauth2"]["flows"]["clientCredentials"]
    assert set(flow["scopes"]) == set(ApiScope.values)
    assert "pixScore" in told["components"]["schemas"]["Certification"]["properties"]


def test_staff_see_a_secret_once(client, staff, school):
    staff.is_superuser = True
    staff.save()
    client.force_login(staff)
    form = {"name": "Admission", "scopes": [ADMISSION.value], "organisation": ""}
    page = client.post(reverse("admin:certification_apiclient_add"), form, follow=True).text
    made = ApiClient.objects.get()
    assert made.client_id in page
    assert made.secret_digest not in page
    again = client.get(reverse("admin:certification_apiclient_change", args=[made.pk])).text
    assert "Notez le secret" in page
    assert "Notez le secret" not in again
