"""What came out of it: results, certificates, appeals."""

from django.db.models import QuerySet

from accounts.holdings import Holding
from accounts.models import User
from accounts.personal_data.subjects import INTERNAL, OTHERS
from certification.enums import SessionState
from certification.models import Result
from certification.personal_data.examinations import mock_tests
from certification.personal_data.words import CERTIFICATION, STAFF_NOTE, TEST_NAME, record


def _mock_results(user: User) -> QuerySet[Result]:
    return Result.objects.filter(test__in=mock_tests(user))


_RESULT_FIELDS = (
    "test__public_id",
    "status",
    "reason",
    "emitter",
    "pix",
    "pix_low",
    "pix_high",
    "competences",
    "answered",
    "counted",
    "comment_for_candidate",
    "made_at",
)
_RESULT_WITHHELD = {
    "author": OTHERS,
    "person_fit": STAFF_NOTE,
    "comment_for_organisation": STAFF_NOTE,
}

DECIDED = (
    record(
        "resultats-de-certification",
        "certification.Result",
        _RESULT_FIELDS,
        find=lambda user: Result.objects.filter(
            test__user=user, test__candidate__session__state=SessionState.PUBLISHED
        ),
        paths=("test__user",),
        headings=TEST_NAME,
        withheld=_RESULT_WITHHELD,
    ),
    Holding(
        name="resultats-de-certifications-blanches",
        model="certification.Result",
        subject=CERTIFICATION,
        fields=_RESULT_FIELDS,
        find=_mock_results,
        headings=TEST_NAME,
        withheld=_RESULT_WITHHELD,
    ),
    record(
        "certificats",
        "certification.Certificate",
        (
            "code",
            "content",
            "delivered_at",
            "expires_at",
            "is_public",
            "revoked_at",
            "revocation_reason",
        ),
        paths=("user",),
        withheld={
            "public_id": INTERNAL,
            "candidate": INTERNAL,
            "result": INTERNAL,
            "status_index": INTERNAL,
        },
        blanks={"user": None},
    ),
    record(
        "recours",
        "certification.Appeal",
        ("test__public_id", "position", "text", "made_at", "state", "answer", "answered_at"),
        paths=("test__user",),
        headings=TEST_NAME,
        withheld={"public_id": INTERNAL, "answered_by": OTHERS},
        blanks={"text": ""},
    ),
)
