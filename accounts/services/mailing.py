"""How people are named in mail that others receive."""

from accounts.models import User
from pix.shared.text import holds_link


def signature(user: User) -> str:
    """ "Nadia Benali (nadia@example.org)"; a name that hides a link is left out."""
    name = user.get_full_name()
    shown = "" if holds_link(name) else name
    if not user.email:
        return shown or user.get_short_name()
    return f"{shown} ({user.email})" if shown else user.email
