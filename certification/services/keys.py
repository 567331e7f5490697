"""The keys that sign: made at set-up, replaced at will, their private half encrypted.

Whoever copies the database without the secret of the installation can sign nothing.
"""

import base64
from collections.abc import Callable
from datetime import datetime
from typing import Final

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.crypto import salted_hmac

from certification.enums import KeyUse
from certification.models import SigningKey
from certification.proofs import keys
from certification.selectors.keys import operator_name


class KeyUnreadable(Exception):
    """Encrypted with another secret than that of the installation; replace the key."""


def ensure_keys(*, now: datetime) -> list[SigningKey]:
    """Make those that are missing; those that were made."""
    in_use = set(SigningKey.objects.filter(retired_at=None).values_list("use", flat=True))
    return [_make(KeyUse(use), now) for use in KeyUse.values if use not in in_use]


@transaction.atomic
def replace_key(*, use: KeyUse, now: datetime) -> SigningKey:
    """Sign with a new one from now on. The old public half stays: what it signed stays valid."""
    SigningKey.objects.filter(use=use, retired_at=None).update(retired_at=now, private=None)
    return _make(use, now)


def _make(use: KeyUse, now: datetime) -> SigningKey:
    """Made twice at once, it is one: the first."""
    identifier, public, private = _MAKERS[use](now)
    try:
        with transaction.atomic():
            return SigningKey.objects.create(
                use=use,
                identifier=identifier,
                public=public,
                private=_cipher().encrypt(private),
                created_at=now,
            )
    except IntegrityError:
        return SigningKey.objects.get(use=use, retired_at=None)


def _for_documents(now: datetime) -> tuple[str, str, bytes]:
    key = keys.new_paper_key()
    certificate = keys.own_certificate(
        key, operator=operator_name(), address=settings.PUBLIC_URL, now=now
    )
    return keys.fingerprint(certificate), certificate.decode(), keys.private_pem(key)


def _for_credentials(now: datetime) -> tuple[str, str, bytes]:
    key = keys.new_badge_key()
    return keys.public_jwk(key)["kid"], keys.public_pem(key).decode(), keys.private_pem(key)


_MAKERS: Final[dict[KeyUse, Callable[[datetime], tuple[str, str, bytes]]]] = {
    KeyUse.DOCUMENTS: _for_documents,
    KeyUse.CREDENTIALS: _for_credentials,
}


def document_key(row: SigningKey) -> ec.EllipticCurvePrivateKey:
    return keys.paper_key(_private(row))


def credential_key(row: SigningKey) -> ed25519.Ed25519PrivateKey:
    return keys.badge_key(_private(row))


def _private(row: SigningKey) -> bytes:
    if row.private is None:
        raise KeyUnreadable(row.identifier)
    try:
        return _cipher().decrypt(bytes(row.private))
    except InvalidToken as error:
        raise KeyUnreadable(row.identifier) from error


def _cipher() -> MultiFernet:
    """With the former secrets of the installation, as Django itself reads what they signed."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [
        salted_hmac("certification.keys", "key", secret=one, algorithm="sha256").digest()
        for one in secrets
    ]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(one)) for one in digests])
