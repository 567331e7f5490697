"""Texts of the interface and their English: extracted from the code, kept in locale/en.

python -m tests.support.messages   updates the catalogues and lists what has no translation

Texts are in French, which still has a catalogue: of plural forms alone, because 0 is singular in
French ("0 participant") and gettext counts as English does without one.

Not Django's makemessages: it needs GNU gettext, and reads "\\u00a0" in Python as six characters.
"""

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).parents[2]
CATALOGUE = ROOT / "locale/en/LC_MESSAGES/django.po"
FRENCH = ROOT / "locale/fr/LC_MESSAGES/django.po"
SOURCES = ("pix/**/*.py", "accounts/**/*.py", "competences/**/*.py", "campaigns/**/*.py",
           "certification/**/*.py", "templates/**/*.html", "templates/**/*.txt")  # fmt: skip
KEYWORDS = DEFAULT_KEYWORDS | {
    f"{name}_lazy": DEFAULT_KEYWORDS[name] for name in ("gettext", "ngettext", "pgettext")
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}")
HEADER = """msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=({plural});\\n"

"""


def used_messages() -> Catalog:
    """Every text that the code and the templates ask gettext for."""
    found = Catalog(locale="en", charset="utf-8")
    for path in sorted(path for pattern in SOURCES for path in ROOT.glob(pattern)):
        for _line, message, _comments, context in extract("python", _python(path), KEYWORDS):
            found.add(message, context=context)
    return found


def _python(path: Path) -> io.BytesIO:
    """What Babel can read: a template becomes its calls to gettext, one by line."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        text = "\n".join(line.strip() for line in templatize(text).splitlines())
    return io.BytesIO((text if "gettext" in text or "_(" in text else "").encode())


def translations() -> Catalog:
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="en")


def missing(catalogue: Catalog, used: Catalog) -> Iterator[Message]:
    """Texts without English, or with a doubtful one."""
    for message in used:
        known = catalogue.get(message.id, message.context)
        told = known and not known.fuzzy and known.string and all(known.string)
        if message.id and not told:
            yield message


def french_plurals(used: Catalog) -> Catalog:
    """Themselves; but for those whose singular is worded for one ("Un palier"), false of 0."""
    found = Catalog(locale="fr", charset="utf-8")
    for message in used:
        if isinstance(message.id, tuple):
            one, several = (set(PLACEHOLDER.findall(form)) for form in message.id)
            if one == several:
                found.add(message.id, message.id, context=message.context)
    return found


def main() -> int:
    used, catalogue = used_messages(), translations()
    catalogue.update(used, no_fuzzy_matching=True)
    _write(CATALOGUE, catalogue, plural="n != 1")
    _write(FRENCH, french_plurals(used), plural="n > 1")
    for message in missing(catalogue, used):
        sys.stdout.write(f"{message.id!r}\n")
    return 0


def _write(path: Path, catalogue: Catalog, *, plural: str) -> None:
    language = path.parent.parent.name
    with path.open("wb") as file:
        file.write(HEADER.format(language=language, plural=plural).encode())
        write_po(file, catalogue, omit_header=True, no_location=True, ignore_obsolete=True)


if __name__ == "__main__":
    sys.exit(main())
