"""P6: fold again every profile from its answers."""

import uuid
from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone

from accounts.models import User
from competences.enums import AssessmentKind, AssessmentState, Outcome
from competences.models import Answer, Assessment
from competences.selectors.bank import LoadedBank, current_bank
from competences.services.folding import store_fold
from competences.services.upkeep import compare_all
from tests.bench.cpu import Meter
from tests.bench.measure import Measure

_ANSWERS = 10


def cost_of_a_rebuild(profiles: int, *, database: int) -> Iterator[Measure]:
    """Profiles a second of CPU, PostgreSQL's included: what one core would do."""
    _make_tests(profiles)
    meter = Meter({"database": database})
    count = sum(1 for _ in compare_all())
    used = meter.read()
    details = {"profiles": count, "cpu": used}
    rate = count / sum(used.values())
    yield Measure("P6", "profiles folded again", rate, "a second", at_least=1000, details=details)
    started = list(compare_all())[: max(1, profiles // 10)]
    meter.read()
    for (user_id, competence), _ in started:
        store_fold(user_id, competence, now=timezone.now())
    stored = len(started) / sum(meter.read().values())
    yield Measure("", "  and stored, one by one", stored, "a second")


def _make_tests(count: int) -> None:
    """Finished tests of people who answered every second question right."""
    bank = current_bank()
    codes = sorted(bank.open_competences())
    people = User.objects.bulk_create(
        User(username=f"profile-{uuid.uuid4().hex}", password="!")
        for _ in range(-(-count // len(codes)))
    )
    begun = timezone.now() - timedelta(days=10)
    tests = Assessment.objects.bulk_create(
        Assessment(
            kind=AssessmentKind.COMPETENCE,
            state=AssessmentState.COMPLETED,
            user=user,
            competence_id=code,
            release_id=bank.release_id,
            seed=1,
            started_at=begun,
            completed_at=begun,
            last_answer_at=begun,
            answered=_ANSWERS,
        )
        for user in people
        for code in codes
    )
    asked = {code: _one_of_each_skill(bank, code) for code in codes}
    Answer.objects.bulk_create(
        (
            Answer(
                assessment=test,
                user_id=test.user_id,
                position=position,
                challenge_id=challenge,
                variant=0,
                response={"text": "…"},
                outcome=Outcome.CORRECT if (position + test.pk) % 3 else Outcome.INCORRECT,
                seconds=30,
                gain=1,
                probability=0.1,
                candidates=50,
                answered_at=begun,
            )
            for test in tests
            for position, challenge in enumerate(asked[test.competence_id], start=1)
        ),
        batch_size=5000,
    )


def _one_of_each_skill(bank: LoadedBank, competence: str) -> list[str]:
    first = {bank.skill_of[id_]: id_ for id_ in bank.challenges_of(competence)}
    return list(first.values())[:_ANSWERS]
