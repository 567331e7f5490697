"""Small drawings of results, with their words. A page holds hundreds: each is made once."""

from functools import lru_cache

from django import template
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext

from campaigns.selectors.recommendation import Degree
from pix.shared.icons import SPRITE

register = template.Library()


@register.simple_tag
def meter(part: float, whole: float = 1, tone: str = "") -> SafeString:
    """A bar filled to `part` of `whole`; the figures stand beside it."""
    return _meter(round(100 * part / whole) if whole else 0, tone)


@lru_cache(maxsize=1024)
def _meter(percent: int, tone: str) -> SafeString:
    return format_html(
        '<svg class="meter{}" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="ground" width="100" height="8"/><rect width="{}" height="8"/></svg>',
        f" {tone}" if tone else "",
        percent,
    )


@register.simple_tag
def stars(won: int, most: int) -> SafeString:
    """Places of stars, those won lit."""
    return _stars(won, most, get_language() or "")


@lru_cache(maxsize=256)
def _stars(won: int, most: int, _language: str) -> SafeString:
    words = ngettext("%(won)d étoile sur %(most)d", "%(won)d étoiles sur %(most)d", won)
    address = f"{static(SPRITE)}#star"
    places = ((" lit" if place < won else "", address) for place in range(most))
    return format_html(
        '<span class="stars" role="img" aria-label="{}">{}</span>',
        words % {"won": won, "most": most},
        format_html_join(
            "",
            '<svg class="icon{}" aria-hidden="true"><use href="{}"/></svg>',
            places,
        ),
    )


@register.simple_tag
def degree(value: Degree) -> SafeString:
    """How strongly a topic is recommended: squares, and words."""
    squares = ((9 * place,) for place in range(len(Degree)))
    return format_html(
        '<span class="degree g{}"><svg viewBox="0 0 35 8" aria-hidden="true">{}</svg> {}</span>',
        int(value),
        format_html_join("", '<rect x="{}" width="8" height="8"/>', squares),
        {
            Degree.FIRST: gettext("à travailler d'abord"),
            Degree.WORK_ON: gettext("à travailler"),
            Degree.CONSOLIDATE: gettext("à consolider"),
            Degree.ACQUIRED: gettext("bien acquis"),
        }[value],
    )
