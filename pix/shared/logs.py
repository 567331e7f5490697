"""Logs as one JSON object a line, for whoever collects them. Never personal data: ids only."""

import structlog


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
