"""Each topic has a lesson, of the right length, whose links and pictures exist."""

import re
from collections.abc import Iterator

from markdown_it.token import Token

from competences.bank.content import BankContent
from competences.bank.markdown import parse, render_lesson
from competences.bank.problems import Place, Problem, error
from competences.bank.schema import LessonSpec

from .wording import is_internal, real_addresses, word_count

FEWEST_WORDS, MOST_WORDS = 150, 500


def anchors_of(content: BankContent) -> dict[str, set[str]]:
    return {lesson.topic: set(_anchors(parse(lesson.body))) for lesson in content.lessons}


def check_lessons(content: BankContent) -> Iterator[Problem]:
    topics = {topic.topic for topic in content.topics}
    for topic in content.topics:
        if content.lesson(topic.topic) is None:
            place = content.place(topic.topic, "topic")
            yield error(place, f"{topic.topic}: this topic has no lesson ({topic.topic}.md)")
    for lesson in content.lessons:
        if lesson.topic not in topics:
            yield error(_place(content, lesson), f"{lesson.topic}: a lesson without its topic")
        yield from _length(content, lesson)
        yield from _tokens(content, lesson)
        for complaint in real_addresses(lesson.body):
            yield error(_place(content, lesson), f"{lesson.topic}: {complaint}")


def _length(content: BankContent, lesson: LessonSpec) -> Iterator[Problem]:
    words = word_count(render_lesson(lesson.body, str))
    if not FEWEST_WORDS <= words <= MOST_WORDS:
        message = f"{words} words, {FEWEST_WORDS} to {MOST_WORDS} are expected"
        yield error(_place(content, lesson), f"{lesson.topic}: {message}")


def _tokens(content: BankContent, lesson: LessonSpec) -> Iterator[Problem]:
    tokens = parse(lesson.body)
    anchors = _anchors(tokens)
    for token in tokens:
        for message in _faults(content, token, anchors):
            yield error(_place(content, lesson, token), f"{lesson.topic}: {message}")
    for twice in sorted({anchor for anchor in anchors if anchors.count(anchor) > 1}):
        message = f"two headings have the anchor {{#{twice}}}"
        yield error(_place(content, lesson), f"{lesson.topic}: {message}")


def _faults(content: BankContent, block: Token, anchors: list[str]) -> Iterator[str]:
    if block.type == "heading_open" and block.tag == "h1":
        yield "headings start at ##: the title is in the header"
    if block.type == "heading_open" and not block.attrGet("id"):
        yield "a heading needs its anchor: ## Title {#anchor}"
    for token in block.children or ():
        if token.type == "image":
            yield from _picture_faults(content, token)
        if token.type == "link_open":
            yield from _link_faults(str(token.attrGet("href")), anchors)


def _picture_faults(content: BankContent, token: Token) -> Iterator[str]:
    source = str(token.attrGet("src"))
    if not token.content.strip():
        yield f"the picture {source} has no text alternative"
    if not re.fullmatch(r"assets/[\w/-]+\.(svg|png|jpg)", source):
        yield f"the picture {source} must be in assets/"
    elif not (content.folder / source).is_file():
        yield f"there is no file {source}"


def _link_faults(target: str, anchors: list[str]) -> Iterator[str]:
    if target.startswith("#"):
        if target[1:] not in anchors:
            yield f"no heading has the anchor {{{target}}}"
    elif not is_internal(target) and not target.startswith(("http://", "https://")):
        yield f"the link {target} leads nowhere known"


def _anchors(tokens: list[Token]) -> list[str]:
    headings = (token for token in tokens if token.type == "heading_open")
    return [str(heading.attrGet("id")) for heading in headings if heading.attrGet("id")]


def _place(content: BankContent, lesson: LessonSpec, token: Token | None = None) -> Place:
    place = content.place(f"{lesson.topic}.md", "body")
    return Place(place.file, place.line + (token.map[0] if token and token.map else 0))
