"""The first page of a centre: where it stands, and what to do next, by date."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from certification.enums import SessionState
from certification.models import Candidate, Centre, Session
from certification.selectors.windows import Calendar, calendar_of
from pix.shared.numbers import long_date, number

_AHEAD: Final = timedelta(days=30)
_SOON: Final = timedelta(days=7)
_MOST: Final = 12


@dataclass(frozen=True, slots=True)
class CentreFigures:
    """`expected`: candidates of the sessions to come."""

    to_come: int
    expected: int
    to_finalise: int
    under_way: int
    published: int


@dataclass(frozen=True, slots=True)
class Task:
    """`when`: on the clock of the centre's wall; what has no date comes last."""

    title: str
    text: str
    address: str
    action: str
    when: datetime | None = None
    is_pressing: bool = False


def figures_of(centre: Centre, *, now: datetime) -> CentreFigures:
    """Two queries."""
    today = _morning(centre, now)
    created = Q(state=SessionState.CREATED)
    processed = (SessionState.FINALISED, SessionState.IN_PROCESS)
    counts = Session.objects.filter(centre=centre).aggregate(
        to_come=Count("pk", filter=created & Q(starts_at__gte=today)),
        to_finalise=Count("pk", filter=created & Q(starts_at__lt=today)),
        under_way=Count("pk", filter=Q(state__in=processed)),
        published=Count("pk", filter=Q(state=SessionState.PUBLISHED)),
    )
    expected = Candidate.objects.filter(
        session__centre=centre, session__state=SessionState.CREATED, session__starts_at__gte=today
    )
    return CentreFigures(expected=expected.count(), **counts)


def tasks_of(centre: Centre, *, now: datetime) -> list[Task]:
    """Those of the coming month and those that are late: the first ones by date."""
    sessions = (
        Session.objects.filter(
            centre=centre, state=SessionState.CREATED, starts_at__lt=now + _AHEAD
        )
        .annotate(expected=Count("candidates"))
        .order_by("starts_at", "pk")
    )
    tasks = [_of_session(session, centre, now) for session in sessions[:_MOST]]
    calendar = calendar_of(centre, now=now)
    return [task for task in tasks if task] + list(
        _of_centre(centre, calendar, has_sessions=bool(tasks))
    )


def _of_session(session: Session, centre: Centre, now: datetime) -> Task | None:
    session.centre = centre
    home = reverse("session", args=[centre.code, session.public_id])
    start, today = session.local_start, _morning(centre, now)
    if session.starts_at < today:
        return _late(session, home)
    if not session.expected:  # type: ignore[attr-defined]
        text = _("Personne n'y est inscrit.")
        return _task(session, text, home, _("Inscrire les candidats"))
    if start.date() == today.date():
        text = _("Aujourd'hui. Le numéro et le mot de passe du surveillant sont sur sa page.")
        return _task(session, text, home, _("Ouvrir la session"), is_pressing=True)
    if session.starts_at < now + _SOON:
        text = _("Imprimez les convocations, l'émargement et le kit du surveillant.")
        return _task(session, text, home, _("Préparer la session"))
    return None


def _late(session: Session, home: str) -> Task:
    if session.expected:  # type: ignore[attr-defined]
        text = _("Elle a eu lieu\u00a0: finalisez-la pour que les résultats soient calculés.")
        return _task(session, text, home, _("Finaliser la session"), is_pressing=True)
    text = _("Sa date est passée et personne n'y était inscrit\u00a0: supprimez-la.")
    return _task(session, text, home, _("Voir la session"))


def _task(
    session: Session, text: str, address: str, action: str, *, is_pressing: bool = False
) -> Task:
    expected: int = session.expected  # type: ignore[attr-defined]
    count = ngettext("%(shown)s candidat", "%(shown)s candidats", expected)
    title = _("Session %(number)s · %(room)s · %(count)s") % {
        "number": session.number,
        "room": session.room,
        "count": count % {"shown": number(expected)},
    }
    when = session.local_start.replace(tzinfo=None)
    return Task(title, text, address, action, when, is_pressing)


def _of_centre(centre: Centre, calendar: Calendar, *, has_sessions: bool) -> Iterator[Task]:
    if has_sessions:
        return
    plan = reverse("sessions_plan", args=[centre.code])
    window = calendar.current or calendar.following
    text = _("Répartissez les élèves dans les salles et les créneaux en une fois.")
    if calendar.is_bound and window:
        text = _("Les sessions ont lieu du %(first)s au %(last)s.") % {
            "first": long_date(window.opens_on),
            "last": long_date(window.last_day),
        }
    yield Task(_("Planifier les sessions"), text, plan, _("Ouvrir le planificateur"))


def _morning(centre: Centre, now: datetime) -> datetime:
    """Today at midnight, where the centre is."""
    local = now.astimezone(ZoneInfo(centre.time_zone))
    return local.replace(hour=0, minute=0, second=0, microsecond=0)
