"""CAS tickets, and SAML assertions: taken once, and given back when the ENT closes the session."""

import hashlib
from datetime import datetime

from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction

from accounts.models import EntConnector, EntTicket


class TicketReplayedError(Exception):
    """A ticket opens one session."""


def use_ticket(connector: EntConnector, ticket: str, *, now: datetime) -> EntTicket:
    """Take a ticket for this request, before asking whose it is: never twice."""
    try:
        with transaction.atomic():
            return EntTicket.objects.create(
                connector=connector, digest=_digest(ticket), session_key="", used_at=now
            )
    except IntegrityError as error:
        raise TicketReplayedError from error


def bind_ticket(ticket: int, session_key: str) -> None:
    EntTicket.objects.filter(pk=ticket).update(session_key=session_key)


def close_ticket(connector: EntConnector, ticket: str) -> None:
    """The ENT says that this person left: so is she here. An unknown ticket is no error."""
    found = EntTicket.objects.filter(connector=connector, digest=_digest(ticket)).first()
    if found is not None and found.session_key:
        Session.objects.filter(session_key=found.session_key).delete()


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
