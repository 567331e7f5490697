"""A certificate as an Open Badge 3.0: a verifiable credential that is checked offline.

It is signed as a JSON Web Token (section 8.2 of Open Badges 3.0) with the Ed25519 key of the
installation. It names nobody: the holder is a salted digest of names and birth date, which
whoever knows them can compare (`holder_digest`).
"""

import hashlib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final
from uuid import UUID

import jwt
from cryptography.hazmat.primitives.asymmetric import ed25519

CONTEXTS: Final = [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
]
ALGORITHM: Final = "EdDSA"
FRAMEWORK: Final = "CRCN"
LEVELS: Final = 8
HOLDER_KIND: Final = "ext:namesAndBirthDate"


@dataclass(frozen=True)
class CompetenceLevel:
    code: str
    name: str
    level: int


@dataclass(frozen=True)
class Holder:
    last_name: str
    first_name: str
    birth_date: date


@dataclass(frozen=True)
class Issuer:
    """An installation and its addresses."""

    address: str
    name: str
    key_id: str

    @property
    def profile(self) -> str:
        return f"{self.address}/.well-known/issuer.json"

    @property
    def key(self) -> str:
        return f"{self.address}/.well-known/keys/{self.key_id}.json"

    @property
    def achievement(self) -> str:
        return f"{self.address}/.well-known/achievement.json"

    def status_list(self, number: int) -> str:
        return f"{self.address}/.well-known/status/{number}"


@dataclass(frozen=True)
class Award:
    """What a certificate says, as its badge repeats it."""

    public_id: UUID
    code: str
    holder: Holder
    name: str
    criteria: str
    pix: int
    reachable: int
    competences: tuple[CompetenceLevel, ...]
    issued_at: datetime
    valid_until: datetime
    status_list: int
    status_index: int


def credential(award: Award, issuer: Issuer) -> dict[str, Any]:
    return {
        "@context": CONTEXTS,
        "id": award.public_id.urn,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": award.name,
        "issuer": {
            "id": issuer.profile,
            "type": ["Profile"],
            "name": issuer.name,
            "url": issuer.address,
        },
        "validFrom": instant(award.issued_at),
        "validUntil": instant(award.valid_until),
        "credentialSubject": _subject(award, issuer),
        "credentialStatus": {
            "id": f"{issuer.status_list(award.status_list)}#{award.status_index}",
            "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation",
            "statusListIndex": str(award.status_index),
            "statusListCredential": issuer.status_list(award.status_list),
        },
    }


def _subject(award: Award, issuer: Issuer) -> dict[str, Any]:
    salt = award.public_id.hex
    return {
        "type": ["AchievementSubject"],
        "identifier": [
            {
                "type": "IdentityObject",
                "hashed": True,
                "identityHash": holder_digest(award.holder, salt),
                "identityType": HOLDER_KIND,
                "salt": salt,
            }
        ],
        "achievement": achievement(
            award.name, award.criteria, award.reachable, award.competences, issuer
        ),
        "result": [_result("#pix", str(award.pix), issuer)]
        + [_result(f"#{one.code}", str(one.level), issuer) for one in award.competences],
    }


def achievement(
    name: str,
    criteria: str,
    reachable: int,
    competences: Sequence[CompetenceLevel],
    issuer: Issuer,
) -> dict[str, Any]:
    """What is certified, with the scale of each figure."""
    return {
        "id": issuer.achievement,
        "type": ["Achievement"],
        "achievementType": "Certification",
        "name": name,
        "description": criteria,
        "criteria": {"narrative": criteria},
        "alignment": [_alignment(one, issuer) for one in competences],
        "resultDescription": [_total(reachable, issuer)]
        + [_level(one, issuer) for one in competences],
    }


def _alignment(one: CompetenceLevel, issuer: Issuer) -> dict[str, Any]:
    return {
        "type": ["Alignment"],
        "targetName": one.name,
        "targetCode": one.code,
        "targetFramework": FRAMEWORK,
        "targetUrl": f"{issuer.achievement}#{one.code}",
    }


def _total(reachable: int, issuer: Issuer) -> dict[str, Any]:
    return {
        "id": f"{issuer.achievement}#pix",
        "type": ["ResultDescription"],
        "name": "Pix",
        "resultType": "RawScore",
        "valueMin": "0",
        "valueMax": str(reachable),
    }


def _level(one: CompetenceLevel, issuer: Issuer) -> dict[str, Any]:
    return {
        "id": f"{issuer.achievement}#{one.code}",
        "type": ["ResultDescription"],
        "name": f"{one.code} {one.name}",
        "resultType": "PerformanceLevel",
        "allowedValue": [str(level) for level in range(LEVELS + 1)],
    }


def _result(described: str, value: str, issuer: Issuer) -> dict[str, Any]:
    return {
        "type": ["Result"],
        "resultDescription": f"{issuer.achievement}{described}",
        "value": value,
    }


def token(award: Award, issuer: Issuer, key: ed25519.Ed25519PrivateKey) -> str:
    """The badge as a person keeps it: a signed text."""
    claims = credential(award, issuer) | {
        "iss": issuer.profile,
        "jti": award.public_id.urn,
        "sub": award.public_id.urn,
        "nbf": int(award.issued_at.timestamp()),
        "exp": int(award.valid_until.timestamp()),
    }
    return signed(claims, issuer, key)


def signed(claims: dict[str, Any], issuer: Issuer, key: ed25519.Ed25519PrivateKey) -> str:
    return jwt.encode(claims, key, algorithm=ALGORITHM, headers={"kid": issuer.key})


def holder_digest(holder: Holder, salt: str) -> str:
    """Case, accents and the signs between names do not count: people type them as they can."""
    names = f"{holder.last_name} {holder.first_name}"
    plain = unicodedata.normalize("NFKD", names).casefold()
    letters = "".join(sign for sign in plain if sign.isalnum())
    text = f"{letters}{holder.birth_date.isoformat()}{salt}"
    return f"sha256${hashlib.sha256(text.encode()).hexdigest()}"


def instant(moment: datetime) -> str:
    return moment.astimezone(UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z")
