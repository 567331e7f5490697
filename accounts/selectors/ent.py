"""Connectors, and who is known by which."""

import logging
from typing import Final

from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from pydantic import ValidationError

from accounts.ent.description import Description, Profile
from accounts.ent.identity import Identity
from accounts.enums import ClaimState, OrganisationState
from accounts.models import EntConnector, Learner, LinkClaim, Membership, Organisation, User
from accounts.selectors.credentials import Standing, standings_of
from accounts.selectors.learners import has_learners

STAFF: Final = (Profile.TEACHER, Profile.HEAD)

logger = logging.getLogger(__name__)


def open_connector(slug: str) -> EntConnector | None:
    return EntConnector.objects.filter(slug=slug, is_open=True).first()


def offered_connectors() -> list[EntConnector]:
    """Those of the sign-in page."""
    return list(EntConnector.objects.filter(is_open=True, is_listed=True).order_by("name"))


def description_of(connector: EntConnector) -> Description | None:
    """None when its settings no longer make sense: it is then as good as closed."""
    try:
        return Description.model_validate(
            {**connector.configuration, "protocol": connector.protocol}
        )
    except ValidationError:
        logger.exception("Settings of the ENT connector %s", connector.slug)
        return None


def account_of(connector: EntConnector, subject: str) -> SocialAccount | None:
    """Who this subject is here, if somebody."""
    return (
        SocialAccount.objects.filter(provider=connector.slug, uid=subject)
        .select_related("user")
        .first()
    )


def schools_of(identity: Identity) -> list[Organisation]:
    """The open organisations that the ENT names; for a pupil, those that gave a list."""
    schools = Organisation.objects.filter(uai__in=identity.uais, state=OrganisationState.ACTIVE)
    pupil = identity.profile == Profile.PUPIL
    return [one for one in schools.order_by("name") if not pupil or has_learners(one)]


def is_answered_for(identity: Identity) -> bool:
    """Whether a school of ours answers for this person, so that no age is asked."""
    if identity.profile in STAFF or not settings.OPEN_SIGN_UP_MINIMUM_AGE:
        return True
    open_schools = Organisation.objects.filter(
        uai__in=identity.uais, state=OrganisationState.ACTIVE
    )
    return open_schools.exists()


def schools_without(user: User, identity: Identity) -> list[Organisation]:
    """Of those, where this person has no place yet: in the list, or in the team."""
    if identity.profile == Profile.PUPIL:
        rows = Learner.objects.filter(user=user, disabled_at__isnull=True)
        placed = set(rows.values_list("organisation_id", flat=True))
    else:
        # Who was put out of a team does not come back in by the ENT.
        placed = set(Membership.objects.filter(user=user).values_list("organisation_id", flat=True))
    return [school for school in schools_of(identity) if school.pk not in placed]


def prepared_for(user: User) -> Learner | None:
    """The learner whom this new person claims, whose account the school made and nobody opened."""
    claims = LinkClaim.objects.filter(
        user=user,
        state=ClaimState.WAITING,
        learner__user__must_change_password=True,
        learner__user__last_login__isnull=True,
        learner__user__socialaccount__isnull=True,
    )
    claimed = [claim.learner for claim in claims.select_related("learner__user").order_by("pk")]
    known = (one for one, standing in standings_of(claimed) if standing is Standing.USERNAME)
    return next(known, None)


def connectors_of(user: User) -> list[EntConnector]:
    """The ENTs that open this account, open or closed today."""
    slugs = SocialAccount.objects.filter(user=user).values("provider")
    return list(EntConnector.objects.filter(slug__in=slugs).order_by("name"))


def is_only_way_in(user: User, connector: EntConnector) -> bool:
    others = SocialAccount.objects.filter(user=user).exclude(provider=connector.slug)
    return not user.has_usable_password() and not others.exists()
