"""The demonstration ENT, its school, and one pupil in the list.

Arriving from an ENT signs in by a GET, so these tests use Django's plain client.
"""

from collections.abc import Iterator
from datetime import date

import pytest

from accounts.models import EntConnector
from accounts.services.demo_ent import connect
from pix.demo_ent.__main__ import Server
from tests.factories.accounts import LearnerFactory
from tests.support.ent import Browser, open_demo, serving


@pytest.fixture(scope="session")
def ent_server() -> Iterator[Server]:
    with serving("http://testserver") as server:
        yield server


@pytest.fixture
def ent(ent_server, settings, db) -> Server:
    settings.PUBLIC_URL = "http://testserver"
    ent_server.application.file = None
    return ent_server


@pytest.fixture
def connector(ent):
    return open_demo(ent.server_port)


@pytest.fixture
def browser(ent) -> Browser:
    return Browser(ent.server_port)


@pytest.fixture
def maelle(school, connector):
    """In the list of the school, with an account at the ENT (demo-eleve-1) and none here."""
    return LearnerFactory(
        organisation=school,
        last_name="TESTARD-MODELE",
        first_name="Maelle",
        birth_date=date(2013, 3, 14),
        class_name="5E 2",
    )


@pytest.fixture
def oidc(ent, connector):
    """The same ENT by OpenID Connect, at /ent/demo-oidc/."""
    connect(f"http://localhost:{ent.server_port}")
    return EntConnector.objects.get(slug="demo-oidc")
