"""The files of a variant: built on demand, with the facts that instructions and solutions use."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from competences.content.builders import Built, get_builder

from .files import PICTURE_FORMATS, extension
from .parameters import choose_values
from .placeholders import fill
from .schema import AttachmentSpec, ChallengeSpec, PictureSpec


@dataclass(frozen=True, slots=True)
class BuiltFile:
    name: str
    format: str
    content: Callable[[Path], bytes]
    """From the folder of the bank."""


@dataclass(frozen=True, slots=True)
class Material:
    """What a variant is made of before it is put in words."""

    facts: dict[str, Any]
    files: tuple[BuiltFile, ...]
    picture: BuiltFile | None

    def file(self, name: str) -> BuiltFile:
        """Raises `LookupError` for a name that is not one of its files."""
        known = {file.name: file for file in (self.picture, *self.files) if file}
        return known[name]


def gather(challenge: ChallengeSpec, number: int) -> Material:
    """Parameters of the variant, then each builder's facts, in the order of the attachments."""
    facts = choose_values(challenge, number)
    files: list[BuiltFile] = []
    for attachment in challenge.attachments:
        files.extend(_attached(challenge, number, attachment, facts))
    picture = _pictured(challenge, number, challenge.picture, facts) if challenge.picture else None
    return Material(facts, tuple(files), picture)


def _attached(
    challenge: ChallengeSpec, number: int, attachment: AttachmentSpec, facts: dict[str, Any]
) -> Iterator[BuiltFile]:
    if attachment.builder:
        built = _build(challenge, number, attachment, facts)
        name = str(fill(attachment.name, facts))
        for file_format in attachment.formats:
            yield BuiltFile(f"{name}.{file_format}", file_format, _writer(built.write, file_format))
    elif attachment.asset:
        file_format = extension(attachment.asset)
        name = str(fill(attachment.name, facts)).removesuffix(f".{file_format}")
        yield BuiltFile(f"{name}.{file_format}", file_format, _reader(attachment.asset))


def _pictured(
    challenge: ChallengeSpec, number: int, picture: PictureSpec, facts: dict[str, Any]
) -> BuiltFile | None:
    if picture.file:
        file_format = extension(picture.file)
        return BuiltFile(f"image.{file_format}", file_format, _reader(picture.file))
    if not picture.builder:
        return None
    built = _build(challenge, number, picture, facts)
    formats = _builder(picture.builder).FORMATS
    file_format = next(f for f in PICTURE_FORMATS if f in formats)
    return BuiltFile(f"image.{file_format}", file_format, _writer(built.write, file_format))


def _build(
    challenge: ChallengeSpec, number: int, part: AttachmentSpec | PictureSpec, facts: dict[str, Any]
) -> Built:
    """Run the builder of `part` and add its facts to `facts`."""
    name = str(part.builder)
    rng = random.Random(f"{challenge.id}:{number}")  # noqa: S311  reproducible, not secret
    built = _builder(name).build(rng, **fill(part.with_, facts))
    facts.update(built.facts)
    return built


_builder = cache(get_builder)


def _writer(write: Callable[[str], bytes], file_format: str) -> Callable[[Path], bytes]:
    return lambda _folder: write(file_format)


def _reader(asset: str) -> Callable[[Path], bytes]:
    return lambda folder: (folder / asset).read_bytes()
