"""A question printed once for everyone, with blanks for what differs between people.

Nothing of anybody can stay on a sheet: it is drawn without the request, from the bank and from a
`Reader` alone (docs/adr/0007).
"""

import re
import secrets
from dataclasses import dataclass, fields, replace
from functools import lru_cache

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

from accounts.selectors.people import current_preferences
from competences.models import Assessment
from competences.selectors.bank import bank_of
from competences.selectors.question import Place, QuestionPage, question_page

TEMPLATE = "competences/question.html"
PART = "test"
TOKEN = "csrf_token"  # noqa: S105 -- the name of a blank
# No author can have written it, and escaping leaves it as it is.
MARK = f"blank{secrets.token_hex(16)}"
_BLANK = re.compile(f"{MARK}([a-z_]+?){MARK}")


@dataclass(frozen=True)
class Reader:
    """What a sheet must suit: few values, each shared by many people."""

    language: str
    signed_in: bool
    read_aloud: bool


def filled_sheet(request: HttpRequest, page: QuestionPage) -> str:
    """The part `PART` of `TEMPLATE` for this person, at her place."""
    test = page.assessment
    reader = Reader(
        language=translation.get_language() or "fr",
        signed_in=request.user.is_authenticated,
        read_aloud=current_preferences(request).read_aloud,
    )
    sheet = list(_sheet(reader, test.release_id, test.challenge_id, test.variant))
    values = {**vars(page.place), TOKEN: get_token(request)}
    sheet[1::2] = [conditional_escape(values[name]) for name in sheet[1::2]]
    return "".join(sheet)


@lru_cache(maxsize=4096)  # some 7 kB each
def _sheet(reader: Reader, release: int, challenge: str, variant: int) -> tuple[str, ...]:
    """Texts, and between them the names of the blanks."""
    nobody = Assessment(
        competence_id=bank_of(release, 0).competence_of[challenge],
        release_id=release,
        challenge_id=challenge,
        variant=variant,
    )
    page = question_page(nobody, expected=0, now=timezone.now())
    blanks = {field.name: SafeString(_blank(field.name)) for field in fields(Place)}
    context = {
        "page": replace(page, place=Place(**blanks)),
        "variant": page.variant,
        "notice": "",
        "user": {"is_authenticated": reader.signed_in},
        "preferences": {"read_aloud": reader.read_aloud},
        "request": {"htmx": True},
        TOKEN: _blank(TOKEN),
    }
    with translation.override(reader.language):
        return tuple(_BLANK.split(render_to_string(f"{TEMPLATE}#{PART}", context)))


def _blank(name: str) -> str:
    return f"{MARK}{name}{MARK}"
