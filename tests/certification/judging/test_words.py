"""Each result says something kind and true, unless it speaks for itself."""

import pytest

from certification.enums import ResultReason
from certification.models import Result
from certification.selectors.words import for_candidate, for_organisation

SILENT = {ResultReason.SCORED, ResultReason.FAILURE}


@pytest.mark.parametrize("reason", list(ResultReason))
def test_every_reason_has_words_for_both(reason):
    result = Result(reason=reason)
    said = for_candidate(result), for_organisation(result)
    assert all(said) == (reason not in SILENT)
    assert not any(word in said[0].lower() for word in ("triché", "faute", "fraudé"))


def test_the_words_of_the_jury_come_first():
    result = Result(
        reason=ResultReason.FRAUD, comment_for_candidate="Vu.", comment_for_organisation="Noté."
    )
    assert (for_candidate(result), for_organisation(result)) == ("Vu.", "Noté.")
