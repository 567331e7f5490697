"""CAS 3, as a server: validation answers and the message of a single logout."""

import threading
import urllib.error
import urllib.parse
import urllib.request
import uuid
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime
from typing import Final
from xml.etree import ElementTree as ET

from pix.demo_ent.people import Person

_CAS: Final = "http://www.yale.edu/tp/cas"
_SAML: Final = "urn:oasis:names:tc:SAML:2.0:assertion"
_SAMLP: Final = "urn:oasis:names:tc:SAML:2.0:protocol"
for _prefix, _namespace in (("cas", _CAS), ("saml", _SAML), ("samlp", _SAMLP)):
    ET.register_namespace(_prefix, _namespace)

PROFILES: Final = {
    "pupil": "National_elv",
    "teacher": "National_ens",
    "head": "National_dir",
    "parent": "National_tut",
}


def success(person: Person, login: str) -> bytes:
    root = ET.Element(f"{{{_CAS}}}serviceResponse")
    answer = ET.SubElement(root, f"{{{_CAS}}}authenticationSuccess")
    ET.SubElement(answer, f"{{{_CAS}}}user").text = login
    attributes = ET.SubElement(answer, f"{{{_CAS}}}attributes")
    for name, value in _attributes(person).items():
        if value:
            ET.SubElement(attributes, f"{{{_CAS}}}{name}").text = value
    return _written(root)


def _attributes(person: Person) -> dict[str, str]:
    return {
        "ENTPersonUid": person.subject,
        "sn": person.last_name,
        "givenName": person.first_name,
        "ENTPersonProfils": PROFILES.get(person.profile, person.profile),
        "ENTPersonStructRattachUAI": person.uai,
        "ENTEleveClasses": f"{person.uai}${person.class_name}" if person.class_name else "",
        "ENTPersonDateNaissance": f"{person.birth_date:%d/%m/%Y}" if person.birth_date else "",
    }


def failure(ticket: str) -> bytes:
    root = ET.Element(f"{{{_CAS}}}serviceResponse")
    answer = ET.SubElement(root, f"{{{_CAS}}}authenticationFailure", code="INVALID_TICKET")
    answer.text = f"Ticket {ticket} not recognized"
    return _written(root)


def _written(root: ET.Element) -> bytes:
    text: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return text


def logout_message(ticket: str) -> str:
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    root = ET.Element(
        f"{{{_SAMLP}}}LogoutRequest", ID=f"LR-{uuid.uuid4()}", Version="2.0", IssueInstant=now
    )
    ET.SubElement(root, f"{{{_SAML}}}NameID").text = "@NOT_USED@"
    ET.SubElement(root, f"{{{_SAMLP}}}SessionIndex").text = ticket
    return ET.tostring(root, encoding="unicode")


def tell_services(visited: Iterable[tuple[str, str]]) -> None:
    """By the back channel, without making the person wait."""
    threads = [
        threading.Thread(target=_tell, args=visit)
        for visit in visited
        if visit[1].startswith("ST-")
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(3)


def _tell(service: str, ticket: str) -> None:
    data = urllib.parse.urlencode({"logoutRequest": logout_message(ticket)}).encode()
    with suppress(OSError, urllib.error.URLError):
        urllib.request.urlopen(service, data, timeout=3).close()  # noqa: S310 -- a service of ours
