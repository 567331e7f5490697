from io import BytesIO
from pathlib import Path

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pypdf import PdfReader

from certification.proofs import keys
from certification.proofs.signatures import Verdict, checked, signed
from pix.shared import papers
from tests.certification.proofs.conftest import ADDRESS, AT

TEMPLATE = """#import "/pix/shared/papers.typ": *
#show: paper.with(data)
= #data.title
"""


@pytest.fixture
def plain(settings, tmp_path):
    template = Path(settings.BASE_DIR) / "var" / f"{tmp_path.name}.typ"
    template.write_text(TEMPLATE)
    yield papers.pdf(template, {"title": "Certificat"}, created=AT)
    template.unlink()


def test_a_signed_paper_is_valid_and_keeps_its_tags(plain, seal):
    paper = signed(plain, seal)
    assert checked(paper, [seal.certificate]) == Verdict.VALID
    root = PdfReader(BytesIO(paper)).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert b"pdfuaid:part" in root["/Metadata"].get_data()


def test_a_paper_without_signature_is_told(plain, seal):
    assert checked(plain, [seal.certificate]) == Verdict.UNSIGNED


def test_somebody_else_s_signature_is_not_ours(plain, seal):
    key = keys.new_paper_key()
    forged = keys.own_certificate(key, operator="Rectorat d'essai", address=ADDRESS, now=AT)
    assert checked(signed(plain, seal), [forged]) == Verdict.UNKNOWN_SIGNER
    assert checked(signed(plain, seal), [forged, seal.certificate]) == Verdict.VALID


@pytest.mark.parametrize("share", [0.1, 0.3, 0.5])
def test_a_changed_byte_is_seen(plain, seal, share):
    paper = bytearray(signed(plain, seal))
    paper[int(len(plain) * share)] ^= 1
    assert checked(bytes(paper), [seal.certificate]) == Verdict.ALTERED


def test_a_paper_added_to_is_altered(plain, seal):
    writer = IncrementalPdfFileWriter(BytesIO(signed(plain, seal)))
    writer.root["/Lang"] = generic.TextStringObject("en")
    writer.update_root()
    added = BytesIO()
    writer.write(added)
    assert checked(added.getvalue(), [seal.certificate]) == Verdict.ALTERED


@pytest.mark.parametrize("junk", [b"", b"%PDF-1.7", b"not a paper at all"])
def test_junk_is_not_valid(junk, seal):
    assert checked(junk, [seal.certificate]) == Verdict.ALTERED


def test_the_certificate_signs_documents_only(seal):
    from cryptography import x509

    one = x509.load_pem_x509_certificate(seal.certificate)
    one.verify_directly_issued_by(one)
    assert not one.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    assert one.extensions.get_extension_for_class(x509.KeyUsage).value.content_commitment
    assert len(keys.fingerprint(seal.certificate)) == 64


def test_keys_are_read_again(seal, badge_key):
    assert keys.paper_key(keys.private_pem(seal.key)).public_key() == seal.key.public_key()
    again = keys.badge_key(keys.private_pem(badge_key))
    assert keys.public_jwk(again) == keys.public_jwk(badge_key)
    with pytest.raises(TypeError):
        keys.paper_key(keys.private_pem(badge_key))
