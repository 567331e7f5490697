"""Texts: short enough for their level, plain where plain text is shown, naming nobody real."""

import re
from collections.abc import Iterator, Sequence

from competences.bank.markdown import parse
from competences.bank.placeholders import UnknownPlaceholderError, fill_text
from competences.bank.problems import Problem
from competences.bank.schema import Kind
from competences.bank.solutions import plain_text

from .entries import Entry, Keys

FEWEST_OPTIONS, MOST_OPTIONS = 4, 6
YOUNG_LEVEL = 4
MOST_WORDS, MOST_WORDS_YOUNG = 160, 90

_PLAIN = ("title", "question", "hint", "outcome")
_MARKS = re.compile(r"`|\*\*|\]\(")
_HOW_MANY = re.compile(r"\b(une?|deux|trois|quatre|cinq|toutes?|tous|chaque)\b", re.IGNORECASE)

# Reserved for examples (RFC 2606, RFC 5737) and for fiction (French numbering plan).
_SAFE_HOST = re.compile(
    r"(?:^|\.)(?:example(?:\.(?:org|com|net))?|test|invalid|localhost)$"
    r"|^(?:192\.0\.2|198\.51\.100|203\.0\.113|192\.168\.\d+|127\.0\.0)\.\d+$"
)
_URL = re.compile(r"\b(?:https?|ftp)://(?:[^\s/@]*@)?([^\s/:?#)\]>\"'`»]+)", re.IGNORECASE)
_EMAIL = re.compile(r"[\w.+-]+@((?:[\w-]+\.)+[\w-]+)")
_PHONE = re.compile(r"(?<![\w.])(?:\+33[ .\u00a0-]?|0)[1-9](?:[ .\u00a0-]?\d{2}){4}(?![\w])")
_FICTION = re.compile(r"^0?(?:19900|26191|35301|46571|53649|63998)")


def check_wording(entries: Sequence[Entry]) -> Iterator[Problem]:
    for entry in entries:
        yield from _plain_fields(entry)
        yield from _options(entry)
        yield from _length(entry)
        yield from _instruction(entry)
        yield from _names(entry)


def _plain_fields(entry: Entry) -> Iterator[Problem]:
    challenge = entry.challenge
    fields: list[tuple[Keys, str | None]] = [((name,), getattr(challenge, name)) for name in _PLAIN]
    fields += [(("picture", "alt"), challenge.picture.alt if challenge.picture else None)]
    for position, field in enumerate(challenge.fields or ()):
        fields += [(("fields", position, "label"), field.label)]
        fields += [(("fields", position, "hint"), field.hint)]
    for keys, text in fields:
        if text and _MARKS.search(text):
            yield entry.error(f"'{keys[-1]}' is plain text, without Markdown", *keys)


def _options(entry: Entry) -> Iterator[Problem]:
    challenge = entry.challenge
    if challenge.options is None:
        return
    count = len(challenge.options)
    if not FEWEST_OPTIONS <= count <= MOST_OPTIONS:
        message = f"{count} options, {FEWEST_OPTIONS} to {MOST_OPTIONS} are expected"
        yield entry.error(message, "options")
    if challenge.kind is Kind.MULTIPLE_CHOICE and not _HOW_MANY.search(challenge.question):
        message = "the question does not say how many answers are right (or 'toutes')"
        yield entry.warning(message, "question")


def _length(entry: Entry) -> Iterator[Problem]:
    most = MOST_WORDS_YOUNG if entry.skill.level <= YOUNG_LEVEL else MOST_WORDS
    longest = max((word_count(d.variant.instruction_html) for d in entry.drawn), default=0)
    if longest > most:
        message = f"{longest} words to read, {most} at most at level {entry.skill.level}"
        yield entry.warning(message, "instruction")


def word_count(rendered: str) -> int:
    return sum(1 for word in plain_text(rendered).split() if any(map(str.isalnum, word)))


def _instruction(entry: Entry) -> Iterator[Problem]:
    for name in ("instruction", "explanation"):
        tokens = parse(getattr(entry.challenge, name))
        if any(token.type == "heading_open" for token in tokens):
            yield entry.error("no headings here: the page has its own", name)
        for token in (inner for block in tokens for inner in block.children or ()):
            if token.type == "image":
                yield entry.error("a picture is declared in 'picture', with its 'alt'", name)
            if token.type == "link_open" and not is_internal(str(token.attrGet("href"))):
                yield from _address(entry, str(token.attrGet("href")), (name,))


def is_internal(target: str) -> bool:
    return target.startswith(("/", "#")) and not target.startswith("//")


def _address(entry: Entry, target: str, keys: Keys) -> Iterator[Problem]:
    if not _URL.match(target):
        yield entry.error(f"the link {target} leads nowhere known", *keys)


def _names(entry: Entry) -> Iterator[Problem]:
    said: set[str] = set()
    for keys, text in entry.strings():
        for number in range(max(1, len(entry.drawn))) if "{{" in text else (0,):
            filled = _filled(entry, text, number)
            for complaint in real_addresses(filled):
                if complaint not in said:
                    said.add(complaint)
                    yield entry.error(complaint, *keys)


def _filled(entry: Entry, text: str, number: int) -> str:
    if number >= len(entry.drawn):
        return text
    try:
        return fill_text(text, entry.drawn[number].facts)
    except UnknownPlaceholderError:
        return text


def real_addresses(text: str) -> Iterator[str]:
    """Addresses and numbers that could be someone's."""
    for found in (*_URL.finditer(text), *_EMAIL.finditer(text)):
        host = found[1].rstrip(".,;:!").lower()
        if "{{" not in host and not _SAFE_HOST.search(host):
            yield f"{host} may exist: use example.org or another .example name"
    for found in _PHONE.finditer(text):
        digits = re.sub(r"\D", "", found[0]).removeprefix("33")
        if not _FICTION.match(digits):
            yield f"{found[0]} may be someone's number: use 06 39 98 and four digits"
