"""Sessions read in a file or planned: proposed, then confirmed in one go, or given up."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from accounts.models import Learner, User
from accounts.school_lists.problems import Code as FileCode
from accounts.school_lists.sources import Source
from certification.candidate_files.birthplaces import BirthPlace
from certification.candidate_files.problems import Problem, Refused
from certification.candidate_files.rows import CandidateRow
from certification.enums import ProposalSource
from certification.models import Candidate, Centre, Session, SessionProposal, TestFormat
from certification.selectors.formats import default_format
from certification.selectors.proposals import context_for
from certification.services.candidates import (
    SessionClosedError,
    add_all,
    candidate_of,
    enrol_learners,
)
from certification.services.sessions import (
    Details,
    SessionExists,
    SessionHasStarted,
    create_session,
    is_untouched,
)
from certification.session_files.checks import Checked, check
from certification.session_files.reading import read
from certification.session_files.rows import SessionRow
from certification.session_sentences import told


class ProposalBlocked(Exception):
    """Something must be corrected first."""


class ProposalOutdated(Exception):
    """What it was checked against has changed: the room is taken, the session has started…"""


def propose_from_file(
    *, centre: Centre, source: Source, author: User, now: datetime
) -> SessionProposal:
    """Check a file of sessions; nothing of the centre changes."""
    checked = _check(centre, source, now)
    return SessionProposal.objects.create(
        centre=centre,
        source=ProposalSource.FILE,
        made_by=author,
        made_at=now,
        title=source.name[:255],
        sessions=[] if checked.blocks else [_kept(row, centre) for row in checked.sessions],
        problems=[told(problem) for problem in checked.problems],
    )


def _check(centre: Centre, source: Source, now: datetime) -> Checked:
    if source.size > settings.UPLOAD_LIMIT:
        return Checked(problems=[Problem(str(FileCode.PAYLOAD_TOO_LARGE))])
    try:
        file = read(source)
    except Refused as refusal:
        return Checked(problems=list(refusal.problems))
    return check(file, context_for(centre, file, now=now))


def _kept(row: SessionRow, centre: Centre) -> dict[str, Any]:
    place = row.place
    start = place[2].replace(tzinfo=ZoneInfo(centre.time_zone)) if place else None
    return {
        "number": row.number,
        "site": row.site,
        "room": row.room,
        "starts_at": start.isoformat() if start else "",
        "invigilators": row.invigilators,
        "remarks": row.remarks,
        "candidates": [
            asdict(one) | {"birth_date": one.birth_date.isoformat()} for one in row.candidates
        ],
    }


@transaction.atomic
def confirm(*, proposal: SessionProposal, actor: User, now: datetime) -> list[Session]:
    """Make the proposed sessions and seat their candidates: all, or nothing. A second time makes
    none. Raises ProposalBlocked, ProposalOutdated."""
    current = SessionProposal.objects.select_for_update().get(pk=proposal.pk)
    if current.confirmed_at:
        return []
    if not current.sessions or any(problem["blocking"] for problem in current.problems):
        raise ProposalBlocked
    current.centre = proposal.centre
    try:
        made = [_make(current, kept, actor, now) for kept in current.sessions]
    except (SessionExists, SessionHasStarted, SessionClosedError) as error:
        raise ProposalOutdated from error
    # The names it held are those of candidates now: the proposal keeps none.
    current.confirmed_at, current.sessions, current.problems = now, [], []
    current.inputs = {}
    current.save()
    return made


def give_up(*, proposal: SessionProposal) -> None:
    SessionProposal.objects.filter(pk=proposal.pk, confirmed_at__isnull=True).delete()


def _make(
    proposal: SessionProposal, kept: Mapping[str, Any], actor: User, now: datetime
) -> Session:
    session = _session(proposal, kept, actor, now)
    session.centre = proposal.centre
    if rows := kept.get("candidates"):
        _seat_rows(session, rows, now)
    if seats := kept.get("learners"):
        _seat_learners(session, seats, actor, now)
    return session


def _session(
    proposal: SessionProposal, kept: Mapping[str, Any], actor: User, now: datetime
) -> Session:
    if kept.get("number"):
        sessions = Session.objects.select_for_update().filter(centre=proposal.centre)
        found = sessions.filter(number=kept["number"]).first()
        if found is None or not is_untouched(found):
            raise SessionHasStarted
        return found
    details = Details(
        site=kept["site"],
        room=kept["room"],
        starts_at=datetime.fromisoformat(kept["starts_at"]),
        invigilators=kept["invigilators"],
        remarks=kept["remarks"],
    )
    return create_session(
        centre=proposal.centre, details=details, format=_format(proposal), author=actor, now=now
    )


def _format(proposal: SessionProposal) -> TestFormat:
    chosen = proposal.inputs.get("format")
    return TestFormat.objects.get(pk=chosen) if chosen else default_format()


def _seat_rows(session: Session, rows: Iterable[Mapping[str, Any]], now: datetime) -> None:
    """Whoever took a seat since the check keeps it."""
    taken = set(session.candidates.order_by().values_list("identity", flat=True))
    found = [_read(row) for row in rows]
    new = [candidate_of(session, row, now) for row in found if row.identity not in taken]
    add_all(session=session, candidates=new)


def _read(row: Mapping[str, Any]) -> CandidateRow:
    values = dict(row)
    values["birth_date"] = date.fromisoformat(values["birth_date"])
    values["birth_place"] = BirthPlace(**values["birth_place"])
    return CandidateRow(**values)


def _seat_learners(
    session: Session, seats: Iterable[Mapping[str, Any]], actor: User, now: datetime
) -> None:
    """Those of the list who are still in it."""
    extra = {seat["id"]: seat["extra"] for seat in seats}
    learners = Learner.objects.filter(
        organisation=session.centre.organisation_id, public_id__in=extra, disabled_at=None
    )
    enrol_learners(session=session, learners=list(learners.order_by("pk")), actor=actor, now=now)
    longer = [
        seat
        for seat in session.candidates.select_related("learner").order_by("pk")
        if seat.learner and extra.get(str(seat.learner.public_id))
    ]
    for seat in longer:
        seat.extra_time_percent = extra[str(seat.learner.public_id)]  # type: ignore[union-attr]
    Candidate.objects.bulk_update(longer, ["extra_time_percent"])
