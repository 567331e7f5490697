"""Errors say what happened and what to do, in the same clothes as other pages."""

import pytest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.views.defaults import server_error

PROBLEMS = ("400.html", "403.html", "403_csrf.html", "404.html", "429.html", "503.html")


@pytest.mark.parametrize("name", PROBLEMS)
def test_an_error_page_has_a_way_out(name):
    html = render_to_string(name, request=RequestFactory().get("/nulle-part/"))
    assert html.count("<h1") == 1
    assert 'href="/"' in html


def test_an_unknown_address_gets_our_page(client):
    response = client.get("/nulle-part/")
    assert response.status_code == 404
    assert "Cette page n'existe pas" in response.content.decode()


def test_a_stale_form_is_explained():
    response = Client(enforce_csrf_checks=True).post("/langue/", {"language": "en"})
    assert response.status_code == 403
    assert "Ce formulaire a expiré" in response.content.decode()


def test_a_failure_needs_neither_context_nor_database():
    response = server_error(RequestFactory().get("/"))
    assert response.status_code == 500
    assert "Vos réponses déjà validées sont enregistrées" in response.content.decode()
