"""Believable pasts for the pupils of the demonstration school, lived through the real services."""

import random
from datetime import datetime, timedelta
from typing import Final

from accounts.models import Learner
from competences.services.demo import has_lived, live_through

# Mean level of a pupil by the year of the class, and how much pupils and competences differ.
_MEAN: Final = {"6": 1.7, "5": 2.3, "4": 3.0, "3": 3.9}
_BETWEEN_PUPILS: Final = 1.1
_BETWEEN_COMPETENCES: Final = 0.6
# Competences already tested, at most, by the year of the class.
_TESTED: Final = {"6": 1, "5": 2, "4": 3, "3": 5}
_COMPETENCES: Final = ("1.2", "2.1", "4.1", "5.2", "3.4")


def live_class(organisation_id: int, class_name: str, *, now: datetime) -> int:
    """Tests of the pupils of a class in the last weeks; those who lived already are left alone."""
    learners = Learner.objects.filter(
        organisation_id=organisation_id, class_name=class_name, user__isnull=False
    )
    lived = 0
    for learner in learners.order_by("search_name"):
        if learner.user_id is not None and not has_lived(learner.user_id):
            _live(learner.user_id, class_name[:1], learner.national_id, now)
            lived += 1
    return lived


def levels_of(year: str, seed: str) -> dict[str, float]:
    """True levels of a pupil in each competence, by the year of the class."""
    rng = random.Random(f"levels:{seed}")  # noqa: S311 -- the same school at every start
    ability = rng.gauss(_MEAN.get(year, 3.0), _BETWEEN_PUPILS)
    return {
        code: min(7.5, max(0.2, ability + rng.gauss(0, _BETWEEN_COMPETENCES)))
        for code in _COMPETENCES
    }


def _live(user_id: int, year: str, seed: str, now: datetime) -> None:
    rng = random.Random(f"past:{seed}")  # noqa: S311 -- the same school at every start
    tested = rng.randint(0, _TESTED.get(year, 2))
    known = levels_of(year, seed)
    levels = {code: known[code] for code in _COMPETENCES[:tested]}
    leaves = _COMPETENCES[tested - 1] if tested and rng.random() < 1 / 6 else None
    begun = now - timedelta(days=rng.randint(12, 60), minutes=rng.randint(0, 500))
    live_through(user_id, levels=levels, begun=begun, unfinished=leaves, seed=rng.getrandbits(30))
