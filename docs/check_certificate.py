"""Check a certificate without asking the installation that delivered it.

    python check_certificate.py certificat.pdf --certificates certificates.pem --keys jwks.json
    python check_certificate.py badge.jwt --keys jwks.json --status status-0.jwt
    … --holder "Roux" "Inès" 2012-03-14   also: is it about this person?

Fetch the three published files once, from an address you trust, and keep them:

    https://<installation>/.well-known/certificates.pem   who signs papers
    https://<installation>/.well-known/jwks.json          who signs badges
    https://<installation>/.well-known/status/0           which certificates are revoked

A paper carries the badge it tells of: both are checked. Needs Python 3.11, `pyjwt` and
`cryptography`, and `pyhanko` for papers. Ends with 0 when all is well, 1 otherwise.
"""

# ruff: noqa: INP001, PLC0415 -- a program of its own; papers alone need pyhanko

import argparse
import base64
import gzip
import hashlib
import io
import json
import sys
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import jwt

ALGORITHM = "EdDSA"


class Refused(Exception):
    """A verdict other than "valid", in words."""


def main() -> int:
    options = arguments()
    content = options.file.read_bytes()
    try:
        for badge in badges_of(content, options.certificates):
            check_badge(badge, options)
    except Refused as refused:
        say(str(refused))
        return 1
    return 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path, help="a PDF certificate, or a badge")
    parser.add_argument("--keys", type=Path, required=True, help="jwks.json")
    parser.add_argument("--certificates", type=Path, help="certificates.pem, for papers")
    parser.add_argument("--status", type=Path, action="append", default=[], help="a status list")
    parser.add_argument("--holder", nargs=3, metavar=("LAST", "FIRST", "BIRTH-DATE"))
    return parser.parse_args()


def badges_of(content: bytes, certificates: Path | None) -> list[str]:
    if not content.startswith(b"%PDF"):
        return [content.decode("ascii", errors="replace").strip()]
    found = read_paper(content, certificates)
    if not found:
        raise Refused("ALTERED: the paper carries no badge")
    return found


def read_paper(content: bytes, certificates: Path | None) -> list[str]:
    """The badges of a paper whose signature is good. Raises Refused."""
    from pyhanko.keys import load_certs_from_pemder
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.general import SigningError
    from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    if certificates is None:
        raise Refused("CANNOT TELL: give --certificates to check a paper")
    try:
        reader = PdfFileReader(io.BytesIO(content))
        signatures = reader.embedded_signatures
        if not signatures:
            raise Refused("ALTERED: the paper is not signed")
        trust = ValidationContext(trust_roots=list(load_certs_from_pemder([str(certificates)])))
        status = validate_pdf_signature(signatures[-1], trust)
        badges = list(attached(reader))
    except (PdfError, SigningError, ValueError, KeyError) as error:
        raise Refused(f"ALTERED: {error}") from error
    whole = status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    if not (status.intact and status.valid and whole and status.docmdp_ok):
        raise Refused("ALTERED: the paper is not what was signed")
    if not status.trusted:
        raise Refused("UNKNOWN SIGNER: none of the published certificates signed this paper")
    say(f"VALID paper, signed by {status.signing_cert.subject.human_friendly}")
    return badges


def attached(reader: Any) -> Iterator[str]:
    for file in reader.root.get("/AF", ()):
        yield file.get_object()["/EF"]["/F"].data.decode("ascii")


def check_badge(token: str, options: argparse.Namespace) -> None:
    """Raises Refused, or says what the badge says."""
    badge = opened(token, options.keys)
    if "OpenBadgeCredential" not in badge["type"]:
        raise Refused("ALTERED: this is not a badge")
    if datetime.now(UTC) >= datetime.fromisoformat(badge["validUntil"]):
        raise Refused(f"EXPIRED since {badge['validUntil']}")
    subject = badge["credentialSubject"]
    if options.holder and not is_about(subject, *options.holder):
        raise Refused("ANOTHER PERSON: names or birth date are not those of the certificate")
    told = revocation(badge["credentialStatus"], options)
    values = {one["resultDescription"].partition("#")[2]: one["value"] for one in subject["result"]}
    say(f"VALID badge {badge['id']}, by {badge['issuer']['name']} ({badge['issuer']['url']})")
    say(f"  until {badge['validUntil']}; {told}")
    say("  " + ", ".join(f"{name}: {value}" for name, value in values.items()))


def opened(token: str, keys: Path) -> dict[str, Any]:
    """What a signed text says, if one of the published keys signed it. Raises Refused."""
    try:
        wanted = jwt.get_unverified_header(token)["kid"].rpartition("/")[2].removesuffix(".json")
    except (jwt.InvalidTokenError, KeyError) as error:
        raise Refused("ALTERED: this is not a badge") from error
    for key in json.loads(keys.read_text())["keys"]:
        if key["kid"] == wanted:
            try:
                return jwt.decode(token, jwt.PyJWK(key), [ALGORITHM], options={"verify_exp": False})
            except jwt.InvalidTokenError as error:
                raise Refused("ALTERED: the badge is not what was signed") from error
    raise Refused("UNKNOWN SIGNER: no published key signed this badge")


def revocation(entry: dict[str, str], options: argparse.Namespace) -> str:
    """What the status lists say. Raises Refused when it is revoked."""
    for path in options.status:
        content = opened(path.read_text().strip(), options.keys)
        if content["id"] != entry["statusListCredential"]:
            continue
        if bit(content["credentialSubject"]["encodedList"], int(entry["statusListIndex"])):
            raise Refused(f"REVOKED, as the list of {content['validFrom']} says")
        return f"not revoked on {content['validFrom']}"
    return f"revocation not checked (give --status, from {entry['statusListCredential']})"


def bit(encoded: str, index: int) -> bool:
    text = encoded.removeprefix("u")
    bits = gzip.decompress(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    return bool(bits[index // 8] & 0x80 >> index % 8)


def is_about(subject: dict[str, Any], last: str, first: str, birth_date: str) -> bool:
    identity = subject["identifier"][0]
    plain = unicodedata.normalize("NFKD", f"{last} {first}").casefold()
    letters = "".join(sign for sign in plain if sign.isalnum())
    digest = hashlib.sha256(f"{letters}{birth_date}{identity['salt']}".encode()).hexdigest()
    return bool(identity["identityHash"] == f"sha256${digest}")


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main())
