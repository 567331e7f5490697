"""What the session remembers of somebody on the way between an ENT and here."""

import time
from dataclasses import dataclass
from typing import Any, Final, Self

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.utils.crypto import constant_time_compare, get_random_string
from django.utils.http import url_has_allowed_host_and_scheme

from accounts.ent.identity import Identity

DEPARTURE: Final = "ent_departure"
ARRIVAL: Final = "ent_arrival"
# Of a session that an ENT opened: no password was used, so none is to be changed.
VOUCHED: Final = "ent_vouches"
# Reading a first-visit page takes time; an identity does not wait for the next pupil.
MEMORY: Final = 30 * 60
_LONGEST_ADDRESS: Final = 500
_NOWHERE: Final = ("/ent/", "/deconnexion/", "/connexion/", "/inscription/", "/admin/")


def safe_destination(address: str | None) -> str:
    """An address of this site to go to after signing in, or nothing."""
    address = address or ""
    local = (
        len(address) <= _LONGEST_ADDRESS
        and address.startswith("/")
        and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
        and address.isprintable()
        and not address.startswith(_NOWHERE)
    )
    return address if local else ""


@dataclass(frozen=True)
class Departure:
    """Somebody was sent to sign in at an ENT."""

    connector: str
    state: str
    server: str
    destination: str


def depart(
    session: SessionBase, *, connector: str, server: str = "", destination: str = ""
) -> Departure:
    departure = Departure(connector, get_random_string(24), server, destination)
    session[DEPARTURE] = {**vars(departure), "at": time.time()}
    return departure


def departure_of(session: SessionBase, connector: str) -> Departure | None:
    stored = session.get(DEPARTURE)
    if not stored or stored["connector"] != connector or _is_old(stored):
        return None
    return Departure(**{name: stored[name] for name in stored if name != "at"})


def come_back(session: SessionBase, connector: str, *, state: str | None) -> Departure | None:
    """The departure that this return ends, once. `state` None: the protocol has its own."""
    departure = departure_of(session, connector)
    if departure is None or (
        state is not None and not constant_time_compare(departure.state, state)
    ):
        return None
    del session[DEPARTURE]
    return departure


@dataclass(frozen=True)
class Arrival:
    """An ENT has just said who this is; nobody is signed in yet."""

    connector: str
    identity: Identity
    destination: str = ""
    ticket: int | None = None

    @classmethod
    def of(cls, session: SessionBase, connector: str) -> Self | None:
        stored: dict[str, Any] | None = session.get(ARRIVAL)
        if not stored or stored["connector"] != connector or _is_old(stored):
            return None
        identity = Identity.from_stored(stored["identity"])
        return cls(connector, identity, stored["destination"], stored["ticket"])


def arrive(session: SessionBase, arrival: Arrival) -> None:
    """Whoever was signed in on this browser leaves nothing to the person who arrives."""
    if SESSION_KEY in session:
        session.flush()
    else:
        session.cycle_key()
    session[ARRIVAL] = {
        "connector": arrival.connector,
        "identity": arrival.identity.to_stored(),
        "destination": arrival.destination,
        "ticket": arrival.ticket,
        "at": time.time(),
    }
    # Somebody who goes away here leaves a row without owner: it says who she is.
    session.set_expiry(MEMORY)


def forget_arrival(session: SessionBase) -> None:
    """The visit ended, here or by another door: the session lasts again as sessions do."""
    if session.pop(ARRIVAL, None) is not None:
        session.set_expiry(None)


def _is_old(stored: dict[str, Any]) -> bool:
    return bool(time.time() - stored["at"] > MEMORY)
