"""The public check: who has the code of a certificate sees what it says, if its holder agrees."""

from typing import Final

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.tries import tried_by
from certification.access import get_public_certificate
from certification.forms.verification import CheckForm
from certification.models import Certificate
from certification.selectors.certificates import told

_TOO_MANY: Final = 429


@login_not_required
@never_cache
@require_safe
def verification(request: HttpRequest) -> HttpResponse:
    """`?code=` looks for it. Every look counts: codes cannot be gone through."""
    form = CheckForm(request.GET if "code" in request.GET else None)
    if form.is_bound and _looked_too_often(request):
        context = {"form": CheckForm(), "too_often": True}
        return render(request, "certification/verification/page.html", context, status=_TOO_MANY)
    found = _found(form) if form.is_valid() else None
    if found is None:
        context = {"form": form, "too_often": False}
        return render(request, "certification/verification/page.html", context)
    context = {"told": told(found), "certificate": found} | _standing(found)
    return render(request, "certification/verification/found.html", context)


def _found(form: CheckForm) -> Certificate | None:
    """Unknown, closed by its holder and not published are told alike."""
    try:
        return get_public_certificate(form.cleaned_data["code"])
    except Http404:
        form.add_error(
            "code",
            _(
                "Aucun certificat à montrer pour ce code. Vérifiez-le signe par signe\u00a0; "
                "sinon, son titulaire a peut-être choisi de ne pas le montrer."
            ),
        )
        return None


def _standing(certificate: Certificate) -> dict[str, object]:
    now = timezone.now()
    return {
        "is_revoked": certificate.revoked_at is not None,
        "has_expired": now >= certificate.expires_at,
        "checked_at": now,
    }


def _looked_too_often(request: HttpRequest) -> bool:
    user = request.user if isinstance(request.user, User) else None
    most = settings.CHECKS_A_MINUTE if user else settings.CHECKS_OF_AN_ADDRESS_A_MINUTE
    return tried_by(request, "certificate-check", user=user) > most
