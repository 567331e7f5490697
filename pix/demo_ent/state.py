"""What the ENT remembers while it runs: who is signed in, what it has vouched for."""

import secrets
import threading
import time
from dataclasses import dataclass, field
from typing import Final

TICKET_LIFE: Final = 5  # seconds
CODE_LIFE: Final = 60


@dataclass(frozen=True)
class Ticket:
    """A CAS ticket, or an OIDC code: good once, soon, for one service."""

    subject: str
    service: str
    until: float
    details: dict[str, str] = field(default_factory=dict)


class State:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._sessions: dict[str, str] = {}
        self._tickets: dict[str, Ticket] = {}
        self._visited: dict[str, list[tuple[str, str]]] = {}

    def sign_in(self, subject: str) -> str:
        session = secrets.token_urlsafe(24)
        with self._lock:
            self._sessions[session] = subject
        return session

    def subject_of(self, session: str) -> str | None:
        return self._sessions.get(session)

    def sign_out(self, session: str) -> list[tuple[str, str]]:
        """The services visited, each with the ticket it was given."""
        with self._lock:
            self._sessions.pop(session, None)
            return self._visited.pop(session, [])

    def give(
        self, prefix: str, session: str, service: str, life: float, details: dict[str, str]
    ) -> str:
        name = f"{prefix}{secrets.token_urlsafe(24)}"
        with self._lock:
            subject = self._sessions[session]
            self._tickets[name] = Ticket(subject, service, time.monotonic() + life, details)
            self._visited.setdefault(session, []).append((service, name))
        return name

    def take(self, name: str, service: str) -> Ticket | None:
        """Whatever the answer, the ticket is used."""
        with self._lock:
            ticket = self._tickets.pop(name, None)
        good = ticket and ticket.service == service and time.monotonic() < ticket.until
        return ticket if good else None
