"""Files that questions hand out: made once, kept, measured."""

import io
import re
from functools import lru_cache

from django.core.cache import caches
from PIL import Image

from competences.bank.variants import write_file
from competences.selectors.bank import bank_of, variant_of

_VIEW_BOX = re.compile(rb'viewBox="[\d.-]+ [\d.-]+ ([\d.]+) ([\d.]+)"')


def media_types(release_id: int, challenge_id: str, number: int) -> dict[str, str]:
    """Media type of each file of a variant, by name; the picture included."""
    variant = variant_of(release_id, challenge_id, number)
    types = {file.name: file.media_type for file in variant.files}
    if variant.picture:
        types[variant.picture.name] = variant.picture.media_type
    return types


def file_bytes(release_id: int, challenge_id: str, number: int, name: str) -> bytes:
    """A file of a variant, made the first time it is asked for."""
    key = f"{release_id}:{challenge_id}:{number}:{name}"
    content: bytes | None = caches["files"].get(key)
    if content is None:
        content = write_file(bank_of(release_id, 0).challenges[challenge_id], number, name)
        caches["files"].set(key, content)
    return content


@lru_cache(maxsize=4096)
def file_size(release_id: int, challenge_id: str, number: int, name: str) -> int:
    """Bytes of a file of a variant."""
    return len(file_bytes(release_id, challenge_id, number, name))


@lru_cache(maxsize=512)
def picture_size(release_id: int, challenge_id: str, number: int) -> tuple[int, int]:
    """Width and height of a variant's picture, in pixels (or SVG units)."""
    picture = variant_of(release_id, challenge_id, number).picture
    assert picture is not None  # noqa: S101 -- asked for pictures only
    content = file_bytes(release_id, challenge_id, number, picture.name)
    if picture.media_type == "image/svg+xml":
        found = _VIEW_BOX.search(content)
        return (round(float(found[1])), round(float(found[2]))) if found else (640, 480)
    return Image.open(io.BytesIO(content)).size
