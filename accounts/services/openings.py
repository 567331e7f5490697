"""Opening the space of a school: asked by somebody, granted by staff or by the school's mailbox."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core import signing
from django.db import IntegrityError, transaction
from django.utils.crypto import get_random_string

from accounts.enums import AuditAction, OrganisationKind, OrganisationState, Role
from accounts.models import Organisation, User
from accounts.services import audit
from accounts.services.mailing import signature
from accounts.services.teams import join

AddressOf = Callable[[str], str]

SALT: Final = "accounts.opening"
# A drawn code begins with a letter: it never looks like an UAI. No look-alikes.
_LETTERS: Final = "ABCDEFGHJKMNPQRSTUVWXYZ"
_CODE_LENGTH: Final = 8
_DRAWS: Final = 5


class OpeningRefusedError(Exception):
    """The link is wrong or too old, or the request is no longer waiting."""


class OrganisationExists(Exception):
    """This UAI is known already: open, asked for, or closed."""

    def __init__(self, organisation: Organisation) -> None:
        super().__init__(organisation.code)
        self.organisation = organisation


def request_opening(
    *, user: User, kind: OrganisationKind, name: str, uai: str, note: str, now: datetime
) -> Organisation:
    """Ask for a space; `uai` is valid or empty. What was refused may be asked again.

    Raises OrganisationExists.
    """
    asked = {
        "kind": kind,
        "name": name,
        "request_note": note,
        "requested_by": user,
        "requested_at": now,
    }
    if not uai:
        return _with_drawn_code(asked)
    try:
        with transaction.atomic():
            return Organisation.objects.create(code=uai, uai=uai, **asked)
    except IntegrityError:
        return _ask_again(uai, asked)


def _with_drawn_code(asked: dict[str, object]) -> Organisation:
    for left in reversed(range(_DRAWS)):
        code = get_random_string(_CODE_LENGTH, _LETTERS)
        try:
            with transaction.atomic():
                return Organisation.objects.create(code=code, **asked)
        except IntegrityError:
            if not left:
                raise
    raise AssertionError("unreachable")


def _ask_again(uai: str, asked: dict[str, object]) -> Organisation:
    again = {"state": OrganisationState.REQUESTED, "decided_at": None, "decision_note": ""}
    Organisation.objects.filter(uai=uai, state=OrganisationState.REFUSED).update(**asked, **again)
    known = Organisation.objects.get(uai=uai)
    if known.requested_at != asked["requested_at"] or known.requested_by != asked["requested_by"]:
        raise OrganisationExists(known)
    return known


def send_opening_link(
    *, organisation: Organisation, user: User, mailbox: str, address_of: AddressOf
) -> None:
    """To the official mailbox of the school: whoever reads it may open the space to `user`."""
    token = signing.dumps([organisation.code, user.pk, mailbox], salt=SALT)
    details = {
        "organisation": organisation,
        "requester": signature(user),
        "link": address_of(token),
    }
    get_adapter().send_mail("accounts/email/opening", mailbox, details)


def read_opening_link(token: str) -> tuple[Organisation, User]:
    """What would be opened, and to whom. Raises OpeningRefusedError."""
    try:
        code, pk, _mailbox = signing.loads(token, salt=SALT, max_age=settings.OPENING_LINK_LIFE)
        user = User.objects.get(pk=pk, is_active=True)
        return Organisation.objects.get(code=code, state=OrganisationState.REQUESTED), user
    except (signing.BadSignature, User.DoesNotExist, Organisation.DoesNotExist) as error:
        raise OpeningRefusedError from error


def open_from_mailbox(*, token: str, address: str, now: datetime) -> Organisation:
    """The mailbox vouches for the requester, who becomes administrator."""
    organisation, user = read_opening_link(token)
    grant(organisation=organisation, administrator=user, actor=None, address=address, now=now)
    return organisation


@transaction.atomic
def grant(
    *,
    organisation: Organisation,
    administrator: User | None,
    actor: User | None,
    address: str,
    now: datetime,
) -> None:
    """Open the space and tell its first administrator; `actor` is none when the mailbox decides.

    Raises OpeningRefusedError when somebody decided meanwhile.
    """
    _decide(organisation, OrganisationState.ACTIVE, actor=actor, now=now)
    if administrator is None:
        return
    join(organisation=organisation, user=administrator, role=Role.ADMINISTRATOR, now=now)
    _tell(administrator, "accounts/email/opened", {"organisation": organisation, "link": address})


@transaction.atomic
def refuse(*, organisation: Organisation, reason: str, actor: User, now: datetime) -> None:
    """Say no, and why. Raises OpeningRefusedError when somebody decided meanwhile."""
    organisation.decision_note = reason
    _decide(organisation, OrganisationState.REFUSED, actor=actor, now=now)
    if organisation.requested_by:
        details = {"organisation": organisation, "reason": reason}
        _tell(organisation.requested_by, "accounts/email/opening_refused", details)


def withdraw(*, organisation: Organisation) -> None:
    """The requester thinks better of it: nothing is left of the request."""
    Organisation.objects.filter(pk=organisation.pk, state=OrganisationState.REQUESTED).delete()


def _decide(
    organisation: Organisation, state: OrganisationState, *, actor: User | None, now: datetime
) -> None:
    waiting = Organisation.objects.filter(pk=organisation.pk, state=OrganisationState.REQUESTED)
    changed = waiting.update(state=state, decided_at=now, decision_note=organisation.decision_note)
    if not changed:
        raise OpeningRefusedError
    organisation.state, organisation.decided_at = state, now
    audit.record(
        action=AuditAction.ORGANISATION_DECIDED,
        actor=actor,
        now=now,
        organisation=organisation,
        state=str(state),
    )


def _tell(user: User, template: str, details: dict[str, object]) -> None:
    """People without an address read it on their page of requests."""
    if user.email:
        get_adapter().send_mail(template, user.email, details | {"user": user})
