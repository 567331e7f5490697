"""Pupils of the demonstration school who have trained enough to be certified."""

import random
from datetime import datetime, timedelta
from typing import Final

from accounts.models import Learner, Organisation
from certification.selectors.eligibility import standing_of
from competences.models import Assessment, CompetenceProfile
from competences.selectors.bank import current_bank
from competences.selectors.progress import PIX_PER_LEVEL
from competences.services.demo import live_through

_MEAN, _BETWEEN_PUPILS, _BETWEEN_COMPETENCES = 4.2, 0.9, 0.5
_LEAST, _MOST = 2.2, 7.5
_TRAINED_BEFORE: Final = timedelta(days=40)


def certifiable_pupils(school: Organisation, class_name: str, now: datetime) -> list[Learner]:
    """Those of a class who have an account, trained in what they had not tested yet.

    Deterministic but for the draws of their tests; done again, it changes nothing.
    """
    learners = Learner.objects.filter(
        organisation=school, class_name=class_name, user__isnull=False, disabled_at=None
    )
    found = []
    for learner in learners.select_related("user").order_by("search_name"):
        assert learner.user_id is not None  # noqa: S101 -- filtered above
        if not standing_of(learner.user_id):
            _train(learner, now)
        if standing_of(learner.user_id):
            found.append(learner)
    return found


def levels_of(learner: Learner) -> dict[str, float]:
    """True levels: what the profile expects, and for the rest those of the pupil's own draw."""
    rng = random.Random(f"certified:{learner.national_id}")  # noqa: S311 -- the same at every start
    ability = rng.gauss(_MEAN, _BETWEEN_PUPILS)
    drawn = {
        code: min(_MOST, max(_LEAST, ability + rng.gauss(0, _BETWEEN_COMPETENCES)))
        for code in sorted(current_bank().open_competences())
    }
    rows = CompetenceProfile.objects.filter(user=learner.user_id).order_by("competence")
    known = rows.values_list("competence_id", "expected_pix")
    return drawn | {code: expected / PIX_PER_LEVEL for code, expected in known}


def _train(learner: Learner, now: datetime) -> None:
    assert learner.user_id is not None  # noqa: S101 -- see certifiable_pupils
    tried = Assessment.objects.filter(user=learner.user_id).values_list("competence_id", flat=True)
    missing = {code: held for code, held in levels_of(learner).items() if code not in set(tried)}
    live_through(
        learner.user_id,
        levels=missing,
        begun=now - _TRAINED_BEFORE,
        seed=random.Random(learner.national_id).getrandbits(30),  # noqa: S311 -- see levels_of
    )
