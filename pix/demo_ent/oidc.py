"""OpenID Connect, as a provider: discovery, keys, code flow with PKCE, signed tokens."""

import base64
import hashlib
import json
import time
from typing import Any, Final

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

from pix.demo_ent.people import Person

CLIENT: Final = "pix-demonstration"
_KEY_NAME: Final = "demo-1"
_LIFE: Final = 300


class Keys:
    """A key of this run's own."""

    def __init__(self) -> None:
        self.private = rsa.generate_private_key(public_exponent=65537, key_size=2048)

    def published(self) -> dict[str, Any]:
        jwk = json.loads(RSAAlgorithm.to_jwk(self.private.public_key()))
        return {"keys": [jwk | {"kid": _KEY_NAME, "use": "sig", "alg": "RS256"}]}

    def sign(self, claims: dict[str, Any]) -> str:
        return jwt.encode(claims, self.private, algorithm="RS256", headers={"kid": _KEY_NAME})


def discovery(issuer: str) -> dict[str, Any]:
    return {
        "issuer": issuer,
        "authorization_endpoint": f"{issuer}/oidc/authorize",
        "token_endpoint": f"{issuer}/oidc/token",
        "userinfo_endpoint": f"{issuer}/oidc/userinfo",
        "jwks_uri": f"{issuer}/oidc/jwks",
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "code_challenge_methods_supported": ["S256"],
        "token_endpoint_auth_methods_supported": ["none"],
    }


def proves(verifier: str, challenge: str) -> bool:
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode() == challenge


def claims_of(person: Person) -> dict[str, Any]:
    said = {
        "sub": person.subject,
        "given_name": person.first_name,
        "family_name": person.last_name,
        "profile_type": person.profile,
        "uai": [person.uai] if person.uai else [],
        "classes": [person.class_name] if person.class_name else [],
        "birthdate": person.birth_date.isoformat() if person.birth_date else "",
    }
    return {name: value for name, value in said.items() if value}


def id_token(keys: Keys, issuer: str, subject: str, nonce: str) -> str:
    now = int(time.time())
    claims = {"iss": issuer, "aud": CLIENT, "sub": subject, "iat": now, "exp": now + _LIFE}
    return keys.sign(claims | ({"nonce": nonce} if nonce else {}))
