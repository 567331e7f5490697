"""OpenID Connect, with what allauth leaves out: a nonce, the signature, the subject of userinfo.

The nonce is derived from the PKCE verifier, which stays in the session: an identity token obtained
for somebody else's request has another one.
"""

import hashlib
from typing import Any, Final

import jwt
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.utils import generate_code_challenge
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from accounts.ent.description import Description
from accounts.ent.identity import Attributes, Identity, NoSubjectError, read_identity

ALGORITHMS: Final = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384")
_CLOCKS: Final = 30  # seconds that two clocks may differ
_REQUIRED: Final = ("iss", "aud", "sub", "exp", "iat", "nonce")


def nonce_of(verifier: str) -> str:
    return hashlib.sha256(b"nonce:" + verifier.encode()).hexdigest()


class EntOidcAdapter(OpenIDConnectOAuth2Adapter):
    verifier = ""

    @property
    def openid_config(self) -> dict[str, Any]:
        config: dict[str, Any] = super().openid_config
        if config.get("issuer") != self.get_provider().app.settings["server_url"]:
            raise OAuth2Error("another issuer")
        return config

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        return settings.PUBLIC_URL.rstrip("/") + reverse("ent_oidc_return", args=[app.provider_id])

    def get_access_token_data(
        self, request: HttpRequest, app: SocialApp, client: Any, pkce_code_verifier: str = ""
    ) -> dict[str, Any]:
        self.verifier = pkce_code_verifier
        said: dict[str, Any] = super().get_access_token_data(
            request, app, client, pkce_code_verifier
        )
        return said

    def complete_login(
        self, request: HttpRequest, app: SocialApp, token: SocialToken, **kwargs: Any
    ) -> SocialLogin:
        claims = self._read(kwargs["response"].get("id_token") or "", app.client_id)
        if "userinfo_endpoint" in self.openid_config:
            more = self._fetch_user_info(token.token)
            if more.get("sub") != claims["sub"]:
                raise OAuth2Error("userinfo is about somebody else")
            claims = more | claims
        return self.get_provider().sociallogin_from_response(request, claims)

    def _read(self, id_token: str, client_id: str) -> dict[str, Any]:
        """The claims of a token signed by the issuer, for us, for this very request."""
        try:
            claims: dict[str, Any] = jwt.decode(
                id_token,
                self._key_of(id_token),
                algorithms=ALGORITHMS,
                audience=client_id,
                issuer=self.openid_config["issuer"],
                leeway=_CLOCKS,
                options={"require": list(_REQUIRED)},
            )
        except jwt.PyJWTError as error:
            raise OAuth2Error("id_token") from error
        if not constant_time_compare(str(claims["nonce"]), nonce_of(self.verifier)):
            raise OAuth2Error("nonce")
        if claims.get("azp", client_id) != client_id:
            raise OAuth2Error("azp")
        return claims

    def _key_of(self, id_token: str) -> Any:
        name = jwt.get_unverified_header(id_token).get("kid")
        with get_adapter().get_requests_session() as session:
            response = session.get(self.openid_config["jwks_uri"])
            response.raise_for_status()
            keys = jwt.PyJWKSet.from_dict(response.json()).keys
        for key in keys:
            if key.public_key_use in (None, "sig") and key.key_id == name:
                return key.key
        raise jwt.InvalidKeyError("no such key")


class EntOidcProvider(OpenIDConnectProvider):
    oauth2_adapter_class = EntOidcAdapter

    def __init__(self, request: HttpRequest, app: SocialApp, description: Description) -> None:
        super().__init__(request, app=app)
        self.description = description

    def get_pkce_params(self) -> dict[str, Any]:
        challenge: dict[str, Any] = generate_code_challenge()
        return challenge | {"nonce": nonce_of(challenge["code_verifier"])}

    def get_scope(self) -> list[str]:
        return list(self.description.oidc.scopes) if self.description.oidc else []

    def sociallogin_from_response(
        self, request: HttpRequest, response: dict[str, Any]
    ) -> SocialLogin:
        try:
            identity = read_identity(self.description, response["sub"], as_attributes(response))
        except NoSubjectError as error:
            raise OAuth2Error("no subject") from error
        login = super().sociallogin_from_response(request, identity)
        login.identity = identity
        return login

    def extract_uid(self, data: Identity) -> str:
        return data.subject

    def extract_extra_data(self, data: Identity) -> dict[str, Any]:
        return {}

    extract_common_fields = extract_extra_data

    def extract_email_addresses(self, data: Identity) -> list[Any]:
        return []


def as_attributes(claims: dict[str, Any]) -> Attributes:
    return {
        name: [str(one) for one in (value if isinstance(value, list) else [value])]
        for name, value in claims.items()
    }
