"""Read what a browser sent: each reader returns a clean value, None when empty, or refuses it."""

import math
from collections.abc import Mapping
from typing import Any, TypeGuard

from .verdict import MalformedResponse


def value_at(response: Mapping[str, Any], key: str) -> Any:
    if key not in response:
        raise MalformedResponse(f"no {key}")
    return response[key]


def text_at(response: Mapping[str, Any], key: str) -> str:
    value = value_at(response, key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise MalformedResponse(f"{key} is not a text")
    return value


def texts_at(response: Mapping[str, Any], key: str) -> list[str]:
    value = value_at(response, key)
    if value is None:
        return []
    if not isinstance(value, list | tuple) or not all(isinstance(item, str) for item in value):
        raise MalformedResponse(f"{key} is not a list of texts")
    return list(value)


def mapping_at(response: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = value_at(response, key)
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise MalformedResponse(f"{key} is not a mapping")
    return value


def fraction_at(response: Mapping[str, Any], key: str) -> float:
    value = value_at(response, key)
    if not is_number(value) or not 0 <= value <= 1:
        raise MalformedResponse(f"{key} is not a fraction between 0 and 1")
    return float(value)


def is_number(value: object) -> TypeGuard[float]:
    """A finite int or float. `True` is an int for Python, not for us."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return isinstance(value, int) or math.isfinite(value)
