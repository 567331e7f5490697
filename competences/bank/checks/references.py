"""What a challenge names exists: lesson, anchor, builder, format, asset, simulator."""

import re
from collections.abc import Iterator, Sequence

from competences.bank.content import BankContent
from competences.bank.files import FORMATS, PICTURE_FORMATS, extension
from competences.bank.problems import Place, Problem, warning
from competences.bank.schema import AttachmentSpec
from competences.bank.simulators import UnknownSimulatorError, get_referee
from competences.content.builders import Builder, UnknownBuilderError, get_builder

from .entries import Entry, Keys

HEAVIEST_ASSET = 60 * 1024
_ASSET = re.compile(r"assets/[a-z0-9][a-z0-9/_-]*\.[a-z0-9]+")


def check_references(
    content: BankContent, entries: Sequence[Entry], anchors: dict[str, set[str]]
) -> Iterator[Problem]:
    for entry in entries:
        yield from _lesson(entry, anchors)
        yield from _parts(entry)
        yield from _simulator(entry)
    yield from _unused_assets(content)


def _lesson(entry: Entry, anchors: dict[str, set[str]]) -> Iterator[Problem]:
    if entry.challenge.lesson is None:
        return
    topic, _, anchor = entry.challenge.lesson.partition("#")
    if topic not in anchors:
        yield entry.error(f"there is no lesson {topic}", "lesson")
    elif anchor and anchor not in anchors[topic]:
        yield entry.error(f"the lesson {topic} has no heading {{#{anchor}}}", "lesson")


def _parts(entry: Entry) -> Iterator[Problem]:
    picture = entry.challenge.picture
    if picture and picture.file:
        yield from _asset(entry, picture.file, PICTURE_FORMATS, ("picture", "file"))
    elif picture and picture.builder:
        yield from _picture_builder(entry, picture.builder)
    for position, attachment in enumerate(entry.challenge.attachments):
        keys: Keys = ("attachments", position)
        if attachment.asset:
            yield from _asset(entry, attachment.asset, tuple(FORMATS), (*keys, "asset"))
        else:
            yield from _builder_formats(entry, attachment, keys)


def _asset(entry: Entry, asset: str, formats: tuple[str, ...], keys: Keys) -> Iterator[Problem]:
    path = entry.content.folder / asset
    if not path.is_file():
        yield entry.error(f"there is no file {asset}", *keys)
    elif path.stat().st_size > HEAVIEST_ASSET:
        yield entry.error(f"{asset} weighs more than 60 KB", *keys)
    if extension(asset) not in formats:
        yield entry.error(f"{asset} has none of the formats {', '.join(formats)}", *keys)


def _known_builder(entry: Entry, name: str, keys: Keys) -> Builder | Problem:
    try:
        return get_builder(name)
    except UnknownBuilderError as unknown:
        return entry.error(str(unknown), *keys)


def _picture_builder(entry: Entry, name: str) -> Iterator[Problem]:
    builder = _known_builder(entry, name, ("picture", "builder"))
    if isinstance(builder, Problem):
        yield builder
    elif not set(builder.FORMATS) & set(PICTURE_FORMATS):
        yield entry.error(f"the builder {name} makes no picture", "picture", "builder")


def _builder_formats(entry: Entry, attachment: AttachmentSpec, keys: Keys) -> Iterator[Problem]:
    builder = _known_builder(entry, str(attachment.builder), (*keys, "builder"))
    if isinstance(builder, Problem):
        yield builder
        return
    for file_format in attachment.formats:
        if file_format not in builder.FORMATS or file_format not in FORMATS:
            message = f"the builder {attachment.builder} makes {', '.join(builder.FORMATS)}"
            yield entry.error(f"{message}, not {file_format}", *keys, "formats")


def _simulator(entry: Entry) -> Iterator[Problem]:
    if entry.challenge.simulator is None:
        return
    try:
        get_referee(entry.challenge.simulator.name)
    except UnknownSimulatorError as unknown:
        yield entry.error(str(unknown), "simulator", "name")


def _unused_assets(content: BankContent) -> Iterator[Problem]:
    folder = content.folder / "assets"
    if not content.sources or not folder.is_dir():
        return
    used: set[str] = set()
    for lesson in content.lessons:
        used.update(_ASSET.findall(lesson.body))
    for challenge in content.challenges():
        used.update(part.asset for part in challenge.attachments if part.asset)
        used.update(
            {challenge.picture.file} if challenge.picture and challenge.picture.file else ()
        )
    for path in sorted(folder.rglob("*.*")):
        name = path.relative_to(content.folder).as_posix()
        if name not in used:
            yield warning(Place(name, 1), "no challenge and no lesson shows this file")
