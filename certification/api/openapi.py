"""The description of the API, made from its shapes."""

from typing import Any, Final

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from certification.api.shapes import Found, Problem, SchoolRecord, Search, Token

_SHAPES: Final[tuple[type[BaseModel], ...]] = (SchoolRecord, Search, Found, Problem, Token)
_REF: Final = "#/components/schemas/{model}"
_TOKEN_ADDRESS: Final = "/api/token"  # noqa: S105 -- an address
# As `ApiScope`, which the database stores.
SCHOOL_RECORD: Final = "certifications:school"
ADMISSION: Final = "certifications:search"


def description() -> dict[str, Any]:
    _, schemas = models_json_schema(
        [(shape, "serialization") for shape in _SHAPES], by_alias=True, ref_template=_REF
    )
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Certifications",
            "version": "1",
            "description": "Results of certifications, for school records and admission.",
        },
        "paths": {
            _TOKEN_ADDRESS: {"post": _token()},
            "/api/organizations/{uai}/certifications": {"get": _school()},
            "/api/certification/search": {"post": _search()},
        },
        "components": {"schemas": schemas["$defs"], "securitySchemes": {"oauth2": _oauth()}},
    }


def _oauth() -> dict[str, Any]:
    scopes = {
        SCHOOL_RECORD: "certifications of the pupils of a school",
        ADMISSION: "the certificate of a person",
    }
    flow = {"tokenUrl": _TOKEN_ADDRESS, "scopes": scopes}
    return {"type": "oauth2", "flows": {"clientCredentials": flow}}


def _token() -> dict[str, Any]:
    fields = {
        "grant_type": {"type": "string", "const": "client_credentials"},
        "scope": {"type": "string", "description": "separated by spaces; all when absent"},
        "client_id": {"type": "string", "description": "or HTTP Basic authentication"},
        "client_secret": {"type": "string"},
    }
    form = {"schema": {"type": "object", "properties": fields, "required": ["grant_type"]}}
    return {
        "summary": "Exchange a client and its secret for a token of one hour",
        "requestBody": {"content": {"application/x-www-form-urlencoded": form}, "required": True},
        "responses": _answers(Token, {400: "scope or grant", 401: "client", 429: "too often"}),
    }


def _school() -> dict[str, Any]:
    uai = {"name": "uai", "in": "path", "required": True, "schema": {"type": "string"}}
    refused = {401: "no valid token", 403: "scope, or a school of others"}
    answers = _answers(SchoolRecord, refused)
    return {
        "summary": "The latest certification of each pupil in the list of a school",
        "parameters": [uai],
        "security": [{"oauth2": [SCHOOL_RECORD]}],
        "responses": answers | {"204": {"description": "nobody sat a certification"}},
    }


def _search() -> dict[str, Any]:
    refused = {
        400: "not a search",
        401: "no valid token",
        403: "scope",
        404: "no certificate in force",
        409: "several people",
    }
    return {
        "summary": "The certificate of a person: by INE, by school and identity, or by code",
        "security": [{"oauth2": [ADMISSION]}],
        "requestBody": {"content": _json(Search), "required": True},
        "responses": _answers(Found, refused),
    }


def _answers(shape: type[BaseModel], refused: dict[int, str]) -> dict[str, Any]:
    fine = {"200": {"description": "found", "content": _json(shape)}}
    return fine | {
        str(status): {"description": why, "content": _json(Problem)}
        for status, why in refused.items()
    }


def _json(shape: type[BaseModel]) -> dict[str, Any]:
    return {"application/json": {"schema": {"$ref": _REF.format(model=shape.__name__)}}}
