"""htmx: a fragment only for a swap, and a cache that knows the difference."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django_htmx.middleware import HtmxMiddleware

from pix.shared import htmx


def ask(**headers):
    request = RequestFactory().get("/", headers=headers)
    HtmxMiddleware(lambda _request: HttpResponse())(request)
    return request


@pytest.mark.parametrize(("headers", "fragment"), [
    ({}, False),
    ({"HX-Request": "true"}, True),
    ({"HX-Request": "true", "HX-Boosted": "true"}, False),
    ({"HX-Request": "true", "HX-History-Restore-Request": "true"}, False),
])  # fmt: skip
def test_who_gets_a_fragment(headers, fragment):
    assert htmx.wants_fragment(ask(**headers)) is fragment


def test_a_swap_gets_the_partial_alone():
    context = {"tone": "ok", "text": "Enregistré"}
    request = ask(**{"HX-Request": "true"})
    response = htmx.render_fragment(request, "components/ui.html", "tag", context)
    assert response.content.decode() == '<span class="tag ok">Enregistré</span>'
    assert "HX-Request" in response["Vary"]


def test_a_redirect_moves_the_page_not_the_fragment():
    response = htmx.redirect_page(ask(**{"HX-Request": "true"}), "/accueil/")
    assert response.status_code == 200
    assert response["HX-Redirect"] == "/accueil/"


def test_without_htmx_a_redirect_is_plain():
    response = htmx.redirect_page(ask(), "/accueil/")
    assert response.status_code == 302
