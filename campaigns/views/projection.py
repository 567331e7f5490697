"""The code of a campaign, for a class to see: on a screen, on paper."""

from io import BytesIO
from typing import Any, Final
from uuid import UUID

import segno
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from accounts.access import SignedInRequest, get_membership_for
from campaigns.access import get_campaign_for
from campaigns.models import Campaign
from campaigns.papers.poster import poster_pdf
from campaigns.selectors.activity import counts_of
from campaigns.selectors.campaigns import opening_of
from pix.shared.htmx import render_fragment, wants_fragment
from pix.shared.papers import PDF_TYPE
from pix.shared.sheets import attached

# White around it, so that it is read on a dark page too.
_LOOK: Final[dict[str, Any]] = {"kind": "svg", "xmldecl": False, "light": "#fff", "border": 3}
_DOTS: Final = 10


@require_safe
def campaign_projection(
    request: SignedInRequest, organisation: str, campaign: UUID
) -> HttpResponse:
    """The whole screen; htmx asks for the counts again, and gets nothing while none changed."""
    one = get_campaign_for(request.user, organisation, campaign)
    counts, opening = counts_of(one), opening_of(one, now=timezone.now())
    mark = f"{counts.mark}-{opening}"
    if wants_fragment(request) and request.GET.get("vu") == mark:
        return HttpResponse(status=204)
    context = {
        "membership": get_membership_for(request.user, organisation),
        "campaign": one,
        "counts": counts,
        "opening": opening,
        "mark": mark,
        "landing": landing_address(request, one),
        "code_address": _code_address(request),
        "qr": mark_safe(_qr(landing_address(request, one), omitsize=True)),
    }
    return render_fragment(request, "orga/campaigns/projection.html", "counts", context)


@require_safe
def campaign_qr(request: SignedInRequest, organisation: str, campaign: UUID) -> HttpResponse:
    """The QR code alone, to be put in a document of one's own."""
    one = get_campaign_for(request.user, organisation, campaign)
    return HttpResponse(
        _qr(landing_address(request, one), scale=_DOTS),
        content_type="image/svg+xml",
        headers={"Content-Disposition": f'attachment; filename="{one.code}.svg"'},
    )


@require_safe
def campaign_poster(request: SignedInRequest, organisation: str, campaign: UUID) -> HttpResponse:
    """A page to print, for the wall of the classroom."""
    one = get_campaign_for(request.user, organisation, campaign)
    content = poster_pdf(
        one,
        landing=landing_address(request, one),
        code_address=_code_address(request),
        created=timezone.now(),
    )
    return attached(content, kind=PDF_TYPE, name=f"affiche-{one.code}.pdf")


def _code_address(request: HttpRequest) -> str:
    return f"{request.get_host()}/code/"


def landing_address(request: HttpRequest, campaign: Campaign) -> str:
    """Where participants arrive, as they can type or scan it."""
    return request.build_absolute_uri(f"/parcours/{campaign.code}/")


def _qr(address: str, **size: Any) -> str:
    """As SVG: of its own size, or of that of the page."""
    picture = BytesIO()
    segno.make(address, error="m", micro=False).save(picture, **_LOOK, **size)
    return picture.getvalue().decode()
