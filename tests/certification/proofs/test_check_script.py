"""docs/check_certificate.py, as somebody runs it who has only the files."""

import dataclasses
import importlib.util
import json
import re
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from certification.proofs import badges, status_lists
from certification.proofs.signatures import signed
from pix.shared import papers
from tests.certification.proofs.conftest import AT

SCRIPT = Path(__file__).parents[3] / "docs" / "check_certificate.py"
TEMPLATE = """#import "/pix/shared/papers.typ": *
#show: paper.with(data)
#pdf.attach("badge.jwt", bytes(data.badge), relationship: "supplement",
  mime-type: "application/jwt", description: "Badge")
= #data.title
"""


@pytest.fixture
def files(tmp_path, jwk, seal, award, issuer, badge_key):
    """What an installation publishes, and a badge."""
    (tmp_path / "jwks.json").write_text(json.dumps({"keys": [jwk]}))
    (tmp_path / "certificates.pem").write_bytes(seal.certificate)
    (tmp_path / "badge.jwt").write_text(badges.token(award, issuer, badge_key))
    for name, revoked in (("clean", [94566]), ("revoked", [94567])):
        text = status_lists.token(0, revoked, issuer=issuer, key=badge_key, now=AT)
        (tmp_path / f"{name}.jwt").write_text(text)
    return tmp_path


@pytest.fixture
def paper(files, seal, settings):
    template = Path(settings.BASE_DIR) / "var" / f"{files.name}.typ"
    template.write_text(TEMPLATE)
    data = {"title": "Certificat", "badge": (files / "badge.jwt").read_text()}
    content = signed(papers.pdf(template, data, created=AT, archived=True), seal)
    template.unlink()
    (files / "certificate.pdf").write_bytes(content)
    return files / "certificate.pdf"


@pytest.fixture
def check(files, monkeypatch, capsys):
    def run(name, *more):
        spec = importlib.util.spec_from_file_location("check_certificate", SCRIPT)
        script = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(script)
        shared = ["--keys", "jwks.json", "--certificates", "certificates.pem"]
        monkeypatch.chdir(files)
        monkeypatch.setattr(sys, "argv", ["check", name, *shared, *more])
        return script.main(), capsys.readouterr().out

    return run


def test_a_badge_is_valid(check):
    code, said = check("badge.jwt", "--status", "clean.jwt")
    assert code == 0
    assert "VALID badge" in said
    assert "not revoked on" in said
    assert "pix: 412, 1.1: 3, 5.2: 0" in said


def test_a_paper_is_valid_with_the_badge_it_carries(check, paper):
    code, said = check("certificate.pdf", "--status", "clean.jwt")
    assert code == 0
    assert re.findall(r"^VALID (paper|badge)", said, re.MULTILINE) == ["paper", "badge"]


@pytest.mark.parametrize("name", ["badge.jwt", "certificate.pdf"])
def test_what_is_revoked_is_refused(check, paper, name):
    code, said = check(name, "--status", "revoked.jwt")
    assert code == 1
    assert "REVOKED" in said


@pytest.mark.parametrize("place", [0.1, 0.4])
def test_an_altered_paper_is_refused(check, paper, place):
    content = bytearray(paper.read_bytes())
    content[int(len(content) * place)] ^= 1
    paper.write_bytes(content)
    code, said = check("certificate.pdf")
    assert code == 1
    assert "ALTERED" in said


def test_an_altered_badge_is_refused(check, files):
    text = (files / "badge.jwt").read_text()
    (files / "badge.jwt").write_text(text.replace(".", ".A", 1))
    code, said = check("badge.jwt")
    assert code == 1
    assert "ALTERED" in said


def test_a_status_list_is_no_badge(check):
    assert check("clean.jwt")[0] == 1


def test_an_unknown_key_is_told(check, files):
    (files / "jwks.json").write_text('{"keys": []}')
    assert "UNKNOWN SIGNER" in check("badge.jwt")[1]


def test_an_expired_badge_is_told(check, files, award, issuer, badge_key):
    old = dataclasses.replace(
        award, issued_at=AT - timedelta(days=9), valid_until=AT - timedelta(days=1)
    )
    (files / "badge.jwt").write_text(badges.token(old, issuer, badge_key))
    assert "EXPIRED" in check("badge.jwt")[1]


@pytest.mark.parametrize(("birth_date", "code"), [("2012-03-14", 0), ("2012-03-15", 1)])
def test_the_holder_is_recognised(check, birth_date, code):
    assert check("badge.jwt", "--holder", "ROUX MODELE", "ines", birth_date)[0] == code
