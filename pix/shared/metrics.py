"""Figures for a Prometheus server, measured when it asks."""

import secrets

from django.conf import settings
from django.http import HttpRequest
from prometheus_client import CollectorRegistry, Gauge, PlatformCollector, ProcessCollector
from prometheus_client import generate_latest as exposition

from pix.shared import health

LOOPBACK = ("127.0.0.1", "::1")


def text() -> bytes:
    registry = CollectorRegistry()
    ProcessCollector(registry=registry)
    PlatformCollector(registry=registry)
    up = Gauge("pix_up", "1 when this part answers", ["part"], registry=registry)
    for part, answers in health.report().items():
        up.labels(part).set(answers)
    waiting = Gauge("pix_waiting_tasks", "Tasks that no worker has taken", registry=registry)
    waiting.set(health.waiting_tasks())
    return exposition(registry)


def may_read(request: HttpRequest) -> bool:
    """With a token: whoever shows it. Without: this machine only, and not through a proxy."""
    if settings.METRICS_TOKEN:
        shown = request.headers.get("Authorization", "").removeprefix("Bearer ")
        return secrets.compare_digest(shown.encode(), settings.METRICS_TOKEN.encode())
    forwarded = "X-Forwarded-For" in request.headers or "Forwarded" in request.headers
    return not forwarded and request.META.get("REMOTE_ADDR") in LOOPBACK
