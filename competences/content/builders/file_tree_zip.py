"""An archive of folders and files to explore, sort and search."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from random import Random
from typing import Any

from . import Built
from .support.archives import Entry, zip_of
from .support.dates import date_facts, distinct_days, moment
from .support.folders import THEMES, Theme
from .support.formats import writer
from .support.ranking import best, draw_until
from .support.samples import sample
from .support.words import words

VERSION = 1
FORMATS = ("zip",)

_CODES = words(
    "ancre bambou cactus dragon étoile falaise galet hamac igloo jasmin kayak lagune marmotte "
    "nuage orchidée pivoine quartz ruche safran tulipe utopie violon wagon yourte zeppelin "
    "abricot boussole citron damier écluse fusée girafe hibou iris jongleur koala lucarne mimosa"
)

_CLEARLY = 1.15
_READABLE = words("txt md odt pdf html json csv")


@dataclass(frozen=True, slots=True)
class File:
    folder: str
    name: str
    content: bytes
    modified: datetime
    word: str

    @property
    def path(self) -> str:
        return f"{self.folder}/{self.name}"

    @property
    def extension(self) -> str:
        return self.name.rpartition(".")[2]


def build(
    rng: Random,
    *,
    theme: str = "school",
    files: int = 24,
    folders: int = 8,
    target_type: str = "txt",
    duplicates: int = 0,
    versions: int = 0,
) -> Built:
    """A tree under one root folder. `theme`: school, association, family, work.

    `files` of mixed types (at least 10), in `folders` (at most 10) folders. `duplicates` more
    files are exact copies under another name elsewhere. `versions` more files are versions of one
    document, whose names do not tell which is the latest. Each text file holds a word of its own.
    """
    kind = THEMES[theme]

    def draw() -> tuple[list[File], list[File], list[File]]:
        tree = _draw(rng, kind, files, folders, target_type)
        return tree, _copies(rng, tree, duplicates), _versions(rng, tree, versions)

    tree, copies, series = draw_until(draw, lambda drawn: _is_clear(*drawn, target_type))
    every = sorted([*tree, *copies, *series], key=lambda file: file.path)
    facts = _facts(rng, kind, every, folders, target_type)
    facts |= _copy_facts(tree, copies) | _version_facts(series)
    return Built(facts, writer(zip=lambda: _zip(kind, every, folders)))


def _draw(rng: Random, theme: Theme, files: int, folders: int, target_type: str) -> list[File]:
    paths = [f"{theme.root}/{folder}" for folder in theme.folders[:folders]]
    types = [target_type, *theme.extensions, *rng.choices(theme.extensions, k=files)][:files]
    names = [f"{title} {number}" for title in theme.titles for number in range(1, 10)]
    titles = [*rng.sample(theme.titles, min(files, len(theme.titles))), *rng.sample(names, files)]
    days = distinct_days(rng, files, first=date(2024, 9, 1), span=290)
    return [
        _file(rng, f"{title}.{extension}", path, moment(rng, day))
        for title, extension, path, day in zip(
            titles[:files],
            types,
            [*rng.sample(paths, len(paths)), *rng.choices(paths, k=files)],
            rng.sample(days, files),
            strict=False,
        )
    ]


def _file(rng: Random, name: str, folder: str, modified: datetime) -> File:
    title, _, extension = name.rpartition(".")
    word = rng.choice(_CODES)
    body = f"Mot de passage : {word}. " + "Notes à relire avant la réunion. " * rng.randint(1, 30)
    return File(folder, name, sample(rng, extension, title, body), modified, word)


def _is_clear(tree: list[File], copies: list[File], series: list[File], target_type: str) -> bool:
    """The biggest file stands out; sizes at the ends, words and fullest folder are alone."""
    files = [*tree, *copies, *series]
    sizes = sorted(len(file.content) for file in files)
    found = [file.word for file in tree if file.extension == target_type]
    counts = sorted(Counter(file.folder for file in files).values())
    return (
        sizes[0] < sizes[1]
        and sizes[-1] > sizes[-2] * _CLEARLY
        and counts[-1] > counts[-2]
        and len(set(found)) == len(found)
    )


def _copies(rng: Random, tree: Sequence[File], count: int) -> list[File]:
    ranked = sorted(tree, key=lambda file: len(file.content))
    originals = rng.sample(ranked[1:-1], count)
    places = sorted({file.folder for file in tree})
    return [
        File(
            rng.choice([place for place in places if place != file.folder]),
            f"{rng.choice(('Sans titre', 'Nouveau', 'Ancien', 'Scan'))} {number}.{file.extension}",
            file.content,
            moment(rng, date(2025, 6, 18 + number)),
            file.word,
        )
        for number, file in enumerate(originals, start=2)
    ]


def _versions(rng: Random, tree: Sequence[File], count: int) -> list[File]:
    """The order of the names is not that of the dates."""
    if not count:
        return []
    labels = ("v1", "v2", "v3", "corrigé", "final", "final 2", "VRAI final", "relu")[:count]
    days = distinct_days(rng, count, first=date(2025, 1, 6), span=120)
    days = draw_until(lambda: rng.sample(days, count), lambda mixed: mixed != sorted(mixed))
    folder, title = rng.choice(tree).folder, f"Dossier {rng.choice(_CODES)}"
    return [
        _file(rng, f"{title} {label}.odt", folder, moment(rng, day))
        for label, day in zip(labels, days, strict=True)
    ]


def _zip(theme: Theme, files: Sequence[File], folders: int) -> bytes:
    places = [f"{theme.root}/", *(f"{theme.root}/{name}/" for name in theme.folders[:folders])]
    entries = [Entry(place, b"") for place in places]
    entries += [Entry(file.path, file.content, file.modified) for file in files]
    return zip_of(entries)


def _facts(
    rng: Random, theme: Theme, files: Sequence[File], folders: int, target_type: str
) -> dict[str, Any]:
    types = Counter(file.extension for file in files)
    places = Counter(file.folder for file in files)
    by_size = sorted(files, key=lambda file: len(file.content))
    by_date = sorted(files, key=lambda file: file.modified)
    asked_type, place = rng.choice(sorted(types)), rng.choice(sorted(places))
    return {
        "root": theme.root,
        "file_count": len(files),
        "folder_count": folders,
        "total_size": sum(len(file.content) for file in files),
        "target": _file_facts(rng.choice([f for f in files if f.extension == target_type])),
        "biggest": _file_facts(by_size[-1]),
        "smallest": _file_facts(by_size[0]),
        "newest": _file_facts(by_date[-1]),
        "oldest": _file_facts(by_date[0]),
        "type": asked_type,
        "type_count": types[asked_type],
        "by_type": dict(sorted(types.items())),
        "folder": place.rpartition("/")[2],
        "folder_path": place,
        "folder_files": places[place],
        "fullest": {"folder": best(places).rpartition("/")[2], "count": max(places.values())},
    }


def _file_facts(file: File) -> Mapping[str, Any]:
    return {
        "name": file.name,
        "path": file.path,
        "folder": file.folder.rpartition("/")[2],
        "folder_path": file.folder,
        "extension": file.extension,
        "size": len(file.content),
        "date": date_facts(file.modified),
        "word": file.word if file.extension in _READABLE else "",
        "sha256": hashlib.sha256(file.content).hexdigest(),
    }


def _copy_facts(tree: Sequence[File], copies: Sequence[File]) -> dict[str, Any]:
    if not copies:
        return {"duplicate_count": 0}
    original = next(file for file in tree if file.content == copies[0].content)
    return {
        "duplicate_count": len(copies),
        "duplicate": _file_facts(copies[0]),
        "original": _file_facts(original),
    }


def _version_facts(series: Sequence[File]) -> dict[str, Any]:
    if not series:
        return {}
    latest = max(series, key=lambda file: file.modified)
    return {"latest": _file_facts(latest), "versions": [file.name for file in series]}
