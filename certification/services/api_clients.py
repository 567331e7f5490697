"""Programs that read results: their secret, and the short tokens they exchange it for (OAuth 2.0,
client credentials). A token holds no right: rights are read on the client at each call, so what is
taken back is taken back at once.
"""

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.core import signing
from django.utils.crypto import constant_time_compare

from accounts.models import Organisation
from certification.enums import ApiScope
from certification.models import ApiClient

_SALT: Final = "certification.api"
_SECRET_BYTES: Final = 32
_ID_BYTES: Final = 12


class Refused(Exception):
    """Unknown client or secret, revoked client, or a token that is forged or too old."""


class ScopeRefused(Exception):
    """Asks for more than the client was given."""


@dataclass(frozen=True)
class Caller:
    """Who asks, and what for."""

    client: ApiClient
    scopes: frozenset[str]


def enrol(
    *,
    name: str,
    scopes: Iterable[ApiScope],
    organisation: Organisation | None,
    now: datetime,
) -> tuple[ApiClient, str]:
    """A new client, and its secret: nobody will read it again."""
    secret = secrets.token_urlsafe(_SECRET_BYTES)
    client = ApiClient.objects.create(
        client_id=secrets.token_hex(_ID_BYTES),
        secret_digest=_digest(secret),
        name=name,
        scopes=sorted(scopes),
        organisation=organisation,
        created_at=now,
    )
    return client, secret


def renew_secret(client: ApiClient) -> str:
    """The former one opens nothing any more."""
    secret = secrets.token_urlsafe(_SECRET_BYTES)
    ApiClient.objects.filter(pk=client.pk).update(secret_digest=_digest(secret))
    return secret


def grant_token(*, client_id: str, secret: str, asked: str, now: datetime) -> tuple[str, str]:
    """A token and its scopes. Raises Refused, ScopeRefused."""
    client = ApiClient.objects.filter(client_id=client_id, revoked_at=None).first()
    known = client.secret_digest if client else _digest("")
    if not constant_time_compare(known, _digest(secret)) or client is None:
        raise Refused
    scopes = sorted(set(asked.split()) or set(client.scopes))
    if not scopes or not set(scopes) <= set(client.scopes):
        raise ScopeRefused
    ApiClient.objects.filter(pk=client.pk).update(last_used_at=now)
    # The beginning of the digest: a renewed secret ends the tokens of the former one.
    token = signing.dumps([client.client_id, client.secret_digest[:8], scopes], salt=_SALT)
    return token, " ".join(scopes)


def read_token(token: str) -> Caller:
    """Raises Refused."""
    life: timedelta = settings.API_TOKEN_LIFE
    try:
        client_id, digest, scopes = signing.loads(token, salt=_SALT, max_age=life)
    except signing.BadSignature as error:
        raise Refused from error
    client = (
        ApiClient.objects.filter(client_id=client_id, revoked_at=None)
        .select_related("organisation")
        .first()
    )
    if client is None or not client.secret_digest.startswith(digest):
        raise Refused
    return Caller(client, frozenset(scopes) & frozenset(client.scopes))


def _digest(secret: str) -> str:
    """A drawn secret of 32 bytes needs no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()
