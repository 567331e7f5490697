"""Ids are spelled from one another, and nothing is said twice."""

import re
from collections.abc import Iterator, Sequence

from competences.bank.content import BankContent
from competences.bank.problems import Problem, error

from .entries import Entry

LONGEST_TITLE = 60
_ENDS_LIKE_A_SKILL = re.compile(r"-\d+$")


def check_identity(content: BankContent, entries: Sequence[Entry]) -> Iterator[Problem]:
    yield from _topics(content)
    yield from _challenge_ids(entries)
    yield from _instructions(entries)


def _topics(content: BankContent) -> Iterator[Problem]:
    for topic in content.topics:
        if _ENDS_LIKE_A_SKILL.search(topic.topic):
            place = content.place(topic.topic, "topic")
            yield error(place, f"{topic.topic}: a topic does not end with a number, skills do")
        levels = [skill.level for skill in topic.skills]
        for i in range(1, len(levels)):
            if levels[i] <= levels[i - 1]:
                place = content.place(topic.topic, "skills", i, "level")
                message = f"level {levels[i]} comes after level {levels[i - 1]}"
                yield error(place, f"{topic.topic}: one skill a level, easiest first; {message}")


def _challenge_ids(entries: Sequence[Entry]) -> Iterator[Problem]:
    seen: set[str] = set()
    for entry in entries:
        challenge = entry.challenge
        if not re.fullmatch(rf"{re.escape(entry.skill.id)}[a-z]", challenge.id):
            yield entry.error(f"the id must be {entry.skill.id} and a letter", "id")
        if challenge.id in seen:
            yield entry.error("this id is used twice", "id")
        seen.add(challenge.id)
        titles = [drawn.variant.title for drawn in entry.drawn] or [challenge.title]
        longest = max(map(len, titles))
        if longest > LONGEST_TITLE:
            message = f"the title has {longest} characters, {LONGEST_TITLE} at most"
            yield entry.error(message, "title")


def _instructions(entries: Sequence[Entry]) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for entry in entries:
        challenge = entry.challenge
        asked = " ".join(f"{challenge.instruction} {challenge.question}".split()).casefold()
        if asked in seen:
            yield entry.error(f"same instruction and question as {seen[asked]}", "instruction")
        seen.setdefault(asked, challenge.id)
