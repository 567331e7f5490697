"""What an ENT is: a protocol, addresses, and which of its attributes feeds which field of ours.

Ready descriptions are the files of `accounts/connectors/`; a connector holds its own copy.
"""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Final, Literal, Self
from urllib.parse import urlsplit

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from accounts import uai
from accounts.enums import ConnectorProtocol

FOLDER: Final = Path(__file__).resolve().parents[1] / "connectors"
LOOPBACK: Final = ("127.0.0.1", "localhost", "::1")
# The identifier of the protocol itself: cas:user, NameID or sub.
OWN_SUBJECT: Final = "@subject"
_DEPARTMENT: Final = 3  # digits


class Profile(StrEnum):
    """Who a person is in her school."""

    PUPIL = "pupil"
    TEACHER = "teacher"
    HEAD = "head"
    PARENT = "parent"
    OTHER = "other"


def _address(value: str) -> str:
    parts = urlsplit(value)
    plain = parts.scheme == "http" and parts.hostname in LOOPBACK
    if not (parts.scheme == "https" or plain) or not parts.hostname or parts.username:
        raise ValueError("https")
    return value.rstrip("/")


def _schools(value: str) -> str:
    """A school, or all those of a department: the three digits with which their UAIs begin."""
    known = uai.normalised(value)
    if not (uai.is_valid(known) or (len(known) == _DEPARTMENT and known.isdigit())):
        raise ValueError("uai")
    return known


Address = Annotated[str, AfterValidator(_address)]
Schools = Annotated[str, AfterValidator(_schools)]


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class Server(Part):
    """One of the servers of an ENT; several when each region or school has its own."""

    name: str = ""
    url: Address


class Cas(Part):
    version: Literal[2, 3] = 3
    servers: tuple[Server, ...] = Field(min_length=1)
    # Off for an ENT that compares the address of the service to the letter.
    state_in_service: bool = True


class Saml(Part):
    idp_entity_id: str
    sso_url: Address
    slo_url: Address | None = None
    x509cert: str
    entity_id: str = ""
    private_key: str = ""
    certificate: str = ""
    signs_requests: bool = False
    wants_message_signed: bool = False


class Oidc(Part):
    issuer: Address
    client_id: str
    client_secret: str = ""
    scopes: tuple[str, ...] = ("openid", "profile")


class Fields(Part):
    """Names of attributes, tried in order."""

    subject: tuple[str, ...] = (OWN_SUBJECT,)
    last_name: tuple[str, ...] = ()
    first_name: tuple[str, ...] = ()
    birth_date: tuple[str, ...] = ()
    uai: tuple[str, ...] = ()
    profile: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()


class Description(Part):
    """The settings of a connector."""

    name: str = ""
    explanation: str = ""
    protocol: ConnectorProtocol
    cas: Cas | None = None
    saml: Saml | None = None
    oidc: Oidc | None = None
    fields: Fields
    # Values of the attribute `profile`, without regard to case.
    profiles: dict[str, Profile] = {}
    # Empty: the ENT may speak for any school.
    schools: tuple[Schools, ...] = ()
    keeps_names: bool = False
    trusted_for_membership: bool = False
    # Plain http, on this machine only: for the demonstration.
    loopback: bool = False

    @model_validator(mode="after")
    def _has_its_protocol(self) -> Self:
        if getattr(self, self.protocol.value) is None:
            raise ValueError(f"protocol:{self.protocol.value}")
        return self

    @model_validator(mode="after")
    def _is_encrypted(self) -> Self:
        if not self.loopback and any(a.startswith("http:") for a in self.addresses()):
            raise ValueError("loopback")
        return self

    def addresses(self) -> list[str]:
        found = [server.url for server in self.cas.servers] if self.cas else []
        found += [self.saml.sso_url, self.saml.slo_url or ""] if self.saml else []
        return [*found, self.oidc.issuer] if self.oidc else found

    def profile_named(self, value: str) -> Profile:
        known = {name.casefold(): profile for name, profile in self.profiles.items()}
        return known.get(value.strip().casefold(), Profile.OTHER)


def ready_descriptions() -> dict[str, dict[str, Any]]:
    """As they are in their files: addresses are still to be filled in."""
    return {path.stem: yaml.safe_load(path.read_text()) for path in sorted(FOLDER.glob("*.yaml"))}
