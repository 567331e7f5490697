import pytest
from django.http import HttpResponse, HttpResponseRedirect

from accounts.middleware import HtmxSignInMiddleware

HTMX = {"HTTP_HX_REQUEST": "true", "HTTP_HX_CURRENT_URL": "http://testserver/test/abc/?page=2"}


@pytest.mark.django_db
def test_an_htmx_request_that_needs_signing_in_sends_the_whole_page_there(client):
    response = client.get("/mon-compte/", **HTMX)
    assert response.status_code == 200
    assert response["HX-Redirect"] == "/connexion/?next=/test/abc/%3Fpage%3D2"
    assert response.content == b""


@pytest.mark.django_db
def test_a_page_of_elsewhere_is_not_come_back_to(client):
    elsewhere = HTMX | {"HTTP_HX_CURRENT_URL": "https://pirate.example/"}
    assert client.get("/mon-compte/", **elsewhere)["HX-Redirect"] == "/connexion/"


def test_other_answers_pass_unchanged(rf):
    request = rf.get("/")
    request.htmx = True
    for response in (HttpResponse("fragment"), HttpResponseRedirect("/accueil/")):
        assert HtmxSignInMiddleware(lambda _request, r=response: r)(request) is response
