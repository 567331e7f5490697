"""People in the lists of organisations: where they are, and finding them there."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F

from accounts.enums import ClaimState
from accounts.models import Learner, LinkClaim, Organisation, User
from accounts.names import alike, bare, squeezed

# How sure one is that a learner is the person asked for, the surest first.
_SAME, _OTHER_FIRST_NAME, _PARTICLES_ASIDE, _SLIPS = range(4)


@dataclass(frozen=True)
class Identity:
    """What a person says of herself; never without the birth date."""

    last_name: str
    first_name: str
    birth_date: date


def closest_learners(
    organisation: Organisation, person: Identity, *, disabled: bool = False
) -> list[Learner]:
    """The learners of the list who may be this person: those of the surest kind that has any.

    All have exactly this birth date. Disabled ones are another list, read without tolerance.
    """
    born_then = Learner.objects.filter(
        organisation=organisation,
        birth_date=person.birth_date,
        disabled_at__isnull=not disabled,
    ).order_by("pk")
    ranked = [(_distance(person, learner), learner) for learner in born_then]
    nearest = min((rank for rank, _learner in ranked if rank is not None), default=None)
    if nearest is None or (disabled and nearest == _SLIPS):
        return []
    return [learner for rank, learner in ranked if rank == nearest]


def links_of(user: User) -> list[Learner]:
    """The rows that this account is linked to, one a school, those of today first."""
    rows = Learner.objects.filter(user=user).select_related("organisation")
    return list(rows.order_by(F("disabled_at").desc(nulls_first=True), "-linked_at", "pk"))


def link_in(organisation: Organisation, user: User) -> Learner | None:
    """The row of this list that this account is linked to."""
    return Learner.objects.filter(organisation=organisation, user=user).first()


def waiting_claims_of(user: User, organisation: Organisation | None = None) -> list[LinkClaim]:
    """What this account asked a team, or any, and has no answer to."""
    claims = LinkClaim.objects.filter(user=user, state=ClaimState.WAITING)
    if organisation is not None:
        claims = claims.filter(learner__organisation=organisation)
    return list(claims.select_related("learner__organisation").order_by("-made_at"))


def has_learners(organisation: Organisation) -> bool:
    """Whether there is a list to be found in."""
    return Learner.objects.filter(organisation=organisation, disabled_at=None).exists()


def _distance(person: Identity, learner: Learner) -> int | None:
    last_names = _given(learner.last_name, learner.used_name)
    first_names = _given(learner.first_name, learner.middle_name, learner.third_name)
    last, first = squeezed(person.last_name), squeezed(person.first_name)
    if not last or not first:
        return None
    if last in map(squeezed, last_names) and first in map(squeezed, first_names):
        return _SAME if first == squeezed(learner.first_name) else _OTHER_FIRST_NAME
    last, first = bare(person.last_name), bare(person.first_name)
    bare_last, bare_first = list(map(bare, last_names)), list(map(bare, first_names))
    if last in bare_last and first in bare_first:
        return _PARTICLES_ASIDE
    slips = any(alike(last, name) for name in bare_last) and any(
        alike(first, name) for name in bare_first
    )
    return _SLIPS if slips else None


def _given(*names: str) -> list[str]:
    return [name for name in names if squeezed(name)]
