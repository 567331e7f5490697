"""Mail sent by the embedded run, readable by those who administer it, absent anywhere else."""

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.csp import CSP
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from accounts.access import SignedInRequest, can_read_sent_mail
from accounts.mailbox import KeptMessage, keeps_mail, kept_message, kept_messages

# A message is shown as it is, in a frame where nothing runs and no form is sent.
MESSAGE_CSP: Mapping[str, list[str]] = {
    "default-src": [CSP.NONE],
    "style-src": [CSP.UNSAFE_INLINE],
    "frame-ancestors": [CSP.SELF],
    "sandbox": ["allow-popups", "allow-popups-to-escape-sandbox"],
}


@require_safe
def sent_mail(request: SignedInRequest) -> HttpResponse:
    _check(request)
    return render(request, "accounts/sent_mail.html", {"kept": kept_messages()})


@require_safe
def message(request: SignedInRequest, key: str) -> HttpResponse:
    return render(request, "accounts/sent_message.html", {"kept": _message(request, key)})


@require_safe
@csp_override(MESSAGE_CSP)
def message_page(request: SignedInRequest, key: str) -> HttpResponse:
    html = _message(request, key).html
    if not html:
        raise Http404
    return HttpResponse(html)


def _message(request: SignedInRequest, key: str) -> KeptMessage:
    _check(request)
    found = kept_message(key)
    if found is None:
        raise Http404
    return found


def _check(request: SignedInRequest) -> None:
    if not keeps_mail():
        raise Http404
    if not can_read_sent_mail(request.user):
        raise PermissionDenied
