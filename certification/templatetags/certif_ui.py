"""What the pages of Pix Certif say of a centre and of a session, whatever their view gives them."""

from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from django import template
from django.template.context import Context
from django.utils.translation import gettext_lazy as _

from certification.enums import SessionState
from certification.models import Centre, Session
from certification.selectors.centres import centres_of
from pix.shared.navigation import Section, exists

register = template.Library()

# Under /certif/<centre>/.
_RAIL: Final = (
    Section(_("Tableau de bord"), "", "house"),
    Section(_("Sessions"), "sessions/", "list-checks"),
    Section(_("Résultats"), "resultats/", "award"),
    Section(_("Équipe"), "equipe/", "user-round-plus"),
)
# Under …/sessions/<session>/: one task each.
_TABS: Final = (
    Section(_("Session"), "", "info"),
    Section(_("Candidats"), "candidats/", "users"),
    Section(_("Documents"), "documents/", "file-text"),
    Section(_("Finalisation"), "finaliser/", "list-checks"),
    Section(_("Résultats"), "resultats/", "award"),
)
_TONES: Final = {
    SessionState.CREATED: "",
    SessionState.FINALISED: "warn",
    SessionState.IN_PROCESS: "warn",
    SessionState.PUBLISHED: "ok",
}


@register.simple_tag(takes_context=True)
def certif_sections(context: Context, centre: Centre) -> list[dict[str, Any]]:
    """The rail of a centre."""
    return _placed(context, _RAIL, f"/certif/{centre.code}/")


@register.simple_tag(takes_context=True)
def session_tabs(context: Context, session: Session) -> list[dict[str, Any]]:
    """The pages of a session."""
    home = f"/certif/{session.centre.code}/sessions/{session.public_id}/"
    return _placed(context, _TABS, home)


def _placed(context: Context, sections: tuple[Section, ...], home: str) -> list[dict[str, Any]]:
    path = context["request"].path
    placed = (replace(section, address=home + section.address) for section in sections)
    return [
        {
            "label": section.label,
            "address": section.address,
            "icon": section.icon,
            "current": path == home
            if section.address == home
            else path.startswith(section.address),
        }
        for section in placed
        if exists(section.address)
    ]


@register.simple_tag(takes_context=True)
def my_centres(context: Context) -> list[Centre]:
    """Those whose team the reader is in."""
    return centres_of(context["request"].user)


@register.filter
def wall_clock(session: Session) -> datetime:
    """When it starts for those who are there: `date` would bring it to the reader's own zone."""
    return session.local_start.replace(tzinfo=None)


@register.filter
def session_tone(session: Session) -> str:
    """Of the tag that says its state."""
    return _TONES[SessionState(session.state)]
