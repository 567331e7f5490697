"""The icon sprite: which icons exist and where they are."""

import re
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.core.exceptions import ImproperlyConfigured

SPRITE = "img/icons.svg"
DOMAIN_ICONS = ("database", "messages-square", "pencil-ruler", "shield-check", "monitor-cog")


@cache
def names() -> frozenset[str]:
    path = finders.find(SPRITE)
    if not isinstance(path, str):
        message = f"{SPRITE} is not among the static files"
        raise ImproperlyConfigured(message)
    return frozenset(re.findall(r'<symbol id="([^"]+)"', Path(path).read_text(encoding="utf-8")))
