"""PAdES signatures of PDF files. pyhanko takes a second to import: only those who sign pay it.

The signature certifies the whole file and allows no change at all. Its field is invisible: the
paper itself says that it is signed.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Final

from cryptography.hazmat.primitives.asymmetric import ec

from certification.proofs.keys import private_pem

if TYPE_CHECKING:
    from pyhanko.sign.signers import PdfSigner

_FIELD: Final = "Signature"
# Of hexadecimal: twice what a P-256 signature and its certificate take. Told, it is not measured
# by signing twice.
_RESERVED: Final = 8192


class Verdict(StrEnum):
    VALID = "valid"
    UNSIGNED = "unsigned"
    ALTERED = "altered"
    UNKNOWN_SIGNER = "unknown_signer"


@dataclass(frozen=True)
class Seal:
    """What signs: a key, its certificate in PEM, and what the signature says of itself."""

    key: ec.EllipticCurvePrivateKey
    certificate: bytes
    reason: str
    place: str


def signed(pdf: bytes, seal: Seal) -> bytes:
    """The same file with its signature."""
    from pyhanko.pdf_utils.incremental_writer import (  # noqa: PLC0415 -- see the module
        IncrementalPdfFileWriter,
    )

    written: BytesIO = _signer(seal).sign_pdf(
        IncrementalPdfFileWriter(BytesIO(pdf)), bytes_reserved=_RESERVED
    )
    return written.getvalue()


@lru_cache(maxsize=4)
def _signer(seal: Seal) -> "PdfSigner":
    from pyhanko import keys  # noqa: PLC0415 -- see the module
    from pyhanko.sign import fields, signers  # noqa: PLC0415 -- see the module
    from pyhanko_certvalidator.registry import (  # noqa: PLC0415 -- see the module
        SimpleCertificateStore,
    )

    private = private_pem(seal.key)
    (certificate,) = keys.load_certs_from_pemder_data(seal.certificate)
    alone = SimpleCertificateStore.from_certs([certificate])  # type: ignore[no-untyped-call]
    return signers.PdfSigner(
        signers.PdfSignatureMetadata(
            field_name=_FIELD,
            md_algorithm="sha256",
            reason=seal.reason,
            location=seal.place,
            subfilter=fields.SigSeedSubFilter.PADES,
            certify=True,
            docmdp_permissions=fields.MDPPerm.NO_CHANGES,
        ),
        signer=signers.SimpleSigner(
            signing_cert=certificate,
            signing_key=keys.load_private_key_from_pemder_data(private, passphrase=None),
            cert_registry=alone,
        ),
        # Outside the page, as PDF/UA wants a field that is not read aloud.
        new_field_spec=fields.SigFieldSpec(
            _FIELD,
            invis_sig_settings=fields.InvisSigSettings(box_out_of_bounds=True),
        ),
    )


def checked(pdf: bytes, certificates: list[bytes]) -> Verdict:
    """Whether this very file was signed with one of these certificates (PEM)."""
    from pyhanko.keys import load_certs_from_pemder_data  # noqa: PLC0415 -- see the module
    from pyhanko.pdf_utils.misc import PdfError  # noqa: PLC0415 -- see the module
    from pyhanko.pdf_utils.reader import PdfFileReader  # noqa: PLC0415 -- see the module
    from pyhanko.sign.general import SigningError  # noqa: PLC0415 -- see the module
    from pyhanko.sign.validation import (  # noqa: PLC0415 -- see the module
        SignatureCoverageLevel,
        validate_pdf_signature,
    )
    from pyhanko_certvalidator import ValidationContext  # noqa: PLC0415 -- see the module

    known = load_certs_from_pemder_data(b"".join(certificates))
    trust = ValidationContext(trust_roots=list(known))
    try:
        signatures = PdfFileReader(BytesIO(pdf)).embedded_signatures
        if not signatures:
            return Verdict.UNSIGNED
        status = validate_pdf_signature(signatures[-1], trust)
    except (PdfError, SigningError, ValueError):
        return Verdict.ALTERED
    whole = status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    if not (status.intact and status.valid and whole and status.docmdp_ok):
        return Verdict.ALTERED
    return Verdict.VALID if status.trusted else Verdict.UNKNOWN_SIGNER
