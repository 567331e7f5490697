"""The demonstration centre and its sessions, made through the real services."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from django.db import transaction

from accounts.demo import HEAD, STAFF, TEACHER
from accounts.enums import Role
from accounts.models import Learner, Organisation, User
from accounts.services.demo_school import demo_school
from certification.enums import AbortReason, CentreKind, Ending, SessionState
from certification.models import Candidate, Centre, Session, TestFormat
from certification.services.candidates import adapt, enrol_learners
from certification.services.centre_teams import join
from certification.services.centres import request_centre
from certification.services.demo.people import certifiable_pupils
from certification.services.demo.sittings import Manner, sit
from certification.services.demo.specs import NOW, PLANNED, DemoSession
from certification.services.entry import closed
from certification.services.finalisation import Closing, finalise, needs_reason, tests_of
from certification.services.incidents import report
from certification.services.publication import publish
from certification.services.scoring import score_session
from certification.services.sessions import Details, create_session
from certification.services.tests import end

_DAY: Final = timedelta(days=1)
_NOBODY: Final = Manner()


@dataclass(frozen=True)
class Team:
    head: User
    invigilator: User
    staff: User


def demo_team() -> Team:
    people = {
        one.email: one
        for one in User.objects.filter(email__in=(HEAD.email, TEACHER.email, STAFF.email))
    }
    return Team(people[HEAD.email], people[TEACHER.email], people[STAFF.email])


def make_all(*, now: datetime) -> None:
    """The centre of the demonstration school and its sessions; what is there stays as it is."""
    school = demo_school()
    if school is None:
        return
    team = demo_team()
    centre = make_centre(school, team, now)
    for spec in PLANNED:
        _make_once(spec, centre, team, now)
    open_session(centre, team, now)


def make_centre(school: Organisation, team: Team, now: datetime) -> Centre:
    """The centre of the school; the one there is if it was opened already.

    Free of the calendar: the planner can be tried on any day.
    """
    opened = now - 60 * _DAY
    centre = Centre.objects.filter(organisation=school).first()
    if centre is None:
        centre = request_centre(
            organisation=school, user=team.head, kind=CentreKind.MIDDLE_SCHOOL, now=opened
        )
        Centre.objects.filter(pk=centre.pk).update(bound_by_windows=False)
    join(centre=centre, user=team.invigilator, role=Role.MEMBER, now=opened)
    return centre


@transaction.atomic
def _make_once(spec: DemoSession, centre: Centre, team: Team, now: datetime) -> None:
    """Unless it is there."""
    Centre.objects.select_for_update().get(pk=centre.pk)
    same = Session.objects.filter(centre=centre, created_by=team.head, room=spec.room)
    if not same.exists():
        make_session(spec, centre, team, now)


@transaction.atomic
def open_session(centre: Centre, team: Team, now: datetime) -> None:
    """The one of now: brought to today if nobody has started, made again if it is over."""
    Centre.objects.select_for_update().get(pk=centre.pk)
    mine = Session.objects.filter(centre=centre, room=NOW.room, created_by=team.head)
    latest = mine.order_by("-pk").first()
    if latest is None or closed(latest, now):
        make_session(NOW, centre, team, now)
    elif latest.first_started_at is None and latest.starts_at.date() != now.date():
        mine.filter(pk=latest.pk, first_started_at=None).update(starts_at=now)


def make_session(spec: DemoSession, centre: Centre, team: Team, now: datetime) -> Session | None:
    """One session, brought to its state; None if nobody could sit it."""
    at = _starts(spec, now.astimezone(ZoneInfo(centre.time_zone)))
    assert centre.organisation is not None  # noqa: S101 -- the centre of a school
    pupils = certifiable_pupils(centre.organisation, spec.class_name, now)[spec.pupils]
    if not pupils:
        return None
    session = _planned(spec, centre, team, pupils, at, min(now, at - 15 * _DAY))
    if at < now and spec is not NOW:
        _live(spec, session, team, at)
    return session


def _starts(spec: DemoSession, now: datetime) -> datetime:
    """At a full hour of a day of school; the one of now begins now."""
    if spec is NOW:
        return now
    day = now + spec.days * _DAY
    step = _DAY if spec.days > 0 else -_DAY
    while day.weekday() >= _SATURDAY:
        day += step
    return day.replace(hour=spec.hour, minute=0, second=0, microsecond=0)


_SATURDAY: Final = 5


def _planned(
    spec: DemoSession,
    centre: Centre,
    team: Team,
    pupils: list[Learner],
    at: datetime,
    made: datetime,
) -> Session:
    session = create_session(
        centre=centre,
        details=Details(
            site=centre.name,
            room=spec.room,
            starts_at=at,
            invigilators=team.invigilator.get_full_name(),
        ),
        format=TestFormat.objects.get(is_default=True),
        author=team.head,
        now=made,
    )
    enrol_learners(session=session, learners=pupils, actor=team.head, now=made)
    first = session.candidates.order_by("search_name", "pk")[0]
    adapt(candidate=first, extra_time=33, needs=(), actor=team.head, now=made)
    return session


def _live(spec: DemoSession, session: Session, team: Team, at: datetime) -> None:
    """Everybody sits; then the session goes as far as it should."""
    manners = dict(spec.manners)
    seats = list(
        Candidate.objects.filter(session=session)
        .select_related("session__centre", "session__format", "learner__user")
        .order_by("search_name", "pk")
    )
    last = at
    for place, seat in enumerate(seats):
        test, left = sit(seat, manners.get(place, _NOBODY), invigilator=team.invigilator, at=at)
        last = max(last, left)
        if spec.until != SessionState.CREATED and test.ended_at is None:
            end(test, Ending.BY_INVIGILATOR, now=left, author=team.invigilator)
    if spec.told:
        place, told = spec.told
        author = team.invigilator
        report(told, session=session, candidate=seats[place], author=author, now=last)
    if spec.until != SessionState.CREATED:
        _close(spec, session, team, last + timedelta(minutes=20))


def _close(spec: DemoSession, session: Session, team: Team, now: datetime) -> None:
    reasons = {one.pk: AbortReason.TECHNICAL for one in tests_of(session) if needs_reason(one)}
    closing = Closing(reasons, global_comment=spec.comment, had_incident=bool(spec.comment))
    finalise(session, closing, actor=team.head, now=now)
    score_session(session, now=now + timedelta(minutes=1))
    if spec.until == SessionState.PUBLISHED:
        publish(session, actor=team.staff, now=now + 2 * _DAY)
