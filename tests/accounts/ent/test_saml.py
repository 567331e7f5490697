"""SAML 2: only a fresh assertion, signed by its ENT, for us, for this request, once."""

from copy import deepcopy
from datetime import timedelta

import pytest
import xmlsec
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from lxml import etree

from accounts.ent.description import ready_descriptions
from accounts.ent.passage import MEMORY
from accounts.models import EntConnector
from tests.support import saml_idp
from tests.support.saml_idp import Signer, assertion, posted, response

# Said by python3-saml, which has no later version.
pytestmark = pytest.mark.filterwarnings("ignore:datetime.datetime.utc:DeprecationWarning")
ACS = "/ent/gar/saml/acs/"
SAML = "{urn:oasis:names:tc:SAML:2.0:assertion}"
PUPIL = {"IDO": "ido-1", "NOM": "Testard-Modèle", "PRE": "Maëlle", "UAI": "9990001X"}


@pytest.fixture(scope="module")
def signer():
    return Signer()


@pytest.fixture
def gar(signer, settings, db):
    settings.PUBLIC_URL = "http://testserver"
    described = ready_descriptions()["gar-saml"]
    described["saml"] |= {
        "idp_entity_id": saml_idp.ENTITY,
        "sso_url": saml_idp.SSO,
        "x509cert": signer.certificate,
    }
    return EntConnector.objects.create(
        slug="gar", name="GAR", protocol="saml", configuration=described, is_open=True
    )


@pytest.fixture
def client(gar):
    return Client()


@pytest.fixture
def request_id(client):
    """A sign-in that this browser asked for."""
    return saml_idp.request_id(client.get("/ent/gar/?vers=/tutos/")["Location"])


def send(client, root):
    """Posted by the browser from the ENT; the page after the redirections."""
    page = client.post(ACS, posted(root))
    while page.status_code == 302:
        page = client.get(page["Location"])
    return page


def told(attributes=None, **changes):
    return assertion({**PUPIL, "PRO": "National_elv"} | (attributes or {}), **changes)


def refused(client, page, status=403):
    return page.status_code == status and "ent_arrival" not in client.session


def test_a_signed_assertion_says_who_arrives(client, request_id, signer, school):
    page = send(client, response(told(request=request_id), request=request_id, signer=signer))
    assert page.status_code == 200
    assert "Bienvenue, Maëlle" in page.text
    arrival = client.session["ent_arrival"]
    assert (arrival["identity"]["subject"], arrival["destination"]) == ("ido-1", "/tutos/")


def test_an_unsigned_assertion_is_refused(client, request_id):
    root = response(told(request=request_id), request=request_id, signer=None)
    assert refused(client, send(client, root))


def test_the_key_of_somebody_else_is_refused(client, request_id):
    root = response(told(request=request_id), request=request_id, signer=Signer())
    assert refused(client, send(client, root))


def test_an_old_algorithm_is_refused(client, request_id, signer):
    root = response(told(request=request_id), request=request_id, signer=None)
    signer.sign(root.find(f"{SAML}Assertion"), xmlsec.constants.TransformRsaSha1)
    assert refused(client, send(client, root))


def test_a_changed_assertion_is_refused(client, request_id, signer):
    root = response(told(request=request_id), request=request_id, signer=signer)
    value = root.find(f".//{SAML}AttributeValue")
    value.text = "ido-2"
    assert refused(client, send(client, root))


@pytest.mark.parametrize(
    "changes",
    [
        {"audience": "https://another.example.org"},
        {"audience": ""},
        {"recipient": "https://another.example.org/acs/"},
        {"issuer": "https://another.example.org"},
        {"request": "_another"},
        {"since": saml_idp.at(minutes=24 * 60)},  # read when tests are collected, long before
    ],
)
def test_an_assertion_for_something_else_is_refused(client, request_id, signer, changes):
    said = {"request": request_id, **changes}
    root = response(told(**said), request=request_id, signer=signer)
    assert refused(client, send(client, root))


def test_an_answer_sent_elsewhere_is_refused(client, request_id, signer):
    root = response(
        told(request=request_id),
        request=request_id,
        signer=signer,
        destination="https://another.example.org/acs/",
    )
    assert refused(client, send(client, root))


@pytest.mark.parametrize(
    "changes", [{"until": saml_idp.at(minutes=-6)}, {"issued": saml_idp.at(minutes=-12)}]
)
def test_an_old_assertion_is_refused_with_a_clean_message(client, request_id, signer, changes):
    root = response(told(request=request_id, **changes), request=request_id, signer=signer)
    page = send(client, root)
    assert refused(client, page)
    assert "dix minutes" in page.text


def wrapped_before(root):
    """The signed assertion hides in an extension; a forged one takes its place."""
    signed = root.find(f"{SAML}Assertion")
    forged = deepcopy(signed)
    forged.remove(forged[1])
    forged.set("ID", "_evil")
    forged.find(f".//{SAML}AttributeValue").text = "ido-chef"
    root.replace(signed, forged)
    extensions = etree.Element("{urn:oasis:names:tc:SAML:2.0:protocol}Extensions")
    extensions.append(signed)
    root.insert(1, extensions)


def wrapped_inside(root):
    """The signed assertion hides in the signature of the forged one."""
    signed = root.find(f"{SAML}Assertion")
    forged = deepcopy(signed)
    forged.set("ID", "_evil")
    forged.find(f".//{SAML}AttributeValue").text = "ido-chef"
    root.replace(signed, forged)
    holder = etree.SubElement(forged[1], "{http://www.w3.org/2000/09/xmldsig#}Object")
    holder.append(signed)


def wrapped_beside(root):
    """Two assertions, the forged one first."""
    signed = root.find(f"{SAML}Assertion")
    forged = deepcopy(signed)
    forged.remove(forged[1])
    forged.set("ID", "_evil")
    signed.addprevious(forged)


@pytest.mark.parametrize("wrap", [wrapped_before, wrapped_inside, wrapped_beside])
def test_a_wrapped_signature_is_refused(client, request_id, signer, wrap):
    root = response(told(request=request_id), request=request_id, signer=signer)
    wrap(root)
    assert refused(client, send(client, root))


def test_a_comment_does_not_cut_an_identifier_in_two(client, request_id, signer, school):
    """Comments are outside of what is signed: one added later must change nothing."""
    inside = told({"IDO": "ido-1.autre"}, request=request_id)
    root = response(inside, request=request_id, signer=signer)
    text = etree.tostring(root).replace(b"ido-1.autre", b"ido-1<!-- -->.autre")
    send(client, etree.fromstring(text))
    assert client.session["ent_arrival"]["identity"]["subject"] == "ido-1.autre"


def test_a_document_type_is_refused(client, request_id, signer):
    root = response(told(request=request_id), request=request_id, signer=signer)
    text = b'<!DOCTYPE a [<!ENTITY b "c">]>' + etree.tostring(root)
    import base64

    page = client.post(ACS, {"SAMLResponse": base64.b64encode(text).decode()})
    assert refused(client, client.get(page["Location"]))


def test_an_assertion_serves_once(client, request_id, signer, school):
    root = response(told(request=request_id), request=request_id, signer=signer)
    send(client, root)
    assert refused(Client(), send(client, root), status=400)


def test_a_stolen_assertion_opens_nothing_in_another_browser(client, request_id, signer):
    thief = Client()
    thief.get("/ent/gar/")
    root = response(told(request=request_id), request=request_id, signer=signer)
    assert refused(thief, send(thief, root), status=400)


def test_an_identifier_seen_before_is_refused_for_another_request(client, request_id, signer):
    send(client, response(told(request=request_id), request=request_id, signer=signer))
    other = Client()
    asked = saml_idp.request_id(other.get("/ent/gar/")["Location"])
    root = response(told(request=asked), request=asked, signer=signer)
    assert refused(other, send(other, root))


def test_nobody_arrives_without_having_asked(client, signer):
    root = response(told(request="_r"), request="_r", signer=signer)
    del root.attrib["InResponseTo"]
    assert refused(client, send(client, root))


def test_parents_are_refused_in_words(client, request_id, signer):
    root = response(
        told({"PRO": "National_tut"}, request=request_id), request=request_id, signer=signer
    )
    page = send(client, root)
    assert refused(client, page)
    assert "compte de parent" in page.text


def test_an_assertion_without_identifier_says_whose_fault(client, request_id, signer):
    root = response(told({"IDO": ""}, request=request_id), request=request_id, signer=signer)
    assert "réglage" in send(client, root).text


@pytest.mark.parametrize("text", ["", "nonsense", "PGEvPg==", "A" * 300_000])
def test_nonsense_is_refused(client, request_id, text):
    page = client.post(ACS, {"SAMLResponse": text})
    if page.status_code == 302:
        page = client.get(page["Location"])
    assert refused(client, page)


def test_the_page_after_alone_says_to_begin_again(client):
    assert refused(client, client.get(f"{ACS}suite/"))


def test_our_metadata_are_published(client):
    page = client.get("/ent/gar/saml/metadonnees/")
    assert page["Content-Type"] == "text/xml"
    assert 'Location="http://testserver/ent/gar/saml/acs/"' in page.text
    assert 'WantAssertionsSigned="true"' in page.text


def test_an_unsigned_logout_changes_nothing(client, gar, learner):
    gar.configuration["saml"]["slo_url"] = "https://idp.example.org/slo"
    gar.save()
    client.force_login(learner)
    client.get("/ent/gar/saml/deconnexion/", {"SAMLRequest": "x"})
    assert client.session["_auth_user_id"]


def test_an_answer_nobody_follows_does_not_wait(client, signer, request_id):
    root = response(told(request=request_id), request=request_id, signer=signer)
    client.post(ACS, posted(root))
    aside = [row for row in Session.objects.all() if "SAMLResponse" in str(row.get_decoded())]
    assert [row.expire_date <= timezone.now() + timedelta(seconds=MEMORY) for row in aside] == [
        True
    ]


def test_a_refused_answer_is_not_quoted_in_the_logs(client, signer, request_id, caplog):
    root = response(told(request=request_id), request=request_id, signer=signer)
    root.find(f".//{SAML}AttributeValue").text = "ido-2"
    send(client, root)
    root = response(told({"IDO": ""}, request=request_id), request=request_id, signer=signer)
    send(client, root)
    assert "ENT gar refused: invalid_response" in caplog.text
    assert "allauth" not in {record.name.split(".")[0] for record in caplog.records}
    assert "Testard" not in caplog.text
