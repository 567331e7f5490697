"""What is known of a person when a test starts; pinned on the test, so that it replays exactly."""

from collections import defaultdict
from collections.abc import Collection
from typing import TypedDict

from competences.enums import Outcome
from competences.models import Answer
from competences.selectors.bank import LoadedBank

type Pair = tuple[str, bool]
"""A challenge and whether its answer was right."""


class Evidence(TypedDict):
    """See `Assessment.evidence`."""

    kept: list[Pair]
    profile: list[Pair]
    excluded: list[str]
    exposure: dict[str, float]


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
    answers = _answers_of(user_id, bank) if user_id else []
    mine = [row for row in answers if bank.competence_of[row[0]] == competence]
    seen = {challenge for challenge, _, _ in mine}
    barred = {id_ for id_ in bank.challenges_of(competence) if bank.barriers(id_) & set(needs)}
    return Evidence(
        kept=[(challenge, True) for challenge, right, counts in mine if right and counts],
        profile=[
            (challenge, right)
            for challenge, right, counts in answers
            if counts and bank.competence_of[challenge] != competence
        ],
        excluded=_excluded(bank, competence, seen, barred),
        exposure=exposure,
    )


def _answers_of(user_id: int, bank: LoadedBank) -> list[tuple[str, bool, bool]]:
    """Latest answer to each challenge still in the bank: (challenge, right, counts), oldest first.

    An answer counts unless its competence was reset since.
    """
    rows = (
        Answer.objects.filter(user_id=user_id)
        .order_by("answered_at", "pk")
        .values_list("challenge_id", "outcome", "assessment__reset_at")
    )
    latest: dict[str, tuple[str, bool, bool]] = {}
    for challenge, outcome, reset_at in rows:
        if challenge in bank.challenges:
            latest.pop(challenge, None)
            latest[challenge] = (challenge, outcome == Outcome.CORRECT, reset_at is None)
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
