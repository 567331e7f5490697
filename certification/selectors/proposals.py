"""What a centre has already, for the sessions that somebody proposes to it."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from certification.candidate_files.checks import Context as CandidateContext
from certification.candidate_files.checks import named_places
from certification.enums import CentreKind, SessionState
from certification.models import Candidate, Centre, Session, SessionProposal
from certification.selectors.birthplaces import atlas_for
from certification.selectors.windows import calendar_of
from certification.session_files.checks import Context
from certification.session_files.rows import SessionFile


def context_for(centre: Centre, file: SessionFile, *, now: datetime) -> Context:
    """Five queries, whatever the file."""
    zone = ZoneInfo(centre.time_zone)
    local = now.astimezone(zone).replace(tzinfo=None)
    candidates = CandidateContext(
        atlas_for(named_places(file.candidates())),
        local.date(),
        bills=centre.organisation_id is None and centre.kind == CentreKind.PROFESSIONAL,
        titles=file.titles,
    )
    sessions = list(Session.objects.filter(centre=centre).order_by("pk"))
    asked = {int(one.number) for one in file.sessions if _is_number(one.number)}
    return Context(
        candidates,
        local,
        numbers={one.number: _takes_candidates(one) for one in sessions},
        places={
            (one.site, one.room, one.starts_at.astimezone(zone).replace(tzinfo=None))
            for one in sessions
        },
        enrolled=_enrolled(one for one in sessions if one.number in asked),
        open_days=calendar_of(centre, now=now).open_days,
    )


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= len("999999")


def _takes_candidates(session: Session) -> bool:
    return session.state == SessionState.CREATED and session.first_started_at is None


def _enrolled(sessions: Iterable[Session]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    seats = Candidate.objects.filter(session__in=list(sessions)).order_by()
    for number, identity in seats.values_list("session__number", "identity"):
        found[number].add(identity)
    return dict(found)


def waiting_proposals(centre: Centre) -> list[SessionProposal]:
    """Those that nobody confirmed yet, the newest first."""
    waiting = SessionProposal.objects.filter(centre=centre, confirmed_at__isnull=True)
    return list(waiting.order_by("-made_at", "pk")[:5])
