"""The worked example of /comment-ca-marche/: its figures come from the engine, not from us."""

from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from competences.engine import Bank, Item, Response, Skill, estimate

COMPETENCE = "1.2"
TOPICS = ("find", "sort", "save", "share")
LEVELS = range(1, 9)
PIX_VALUE = 8 / len(TOPICS)
FREE_INPUT_GUESSING = 0.02

# One person's answers: topic, level of the question, right or wrong.
ANSWERS = (
    ("find", 2, True),
    ("sort", 4, True),
    ("save", 6, False),
    ("share", 5, False),
    ("find", 4, True),
    ("save", 4, True),
    ("sort", 5, False),
    ("share", 3, True),
)


@dataclass(frozen=True)
class Step:
    """What the platform knows after one more answer."""

    number: int
    topic: str
    asked: int
    correct: bool
    pix: int
    level: int
    low: int
    high: int


@cache
def steps() -> tuple[Step, ...]:
    bank = _bank()
    given = [Response(f"{topic}-{asked}", correct) for topic, asked, correct in ANSWERS]
    histories = accumulate([response] for response in given)
    return tuple(_step(bank, number, history) for number, history in enumerate(histories, start=1))


def _step(bank: Bank, number: int, history: list[Response]) -> Step:
    topic, asked, correct = ANSWERS[number - 1]
    known = estimate(bank, COMPETENCE, history)
    return Step(
        number, topic, asked, correct, known.pix, known.level, known.level_low, known.level_high
    )


def _bank() -> Bank:
    cells = [(topic, level) for topic in TOPICS for level in LEVELS]
    return Bank(
        [Skill(f"{t}-{level}", COMPETENCE, t, level, PIX_VALUE) for t, level in cells],
        [Item(f"{t}-{n}", f"{t}-{n}", None, None, FREE_INPUT_GUESSING) for t, n in cells],
    )
