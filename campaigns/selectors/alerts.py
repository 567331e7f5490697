"""What a team should look at now, from what the data say."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Membership
from campaigns.content.calendar import school_year
from campaigns.enums import ParticipationState
from campaigns.models import Campaign, Participation
from pix.shared.numbers import day_and_hour, long_date, number

_SOON: Final = timedelta(days=7)
_NAMED: Final = 6
_EACH: Final = 3


@dataclass(frozen=True)
class Alert:
    """`is_pressing`: there is a deadline."""

    title: str
    text: str
    action: str
    address: str
    is_pressing: bool = False


def alerts_for(
    membership: Membership, *, classes: Sequence[str], claims: int, now: datetime
) -> list[Alert]:
    """Most pressing first. Three queries. `classes`: those of the list, with a name."""
    found = [
        *_closing_soon(membership, now),
        *_not_started(membership, classes, now),
        *_to_read(membership, now),
        *_claims(membership, claims),
    ]
    return sorted(found, key=lambda alert: not alert.is_pressing)


def _closing_soon(membership: Membership, now: datetime) -> Iterator[Alert]:
    runs = Q(participations__is_current=True, participations__deleted_at=None)
    sent = runs & Q(participations__state=ParticipationState.SENT)
    closing = Campaign.objects.filter(
        organisation=membership.organisation_id,
        archived_at=None,
        deleted_at=None,
        closes_at__range=(now, now + _SOON),
    ).annotate(
        people=Count("participations", filter=runs), sent=Count("participations", filter=sent)
    )
    for one in closing.order_by("closes_at", "pk")[:_EACH]:
        given = {"sent": number(one.sent), "people": number(one.people)}
        text = ngettext(
            "%(sent)s participant sur %(people)s a envoyé ses résultats.",
            "%(sent)s participants sur %(people)s ont envoyé leurs résultats.",
            one.sent,
        )
        yield Alert(
            _("«\u00a0%(name)s\u00a0» ferme le %(day)s")
            % {"name": one.name, "day": day_and_hour(one.closes_at) if one.closes_at else ""},
            text % given if one.people else _("Personne n'a encore commencé."),
            _("Voir qui en est où"),
            _address("campaign", membership, one),
            is_pressing=True,
        )


def _not_started(membership: Membership, classes: Sequence[str], now: datetime) -> Iterator[Alert]:
    """Classes of which nobody took anything this year; pressing until the official date."""
    year = school_year(localdate(now))
    begun = set(
        Participation.objects.filter(
            campaign__organisation=membership.organisation_id,
            started_at__date__gte=year.begins,
            deleted_at=None,
            learner__isnull=False,
        )
        .order_by()
        .values_list("learner__class_name", flat=True)
        .distinct()
    )
    idle = [name for name in classes if name not in begun]
    if not idle:
        return
    before = year.placement_before
    is_pressing = before is not None and year.begins <= localdate(now) < before
    title = ngettext(
        "%(count)s classe n'a encore rien passé cette année",
        "%(count)s classes n'ont encore rien passé cette année",
        len(idle),
    )
    yield Alert(
        title % {"count": number(len(idle))},
        f"{_named(idle)} {_deadline(before) if is_pressing and before else ''}".strip(),
        _("Créer une campagne"),
        reverse("campaign_new", args=[membership.organisation.code]),
        is_pressing=is_pressing,
    )


def _deadline(before: date) -> str:
    words = _("Le parcours de rentrée se passe avant les vacances de la Toussaint, le %(day)s.")
    return words % {"day": long_date(before)}


def _named(names: Sequence[str]) -> str:
    shown, others = ", ".join(names[:_NAMED]), len(names) - _NAMED
    if others <= 0:
        return f"{shown}."
    text = ngettext("%(shown)s et %(count)s autre.", "%(shown)s et %(count)s autres.", others)
    return text % {"shown": shown, "count": number(others)}


def _to_read(membership: Membership, now: datetime) -> Iterator[Alert]:
    """Campaigns of this member that received something this week."""
    fresh = Q(
        participations__state=ParticipationState.SENT,
        participations__sent_at__gte=now - _SOON,
        participations__deleted_at=None,
        participations__is_current=True,
    )
    mine = Campaign.objects.filter(
        organisation=membership.organisation_id, owner=membership.user_id, deleted_at=None
    )
    for one in (
        mine.annotate(fresh=Count("participations", filter=fresh))
        .filter(fresh__gt=0)
        .order_by("-fresh", "-pk")[:_EACH]
    ):
        title = ngettext(
            "%(count)s nouveau résultat\u00a0: «\u00a0%(name)s\u00a0»",
            "%(count)s nouveaux résultats\u00a0: «\u00a0%(name)s\u00a0»",
            one.fresh,
        )
        yield Alert(
            title % {"count": number(one.fresh), "name": one.name},
            _("Envoyés ces sept derniers jours."),
            _("Voir quoi travailler"),
            _address("campaign_analysis", membership, one),
        )


def _claims(membership: Membership, claims: int) -> Iterator[Alert]:
    if claims:
        title = ngettext(
            "%(count)s rattachement attend votre réponse",
            "%(count)s rattachements attendent votre réponse",
            claims,
        )
        yield Alert(
            title % {"count": number(claims)},
            _("Un compte demande à être celui d'un élève qui en a déjà un."),
            _("Répondre"),
            reverse("claims", args=[membership.organisation.code]),
        )


def _address(name: str, membership: Membership, campaign: Campaign) -> str:
    return reverse(name, args=[membership.organisation.code, campaign.public_id])
