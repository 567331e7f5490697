import uuid
from datetime import UTC, date, datetime, timedelta

import pytest

from certification.proofs import keys
from certification.proofs.badges import Award, CompetenceLevel, Holder, Issuer
from certification.proofs.signatures import Seal

ADDRESS = "https://pix.example.org"
AT = datetime.now(UTC).replace(microsecond=0)


@pytest.fixture(scope="session")
def seal():
    key = keys.new_paper_key()
    certificate = keys.own_certificate(key, operator="Rectorat d'essai", address=ADDRESS, now=AT)
    return Seal(key, certificate, "Certificat", "Collège Alice-Guy")


@pytest.fixture(scope="session")
def badge_key():
    return keys.new_badge_key()


@pytest.fixture(scope="session")
def jwk(badge_key):
    return keys.public_jwk(badge_key)


@pytest.fixture(scope="session")
def issuer(jwk):
    return Issuer(ADDRESS, "Rectorat d'essai", jwk["kid"])


@pytest.fixture
def award():
    return Award(
        public_id=uuid.UUID(int=7),
        code="P-4KQ7WM3X",
        holder=Holder("Roux-Modèle", "Inès", date(2012, 3, 14)),
        name="Certificat de compétences numériques",
        criteria="Une épreuve surveillée.",
        pix=412,
        reachable=895,
        competences=(CompetenceLevel("1.1", "Chercher", 3), CompetenceLevel("5.2", "Évoluer", 0)),
        issued_at=AT,
        valid_until=AT + timedelta(days=1096),
        status_list=0,
        status_index=94567,
    )
