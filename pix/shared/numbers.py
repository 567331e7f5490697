"""Figures and dates as people read them, in the language of the page."""

from datetime import date, datetime

from django.utils import formats
from django.utils.timezone import is_aware, localtime
from django.utils.translation import get_language, gettext, ngettext

NARROW_SPACE = "\u202f"
SPACE = "\u00a0"
UNITS = ("o", "Ko", "Mo", "Go")
KILO = 1000
ONE_DECIMAL_UNDER = 10
MINUTE = 60
_EXACT = 9


def number(value: float, decimals: int = 0) -> str:
    """1024 → "1 024" (narrow no-break space), 2.5 → "2,5"; in English "1,024" and "2.5"."""
    text = f"{value:,.{decimals}f}"
    if is_french():
        text = text.replace(",", NARROW_SPACE).replace(".", ",")
    return text.replace("-", "\u2212")


def percent(share: float, decimals: int = 0) -> str:
    """0.614 → "61 %"."""
    # 23 of 40 is 57.5 %, which a float says as 57.49999999999999.
    return f"{number(round(share * 100, _EXACT), decimals)}{SPACE if is_french() else ''}%"


def file_size(size: float) -> str:
    """14 336 bytes → "14 Ko"."""
    power = 0
    while size >= KILO and power < len(UNITS) - 1:
        size /= KILO
        power += 1
    unit = UNITS[power] if is_french() else UNITS[power].replace("o", "B")
    return f"{number(size, int(power > 0 and size < ONE_DECIMAL_UNDER))}{SPACE}{unit}"


def duration(seconds: float) -> str:
    """95 → "1 min 35 s"; whole minutes lose their seconds."""
    minutes, rest = divmod(round(seconds), MINUTE)
    hours, minutes = divmod(minutes, MINUTE)
    parts = [(hours, "h"), (minutes, "min"), (rest if not hours else 0, "s")]
    return SPACE.join(f"{count}{SPACE}{unit}" for count, unit in parts if count) or f"0{SPACE}s"


def long_date(value: date) -> str:
    """ "lundi 4 janvier 2027", in the reader's time zone when the value has an hour."""
    if isinstance(value, datetime) and is_aware(value):
        value = localtime(value)
    text = formats.date_format(value, "l j F Y")
    return text.replace(" 1 ", " 1er ", 1) if is_french() and value.day == 1 else text


def day_and_hour(value: datetime) -> str:
    """ "lundi 4 janvier 2027 à 18 h 05", in the reader's time zone."""
    local = localtime(value)
    hour = f"{local.hour}{SPACE}h{SPACE}{local.minute:02}" if is_french() else f"{local:%H:%M}"
    words = gettext("%(day)s à %(hour)s")
    return words % {"day": long_date(value), "hour": hour}


def days_left(days: int) -> str:
    """What remains before a retry: "demain", "dans 3 jours"."""
    if days <= 0:
        return gettext("aujourd'hui")
    if days == 1:
        return gettext("demain")
    return ngettext("dans %(count)d jour", "dans %(count)d jours", days) % {"count": days}


def is_french() -> bool:
    return (get_language() or "fr").startswith("fr")
