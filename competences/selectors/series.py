"""Where a series of tests stands."""

from competences.enums import AssessmentState
from competences.models import Assessment, Series


def current_test(series: Series) -> Assessment | None:
    """The test under way; there is one until the series is completed."""
    tests = series.tests.filter(state=AssessmentState.STARTED)
    return tests.order_by("-asked_before", "-pk").first()


def what_follows(series: Series) -> str:
    """The address to go to now: the question under way, or what the series was for."""
    test = current_test(series)
    return series.after if test is None else f"/test/{test.public_id}/"
