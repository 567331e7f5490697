"""Those who prescribed a certification receive a link to the results of their candidates."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core import signing
from django.urls import reverse

from certification.enums import SessionState
from certification.models import Session
from certification.selectors.results import Line, lines_of_recipient

_SALT: Final = "certification.results"


class LinkGone(Exception):
    """Forged, older than thirty days, or its session is no longer published."""


@dataclass(frozen=True)
class Link:
    session: Session
    email: str


def announce_results(*, session: Session, email: str, now: datetime) -> None:
    """To one of the addresses of the candidates of a published session."""
    context = {
        "session": session,
        "link": f"{settings.PUBLIC_URL}{address_for(session, email)}",
        "until": now + settings.RESULT_LINK_LIFE,
    }
    get_adapter().send_mail("certif/email/results", email, context)


def address_for(session: Session, email: str) -> str:
    """The link itself is the right to see: it names one session and one address."""
    token = signing.dumps([str(session.public_id), email], salt=_SALT)
    return reverse("mailed_results", args=[token])


def read_link(token: str) -> Link:
    """Raises LinkGone."""
    life: timedelta = settings.RESULT_LINK_LIFE
    try:
        public_id, email = signing.loads(token, salt=_SALT, max_age=life)
    except signing.BadSignature as error:
        raise LinkGone from error
    session = (
        Session.objects.filter(public_id=public_id, state=SessionState.PUBLISHED)
        .select_related("centre")
        .first()
    )
    if session is None:
        raise LinkGone
    return Link(session, email)


def lines_behind(link: Link) -> list[Line]:
    """The candidates whose results go to that address, and no other."""
    return lines_of_recipient(link.session, link.email)
