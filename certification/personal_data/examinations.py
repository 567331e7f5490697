"""Whoever sat a certification: their seat, their questions, what happened."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.holdings import Holding
from accounts.models import User
from accounts.personal_data.subjects import INTERNAL, OTHERS, SCHOOL_NAME
from certification.enums import SessionState
from certification.models import CertificationTest
from certification.personal_data.words import CERTIFICATION, TEST_NAME, record
from competences.enums import AssessmentKind
from competences.models import Answer, Assessment


def mock_tests(user: User) -> QuerySet[CertificationTest]:
    return CertificationTest.objects.filter(user=user, candidate__isnull=True)


def _sat(user: User) -> QuerySet[Assessment]:
    """Questions of certifications that were not mock ones."""
    return Assessment.objects.filter(
        user=user, kind=AssessmentKind.CERTIFICATION, certification__candidate__isnull=False
    )


def _answered(user: User) -> QuerySet[Answer]:
    return Answer.objects.filter(user=user, assessment__in=_sat(user))


def _published(answers: QuerySet[Answer]) -> QuerySet[Answer]:
    """A copy tells what was right: nobody takes one during the test, nor before the results."""
    sessions = "assessment__certification__candidate__session"
    return answers.filter(**{f"{sessions}__state": SessionState.PUBLISHED})


def _answered_in_mock_tests(user: User) -> QuerySet[Answer]:
    return Answer.objects.filter(
        user=user, assessment__in=mock_tests(user).order_by().values("assessment")
    )


_ANSWER_FIELDS = (
    "assessment__public_id",
    "position",
    "challenge_id",
    "response",
    "outcome",
    "answered_at",
)
_ANSWER_HEADINGS = {"assessment__public_id": _("test")}
_TEST_FIELDS = (
    "public_id",
    "format__title",
    "state",
    "started_at",
    "ends_at",
    "given_seconds",
    "ended_at",
    "ending",
    "abort_reason",
    "suspended_at",
    "last_seen_at",
    "plan",
)
_TEST_WITHHELD = {"assessment": INTERNAL, "candidate": INTERNAL, "post": INTERNAL}
_TEST_HEADINGS = {"format__title": _("format"), "public_id": _("test")}

SAT = (
    record(
        "tests-de-certification",
        "competences.Assessment",
        ("public_id", "started_at", "completed_at", "answered"),
        find=_sat,
        paths=("user",),
        blanks={"user": None},
    ),
    record(
        "reponses-de-certification",
        "competences.Answer",
        _ANSWER_FIELDS,
        find=_answered,
        given=_published,
        paths=("user",),
        headings=_ANSWER_HEADINGS,
        blanks={"user": None, "response": {}},
    ),
    Holding(
        name="reponses-de-certifications-blanches",
        model="competences.Answer",
        subject=CERTIFICATION,
        fields=_ANSWER_FIELDS,
        find=_answered_in_mock_tests,
        headings=_ANSWER_HEADINGS,
    ),
    record(
        "candidatures",
        "certification.Candidate",
        (
            "session__centre__name",
            "session__starts_at",
            "last_name",
            "first_name",
            "birth_date",
            "sex",
            "birth_insee_code",
            "birth_postal_code",
            "birth_city",
            "birth_country",
            "class_name",
            "email",
            "result_email",
            "external_id",
            "extra_time_percent",
            "needs",
            "created_at",
            "linked_at",
            "present_at",
            "identity_checked_at",
            "authorised_at",
        ),
        paths=("user", "learner__user"),
        by_email=("email",),
        headings={"session__centre__name": SCHOOL_NAME, "created_at": _("inscrit le")},
        withheld={
            "public_id": INTERNAL,
            "identity": INTERNAL,
            "search_name": INTERNAL,
            "authorised_by": OTHERS,
        },
        blanks={"user": None, "email": ""},
    ),
    record(
        "certifications",
        "certification.CertificationTest",
        _TEST_FIELDS,
        paths=("user",),
        headings=_TEST_HEADINGS,
        withheld=_TEST_WITHHELD,
        find=lambda user: CertificationTest.objects.filter(user=user, candidate__isnull=False),
        blanks={"user": None},
    ),
    Holding(
        name="certifications-blanches",
        model="certification.CertificationTest",
        subject=CERTIFICATION,
        fields=_TEST_FIELDS,
        find=mock_tests,
        headings=_TEST_HEADINGS,
        withheld=_TEST_WITHHELD,
    ),
    record(
        "evenements-de-certification",
        "certification.TestEvent",
        ("kind", "at", "position"),
        paths=("candidate__user", "test__user"),
        withheld={"detail": INTERNAL, "author": OTHERS},
    ),
    record(
        "alertes",
        "certification.LiveAlert",
        (
            "test__public_id",
            "position",
            "challenge_id",
            "state",
            "said",
            "reason",
            "raised_at",
            "settled_at",
        ),
        paths=("test__user",),
        headings=TEST_NAME,
        withheld={"public_id": INTERNAL, "settled_by": OTHERS},
        blanks={"said": ""},
    ),
    record(
        "questions-neutralisees",
        "certification.Neutralisation",
        ("test__public_id", "position", "reason", "made_at", "lifted_at"),
        paths=("test__user",),
        headings=TEST_NAME,
        withheld={"made_by": OTHERS, "lifted_by": OTHERS},
    ),
    record(
        "signalements-de-certification",
        "certification.IncidentReport",
        (
            "category",
            "subcategory",
            "question_number",
            "description",
            "made_at",
            "resolved_at",
            "follow_up",
        ),
        paths=("candidate__user",),
        withheld={
            "public_id": INTERNAL,
            "session": INTERNAL,
            "is_impactful": INTERNAL,
            "made_by": OTHERS,
            "resolved_by": OTHERS,
        },
    ),
)
