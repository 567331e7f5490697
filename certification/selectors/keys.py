"""The public halves of the keys, and who signs."""

from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from django.conf import settings
from django.db.models import F

from certification.enums import KeyUse
from certification.models import SigningKey
from certification.proofs.badges import Issuer
from certification.proofs.keys import jwk_of


def key_in_use(use: KeyUse) -> SigningKey:
    """Made at set-up (`manage.py signing_keys`)."""
    return SigningKey.objects.get(use=use, retired_at=None)


def operator_name() -> str:
    """Who answers for the installation; unnamed, its address."""
    return settings.OPERATOR["name"] or urlsplit(settings.PUBLIC_URL).netloc


def issuer(key_id: str) -> Issuer:
    return Issuer(settings.PUBLIC_URL, operator_name(), key_id)


def certificates() -> list[bytes]:
    """Those whose keys ever signed a paper, the one in use first."""
    return [row.public.encode() for row in _ever(KeyUse.DOCUMENTS)]


def jwks() -> list[dict[str, str]]:
    """Those that ever signed a badge, the one in use first."""
    return [_jwk(row) for row in _ever(KeyUse.CREDENTIALS)]


def _jwk(row: SigningKey) -> dict[str, str]:
    public = load_pem_public_key(row.public.encode())
    if not isinstance(public, Ed25519PublicKey):
        raise TypeError(row.identifier)
    return jwk_of(public)


def _ever(use: KeyUse) -> list[SigningKey]:
    in_use_first = F("retired_at").desc(nulls_first=True)
    return list(SigningKey.objects.filter(use=use).order_by(in_use_first).defer("private"))
