"""Template tags of the interface, available in every template."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from django import template
from django.template.context import Context
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pix.shared import icons, navigation, numbers
from pix.shared.mosaic import PIX, PROFILE_SIZE, SIDE, Grid, Shapes, profile_shapes, shapes

register = template.Library()

PREFERENCES = {
    "text": ("100", "120", "140"),
    "spacing": ("normal", "wide"),
    "font": ("atkinson", "system", "spaced"),
    "contrast": ("normal", "high"),
    "motion": ("normal", "reduced"),
    "theme": ("auto", "light", "dark"),
}
PAGES_AROUND = 2

register.filter("number", numbers.number)
register.filter("percent", numbers.percent)
register.filter("file_size", numbers.file_size)
register.filter("duration", numbers.duration)
register.filter("long_date", numbers.long_date)
register.filter("day_and_hour", numbers.day_and_hour)
register.filter("days_left", numbers.days_left)


@register.simple_tag
@lru_cache(maxsize=1024)  # a page draws several, always the same
def icon(name: str, label: str = "") -> SafeString:
    """An icon of the sprite. Without `label` it is decoration: write the text beside it."""
    if name not in icons.names():
        raise template.TemplateSyntaxError(f"No icon named {name!r} in {icons.SPRITE}")
    use = format_html('<use href="{}#{}"/>', static(icons.SPRITE), name)
    if label:
        return format_html('<svg class="icon" role="img" aria-label="{}">{}</svg>', label, use)
    return format_html('<svg class="icon" aria-hidden="true">{}</svg>', use)


@register.simple_tag
def sprite() -> str:
    """Address of the sprite, for the rare icon that needs its own markup."""
    return static(icons.SPRITE)


@register.simple_tag
def domain_icon(domain: int) -> SafeString:
    return icon(icons.DOMAIN_ICONS[int(domain) - 1])


@register.simple_tag
def mosaic(
    pix: int,
    domain: int,
    new: int = 0,
    size: int = 71,
    *,
    label: str = "",
    decorative: bool = False,
    fills: bool = False,
) -> SafeString:
    """One competence. `decorative`: the same words stand beside it; `fills`: on the result page."""
    grid = Grid(size)
    return format_html(
        '<svg class="mosaic d{}{}" {}{}>{}</svg>',
        domain,
        " fills" if fills else "",
        _frame(size, grid),
        _alternative("" if decorative else label or mosaic_words(pix, new)),
        _paths(shapes(grid, pix, new)),
    )


@register.simple_tag
def profile_mosaic(profile: Sequence[tuple[int, int, int]], label: str = "") -> SafeString:
    """The 16 competences as one picture; `profile` gives (domain, pix, new) in their order."""
    pairs = [(pix, new) for _domain, pix, new in profile]
    domains = [domain for domain, _pix, _new in profile]
    groups = zip(domains, map(_paths, profile_shapes(pairs)), strict=True)
    total = sum(pix for pix, _new in pairs)
    return format_html(
        '<svg class="mosaic" {}{}>{}</svg>',
        _frame(PROFILE_SIZE, Grid(71)),
        _alternative(label or profile_words(total, len(profile) * PIX)),
        format_html_join("", '<g class="d{}">{}</g>', groups),
    )


@register.simple_tag
def mosaic_words(pix: int, new: int = 0) -> str:
    """ "Niveau 3, 27 pix sur 64" and the pix gained, if any."""
    words = _("Niveau %(level)d, %(pix)d pix sur %(most)d")
    text = words % {"level": pix // SIDE, "pix": pix, "most": PIX}
    if new <= 0:
        return text
    gained = ngettext("dont %(count)d nouveau", "dont %(count)d nouveaux", new) % {"count": new}
    return f"{text}, {gained}"


def profile_words(total: int, most: int) -> str:
    words = _("%(total)s pix sur %(most)s")
    return words % {"total": numbers.number(total), "most": numbers.number(most)}


def _frame(size: int, grid: Grid) -> SafeString:
    """A dash is a pixel: whole pixels need the drawn size, so it is never scaled."""
    return format_html(
        'width="{0}" height="{0}" viewBox="0 0 {0} {0}" '
        'stroke-width="{1}" stroke-dasharray="{1} {2}"',
        size,
        grid.pixel,
        grid.gap,
    )


def _alternative(words: str) -> SafeString:
    if not words:
        return SafeString(' aria-hidden="true"')
    return format_html(' role="img" aria-label="{}"', words)


def _paths(drawn: Shapes) -> SafeString:
    states = (("off", drawn.missing), ("on", drawn.earned), ("new", drawn.new))
    drawable = ((state, data) for state, data in states if data)
    return format_html_join("", '<path class="{}" d="{}"/>', drawable)


@register.simple_tag(takes_context=True)
def html_preferences(context: Context) -> SafeString:
    """Attributes of <html> for the reader's preferences; anything unknown is the default."""
    preferences = context.get("preferences") or {}
    chosen = ((name, _preference(preferences, name)) for name in PREFERENCES)
    return format_html_join("", ' data-{}="{}"', chosen)


def _preference(preferences: Any, name: str) -> str:
    if isinstance(preferences, Mapping):
        value = str(preferences.get(name, ""))
    else:
        value = str(getattr(preferences, name, ""))
    allowed = PREFERENCES[name]
    return value if value in allowed else allowed[0]


@register.simple_tag(takes_context=True)
def way_in(context: Context, address: str) -> str:
    """Signing in, or up, from the bar: where one was going is not forgotten."""
    request = context["request"]
    going_to = request.POST.get("next") or request.GET.get("next")
    return f"{address}?{urlencode({'next': going_to})}" if going_to else address


@register.simple_tag(takes_context=True)
def main_sections(context: Context) -> list[dict[str, Any]]:
    """The sections that exist, each with whether the page belongs to it."""
    return _with_current(context, navigation.sections())


@register.simple_tag(takes_context=True)
def orga_sections(context: Context, code: str) -> list[dict[str, Any]]:
    """The sections of an organisation; its dashboard is current on its own page only."""
    return _with_current(context, navigation.orga_sections(code), exact=f"/orga/{code}/")


def _with_current(
    context: Context, sections: Iterable[navigation.Section], exact: str = ""
) -> list[dict[str, Any]]:
    path = getattr(context.get("request"), "path", "")
    return [
        {
            "label": section.label,
            "address": section.address,
            "icon": section.icon,
            "for_administrators": section.for_administrators,
            "current": path == exact
            if section.address == exact
            else path.startswith(section.address),
        }
        for section in sections
    ]


@register.filter
def local(row: Any, field: str) -> str:
    """`{{ competence|local:"name" }}`: in English its `name_en`, or French if that is empty."""
    english = "" if numbers.is_french() else str(getattr(row, f"{field}_en"))
    return english or str(getattr(row, field))


@register.simple_tag
def in_french() -> SafeString:
    """Attribute of what holds words of the bank, which are French on an English page too."""
    return SafeString("" if numbers.is_french() else ' lang="fr"')


@register.simple_tag
def colon() -> str:
    """A colon and its spaces, between two texts translated apart."""
    return f"{numbers.SPACE}: " if numbers.is_french() else ": "


@register.filter
def exists(address: str) -> bool:
    """Whether a page answers at this address today: `{% if "/essai/"|exists %}`."""
    return navigation.exists(address)


@register.simple_tag
def steps(done: int, total: int) -> SafeString:
    """The steps of a test: those done, the one now, the others up to `total`."""
    left = max(total - done - 1, 0)
    return SafeString('<i class="done"></i>' * done + '<i class="now"></i>' + "<i></i>" * left)


@register.simple_tag
def ruler(level: int, low: int, high: int, most: int = SIDE) -> list[dict[str, Any]]:
    """State of each level 1..most: "at" the level shown, "in" its interval, "" outside."""
    states = []
    for value in range(1, most + 1):
        state = "at" if value == level else "in" if low <= value <= high else ""
        states.append({"value": value, "state": state})
    return states


@register.simple_tag
def page_range(page: Any) -> list[int | str]:
    """Page numbers around the current one; an ellipsis stands for those left out."""
    return list(
        page.paginator.get_elided_page_range(page.number, on_each_side=PAGES_AROUND, on_ends=1)
    )
