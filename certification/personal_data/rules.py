"""For how long."""

from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

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
from competences.models import Assessment


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
