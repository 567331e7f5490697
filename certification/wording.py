"""Sentences that several pages of Pix Certif say."""

from django.utils.translation import gettext as _

from certification.selectors.windows import Calendar
from pix.shared.numbers import long_date


def outside_window(calendar: Calendar) -> str:
    """Why a day is refused, and which ones are not."""
    window = calendar.current or calendar.following
    if window is None:
        return _(
            "Le calendrier officiel de la prochaine période n'est pas encore connu\u00a0: aucune "
            "session ne peut être prévue ce jour-là."
        )
    words = _(
        "Ce jour est en dehors du calendrier officiel\u00a0: la certification a lieu du %(first)s "
        "au %(last)s."
    )
    return words % {"first": long_date(window.opens_on), "last": long_date(window.last_day)}
