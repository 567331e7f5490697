"""A class at work, followed by its teacher."""

from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import SignedInRequest, get_membership_for
from accounts.enums import AuditAction
from accounts.services import audit
from campaigns.access import get_campaign_for
from campaigns.forms.campaign_lists import ClassChoice
from campaigns.selectors.live import classes_followed, live_class, pulse_of
from campaigns.selectors.watching import note_watched
from pix.shared.htmx import render_fragment, wants_fragment


@require_safe
def campaign_live(request: SignedInRequest, organisation: str, campaign: UUID) -> HttpResponse:
    """The whole page; htmx asks for the class again, and gets nothing while nothing happened."""
    one = get_campaign_for(request.user, organisation, campaign)
    note_watched(one.pk)
    choice = ClassChoice(request.GET, classes=classes_followed(one))
    class_name, now = choice.chosen().get("classe", ""), timezone.now()
    pulse = pulse_of(one, class_name=class_name, now=now)
    if wants_fragment(request) and request.GET.get("vu") == pulse:
        return HttpResponse(status=204)
    membership = get_membership_for(request.user, organisation)
    if not wants_fragment(request):
        # Looking on is one reading, however long it lasts.
        audit.record(
            action=AuditAction.LIST_READ,
            actor=request.user,
            organisation=membership.organisation,
            now=now,
            campaign=one.code,
            class_name=class_name,
        )
    context = {
        "membership": membership,
        "campaign": one,
        "form": choice,
        "class_name": class_name,
        "room": live_class(one, class_name=class_name, now=now),
        "pulse": pulse,
        "now": now,
    }
    return render_fragment(request, "orga/campaigns/live.html", "live", context)
