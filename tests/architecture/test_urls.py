"""Every address has a declared audience, and is tried as every role."""

import uuid

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts.models import Invitation, Learner, LinkClaim, Membership
from campaigns.models import Campaign
from certification.models import Appeal, Candidate
from competences.models import Answer, Assessment, ChallengeReport
from competences.services.starting import start_test
from tests.architecture.audience import AUDIENCE, MAY_BE_ABSENT, PREFIXES, Audience
from tests.factories.accounts import (
    ImportRunFactory,
    InvitationFactory,
    LearnerFactory,
    MembershipFactory,
    UserFactory,
)
from tests.factories.campaigns import (
    CampaignFactory,
    ExportFactory,
    ParticipationFactory,
    ResourceFactory,
    TargetProfileFactory,
)
from tests.factories.certification import (
    CandidateFactory,
    CentreMembershipFactory,
    IncidentReportFactory,
    SessionFactory,
    SessionProposalFactory,
)
from tests.support.certificates import certified

ROLES = Audience.EVERYBODY.roles


def _names(patterns, prefix="") -> list[str]:
    names = []
    for pattern in patterns:
        address = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            names.append(pattern.name or address)
        elif isinstance(pattern, URLResolver) and not address.startswith(PREFIXES):
            names += _names(pattern.url_patterns, address)
    return names


NAMES = sorted(set(_names(get_resolver().url_patterns)))


def test_every_address_has_an_audience():
    assert set(NAMES) == set(AUDIENCE)


@pytest.fixture
def of_a_centre(learner, centre, now):
    """What belongs to the centre, or to the learner who sat a certification there."""
    certificate = certified(user=learner, now=now, session=SessionFactory(centre=centre))
    seat = CandidateFactory(session__centre=centre, user=learner)
    return {
        "centre": centre.code,
        "session": seat.session.public_id,
        "candidate": seat.public_id,
        "colleague": CentreMembershipFactory(centre=centre).public_id,
        "incident": IncidentReportFactory(session=seat.session).public_id,
        "proposal": SessionProposalFactory(centre=centre).public_id,
        "certificate": certificate.public_id,
        "test_id": certificate.result.test.public_id,
        "session_id": certificate.candidate.session.public_id,
        "appeal": Appeal.objects.create(test=certificate.result.test, text="Non.").public_id,
        "act": "prendre",
    }


@pytest.fixture
def arguments(learner, school, teacher, of_a_centre, now):
    """Arguments of the addresses: what belongs to the learner, to the school or to its centre."""
    test = start_test(user_id=learner.pk, competence="1.2", needs=(), now=now)
    row = LearnerFactory(organisation=school, user=UserFactory())
    claim = LinkClaim.objects.create(learner=row, user=UserFactory())
    collection = CampaignFactory(organisation=school, owner=teacher, collection=True)
    run = ParticipationFactory(finished=True, user=learner, campaign=collection)
    profile = TargetProfileFactory(organisation=school, author=teacher, with_awards=True)
    return of_a_centre | {
        "uai": school.uai,
        "public_id": test.public_id,
        "position": 1,
        "name": "utile",
        "code": "1.2",
        "campaign_code": run.campaign.code,
        "campaign": collection.public_id,
        "resource": ResourceFactory(organisation=school, author=teacher).public_id,
        "export": ExportFactory(campaign=collection, made_by=teacher).public_id,
        "participation": run.public_id,
        "profile": profile.public_id,
        "badge": "moitie",
        "topic": "dossiers",
        "level": 1,
        "challenge_id": "dossiers-1b",
        "number": 0,
        "key": "forged",
        "token": "forged",
        "uidb36": "1",
        "connector": "ent",
        "organization_slug": "ent",
        "organisation": school.code,
        "batch": uuid.UUID(int=1),
        "secret": "forged",
        "member": MembershipFactory(organisation=school).public_id,
        "invitation": InvitationFactory(organisation=school).public_id,
        "learner": row.public_id,
        "claim": claim.public_id,
        "run": ImportRunFactory(organisation=school).public_id,
        "extension": "csv",
    }


@pytest.fixture
def role(request, client):
    if request.param != "nobody":
        client.force_login(request.getfixturevalue(request.param))
    return request.param


def _address(name: str, arguments: dict) -> str:
    pattern = next(iter(get_resolver().reverse_dict.getlist(name)))
    wanted = pattern[0][0][1]
    return reverse(name, kwargs={key: arguments[key] for key in wanted})


@pytest.mark.parametrize("role", ROLES, indirect=True)
def test_addresses_answer_their_audience_only(client, role, arguments):
    wrong = {}
    for name in NAMES:
        status = client.get(_address(name, arguments)).status_code
        if role in AUDIENCE[name].roles:
            fine = status in (200, 302, 405) or (status == 404 and name in MAY_BE_ABSENT)
        else:
            fine = status in (302, 401, 403, 404, 405)
        if not fine:
            wrong[name] = status
    assert not wrong


@pytest.mark.parametrize("role", ["nobody", "outsider", "stranger"], indirect=True)
def test_a_stranger_changes_nothing_of_the_learner(client, role, arguments):
    before = _state_of(arguments["public_id"])
    for name in sorted(NAMES, key="account_logout".__eq__):  # signs out, so comes last
        data = {"position": 1, "skip": "1", "text": "x", "category": "other"}
        client.post(_address(name, arguments), data)
        assert _state_of(arguments["public_id"]) == before, name


def _state_of(public_id) -> tuple:
    test = Assessment.objects.filter(public_id=public_id).values().get()
    owned = (Campaign, Candidate, Learner, LinkClaim, Membership, Invitation)
    lists = [list(model.objects.order_by("pk").values()) for model in owned]
    return test, Answer.objects.count(), ChallengeReport.objects.count(), lists


def test_a_random_test_does_not_exist(client, learner):
    client.force_login(learner)
    assert client.get(reverse("question", args=[uuid.uuid4()])).status_code == 404


def test_audiences_are_used():
    assert set(AUDIENCE.values()) == set(Audience)
