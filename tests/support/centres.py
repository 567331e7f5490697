"""What a centre works on: classes of its school, certifiable."""

from datetime import datetime

from accounts.models import Learner, Organisation, User
from competences.models import CompetenceProfile
from competences.services.starting import start_test
from tests.factories.accounts import LearnerFactory, UserFactory


def certifiable_class(
    school: Organisation, name: str, count: int, now: datetime, **about
) -> list[Learner]:
    """Pupils at level 1 in one competence: enough where CERTIFIABLE_COMPETENCES is 1."""
    pupils = [
        LearnerFactory(organisation=school, class_name=name, user=UserFactory(), **about)
        for _ in range(count)
    ]
    CompetenceProfile.objects.bulk_create(_at_level_one(one.user, now) for one in pupils)
    return pupils


def _at_level_one(user: User, now: datetime) -> CompetenceProfile:
    test = start_test(user_id=user.pk, competence="1.2", needs=(), now=now)
    return CompetenceProfile(
        user=user,
        competence_id="1.2",
        pix=8,
        level=1,
        level_low=1,
        level_high=1,
        expected_pix=8.0,
        pix_sd=1.0,
        knowledge={},
        assessment=test,
        last_position=1,
        folded_at=now,
    )
