"""Which certificates are revoked: one bit each, in lists that anybody may keep (W3C Bitstring
Status List 1.0). A list is long whatever it holds, so that fetching it tells nothing of whom one
looks at.
"""

import base64
import gzip
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric import ed25519

from certification.proofs.badges import CONTEXTS, Issuer, instant, signed
from certification.proofs.keys import base64url

SIZE: Final = 1 << 17
# A list that somebody keeps offline says until when it was true.
LIFE: Final = timedelta(days=7)
_MULTIBASE_BASE64URL: Final = "u"
_EIGHT: Final = 8


def place_of(number: int) -> tuple[int, int]:
    """The list of the n-th certificate, and its bit in that list."""
    return divmod(number, SIZE)


def encoded(revoked: Iterable[int]) -> str:
    """The first bit is the left one; the same bits always give the same text."""
    bits = bytearray(SIZE // _EIGHT)
    for index in revoked:
        bits[index // _EIGHT] |= 0x80 >> index % _EIGHT
    return _MULTIBASE_BASE64URL + base64url(gzip.compress(bytes(bits), mtime=0))


def is_revoked(text: str, index: int) -> bool:
    body = text.removeprefix(_MULTIBASE_BASE64URL)
    bits = gzip.decompress(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    return bool(bits[index // _EIGHT] & 0x80 >> index % _EIGHT)


def token(
    number: int,
    revoked: Iterable[int],
    *,
    issuer: Issuer,
    key: ed25519.Ed25519PrivateKey,
    now: datetime,
) -> str:
    """The list as a signed credential."""
    address = issuer.status_list(number)
    until = now + LIFE
    claims: dict[str, Any] = {
        "@context": CONTEXTS[:1],
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer.profile,
        "validFrom": instant(now),
        "validUntil": instant(until),
        "credentialSubject": {
            "id": f"{address}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": encoded(revoked),
        },
        "iss": issuer.profile,
        "jti": address,
        "nbf": int(now.timestamp()),
        "exp": int(until.timestamp()),
    }
    return signed(claims, issuer, key)
