"""What tests of the whole stack do inside it (`Platform.inside`): prepare a session, check it."""

import secrets
from typing import Any

from django.utils import timezone

from certification.models import Result
from tests.factories.accounts import UserFactory
from tests.factories.certification import (
    CandidateFactory,
    CentreFactory,
    CentreMembershipFactory,
    SessionFactory,
)
from tests.support.http_class import session_of
from tests.support.rescored import assert_is_that_of_the_answers
from tests.support.sitting import certifiable_user, load_certification_bank


def prepare(count: int) -> dict[str, Any]:
    """A centre, its head, a session of now and people certifiable."""
    now = timezone.now()
    load_certification_bank()
    centre = CentreFactory(code=secrets.token_hex(4).upper())
    head, invigilator = (UserFactory(email=_address()) for _ in range(2))
    CentreMembershipFactory(centre=centre, user=head, administrator=True)
    session = SessionFactory(centre=centre, starts_at=now)
    seats = CandidateFactory.create_batch(count, session=session)
    people = [certifiable_user(now, email=_address()) for _ in seats]
    return {
        "number": str(session.number),
        "code": session.access_code,
        "password": session.supervision_password,
        "page": f"/certif/{centre.code}/sessions/{session.public_id}/",
        "head": session_of(head),
        "invigilator": session_of(invigilator),
        "candidates": [
            {
                "session": session_of(user),
                "first_name": seat.first_name,
                "last_name": seat.last_name,
                "birth_date": seat.birth_date.isoformat(),
            }
            for seat, user in zip(seats, people, strict=True)
        ],
    }


def _address() -> str:
    return f"{secrets.token_hex(8)}@example.org"


def check_results(number: str) -> dict[str, int]:
    """Every result against the engine; how many there are of each status."""
    results = Result.objects.filter(test__candidate__session__number=number)
    found: dict[str, int] = {}
    for one in results.select_related("test__format").order_by("pk"):
        assert_is_that_of_the_answers(one)
        found[one.status] = found.get(one.status, 0) + 1
    return found
