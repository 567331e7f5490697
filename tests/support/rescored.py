"""Results of certifications computed again, from what the tables say."""

from django.conf import settings
from django.db import connection

from certification.engine import Asked, Format, score
from certification.engine import Ending as Cause
from certification.enums import ResultStatus
from certification.models import CertificationTest, Result
from competences.engine import Settings
from competences.selectors.bank import bank_of


def assert_is_that_of_the_answers(result: Result) -> int:
    """How many questions do not count."""
    test = result.test
    assert test.state == "ended"
    asked, release, parameters = answers_of(test)
    plan = Format(test.format.name, test.format.version, **test.format.rules).plan(
        test.plan["levels"]
    )
    cause = Cause.COMPLETED if test.ending == "completed" else Cause.CANDIDATE
    reading = Settings(max_level=settings.MAX_REACHABLE_LEVEL)
    found = score(bank_of(release, parameters).engine, plan, asked, ending=cause, settings=reading)
    assert (result.answered, result.counted) == (found.answered, found.counted)
    if result.status == ResultStatus.VALIDATED:
        assert (result.pix, result.pix_low, result.pix_high) == (
            found.pix, found.pix_low, found.pix_high
        )  # fmt: skip
        levels = {code: one.level for code, one in found.levels.items()}
        assert {code: one["level"] for code, one in result.competences.items()} == levels
    return sum(one.neutralised for one in asked)


def answers_of(test: CertificationTest) -> tuple[list[Asked], int, int]:
    """Read in the tables, by nothing of the platform."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT a.challenge_id, a.outcome = 'correct', EXISTS (SELECT FROM "
            "certification_neutralisation n WHERE n.test_id = %s AND n.position = a.position "
            "AND n.lifted_at IS NULL) FROM competences_answer a WHERE a.assessment_id = %s "
            "ORDER BY a.position",
            [test.pk, test.assessment_id],
        )
        asked = [Asked(*row) for row in cursor.fetchall()]
        cursor.execute(
            "SELECT release_id, parameter_version FROM competences_assessment WHERE id = %s",
            [test.assessment_id],
        )
        return asked, *cursor.fetchone()
