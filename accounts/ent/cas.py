"""CAS 2 and 3: a ticket in the address, checked with the server that gave it (interop.md 3.2)."""

import re
from collections import defaultdict
from typing import Final
from urllib.parse import urlencode

from lxml import etree

from accounts.ent.description import Cas
from accounts.ent.identity import Attributes
from accounts.ent.web import EntDownError, fetch
from accounts.ent.xml import BadXmlError, parse, text_of

_CAS: Final = "{http://www.yale.edu/tp/cas}"
_SAMLP: Final = "{urn:oasis:names:tc:SAML:2.0:protocol}"
_TICKET: Final = re.compile(r"ST-[\x21-\x7e]{1,512}")
_PATHS: Final = {2: "serviceValidate", 3: "p3/serviceValidate"}
_CONTAINERS: Final = ("attributes", "userAttributes")


class TicketRefusedError(Exception):
    """The server does not know this ticket, any more or for this service."""


def login_address(server: str, *, service: str) -> str:
    return f"{server}/login?{urlencode({'service': service})}"


def is_ticket(text: str) -> bool:
    return bool(_TICKET.fullmatch(text))


def validate(cas: Cas, server: str, *, ticket: str, service: str) -> tuple[str, Attributes]:
    """Who the ticket was given to. Only what the server itself answers is believed."""
    address = f"{server}/{_PATHS[cas.version]}"
    return read_answer(fetch(address, {"service": service, "ticket": ticket}))


def read_answer(content: bytes) -> tuple[str, Attributes]:
    try:
        root = parse(content)
    except BadXmlError as error:
        raise EntDownError from error
    if root.tag != f"{_CAS}serviceResponse":
        raise EntDownError
    success = root.find(f"{_CAS}authenticationSuccess")
    # A proxied ticket was obtained by another application in the person's name.
    if success is None or success.find(f"{_CAS}proxies") is not None or len(root) != 1:
        raise TicketRefusedError
    return success.findtext(f"{_CAS}user", "").strip(), _attributes(success)


def _attributes(success: etree._Element) -> Attributes:
    found: dict[str, list[str]] = defaultdict(list)
    for name in _CONTAINERS:
        for element in success.iterfind(f"{_CAS}{name}/{_CAS}*"):
            found[etree.QName(element).localname].append(text_of(element))
    return found


def ticket_to_close(content: bytes) -> str | None:
    """The ticket of a `logoutRequest`; None for anything else."""
    try:
        root = parse(content)
    except BadXmlError:
        return None
    if root.tag != f"{_SAMLP}LogoutRequest":
        return None
    return (root.findtext(f"{_SAMLP}SessionIndex") or "").strip() or None
