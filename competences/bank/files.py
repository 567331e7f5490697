"""Formats that builders and assets may have: type on the wire, name for people, file names."""

import re
from typing import NamedTuple


class FileFormat(NamedTuple):
    media_type: str
    label: str


FORMATS = {
    "csv": FileFormat("text/csv", "Données CSV"),
    "docx": FileFormat(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Texte Word"
    ),
    "eml": FileFormat("message/rfc822", "Message"),
    "html": FileFormat("text/html", "Page web"),
    "ics": FileFormat("text/calendar", "Calendrier"),
    "jpg": FileFormat("image/jpeg", "Image JPEG"),
    "json": FileFormat("application/json", "Données JSON"),
    "md": FileFormat("text/markdown", "Texte Markdown"),
    "mp3": FileFormat("audio/mpeg", "Son MP3"),
    "odp": FileFormat("application/vnd.oasis.opendocument.presentation", "Diaporama OpenDocument"),
    "ods": FileFormat("application/vnd.oasis.opendocument.spreadsheet", "Classeur OpenDocument"),
    "odt": FileFormat("application/vnd.oasis.opendocument.text", "Texte OpenDocument"),
    "pdf": FileFormat("application/pdf", "Document PDF"),
    "png": FileFormat("image/png", "Image PNG"),
    "py": FileFormat("text/x-python", "Programme Python"),
    "sqlite": FileFormat("application/vnd.sqlite3", "Base de données SQLite"),
    "svg": FileFormat("image/svg+xml", "Image SVG"),
    "txt": FileFormat("text/plain", "Texte brut"),
    "wav": FileFormat("audio/wav", "Son WAV"),
    "xlsx": FileFormat(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Classeur Excel"
    ),
    "zip": FileFormat("application/zip", "Archive ZIP"),
}
PICTURE_FORMATS = ("svg", "png", "jpg")

_PLAIN_NAME = re.compile(r"^(?!.*\.\.)[\w(][\w ().'-]{0,99}$")


def is_plain_name(name: str) -> bool:
    """Whether every system can save a file under this name."""
    return bool(_PLAIN_NAME.match(name))


def label_of(file_format: str) -> str:
    return f"{FORMATS[file_format].label} (.{file_format})"


def extension(name: str) -> str:
    return name.rpartition(".")[2].lower()
