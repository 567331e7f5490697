"""What an installation publishes of its keys, so that others can check without asking it."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from certification.proofs.badges import Issuer


def key_set(jwks: Sequence[dict[str, str]]) -> dict[str, Any]:
    """Every key that ever signed, the one in use first."""
    return {"keys": list(jwks)}


def did(address: str) -> str:
    """`did:web` of an installation; the colon of a port is escaped, a path becomes colons."""
    parts = urlsplit(address)
    path = parts.path.strip("/").replace("/", ":")
    return ":".join(filter(None, ["did:web", parts.netloc.replace(":", "%3A"), path]))


def did_document(issuer: Issuer, jwks: Sequence[dict[str, str]]) -> dict[str, Any]:
    subject = did(issuer.address)
    return {
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/jwk/v1"],
        "id": subject,
        "alsoKnownAs": [issuer.profile],
        "verificationMethod": _methods(subject, jwks),
        "assertionMethod": [f"{subject}#{jwk['kid']}" for jwk in jwks],
    }


def profile(issuer: Issuer, jwks: Sequence[dict[str, str]]) -> dict[str, Any]:
    """Who issues; also the controlled identifier whose keys sign."""
    return {
        "@context": ["https://www.w3.org/ns/cid/v1"],
        "id": issuer.profile,
        "type": ["Profile"],
        "name": issuer.name,
        "url": issuer.address,
        "alsoKnownAs": [did(issuer.address)],
        "verificationMethod": _methods(issuer.profile, jwks),
        "assertionMethod": [f"{issuer.profile}#{jwk['kid']}" for jwk in jwks],
    }


def _methods(subject: str, jwks: Sequence[dict[str, str]]) -> list[dict[str, Any]]:
    return [
        {
            "id": f"{subject}#{jwk['kid']}",
            "type": "JsonWebKey",
            "controller": subject,
            "publicKeyJwk": jwk,
        }
        for jwk in jwks
    ]
