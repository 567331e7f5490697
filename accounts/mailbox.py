"""Mail kept in files by the embedded run, for those who administer it."""

import email
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any, Final

from django.conf import settings

BACKEND: Final = "django.core.mail.backends.filebased.EmailBackend"
# What Django's backend writes after each message.
SEPARATOR: Final = re.compile(rb"^-{79}\n", re.MULTILINE)


@dataclass(frozen=True)
class KeptMessage:
    key: str
    subject: str
    recipients: str
    sent_at: datetime | None
    text: str
    html: str


def keeps_mail() -> bool:
    return bool(_mailer()["BACKEND"] == BACKEND)


def kept_messages() -> list[KeptMessage]:
    """The newest first."""
    folder = Path(_mailer()["OPTIONS"]["file_path"])
    files = sorted(folder.glob("*.log"), key=lambda file: file.stat().st_mtime_ns, reverse=True)
    return [message for file in files for message in _messages(file)]


def kept_message(key: str) -> KeptMessage | None:
    return next((message for message in kept_messages() if message.key == key), None)


def _mailer() -> dict[str, Any]:
    return settings.MAILERS["default"]


def _messages(file: Path) -> Iterator[KeptMessage]:
    sources = [part for part in SEPARATOR.split(file.read_bytes()) if part.strip()]
    for number, source in reversed(list(enumerate(sources))):
        parsed = email.message_from_bytes(source, policy=default)
        yield KeptMessage(
            key=f"{file.stem}.{number}",
            subject=str(parsed["subject"] or ""),
            recipients=str(parsed["to"] or ""),
            sent_at=parsed["date"].datetime if parsed["date"] else None,
            text=_body(parsed, "plain"),
            html=_body(parsed, "html"),
        )


def _body(message: EmailMessage, kind: str) -> str:
    body = message.get_body((kind,))
    return str(body.get_content()) if body else ""
