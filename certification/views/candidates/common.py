"""What the pages of candidates share."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import SignedInRequest
from certification.enums import SessionState
from certification.models import Session


def context_of(session: Session) -> dict[str, Any]:
    return {
        "centre": session.centre,
        "session": session,
        "is_open": session.state == SessionState.CREATED,
        "has_school": session.centre.organisation_id is not None,
    }


def local_day(session: Session) -> date:
    """Today, on the calendar of the room's wall."""
    return timezone.now().astimezone(session.local_start.tzinfo).date()


def tell_closed(request: SignedInRequest, session: Session) -> HttpResponse:
    messages.error(request, _("La session est finalisée\u00a0: sa liste ne change plus."))
    return redirect("candidates", session.centre.code, session.public_id)
