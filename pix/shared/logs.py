"""Logs as one JSON object a line, for whoever collects them. Never personal data: ids only."""

import logging

import structlog
from django.http import HttpRequest


class WithoutAddresses(logging.Filter):
    """An address may be the secret link of a mail, and may hold who it was for.

    A line about a request tells which page was asked for, as its route is written.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        if isinstance(request, HttpRequest) and isinstance(record.args, tuple):
            address = request.path.encode("unicode_escape").decode("ascii")
            known = (address, request.path)
            page = _page_of(request)
            record.args = tuple(page if one in known else one for one in record.args)
        return True


def _page_of(request: HttpRequest) -> str:
    """Of an address that leads nowhere, its first word is enough to know where to look."""
    if request.resolver_match is not None:
        return f"/{request.resolver_match.route}"
    first, more, _rest = request.path.removeprefix("/").partition("/")
    return f"/{first}/…" if more else "/…"


def formatter() -> structlog.stdlib.ProcessorFormatter:
    """Renders the records of the standard library's loggers."""
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
        ],
        processor=structlog.processors.JSONRenderer(),
    )
