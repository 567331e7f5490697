"""The next question of a certification: the engine's choice. Writes nothing."""

import random
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final, TypedDict

from django.conf import settings

from certification.engine import Asked, Stop, StopReason, choose_next
from certification.models import CertificationTest
from certification.selectors.blueprints import blueprint_of
from certification.selectors.wear import wear_of
from competences.engine import Choice, Settings
from competences.selectors.bank import LoadedBank, bank_of
from competences.selectors.draws import QUESTION_FIELDS, Draw, ask

ASKED_FIELDS: Final = (*QUESTION_FIELDS, "competence")


class Pinned(TypedDict):
    """`Assessment.evidence` of a certification: what the draw depends on, besides the answers."""

    excluded: list[str]
    """Challenges that the person has met, in training or in a certification."""
    barred: list[str]
    """Those that they cannot take."""
    exposure: dict[str, float]


def pinned_for(
    bank: LoadedBank,
    *,
    met: Collection[str],
    competences: Collection[str],
    needs: Collection[str],
    now: datetime,
) -> Pinned:
    """`met`: challenges that the person has seen; `needs`: barriers that they meet."""
    mine = [id_ for code in sorted(competences) for id_ in bank.challenges_of(code)]
    return Pinned(
        excluded=[id_ for id_ in mine if id_ in met],
        barred=[id_ for id_ in mine if bank.barriers(id_) & set(needs)],
        exposure=wear_of(bank, competences, now=now),
    )


def draw_next(test: CertificationTest, asked: Sequence[Asked]) -> Draw | Stop:
    """The question after those asked. Depends on the test and its answers alone.

    A challenge met before comes only when nothing else is left in the competences of the test:
    whoever trained on nearly everything is not rejected for too few answers.
    """
    pinned = test.assessment.evidence
    barred = set(pinned["barred"])
    rng = random.Random(f"{test.assessment.seed}:{len(asked) + 1}")  # noqa: S311 -- reproducible
    step = _chosen(test, asked, barred.union(pinned["excluded"]), rng)
    if step == Stop(StopReason.EXHAUSTED):
        step = _chosen(test, asked, barred, rng)
    if isinstance(step, Stop):
        return step
    bank = _bank(test)
    return Draw(step, rng.randrange(bank.challenges[step.item].variant_count))


def put(test: CertificationTest, drawn: Draw, position: int, *, now: datetime) -> None:
    """Make `drawn` the question now asked (in memory: the caller saves ASKED_FIELDS)."""
    ask(test.assessment, drawn, position, now=now)
    test.assessment.competence_id = _bank(test).competence_of[drawn.choice.item]


def _chosen(
    test: CertificationTest, asked: Sequence[Asked], excluded: set[str], rng: random.Random
) -> Choice | Stop:
    return choose_next(
        _bank(test).engine,
        blueprint_of(test),
        asked,
        excluded=excluded,
        exposure=test.assessment.evidence["exposure"],
        settings=Settings(max_level=settings.MAX_REACHABLE_LEVEL),
        rng=rng,
    )


def _bank(test: CertificationTest) -> LoadedBank:
    return bank_of(test.assessment.release_id, test.assessment.parameter_version)
