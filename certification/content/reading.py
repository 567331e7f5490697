"""What certification is loaded with: formats and official windows, as files."""

from pathlib import Path
from typing import Any, Final

import yaml

_HERE: Final = Path(__file__).parent


def read_formats() -> list[dict[str, Any]]:
    return _read("formats.yaml")


def read_windows() -> list[dict[str, Any]]:
    return _read("windows.yaml")


def _read(name: str) -> list[dict[str, Any]]:
    with (_HERE / name).open(encoding="utf-8") as file:
        rows: list[dict[str, Any]] = yaml.safe_load(file)
    return rows
