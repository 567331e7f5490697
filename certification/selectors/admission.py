"""The certificate of one person, as admission platforms look for it."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q, QuerySet

from accounts.enums import OrganisationState
from accounts.models import Learner, Organisation
from accounts.names import identity_key
from certification.api.shapes import CompetenceFound, Found, Search
from certification.enums import SessionState
from certification.models import Certificate
from certification.proofs.codes import certificate_code
from certification.selectors.certificates import Told, framework, global_level


class SeveralPeople(Exception):
    """What was asked does not tell them apart."""


def find(search: Search, *, within: Organisation | None, now: datetime) -> Found | None:
    """The latest certificate in force. `within`: only people of this school's list.

    Raises SeveralPeople.
    """
    in_force = Certificate.objects.filter(
        candidate__session__state=SessionState.PUBLISHED, revoked_at=None, expires_at__gt=now
    ).select_related("candidate__learner__organisation")
    learners = _learners(within)
    if search.verification_code is not None:
        return _by_code(in_force, learners if within else None, search.verification_code)
    if search.ine is not None:
        rows = list(learners.filter(national_id=search.ine.upper()))
    else:
        rows = list(_by_identity(learners, search))
    return _of_people(in_force, rows)


def _learners(within: Organisation | None) -> QuerySet[Learner]:
    rows = Learner.objects.select_related("organisation").order_by("pk")
    return rows.filter(organisation=within) if within else rows


def _by_code(
    in_force: QuerySet[Certificate], learners: QuerySet[Learner] | None, typed: str
) -> Found | None:
    found = in_force.filter(code=certificate_code(typed)).first()
    if found is None:
        return None
    learner = found.candidate.learner
    if learners is not None and (learner is None or not learners.filter(pk=learner.pk).exists()):
        return None
    return _told(found, learner)


def _by_identity(learners: QuerySet[Learner], search: Search) -> QuerySet[Learner]:
    assert search.last_name and search.first_name and search.birthdate  # noqa: S101, PT018 -- shape
    uai = (search.organization_uai or "").upper()
    return learners.filter(
        organisation__uai=uai,
        organisation__state=OrganisationState.ACTIVE,
        disabled_at=None,
        identity=identity_key(
            last_name=search.last_name, first_name=search.first_name, birth_date=search.birthdate
        ),
    )


def _of_people(in_force: QuerySet[Certificate], rows: list[Learner]) -> Found | None:
    users = {row.user_id: row for row in rows if row.user_id}
    by_row = {row.pk: row for row in rows}
    mine = in_force.filter(Q(candidate__learner__in=by_row) | Q(user__in=users))
    found = list(mine.order_by("-delivered_at", "-pk"))
    if not found:
        return None
    if len({_person(one) for one in found}) > 1:
        raise SeveralPeople
    newest = found[0]
    learner = users.get(newest.user_id or 0) or by_row.get(newest.candidate.learner_id or 0)
    return _told(newest, learner)


def _person(certificate: Certificate) -> object:
    """One account is one person; without account, one INE, or one row of a list."""
    learner = certificate.candidate.learner
    if certificate.user_id:
        return certificate.user_id
    return (learner.national_id or f"row {learner.pk}") if learner else ""


def _told(certificate: Certificate, learner: Learner | None) -> Found:
    told = Told(certificate, framework())
    return Found(
        first_name=told.content["first_name"],
        last_name=told.content["last_name"],
        birthdate=told.birth_date,
        ine=(learner.national_id if learner else "") or None,
        organization_uai=learner.organisation.uai if learner else None,
        pix_score=told.pix,
        global_level=global_level(told.pix),
        verification_code=certificate.code,
        certification_date=told.sat_on,
        delivered_at=certificate.delivered_at,
        valid_until=certificate.expires_at,
        certification_center=told.content["centre"],
        competences=list(_competences(told)),
    )


def _competences(told: Told) -> Iterable[CompetenceFound]:
    for group in told.domains:
        for one in group.levels:
            if one.level is not None:
                yield CompetenceFound(
                    code=one.competence.pk,
                    name=one.competence.name,
                    level=one.level,
                    domain_name=group.domain.name,
                )
