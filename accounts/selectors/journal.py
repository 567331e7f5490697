"""The journal of an organisation: lines found, and told with the names of today."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.db.models import Q, QuerySet
from django.utils.timezone import make_aware
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.enums import AuditAction, ErasureReason, Role
from accounts.models import AuditEvent, Learner, Membership, Organisation, User
from accounts.names import folded

PLATFORM: Final = "plateforme"
_AT_ONCE: Final = 2_000
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class Line:
    """Who did what to whom. `learner`: the row of the list, while it is there."""

    at: datetime
    who: str
    action: str
    whom: str
    details: str
    learner: Learner | None


def events_of(
    organisation: Organisation,
    *,
    action: str = "",
    member: str = "",
    pupil: str = "",
    since: date | None = None,
    until: date | None = None,
) -> QuerySet[AuditEvent]:
    """The newest first. `member`: a uuid of the team, or PLATFORM; `pupil`: words of a name."""
    found = AuditEvent.objects.filter(organisation=organisation)
    if action:
        found = found.filter(action=action)
    if member:
        found = found.filter(_by(organisation, member))
    for word in folded(pupil).split():
        found = found.filter(learner__search_name__contains=word)
    if since:
        found = found.filter(at__gte=make_aware(datetime.combine(since, time.min)))
    if until:
        found = found.filter(at__lt=make_aware(datetime.combine(until, time.min)) + _DAY)
    return found.select_related("actor", "learner", "person").order_by("-at", "-pk")


def _by(organisation: Organisation, member: str) -> Q:
    team = Membership.objects.filter(organisation=organisation)
    if member == PLATFORM:
        return Q(actor__is_staff=True) & ~Q(actor__in=team.values("user"))
    return Q(actor__in=team.filter(public_id=member).values("user"))


def authors_of(organisation: Organisation) -> list[tuple[str, str]]:
    """Who may be chosen as the author of lines: the team, past and present, then the platform."""
    rows = (
        Membership.objects.filter(organisation=organisation)
        .select_related("user")
        .order_by("user__last_name", "user__first_name", "-joined_at", "pk")
    )
    people = {row.user_id: (str(row.public_id), str(row.user)) for row in reversed(rows)}
    named = sorted(people.values(), key=lambda pair: folded(pair[1]))
    return [*named, (PLATFORM, _("L'équipe de la plateforme"))]


def lines_of(organisation: Organisation, events: Iterable[AuditEvent]) -> Iterator[Line]:
    """With names, as they are today."""
    team = set(
        Membership.objects.filter(organisation=organisation).values_list("user_id", flat=True)
    )
    # Each event would translate all of them again to find its own.
    actions = {value: str(label) for value, label in AuditAction.choices}
    for event in events:
        yield Line(
            at=event.at,
            who=_who(event, team),
            action=actions.get(event.action, event.action),
            whom=_whom(event, team),
            details=", ".join(_details(event.details)),
            learner=event.learner,
        )


def read_at_once(events: QuerySet[AuditEvent]) -> Iterator[AuditEvent]:
    """All of them, without keeping them all in memory."""
    return events.iterator(chunk_size=_AT_ONCE)


def _who(event: AuditEvent, team: set[int]) -> str:
    if event.actor_id is None:
        return _("La plateforme")
    actor = event.actor
    if actor is None:
        return _("compte effacé")
    if actor.is_staff and actor.pk not in team:
        return _("L'équipe de la plateforme")
    return _name(actor, event, team)


def _whom(event: AuditEvent, team: set[int]) -> str:
    if event.learner_id is not None:
        return str(event.learner) if event.learner else _("élève effacé")
    if event.person_id is None:
        return ""
    return _name(event.person, event, team) if event.person else _("compte effacé")


def _name(person: User, event: AuditEvent, team: set[int]) -> str:
    """Of the team, or of the learner concerned; of nobody else: they are not this school's."""
    if person.pk in team:
        return str(person)
    if event.learner is not None and event.learner.user_id == person.pk:
        return str(event.learner)
    return _("un autre compte")


def _details(details: dict[str, Any]) -> Iterator[str]:
    """What is understood outside: a campaign, a class, a number, a role, a reason."""
    if details.get("campaign"):
        yield str(details["campaign"])
    if details.get("class_name"):
        yield str(details["class_name"])
    yield from filter(None, map(str, details.get("classes", ())))
    if isinstance(count := details.get("count"), int):
        yield ngettext("%(count)d ligne", "%(count)d lignes", count) % {"count": count}
    for name, labels in (("role", Role), ("reason", ErasureReason)):
        if details.get(name) in labels.values:
            yield str(labels(details[name]).label)
