"""All that a test needs to begin, read before any lock is taken: nobody waits for it."""

import secrets
from collections.abc import Collection, Mapping
from datetime import datetime

from accounts.models import User
from accounts.preferences import Preferences
from certification.engine import Stop
from certification.models import Candidate, CertificationTest, TestFormat
from certification.selectors.blueprints import duration_of
from certification.selectors.drawing import draw_next, pinned_for, put
from certification.selectors.eligibility import standing_of
from competences.enums import AssessmentKind, AssessmentState
from competences.models import Assessment
from competences.selectors.bank import LoadedBank, current_bank
from competences.selectors.evidence import Known, known_of


def prepared(
    user: User, form: TestFormat, *, candidate: Candidate | None, now: datetime
) -> CertificationTest:
    """A test of this person that begins now, with its first question. Nothing is stored.

    A mock test has no candidate. Without anything to ask it has no question.
    """
    bank = current_bank()
    levels = {code: held for code, held in standing_of(user.pk, bank).levels.items() if held >= 1}
    known = known_of(user.pk, bank)
    test = CertificationTest(
        candidate=candidate,
        user=user,
        format=form,
        plan={
            "levels": levels,
            "positioning": [(one.challenge, one.right) for one in known if one.counts],
        },
        started_at=now,
        ends_at=now + duration_of(form, candidate.extra_time_percent if candidate else 0),
        assessment=_questions(user, candidate, bank, levels, known, now),
    )
    drawn = draw_next(test, ())
    if not isinstance(drawn, Stop):
        put(test, drawn, 1, now=now)
    return test


def _questions(
    user: User,
    candidate: Candidate | None,
    bank: LoadedBank,
    levels: Mapping[str, int],
    known: Collection[Known],
    now: datetime,
) -> Assessment:
    needs = {*Preferences.from_stored(user.preferences).needs}
    if candidate:
        needs.update(candidate.needs)
    return Assessment(
        kind=AssessmentKind.CERTIFICATION,
        user=user,
        release_id=bank.release_id,
        parameter_version=bank.parameter_version,
        seed=secrets.randbits(62),
        evidence=pinned_for(
            bank,
            met={one.challenge for one in known} | _on_display(user),
            competences=levels,
            needs=needs,
            now=now,
        ),
        started_at=now,
    )


def _on_display(user: User) -> set[str]:
    """Questions of tests under way: read already, though not answered."""
    under_way = Assessment.objects.filter(user=user, state=AssessmentState.STARTED)
    return set(under_way.order_by("pk").values_list("challenge_id", flat=True))
