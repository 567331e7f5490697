"""Certificates: delivered at publication, revoked, shown to those who check or not."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Max
from django.utils.timezone import localtime

from certification.codes import draw_certificate_code
from certification.enums import ResultReason, ResultStatus
from certification.models import Candidate, Certificate, Result
from certification.selectors.birth_places import birth_place
from certification.services.keys import ensure_keys
from competences.selectors.profile import open_competences
from competences.selectors.progress import PIX_PER_LEVEL

# Of the status list: any constant that nothing else in the project locks.
_PLACES = 5_000_924


class NothingToCertify(Exception):
    """The result is not a validated one."""


@transaction.atomic
def deliver(result: Result, now: datetime) -> Certificate:
    """The certificate of a validated result; the same one when it is asked again.

    One that another result of the candidate gave is revoked. Raises NothingToCertify.
    """
    if result.status != ResultStatus.VALIDATED:
        raise NothingToCertify
    candidate = result.test.candidate
    if candidate is None:
        raise NothingToCertify
    Candidate.objects.select_for_update(of=("self",)).get(pk=candidate.pk)
    known = Certificate.objects.filter(result=result).first()
    if known is not None:
        return known
    for former in Certificate.objects.filter(candidate=candidate, revoked_at=None):
        revoke(former, ResultReason(result.reason), now)
    ensure_keys(now=now)
    return Certificate.objects.create(
        code=_free_code(),
        candidate=candidate,
        result=result,
        user=candidate.user,
        content=_content(result, candidate),
        delivered_at=now,
        expires_at=_years_later(now),
        is_public=_was_public(candidate),
        status_index=_next_place(),
    )


def revoke(certificate: Certificate, reason: ResultReason, now: datetime) -> None:
    """It is said so on every page and list that tells of it. Once revoked, it stays revoked."""
    revoked = Certificate.objects.filter(pk=certificate.pk, revoked_at=None)
    if revoked.update(revoked_at=now, revocation_reason=reason):
        certificate.revoked_at, certificate.revocation_reason = now, reason


def let_others_check(certificate: Certificate, *, allowed: bool) -> None:
    """The holder decides whether whoever has the code sees the certificate."""
    Certificate.objects.filter(pk=certificate.pk).update(is_public=allowed)
    certificate.is_public = allowed


def _content(result: Result, candidate: Candidate) -> dict[str, Any]:
    """What the certificate says for ever."""
    session = candidate.session
    return {
        "first_name": candidate.first_name,
        "last_name": candidate.last_name,
        "birth_date": candidate.birth_date.isoformat(),
        "birth_place": birth_place(candidate),
        "centre": session.centre.name,
        "date": localtime(result.test.started_at).date().isoformat(),
        "pix": result.pix,
        "most_pix": len(open_competences()) * settings.MAX_REACHABLE_LEVEL * PIX_PER_LEVEL,
        "levels": {code: one["level"] for code, one in sorted(result.competences.items())},
    }


def _was_public(candidate: Candidate) -> bool:
    """A holder who closed the check of a certificate did so for the one that replaces it."""
    former = candidate.certificates.order_by("-pk").first()
    return former.is_public if former else True


def _years_later(now: datetime) -> datetime:
    """The same day, three years later; 29 February becomes 1 March."""
    years = now.year + settings.CERTIFICATE_YEARS
    try:
        return now.replace(year=years)
    except ValueError:
        return now.replace(year=years, day=28) + timedelta(days=1)


def _free_code() -> str:
    while True:
        code = draw_certificate_code()
        if not Certificate.objects.filter(code=code).exists():
            return code


def _next_place() -> int:
    """In the list of the revoked; one at a time, so that no two certificates share a bit."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_PLACES])
    last = Certificate.objects.aggregate(last=Max("status_index"))["last"]
    return 0 if last is None else last + 1
