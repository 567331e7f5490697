"""A person's own certificates: what is awaited, what was obtained, files, who may check."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import SignedInRequest
from certification.access import get_certificate_of
from certification.models import Certificate
from certification.papers.certificate import check_address
from certification.selectors.certificates import told
from certification.selectors.sittings import sittings_of
from certification.services.certificates import let_others_check
from certification.services.proving import Prover
from pix.shared.papers import PDF_TYPE, qr
from pix.shared.sheets import attached

BADGE_TYPE = "application/vc+jwt"


@require_safe
def certificates(request: SignedInRequest) -> HttpResponse:
    context = {"sittings": sittings_of(request.user), "now": timezone.now()}
    return render(request, "certification/certificates/list.html", context)


@require_safe
def certificate(request: SignedInRequest, certificate: UUID) -> HttpResponse:
    one, now = get_certificate_of(request.user, certificate), timezone.now()
    context = {
        "told": told(one),
        "certificate": one,
        "has_expired": now >= one.expires_at,
        "check_address": check_address(one.code),
    }
    return render(request, "certification/certificates/one.html", context)


@require_safe
def certificate_paper(request: SignedInRequest, certificate: UUID) -> HttpResponse:
    one = _in_force(request, certificate)
    if one is None:
        return redirect("certificate", certificate)
    content = Prover().paper([one], now=timezone.now())
    return attached(content, kind=PDF_TYPE, name=f"certificat-{one.code}.pdf")


@require_safe
def certificate_badge(request: SignedInRequest, certificate: UUID) -> HttpResponse:
    one = _in_force(request, certificate)
    if one is None:
        return redirect("certificate", certificate)
    content = Prover().badge(one).encode()
    return attached(content, kind=BADGE_TYPE, name=f"badge-{one.code}.jwt")


def _in_force(request: SignedInRequest, public_id: UUID) -> Certificate | None:
    """No paper is made of a certificate that was revoked."""
    one = get_certificate_of(request.user, public_id)
    if one.revoked_at is None:
        return one
    messages.error(request, _("Ce certificat a été révoqué\u00a0: il ne se télécharge plus."))
    return None


@require_safe
def certificate_qr(request: SignedInRequest, certificate: UUID) -> HttpResponse:
    """The picture of the address where it is checked."""
    one = get_certificate_of(request.user, certificate)
    return HttpResponse(qr(check_address(one.code)), content_type="image/svg+xml")


@require_POST
def certificate_check(request: SignedInRequest, certificate: UUID) -> HttpResponse:
    """Open or close the public check."""
    one = get_certificate_of(request.user, certificate)
    let_others_check(one, allowed="allow" in request.POST)
    if one.is_public:
        text = _("Toute personne qui a le code peut maintenant vérifier ce certificat.")
    else:
        text = _("Plus personne ne peut vérifier ce certificat avec son code.")
    messages.success(request, text)
    return redirect("certificate", certificate)
