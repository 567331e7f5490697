"""The ENT as a WSGI application."""

import json
from collections.abc import Callable, Iterable
from http import HTTPStatus
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qsl, quote, urlencode

from pix.demo_ent import cas, oidc, pages
from pix.demo_ent.people import Person, guest, read_people
from pix.demo_ent.state import CODE_LIFE, TICKET_LIFE, State

COOKIE: Final = "ent-demonstration"
LARGEST_BODY: Final = 20_000


class Answer:
    def __init__(
        self,
        body: str | bytes | dict[str, Any] = "",
        status: HTTPStatus = HTTPStatus.OK,
        kind: str = "text/html; charset=utf-8",
        **headers: str,
    ) -> None:
        self.status, self.headers = (
            status,
            {name.replace("_", "-"): headers[name] for name in headers},
        )
        if isinstance(body, dict):
            body, kind = json.dumps(body), "application/json"
        self.content = body.encode() if isinstance(body, str) else body
        self.headers |= {"Content-Type": kind, "Cache-Control": "no-store"}


def go(address: str, **headers: str) -> Answer:
    return Answer(status=HTTPStatus.SEE_OTHER, Location=address, **headers)


class Request:
    def __init__(self, environ: dict[str, Any]) -> None:
        self.method, self.path = environ["REQUEST_METHOD"], environ["PATH_INFO"]
        self.query = dict(parse_qsl(environ.get("QUERY_STRING", "")))
        size = min(int(environ.get("CONTENT_LENGTH") or 0), LARGEST_BODY)
        self.form = dict(parse_qsl(environ["wsgi.input"].read(size).decode()))
        cookies = SimpleCookie(environ.get("HTTP_COOKIE", ""))
        self.session = cookies[COOKIE].value if COOKIE in cookies else ""
        self.bearer = environ.get("HTTP_AUTHORIZATION", "").removeprefix("Bearer ")
        self.full = self.path + (f"?{environ['QUERY_STRING']}" if self.query else "")


class DemoEnt:
    """`issuer`: its own address. `services`: addresses of the applications it serves."""

    def __init__(self, issuer: str, services: Iterable[str], people: Path | None = None) -> None:
        self.issuer, self.services, self.file = issuer, tuple(services), people
        self.state, self.keys = State(), oidc.Keys()
        self.tokens: dict[str, str] = {}
        self.guests: dict[str, Person] = {}
        self.routes: dict[str, Callable[[Request], Answer]] = {
            "/": self.portal,
            "/choisir": self.choose,
            "/etre": self.be,
            "/cas/login": self.login,
            "/cas/logout": self.logout,
            "/cas/serviceValidate": self.validate,
            "/cas/p3/serviceValidate": self.validate,
            "/.well-known/openid-configuration": lambda _: Answer(oidc.discovery(self.issuer)),
            "/oidc/jwks": lambda _: Answer(self.keys.published()),
            "/oidc/authorize": self.authorize,
            "/oidc/token": self.token,
            "/oidc/userinfo": self.userinfo,
        }

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> list[bytes]:
        request = Request(environ)
        route = self.routes.get(request.path)
        answer = route(request) if route else refused("Page inconnue.", 404)
        start(f"{answer.status.value} {answer.status.phrase}", list(answer.headers.items()))
        return [answer.content]

    @property
    def people(self) -> dict[str, Person]:
        return read_people(self.file) | self.guests

    def serves(self, address: str) -> bool:
        return any(address.startswith(f"{service}/") for service in self.services)

    def person(self, request: Request) -> Person | None:
        return self.people.get(self.state.subject_of(request.session) or "")

    def portal(self, request: Request) -> Answer:
        person = self.person(request)
        if person is None:
            return Answer(pages.choose(self.people, "/"))
        return Answer(pages.portal(person, self.services[0]))

    def choose(self, request: Request) -> Answer:
        subject, going_to = request.form.get("subject", ""), request.query.get("suite", "/")
        if request.method != "POST" or subject not in self.people or not going_to.startswith("/"):
            return refused("Choisissez une personne.")
        return self.enter(subject, going_to)

    def be(self, request: Request) -> Answer:
        """Somebody who is not among the people: a pupil of the school one has just opened."""
        person, going_to = guest(request.form), request.query.get("suite", "/")
        if request.method != "POST" or person is None or not going_to.startswith("/"):
            return refused("Il manque quelque chose\u00a0: revenez en arrière et vérifiez.")
        self.guests[person.subject] = person
        return self.enter(person.subject, going_to)

    def enter(self, subject: str, going_to: str) -> Answer:
        session = self.state.sign_in(subject)
        cookie = f"{COOKIE}={session}; Path=/; HttpOnly; SameSite=Lax"
        return go("/" + going_to.lstrip("/"), Set_Cookie=cookie)

    def login(self, request: Request) -> Answer:
        service = request.query.get("service", "")
        if service and not self.serves(service):
            return refused("Ce service n'est pas inscrit à l'ENT.", 403)
        if self.person(request) is None:
            return Answer(pages.choose(self.people, request.full))
        if not service:
            return go("/")
        ticket = self.state.give("ST-", request.session, service, TICKET_LIFE, {})
        return go(f"{service}{'&' if '?' in service else '?'}ticket={quote(ticket)}")

    def logout(self, request: Request) -> Answer:
        cas.tell_services(self.state.sign_out(request.session))
        return go("/", Set_Cookie=f"{COOKIE}=; Path=/; Max-Age=0")

    def validate(self, request: Request) -> Answer:
        name = request.query.get("ticket", "")
        ticket = self.state.take(name, request.query.get("service", ""))
        person = self.people.get(ticket.subject) if ticket else None
        body = cas.success(person, f"login.{name[-6:]}") if person else cas.failure(name)
        return Answer(body, kind="application/xml; charset=utf-8")

    def authorize(self, request: Request) -> Answer:
        asked = request.query
        address = asked.get("redirect_uri", "")
        if asked.get("client_id") != oidc.CLIENT or not self.serves(address):
            return refused("Cette application n'est pas inscrite à l'ENT.", 403)
        if asked.get("response_type") != "code" or asked.get("code_challenge_method") != "S256":
            return go(f"{address}?{urlencode({'error': 'invalid_request'})}")
        if self.person(request) is None:
            return Answer(pages.choose(self.people, request.full))
        kept = {name: asked.get(name, "") for name in ("code_challenge", "nonce")}
        code = self.state.give("code-", request.session, address, CODE_LIFE, kept)
        return go(f"{address}?{urlencode({'code': code, 'state': asked.get('state', '')})}")

    def token(self, request: Request) -> Answer:
        said = request.form
        code = self.state.take(said.get("code", ""), said.get("redirect_uri", ""))
        if code is None or not oidc.proves(
            said.get("code_verifier", ""), code.details["code_challenge"]
        ):
            return Answer({"error": "invalid_grant"}, HTTPStatus.BAD_REQUEST)
        token = self.keys.sign({"sub": code.subject, "jti": said["code"]})
        self.tokens[token] = code.subject
        signed = oidc.id_token(self.keys, self.issuer, code.subject, code.details["nonce"])
        return Answer({"access_token": token, "token_type": "Bearer", "id_token": signed})

    def userinfo(self, request: Request) -> Answer:
        person = self.people.get(self.tokens.get(request.bearer, ""))
        if person is None:
            return Answer({"error": "invalid_token"}, HTTPStatus.UNAUTHORIZED)
        return Answer(oidc.claims_of(person))


def refused(text: str, status: int = 400) -> Answer:
    return Answer(pages.refusal(text), HTTPStatus(status))
