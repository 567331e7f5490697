"""The two keys of an installation: P-256 with its certificate for papers, Ed25519 for badges.

Made at set-up and replaced at will. The public parts of all keys that ever signed stay published:
what they signed stays verifiable. The certificate is its own root (docs/certificates.md): whoever
trusts this installation trusts the certificate it publishes, and no other.
"""

import base64
import hashlib
import json
from datetime import datetime, timedelta
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.x509.oid import NameOID

# Longer than what it signs: a paper is valid three years, and looked at for ten.
CERTIFICATE_LIFE: Final = timedelta(days=20 * 365)
# A clock a little late must not refuse a paper signed a moment ago.
_EARLIER: Final = timedelta(hours=1)
_NAME_LIMIT: Final = 64

type PrivateKey = ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey


def new_paper_key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def new_badge_key() -> ed25519.Ed25519PrivateKey:
    return ed25519.Ed25519PrivateKey.generate()


def private_pem(key: PrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def paper_key(pem: bytes) -> ec.EllipticCurvePrivateKey:
    key = serialization.load_pem_private_key(pem, password=None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise TypeError("papers are signed with P-256")
    return key


def badge_key(pem: bytes) -> ed25519.Ed25519PrivateKey:
    key = serialization.load_pem_private_key(pem, password=None)
    if not isinstance(key, ed25519.Ed25519PrivateKey):
        raise TypeError("badges are signed with Ed25519")
    return key


def own_certificate(
    key: ec.EllipticCurvePrivateKey, *, operator: str, address: str, now: datetime
) -> bytes:
    """A self-signed certificate, in PEM: it signs documents, and no other certificate."""
    name = _name(operator, address)
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    certificate = (
        x509.CertificateBuilder(issuer_name=name, subject_name=name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _EARLIER)
        .not_valid_after(now + CERTIFICATE_LIFE)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(
            x509.SubjectAlternativeName([x509.UniformResourceIdentifier(address)]), critical=False
        )
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    return certificate.public_bytes(serialization.Encoding.PEM)


def _name(operator: str, address: str) -> x509.Name:
    """What a reader of PDF shows as the signer."""
    return x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, operator[:_NAME_LIMIT]),
            x509.NameAttribute(NameOID.COMMON_NAME, address[:_NAME_LIMIT]),
        ]
    )


def public_pem(key: PrivateKey) -> bytes:
    return key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )


def public_jwk(key: ed25519.Ed25519PrivateKey) -> dict[str, str]:
    return jwk_of(key.public_key())


def jwk_of(key: ed25519.Ed25519PublicKey) -> dict[str, str]:
    """The public part, as published; its `kid` is its thumbprint (RFC 7638)."""
    members = {"crv": "Ed25519", "kty": "OKP", "x": base64url(key.public_bytes_raw())}
    digest = hashlib.sha256(json.dumps(members, separators=(",", ":")).encode()).digest()
    return members | {"kid": base64url(digest), "use": "sig", "alg": "EdDSA"}


def fingerprint(certificate: bytes) -> str:
    """SHA-256 of a certificate, as readers of PDF show it."""
    return x509.load_pem_x509_certificate(certificate).fingerprint(hashes.SHA256()).hex()


def base64url(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()
