"""An identity provider of SAML 2, for tests: it signs what it is told to, right or wrong."""

import base64
import zlib
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import xmlsec
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from lxml import etree

ENTITY = "https://idp.example.org/metadata"
SSO = "https://idp.example.org/sso"
_SAML = "urn:oasis:names:tc:SAML:2.0:assertion"
_SAMLP = "urn:oasis:names:tc:SAML:2.0:protocol"
_BEARER = "urn:oasis:names:tc:SAML:2.0:cm:bearer"
_PASSWORD = "urn:oasis:names:tc:SAML:2.0:ac:classes:Password"
_ASSERTION = f"""
<saml:Assertion xmlns:saml="{_SAML}" ID="{{id}}" Version="2.0" IssueInstant="{{issued}}">
<saml:Issuer>{{issuer}}</saml:Issuer>
<saml:Subject><saml:NameID>transient</saml:NameID>
<saml:SubjectConfirmation Method="{_BEARER}"><saml:SubjectConfirmationData
 InResponseTo="{{request}}" Recipient="{{recipient}}" NotOnOrAfter="{{until}}"/>
</saml:SubjectConfirmation></saml:Subject>
<saml:Conditions NotBefore="{{since}}" NotOnOrAfter="{{until}}">{{audience}}</saml:Conditions>
<saml:AuthnStatement AuthnInstant="{{issued}}" SessionIndex="s"><saml:AuthnContext>
<saml:AuthnContextClassRef>{_PASSWORD}</saml:AuthnContextClassRef>
</saml:AuthnContext></saml:AuthnStatement>
<saml:AttributeStatement>{{attributes}}</saml:AttributeStatement></saml:Assertion>"""
_AUDIENCE = "<saml:AudienceRestriction><saml:Audience>{}</saml:Audience></saml:AudienceRestriction>"
_VALUE = "<saml:AttributeValue>{}</saml:AttributeValue>"
_ATTRIBUTE = f'<saml:Attribute Name="{{}}">{_VALUE}</saml:Attribute>'
_RESPONSE = f"""
<samlp:Response xmlns:samlp="{_SAMLP}" xmlns:saml="{_SAML}" ID="_r1" Version="2.0"
 IssueInstant="{{issued}}" Destination="{{destination}}" InResponseTo="{{request}}">
<saml:Issuer>{{issuer}}</saml:Issuer><samlp:Status>
<samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>
{{assertion}}</samlp:Response>"""


class Signer:
    """A key and its certificate."""

    def __init__(self) -> None:
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "idp.example.org")])
        now = datetime.now(UTC)
        made = (
            x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=30))
            .sign(key, hashes.SHA256())
        )
        pem = serialization.Encoding.PEM
        self.certificate = made.public_bytes(pem).decode()
        self.key = key.private_bytes(
            pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )

    def sign(
        self, assertion: etree._Element, method: object = xmlsec.constants.TransformRsaSha256
    ) -> None:
        """An enveloped signature, just after the issuer."""
        template = xmlsec.template.create(assertion, xmlsec.constants.TransformExclC14N, method)
        assertion.insert(1, template)
        reference = xmlsec.template.add_reference(
            template, xmlsec.constants.TransformSha256, uri=f"#{assertion.get('ID')}"
        )
        xmlsec.template.add_transform(reference, xmlsec.constants.TransformEnveloped)
        xmlsec.template.add_transform(reference, xmlsec.constants.TransformExclC14N)
        xmlsec.tree.add_ids(assertion, ["ID"])
        context = xmlsec.SignatureContext()
        context.key = xmlsec.Key.from_memory(self.key, xmlsec.constants.KeyDataFormatPem)
        context.sign(template)


def request_id(location: str) -> str:
    """Of the request that the platform sends by redirection."""
    packed = parse_qs(urlsplit(location).query)["SAMLRequest"][0]
    xml = zlib.decompress(base64.b64decode(packed), -15)
    return etree.fromstring(xml).get("ID")


def at(**delta: float) -> str:
    return (datetime.now(UTC) + timedelta(**delta)).strftime("%Y-%m-%dT%H:%M:%SZ")


def assertion(attributes: dict[str, str], **changes: str) -> str:
    """The text of an assertion, unsigned."""
    said = {
        "id": "_a1",
        "issuer": ENTITY,
        "issued": at(),
        "since": at(minutes=-1),
        "until": at(minutes=5),
        "audience": "http://testserver/ent/gar/saml/metadonnees/",
        "recipient": "http://testserver/ent/gar/saml/acs/",
        "attributes": "".join(_ATTRIBUTE.format(*pair) for pair in attributes.items()),
        **changes,
    }
    said["audience"] = _AUDIENCE.format(said["audience"]) if said["audience"] else ""
    return _ASSERTION.format(**said)


def response(inside: str, *, request: str, signer: Signer | None, **changes: str) -> etree._Element:
    """An answer whose assertion is signed, or not."""
    said = {
        "issued": at(),
        "issuer": ENTITY,
        "destination": "http://testserver/ent/gar/saml/acs/",
        "request": request,
        **changes,
    }
    root = etree.fromstring(_RESPONSE.format(assertion=inside, **said).strip())
    if signer:
        signer.sign(root.find(f"{{{_SAML}}}Assertion"))
    return root


def posted(root: etree._Element) -> dict[str, str]:
    return {"SAMLResponse": base64.b64encode(etree.tostring(root)).decode(), "RelayState": ""}
