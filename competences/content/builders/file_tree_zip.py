"""An archive of folders and files to explore, sort and search."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
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
    "abricot boussole citron damier écluse fusée girafe hibou iris jongleur koala lucarne mimosa "
    "navire olivier pagaie radeau sirène tambour volcan agrume banjo cascade dauphin éventail "
    "fanfare glacier harpe jonque lavande moulin noisette otarie piment renard"
)
_PICTURES = ("jpg", "png")
_CLEARLY = 1.15
_READABLE = words("txt md odt pdf html json csv")


@dataclass(frozen=True, slots=True)
class File:
    folder: str
    name: str
    modified: datetime
    word: str
    content: bytes = b""

    @property
    def path(self) -> str:
        return f"{self.folder}/{self.name}"

    @property
    def extension(self) -> str:
        return self.name.rpartition(".")[2]


@dataclass(frozen=True, slots=True)
class Tree:
    files: list[File]
    copies: list[File]
    """Of the first files, in order, under other names."""
    versions: list[File]

    @property
    def every(self) -> list[File]:
        return sorted([*self.files, *self.copies, *self.versions], key=lambda file: file.path)


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

    `files` of mixed types (10 to 50, over `folders`), in `folders` (3 to 10) folders. `duplicates`
    more files (at most 4) are exact copies under another name elsewhere. `versions` more files (3
    to 8) are versions of one document, whose names do not tell which is the latest. Each text file
    holds a word of its own.
    """
    kind = THEMES[theme]
    paths = [f"{kind.root}/{folder}" for folder in kind.folders[:folders]]

    def plan() -> Tree:
        planned = _plan(rng, kind, paths, files, target_type)
        copies = _copies(rng, planned[:duplicates], paths)
        return Tree(planned, copies, _versions(rng, paths, versions))

    planned = draw_until(plan, _has_one_fullest_folder)
    tree = draw_until(lambda: _filled(rng, planned), _has_one_biggest_file)
    facts = _facts(rng, kind, tree.every, folders, target_type)
    facts |= _copy_facts(tree) | _version_facts(tree.versions)
    return Built(facts, writer(zip=lambda: _zip(kind, tree.every, folders)))


def _plan(
    rng: Random, theme: Theme, paths: Sequence[str], count: int, target_type: str
) -> list[File]:
    """Every folder gets a file, then chance decides. No two files have the same word."""
    types = [target_type, *theme.extensions, *rng.choices(theme.extensions, k=count)][:count]
    numbered = [f"{title} {number}" for title in theme.titles for number in range(2, 9)]
    titles = [*rng.sample(theme.titles, len(theme.titles)), *rng.sample(numbered, count)]
    places = [*rng.sample(paths, len(paths)), *rng.choices(paths, k=count)]
    days = distinct_days(rng, count, first=date(2024, 9, 1), span=290)
    drawn = zip(types, rng.sample(days, count), rng.sample(_CODES, count), strict=True)
    planned = [
        File(place, f"{title}.{extension}", moment(rng, day), word)
        for place, title, (extension, day, word) in zip(places, titles, drawn, strict=False)
    ]
    # Pictures last: the first files are those that get copies.
    return sorted(rng.sample(planned, count), key=lambda file: file.extension in _PICTURES)


def _copies(rng: Random, originals: Sequence[File], paths: Sequence[str]) -> list[File]:
    return [
        File(
            rng.choice([path for path in paths if path != file.folder]),
            f"{rng.choice(('Sans titre', 'Nouveau', 'Ancien', 'Scan'))} {number}.{file.extension}",
            moment(rng, date(2025, 6, 18 + number)),
            file.word,
        )
        for number, file in enumerate(originals, start=2)
    ]


def _versions(rng: Random, paths: Sequence[str], count: int) -> list[File]:
    """The order of the names is not that of the dates."""
    if not count:
        return []
    labels = ("v1", "v2", "v3", "corrigé", "final", "final 2", "VRAI final", "relu")[:count]
    days = distinct_days(rng, count, first=date(2025, 1, 6), span=120)
    days = draw_until(lambda: rng.sample(days, count), lambda mixed: mixed != sorted(mixed))
    folder, word = rng.choice(paths), rng.choice(_CODES)
    return [
        File(folder, f"Dossier {word} {label}.odt", moment(rng, day), word)
        for label, day in zip(labels, days, strict=True)
    ]


def _has_one_fullest_folder(tree: Tree) -> bool:
    counts = sorted(Counter(file.folder for file in tree.every).values())
    return len(counts) == 1 or counts[-1] > counts[-2]


def _filled(rng: Random, tree: Tree) -> Tree:
    """With contents: one picture, never copied, is larger than the rest."""
    apart = tree.files[len(tree.copies) :]
    photos = [file for file in apart if file.extension == "jpg"]
    large = rng.choice(photos or [file for file in apart if file.extension == "png"])
    files = [_with_content(rng, file, large=file is large) for file in tree.files]
    copies = [
        replace(copy, content=file.content) for copy, file in zip(tree.copies, files, strict=False)
    ]
    return Tree(files, copies, [_with_content(rng, file) for file in tree.versions])


def _with_content(rng: Random, file: File, *, large: bool = False) -> File:
    title = file.name.rpartition(".")[0]
    body = f"Mot de passage : {file.word}. "
    body += "Notes à relire avant la réunion. " * rng.randint(1, 30)
    return replace(file, content=sample(rng, file.extension, title, body, large=large))


def _has_one_biggest_file(tree: Tree) -> bool:
    sizes = sorted(len(file.content) for file in tree.every)
    return sizes[-1] > sizes[-2] * _CLEARLY


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
    by_date = sorted(files, key=lambda file: file.modified)
    asked_type, place = rng.choice(sorted(types)), rng.choice(sorted(places))
    return {
        "root": theme.root,
        "file_count": len(files),
        "folder_count": folders,
        "total_size": sum(len(file.content) for file in files),
        "target": _file_facts(rng.choice([f for f in files if f.extension == target_type])),
        "biggest": _file_facts(max(files, key=lambda file: len(file.content))),
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


def _copy_facts(tree: Tree) -> dict[str, Any]:
    if not tree.copies:
        return {"duplicate_count": 0}
    return {
        "duplicate_count": len(tree.copies),
        "duplicate": _file_facts(tree.copies[0]),
        "original": _file_facts(tree.files[0]),
    }


def _version_facts(series: Sequence[File]) -> dict[str, Any]:
    if not series:
        return {}
    latest = max(series, key=lambda file: file.modified)
    return {"latest": _file_facts(latest), "versions": [file.name for file in series]}
