"""What the engine is told of a test: its format, the levels held, the questions already asked."""

from datetime import timedelta

from django.db.models import Exists, OuterRef

from certification.engine import Asked, Blueprint
from certification.models import CertificationTest, Neutralisation, TestFormat
from competences.enums import Outcome
from competences.models import Answer


def blueprint_of(test: CertificationTest) -> Blueprint:
    """What this test asks. The format is read with it."""
    return test.format.engine.plan(test.plan["levels"])


def duration_of(form: TestFormat, extra_time_percent: int) -> timedelta:
    """Of a test, extra time included."""
    return form.duration * (100 + extra_time_percent) / 100


def asked_of(test: CertificationTest) -> list[Asked]:
    """The questions that have an answer, in order. A question without one is not in it."""
    neutralised = Neutralisation.objects.filter(
        test=test.pk, position=OuterRef("position"), lifted_at__isnull=True
    )
    rows = Answer.objects.filter(assessment=test.assessment_id).order_by("position")
    told = rows.values_list("challenge_id", "outcome", Exists(neutralised))
    return [Asked(item, outcome == Outcome.CORRECT, void) for item, outcome, void in told]
