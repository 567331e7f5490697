"""Centres, sessions and candidates, as tests need them."""

from datetime import UTC, date, datetime

import factory

from accounts.enums import Role
from accounts.names import identity_key, search_key
from certification.codes import draw_session_number
from certification.enums import CentreKind, CentreState, IncidentCategory, ProposalSource
from certification.models import (
    Candidate,
    Centre,
    CentreMembership,
    IncidentReport,
    Session,
    SessionProposal,
    TestFormat,
)
from tests.factories.accounts import UserFactory


class CentreFactory(factory.django.DjangoModelFactory):
    """An open centre, without anybody in its team, free of the calendar."""

    class Meta:
        model = Centre

    name = factory.Sequence(lambda number: f"Lycée Katherine-Johnson {number}")
    code = factory.Sequence(lambda number: f"CENTRE{number:04}")
    kind = CentreKind.HIGH_SCHOOL
    state = CentreState.ACTIVE
    bound_by_windows = False
    requested_at = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)
    decided_at = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)


class CentreMembershipFactory(factory.django.DjangoModelFactory):
    """Somebody in the team of a centre."""

    class Meta:
        model = CentreMembership

    centre = factory.SubFactory(CentreFactory)
    user = factory.SubFactory(UserFactory)
    joined_at = datetime(2026, 9, 2, 8, 0, tzinfo=UTC)

    class Params:
        administrator = factory.Trait(role=Role.ADMINISTRATOR)


class TestFormatFactory(factory.django.DjangoModelFactory):
    """Three questions a competence, in two hours."""

    __test__ = False

    class Meta:
        model = TestFormat
        django_get_or_create = ("name", "version")

    name = "three_per_competence"
    version = 1
    title = "Trois questions par compétence"
    rules = factory.LazyFunction(
        lambda: {
            "per_competence": 3,
            "total": None,
            "minutes": 120,
            "minimum_share": 0.62,
            "exposure_cap": 0.2,
        }
    )
    is_default = True


class SessionFactory(factory.django.DjangoModelFactory):
    """Planned, without candidates."""

    class Meta:
        model = Session

    number = factory.LazyFunction(draw_session_number)
    centre = factory.SubFactory(CentreFactory)
    format = factory.SubFactory(TestFormatFactory)
    site = "Lycée Katherine-Johnson"
    room = factory.Sequence(lambda number: f"Salle {number}")
    starts_at = datetime(2027, 1, 11, 9, 0, tzinfo=UTC)
    invigilators = "Nadia Benali"


class SessionProposalFactory(factory.django.DjangoModelFactory):
    """Asked of the planner: one room, one invigilator, one slot; nobody to place."""

    class Meta:
        model = SessionProposal

    centre = factory.SubFactory(CentreFactory)
    source = ProposalSource.PLANNER
    inputs = factory.LazyFunction(
        lambda: {
            "classes": [],
            "only_certifiable": True,
            "count": 0,
            "adapted": {},
            "slots": ["2027-01-11T09:00:00+01:00"],
            "rooms": [["B12", 18]],
            "people": ["Nadia Benali"],
            "gap": 20,
            "site": "Lycée",
            "format": TestFormatFactory().pk,
            "busy": {"rooms": {}, "people": {}},
            "typed": {},
        }
    )


class CandidateFactory(factory.django.DjangoModelFactory):
    """Expected in a session; did not enter it."""

    class Meta:
        model = Candidate

    session = factory.SubFactory(SessionFactory)
    first_name = "Maëlle"
    last_name = factory.Sequence(lambda number: f"Testard-Modèle {number}")
    birth_date = date(2010, 3, 14)
    sex = "F"
    birth_insee_code = "75115"
    birth_country = "FRANCE"
    class_name = "3E 1"
    search_name = factory.LazyAttribute(
        lambda one: search_key(last_name=one.last_name, first_name=one.first_name)
    )
    identity = factory.LazyAttribute(
        lambda one: identity_key(
            last_name=one.last_name, first_name=one.first_name, birth_date=one.birth_date
        )
    )


class IncidentReportFactory(factory.django.DjangoModelFactory):
    """A suspicion of fraud, that waits for the jury."""

    class Meta:
        model = IncidentReport

    session = factory.SubFactory(SessionFactory)
    category = IncidentCategory.FRAUD
    is_impactful = True
    made_at = datetime(2027, 1, 11, 10, 0, tzinfo=UTC)
