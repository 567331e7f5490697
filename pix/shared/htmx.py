"""The one place that knows htmx: page or fragment, redirects, where the focus goes.

Focus: a fragment that replaces what the person was using carries `data-focus` on its heading
(`<h1 tabindex="-1" data-focus>`); `static/js/pix.js` moves the focus there after the swap and the
screen reader reads it. What must be said without moving goes into `#annonce` (role="status") of the
base page, with `hx-swap-oob`.
"""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django_htmx.http import HttpResponseClientRedirect


def wants_fragment(request: HttpRequest) -> bool:
    """True for an htmx swap; going back in history and boosted links get the whole page."""
    htmx = getattr(request, "htmx", None)
    if not htmx:
        return False
    return not htmx.history_restore_request and not htmx.boosted


def render_fragment(
    request: HttpRequest,
    template: str,
    partial: str,
    context: Mapping[str, Any] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """Render `template`, or only its `{% partialdef partial %}` when htmx asks for it."""
    name = f"{template}#{partial}" if wants_fragment(request) else template
    response = render(request, name, dict(context or {}), status=status)
    patch_vary_headers(response, ("HX-Request",))
    return response


def redirect_page(request: HttpRequest, address: str) -> HttpResponse:
    """Send the browser to another page; a plain redirect would be swapped into the fragment."""
    if wants_fragment(request):
        return HttpResponseClientRedirect(address)
    return HttpResponseRedirect(address)
