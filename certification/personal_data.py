"""What certification holds of people, and for how long."""

from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.holdings import Fate, Holding, Subject
from accounts.models import User
from accounts.personal_data.subjects import INTERNAL, OPENS, OTHERS, SCHOOL_NAME, TEAM, term
from accounts.retention import Rule, kept
from certification.models import (
    Appeal,
    Candidate,
    CentreInvitation,
    Certificate,
    CertificationTest,
    Result,
    Session,
    SessionProposal,
)
from competences.enums import AssessmentKind
from competences.models import Answer, Assessment

_WORK = "the work of the centre, which answers for the session"
_KEPT_BY_CENTRE = "a document of the centre, where the person finds it"
_RECORD = "the record of an examination: it proves a certificate, and serves appeals"
_STAFF_NOTE = "a note for the jury"

CERTIFICATION = Subject(
    title=_("Vos certifications"),
    why=_("Pour passer une certification, en connaître le résultat et le prouver."),
    seen_by=_("Vous, l'équipe du centre de certification, vos surveillants et le jury."),
    how_long=format_lazy(
        _(
            "{term} après la publication, même si vous effacez votre compte\u00a0: c'est la trace "
            "d'un examen. Elle ne mène alors plus à votre compte."
        ),
        term=term("certifications"),
    ),
)


def _work(name: str, model: str, fields: tuple[str, ...], *columns: str) -> Holding:
    """Rows of a centre in which the person is named for what they did."""
    return Holding(
        name=name,
        model=model,
        subject=TEAM,
        paths=columns,
        fields=fields,
        withheld={"*": _KEPT_BY_CENTRE},
        headings={"centre__name": SCHOOL_NAME},
        fate=Fate.DETACHED,
        reason=_WORK,
        blanks=dict.fromkeys(columns),
    )


def _record(name: str, model: str, fields: tuple[str, ...], **told: Any) -> Holding:
    """Rows of an examination: they stay."""
    return Holding(
        name=name,
        model=model,
        subject=CERTIFICATION,
        fields=fields,
        fate=Fate.DETACHED,
        reason=_RECORD,
        **told,
    )


def _sat(user: User) -> QuerySet[Assessment]:
    """Questions of certifications that were not mock ones."""
    return Assessment.objects.filter(
        user=user, kind=AssessmentKind.CERTIFICATION, certification__candidate__isnull=False
    )


def _answered(user: User) -> QuerySet[Answer]:
    return Answer.objects.filter(user=user, assessment__in=_sat(user))


def _mock_tests(user: User) -> QuerySet[CertificationTest]:
    return CertificationTest.objects.filter(user=user, candidate__isnull=True)


def _mock_results(user: User) -> QuerySet[Result]:
    return Result.objects.filter(test__in=_mock_tests(user))


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
    "person_fit": _STAFF_NOTE,
    "comment_for_organisation": _STAFF_NOTE,
}
_TEST_NAME = {"test__public_id": _("test")}

# A row comes after those it refers to: erasure begins with the last.
HOLDINGS = (
    _record(
        "tests-de-certification",
        "competences.Assessment",
        ("public_id", "started_at", "completed_at", "answered"),
        find=_sat,
        paths=("user",),
        blanks={"user": None},
    ),
    _record(
        "reponses-de-certification",
        "competences.Answer",
        ("assessment__public_id", "position", "challenge_id", "response", "outcome", "answered_at"),
        find=_answered,
        paths=("user",),
        headings={"assessment__public_id": _("test")},
        blanks={"user": None, "response": {}},
    ),
    _work("centres-demandes", "certification.Centre", ("name", "requested_at"), "requested_by"),
    Holding(
        name="centres",
        model="certification.CentreMembership",
        subject=TEAM,
        paths=("user",),
        fields=("centre__name", "role", "joined_at", "ended_at"),
        headings={"centre__name": SCHOOL_NAME},
        withheld={"public_id": INTERNAL},
    ),
    Holding(
        name="invitations-de-centres",
        model="certification.CentreInvitation",
        subject=TEAM,
        paths=("accepted_by", "invited_by"),
        by_email=("email",),
        fields=("centre__name", "role", "sent_at", "expires_at", "accepted_at", "cancelled_at"),
        headings={"centre__name": SCHOOL_NAME},
        withheld={"public_id": INTERNAL, "email": OTHERS, "secret_digest": OPENS},
    ),
    _work(
        "sessions",
        "certification.Session",
        ("number", "centre__name", "starts_at"),
        *("created_by", "finalised_by", "officer", "jury_comment_by"),
    ),
    _work("sessions-proposees", "certification.SessionProposal", ("title", "made_at"), "made_by"),
    Holding(
        name="lots-de-certificats",
        model="certification.PaperBatch",
        subject=TEAM,
        paths=("made_by",),
        fields=("title", "language", "asked_at", "finished_at"),
        headings={"language": _("langue")},
        withheld={
            "public_id": INTERNAL,
            "centre": INTERNAL,
            "certificates": OTHERS,
            "done": INTERNAL,
            "touched_at": INTERNAL,
        },
    ),
    _work("entrees-en-surveillance", "certification.SupervisionEntry", ("entered_at",), "user"),
    _record(
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
    _work("autorisations", "certification.Candidate", ("authorised_at",), "authorised_by"),
    _record(
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
        find=_mock_tests,
        headings=_TEST_HEADINGS,
        withheld=_TEST_WITHHELD,
    ),
    _record(
        "evenements-de-certification",
        "certification.TestEvent",
        ("kind", "at", "position"),
        paths=("candidate__user", "test__user"),
        withheld={"detail": INTERNAL, "author": OTHERS},
    ),
    _work("actes-de-surveillance", "certification.TestEvent", ("kind", "at"), "author"),
    _record(
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
        headings=_TEST_NAME,
        withheld={"public_id": INTERNAL, "settled_by": OTHERS},
        blanks={"said": ""},
    ),
    _work("alertes-traitees", "certification.LiveAlert", ("settled_at",), "settled_by"),
    _record(
        "questions-neutralisees",
        "certification.Neutralisation",
        ("test__public_id", "position", "reason", "made_at", "lifted_at"),
        paths=("test__user",),
        headings=_TEST_NAME,
        withheld={"made_by": OTHERS, "lifted_by": OTHERS},
    ),
    _work(
        "neutralisations",
        "certification.Neutralisation",
        ("made_at",),
        *("made_by", "lifted_by"),
    ),
    _record(
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
    _work(
        "signalements-faits",
        "certification.IncidentReport",
        ("category", "made_at"),
        *("made_by", "resolved_by"),
    ),
    _record(
        "resultats-de-certification",
        "certification.Result",
        _RESULT_FIELDS,
        find=lambda user: Result.objects.filter(
            test__user=user, test__candidate__session__published_at__isnull=False
        ),
        paths=("test__user",),
        headings=_TEST_NAME,
        withheld=_RESULT_WITHHELD,
    ),
    Holding(
        name="resultats-de-certifications-blanches",
        model="certification.Result",
        subject=CERTIFICATION,
        fields=_RESULT_FIELDS,
        find=_mock_results,
        headings=_TEST_NAME,
        withheld=_RESULT_WITHHELD,
    ),
    _work("resultats-decides", "certification.Result", ("status", "reason", "made_at"), "author"),
    _record(
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
    _record(
        "recours",
        "certification.Appeal",
        ("test__public_id", "position", "text", "made_at", "state", "answer", "answered_at"),
        paths=("test__user",),
        headings=_TEST_NAME,
        withheld={"public_id": INTERNAL, "answered_by": OTHERS},
        blanks={"text": ""},
    ),
    _work("recours-traites", "certification.Appeal", ("answered_at",), "answered_by"),
)

NOT_HELD: dict[str, str] = {
    "certification.PaperPiece": "papers of a centre, erased within the hour",
}


def _erase_sessions(sessions: QuerySet[Any], now: datetime) -> None:
    """With all that was kept as the record of an examination; the last rows first."""
    tests = CertificationTest.objects.filter(candidate__session__in=list(sessions))
    assessments = list(tests.values_list("assessment", flat=True))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL pix.purge = 'on'")
        Appeal.objects.filter(test__in=tests).delete()
        Certificate.objects.filter(result__test__in=tests).delete()
        Result.objects.filter(test__in=tests).delete()
        candidates = Candidate.objects.filter(session__in=list(sessions))
        tests.delete()
        Assessment.objects.filter(pk__in=assessments).delete()
        candidates.delete()
        sessions.delete()
        cursor.execute("SET LOCAL pix.purge = 'off'")


RULES: tuple[Rule, ...] = (
    Rule(
        "certifications",
        _("sessions de certification publiées"),
        kept("certifications"),
        lambda before: Session.objects.filter(published_at__lt=before),
        act=_erase_sessions,
    ),
    Rule(
        "session_proposals",
        _("sessions proposées et non confirmées"),
        kept("session_proposals"),
        lambda before: SessionProposal.objects.filter(made_at__lt=before),
    ),
    Rule(
        "centre_invitations",
        _("invitations à rejoindre un centre"),
        kept("invitations"),
        lambda before: CentreInvitation.objects.filter(expires_at__lt=before),
    ),
)
