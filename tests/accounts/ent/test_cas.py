"""CAS over HTTP: tickets, what the server says and nothing else, an ENT that is down."""

import pytest

from accounts.ent.cas import TicketRefusedError, read_answer, ticket_to_close
from accounts.ent.web import EntDownError
from accounts.models import EntTicket
from pix.demo_ent import cas as server_side
from tests.support.ent import Browser

ANSWER = """<cas:serviceResponse xmlns:cas="http://www.yale.edu/tp/cas">{}</cas:serviceResponse>"""
SUCCESS = "<cas:authenticationSuccess><cas:user>x</cas:user>{}</cas:authenticationSuccess>"


def answer(attributes: str = "", before: str = "") -> bytes:
    return (before + ANSWER.format(SUCCESS.format(attributes))).encode()


def test_the_first_page_comes_after_a_ticket_is_checked(browser, maelle):
    browser.choose("demo-eleve-1")
    page = browser.click()
    assert page.status_code == 200
    assert "Bienvenue, Maëlle" in page.text
    assert "5E 2" in page.text


def test_a_replayed_ticket_opens_nothing(browser, maelle, ent):
    browser.choose("demo-eleve-1")
    first = browser.leave()
    browser.come_back(first)
    ticket = first.partition("ticket=")[2]
    thief = Browser(ent.server_port)
    state = thief.pix.get("/ent/demo/")["Location"].rpartition("%3D")[2]
    refused = thief.pix.get("/ent/demo/retour/", {"etat": state, "ticket": ticket})
    assert refused.status_code == 403
    assert "ent_arrival" not in thief.pix.session


def test_a_ticket_for_another_service_is_refused(browser, connector, ent):
    browser.choose("demo-eleve-1")
    other = "http://testserver/ent/autre/"
    location = browser.ent.get(
        f"{browser.address}/cas/login", params={"service": other}, allow_redirects=False
    ).headers["Location"]
    ticket = location.partition("ticket=")[2]
    state = browser.pix.get("/ent/demo/")["Location"].rpartition("%3D")[2]
    page = browser.pix.get("/ent/demo/retour/", {"etat": state, "ticket": ticket})
    assert page.status_code == 403


def test_an_old_ticket_is_refused_by_its_server(browser, connector, monkeypatch):
    monkeypatch.setattr("pix.demo_ent.app.TICKET_LIFE", -1)
    browser.choose("demo-eleve-1")
    page = browser.click()
    assert page.status_code == 403
    assert "Recommencer" in page.text


def test_attributes_in_the_address_are_nothing(browser, connector):
    browser.choose("demo-eleve-1")
    page = browser.come_back(browser.leave() + "&ENTPersonUid=demo-chef-1&user=chef")
    assert page.status_code == 302
    assert browser.pix.session["ent_arrival"]["identity"]["subject"] == "demo-eleve-1"


@pytest.mark.parametrize("address", ["?ticket=ST-abc", "?ticket=ST-abc&etat=faux", ""])
def test_a_ticket_nobody_asked_for_is_not_even_tried(browser, connector, address):
    browser.pix.get("/ent/demo/")
    page = browser.pix.get(f"/ent/demo/retour/{address}")
    assert page.status_code == 400
    assert not EntTicket.objects.exists()


@pytest.mark.parametrize(
    "before",
    [
        "<!DOCTYPE x>",
        '<!DOCTYPE x [<!ENTITY a "b">]>',
        '<!DOCTYPE x SYSTEM "file:///etc/passwd">',
    ],
)
def test_a_document_type_is_refused(before):
    with pytest.raises(EntDownError):
        read_answer(answer(before=before))


def test_an_entity_bomb_and_a_large_answer_are_refused():
    for content in (b"<a>" * 40_000, answer("&lol;"), b"", b"nonsense"):
        with pytest.raises(EntDownError):
            read_answer(content)


def test_a_comment_does_not_cut_a_name_in_two():
    said = "<cas:attributes><cas:ID>chef<!-- -->.autre</cas:ID></cas:attributes>"
    assert read_answer(answer(said))[1]["ID"] == ["chef.autre"]


def test_a_proxied_ticket_is_refused():
    with pytest.raises(TicketRefusedError):
        read_answer(answer("<cas:proxies><cas:proxy>https://a</cas:proxy></cas:proxies>"))


def test_a_success_hidden_in_a_failure_is_refused():
    failure = f"<cas:authenticationFailure>{SUCCESS.format('')}</cas:authenticationFailure>"
    for inside in (failure, failure + SUCCESS.format("")):
        with pytest.raises(TicketRefusedError):
            read_answer(ANSWER.format(inside).encode())


def test_an_ent_that_is_down_says_so_and_keeps_the_way(browser, connector):
    browser.pix.get("/ent/demo/?vers=/competences/")
    state = browser.pix.session["ent_departure"]["state"]
    session = browser.pix.session
    session["ent_departure"] |= {"server": "http://localhost:1/cas"}
    session.save()
    page = browser.pix.get("/ent/demo/retour/", {"etat": state, "ticket": "ST-1"})
    assert page.status_code == 502
    assert "/ent/demo/?vers=%2Fcompetences%2F" in page.text


def test_an_ent_that_is_down_is_left_alone_for_a_while(browser, connector, monkeypatch):
    from accounts.ent import web

    with pytest.raises(EntDownError):
        web.fetch("http://localhost:1/cas", {})
    monkeypatch.setattr("requests.Session.request", lambda *_: pytest.fail("it was asked again"))
    with pytest.raises(EntDownError):
        web.fetch("http://localhost:1/cas", {})


def test_an_ent_cannot_send_the_server_elsewhere(ent):
    from accounts.ent import web

    address = f"http://localhost:{ent.server_port}/cas/logout"  # answers a redirection
    with pytest.raises(EntDownError):
        web.fetch(address, {})
    with pytest.raises(EntDownError):
        web.fetch("http://ent.example.org/cas", {})


def test_the_message_of_a_logout_is_read():
    assert ticket_to_close(server_side.logout_message("ST-1").encode()) == "ST-1"
    assert ticket_to_close(b"<!DOCTYPE x><a/>") is None
    assert ticket_to_close(b"<SessionIndex>ST-1</SessionIndex>") is None
