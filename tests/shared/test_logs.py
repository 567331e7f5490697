"""What is written of requests: which page, never the link of a mail."""

import logging

import pytest
from django.core import signing

from pix.shared.logs import WithoutAddresses


@pytest.fixture
def written(caplog):
    caplog.handler.addFilter(page := WithoutAddresses())
    yield lambda: caplog.text
    caplog.handler.removeFilter(page)


@pytest.mark.django_db
def test_the_link_of_a_mail_is_not_written(client, written):
    token = signing.dumps([1, "louise@example.org"], salt="another")
    client.get(f"/mot-de-passe/identifiant/{token}/")
    client.get(f"/invitation/{token}/")
    assert "Not Found: /invitation/<str:secret>/" in written()
    assert token not in written()


@pytest.mark.django_db
def test_an_address_that_leads_nowhere_is_cut(client, written):
    client.get("/invitations/secret/")
    assert "/invitations/…" in written()
    assert "secret" not in written()


def test_other_lines_are_left_alone(written):
    logging.getLogger("pix").warning("%s lines", 3)
    assert "3 lines" in written()
