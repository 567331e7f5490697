"""What is known of a person when a test starts; pinned on the test, so that it replays exactly."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NotRequired, TypedDict

from django.conf import settings

from competences.enums import AssessmentKind, Outcome
from competences.models import Answer
from competences.selectors.bank import LoadedBank

# Of a series, in one competence: how long it may be, and how precise its pix must be to stop
# earlier, as a share of what its topics are worth (a whole competence: 5 pix of 64).
_QUESTIONS_A_TOPIC = 2
_LONGEST_SECTION = 12
_PRECISION = 5 / 64

type Pair = tuple[str, bool]
"""A challenge and whether its answer was right."""


class Evidence(TypedDict):
    """See `Assessment.evidence`."""

    kept: list[Pair]
    profile: list[Pair]
    excluded: list[str]
    exposure: dict[str, float]
    scope: NotRequired[dict[str, int]]
    least: NotRequired[int]
    most: NotRequired[int]
    length: NotRequired[int]
    precision: NotRequired[float]


@dataclass(frozen=True)
class Known:
    """The latest answer of a person to a challenge, and whether it still counts."""

    challenge: str
    right: bool
    counts: bool
    answered_at: datetime


def evidence_for(
    bank: LoadedBank,
    *,
    user_id: int | None,
    competence: str,
    needs: Collection[str],
    exposure: dict[str, float],
) -> Evidence:
    """Evidence for a new test of `competence`.

    `needs`: barriers this person meets; `exposure`: shares of recent tests by challenge.
    Right answers of earlier tests since the last reset are kept, failed skills are asked again.
    """
    answers = known_of(user_id, bank) if user_id else []
    mine = [known for known in answers if bank.competence_of[known.challenge] == competence]
    barred = {id_ for id_ in bank.challenges_of(competence) if bank.barriers(id_) & set(needs)}
    return Evidence(
        kept=[(known.challenge, True) for known in mine if known.right and known.counts],
        profile=_profile(bank, competence, answers),
        excluded=_excluded(bank, competence, {known.challenge for known in mine}, barred),
        exposure=exposure,
    )


def scoped_evidence_for(
    bank: LoadedBank,
    *,
    user_id: int | None,
    competence: str,
    scope: Mapping[str, int],
    needs: Collection[str],
    exposure: dict[str, float],
    alone: bool,
    now: datetime,
) -> Evidence:
    """Evidence for a test of some topics of a competence, each up to a level (`scope`).

    What is known is not asked again: right answers, and wrong ones too recent to be retried. An
    exam is taken `alone`: nothing known beforehand counts.
    """
    evidence = evidence_for(
        bank, user_id=user_id, competence=competence, needs=needs, exposure=exposure
    )
    answers = known_of(user_id, bank) if user_id and not alone else []
    mine = [k for k in answers if k.counts and within(bank, k.challenge, scope)]
    recent = now - settings.RETRY_DELAY
    kept = [(k.challenge, k.right) for k in mine if k.right or k.answered_at > recent]
    # Right answers alone would flatter: when something is asked again, enough is asked to judge.
    known = len(kept) if len(kept) == len(mine) else 0
    least = max(0, min(len(scope) + 1, usual_length(scope)) - known)
    outside = {id_ for id_ in bank.challenges_of(competence) if not within(bank, id_, scope)}
    return evidence | Evidence(
        kept=kept,
        profile=[] if alone else evidence["profile"],
        excluded=sorted(outside.union(evidence["excluded"])),
        exposure=exposure,
        scope=dict(scope),
        least=least,
        most=max(least, usual_length(scope) - len(kept)),
        precision=_PRECISION * _worth(bank, scope),
    )


def usual_length(scope: Mapping[str, int]) -> int:
    """Questions asked, at most, about these topics of one competence."""
    return min(_QUESTIONS_A_TOPIC * len(scope), _LONGEST_SECTION)


def within(bank: LoadedBank, challenge: str, scope: Mapping[str, int]) -> bool:
    """Whether a challenge tests a skill of these topics, up to their levels."""
    skill = bank.skills[bank.skill_of[challenge]]
    return skill.level <= scope.get(skill.topic, 0)


def _worth(bank: LoadedBank, scope: Mapping[str, int]) -> float:
    return sum(
        bank.pix_values[skill.id]
        for skill in bank.skills.values()
        if skill.level <= scope.get(skill.topic, 0)
    )


def _profile(bank: LoadedBank, competence: str, answers: Collection[Known]) -> list[Pair]:
    """What counts in the other competences."""
    return [
        (known.challenge, known.right)
        for known in answers
        if known.counts and bank.competence_of[known.challenge] != competence
    ]


def known_of(user_id: int, bank: LoadedBank) -> list[Known]:
    """Latest answer to each challenge still in the bank, oldest first.

    An answer counts unless its competence was reset since, or it was given in an exam, in a
    certification, even a mock one: such an answer does not replace one that counts either.
    """
    rows = (
        Answer.objects.filter(user_id=user_id)
        .order_by("answered_at", "pk")
        .values_list(
            "challenge_id", "outcome", "answered_at", "assessment__kind", "assessment__reset_at"
        )
    )
    latest: dict[str, Known] = {}
    for challenge, outcome, answered_at, kind, reset_at in rows:
        if challenge in bank.challenges:
            trained = kind in AssessmentKind.of_profile()
            if not trained and challenge in latest and latest[challenge].counts:
                continue
            counts = reset_at is None and trained
            latest.pop(challenge, None)
            latest[challenge] = Known(challenge, outcome == Outcome.CORRECT, counts, answered_at)
    return list(latest.values())


def _excluded(bank: LoadedBank, competence: str, seen: set[str], barred: set[str]) -> list[str]:
    """Barred challenges, and those seen already unless their skill would have nothing else left."""
    by_skill: dict[str, list[str]] = defaultdict(list)
    for id_ in bank.challenges_of(competence):
        by_skill[bank.skill_of[id_]].append(id_)
    excluded = set(barred)
    for ids in by_skill.values():
        usable = [id_ for id_ in ids if id_ not in barred]
        if any(id_ not in seen for id_ in usable):
            excluded.update(id_ for id_ in usable if id_ in seen)
    return sorted(excluded)
