"""From what a centre asks of the planner to a proposal of sessions, or to why there is none."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from certification.enums import ProposalSource
from certification.models import Centre, SessionProposal
from certification.planning.planner import plan
from certification.planning.types import Candidate, Impossible, PlannedSession
from certification.selectors.planning import request_of
from certification.selectors.windows import calendar_of


def propose_plan(
    *, centre: Centre, inputs: Mapping[str, Any], author: User, now: datetime
) -> SessionProposal:
    """Plan, and keep the answer. Nothing of the centre changes."""
    proposal = SessionProposal(
        centre=centre, source=ProposalSource.PLANNER, made_by=author, made_at=now
    )
    plan_again(proposal=proposal, inputs=inputs, now=now)
    return proposal


def plan_again(*, proposal: SessionProposal, inputs: Mapping[str, Any], now: datetime) -> None:
    """The same people at other times, or with other rooms: the answer replaces the former one."""
    centre = proposal.centre
    request = request_of(centre, inputs, calendar_of(centre, now=now))
    answer = plan(request)
    proposal.inputs = dict(inputs)
    proposal.sessions, proposal.problems = [], []
    if isinstance(answer, Impossible):
        proposal.problems = _told(answer)
    else:
        people = {one.id: one for one in request.candidates}
        proposal.sessions = [_kept(one, inputs["site"], people) for one in answer.sessions]
    count = len(request.candidates)
    title = ngettext("%(count)d candidat à placer", "%(count)d candidats à placer", count)
    proposal.title = title % {"count": count}
    proposal.save()


def _kept(session: PlannedSession, site: str, people: Mapping[str, Candidate]) -> dict[str, Any]:
    seated = [people[one] for one in session.candidates]
    return {
        "number": 0,
        "site": site,
        "room": session.room,
        "starts_at": session.starts_at.isoformat(),
        "minutes": session.minutes,
        "invigilators": ", ".join(session.invigilators),
        "remarks": _("Un candidat seul dans sa salle.") if any(one.alone for one in seated) else "",
        "seats": len(seated),
        "classes": sorted(Counter(one.class_name for one in seated).items()),
        "longer": sum(one.extra_percent > 0 for one in seated),
        "alone": any(one.alone for one in seated),
        "learners": [
            {"id": one.id, "extra": one.extra_percent}
            for one in seated
            if not one.id.startswith("#")
        ],
    }


def _told(answer: Impossible) -> list[dict[str, Any]]:
    reasons = [
        {
            "code": str(one.cause),
            "slot": one.slot.isoformat() if one.slot else "",
            "number": one.number,
            "of": one.of,
            "name": one.name,
            "blocking": True,
        }
        for one in answer.reasons
    ]
    remedies = [
        {"code": str(one.change), "number": one.number, "remedy": True, "blocking": True}
        for one in answer.remedies
    ]
    return reasons + remedies
