"""Who may see what. Views obtain what belongs to a centre, a room or a candidate here only."""

from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.utils.crypto import constant_time_compare

from accounts.access import SignedInRequest
from accounts.enums import OrganisationState, Role
from accounts.models import Organisation, User
from certification.enums import CentreState, SessionState
from certification.models import (
    ApiClient,
    Candidate,
    Centre,
    CentreInvitation,
    CentreMembership,
    Certificate,
    CertificationTest,
    PaperBatch,
    Session,
    SessionProposal,
)

SUPERVISED_KEY = "supervised_sessions"


def get_centre_membership_for(user: User, code: str) -> CentreMembership:
    """The place of this person in the team of an open centre, with it; else "not found"."""
    if "\0" in code:
        raise Http404
    found = (
        CentreMembership.objects.filter(
            user=user, ended_at__isnull=True, centre__code=code, centre__state=CentreState.ACTIVE
        )
        .select_related("centre__organisation")
        .first()
    )
    if found is None:
        raise Http404
    return found


def get_centre_administration_for(user: User, code: str) -> CentreMembership:
    """The place of an administrator; to the other members it says "not found" as to anybody."""
    membership = get_centre_membership_for(user, code)
    if not can_administer_centre(membership):
        raise Http404
    return membership


def can_administer_centre(membership: CentreMembership) -> bool:
    """Invite, change roles, ask for access to results."""
    return membership.role == Role.ADMINISTRATOR


def get_centre_member_for(user: User, code: str, public_id: UUID) -> CentreMembership:
    """A place in the team of a centre that this person administers."""
    centre = get_centre_administration_for(user, code).centre
    members = centre.memberships.filter(ended_at__isnull=True).select_related("centre", "user")
    found = members.filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def get_centre_invitation_for(user: User, code: str, public_id: UUID) -> CentreInvitation:
    """An invitation still waiting, of a centre that this person administers."""
    centre = get_centre_administration_for(user, code).centre
    waiting = centre.invitations.filter(accepted_at__isnull=True, cancelled_at__isnull=True)
    found = waiting.select_related("centre").filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def get_centre_request_for(user: User, code: str) -> Centre:
    """A centre that this person asked for, still waiting."""
    if "\0" in code:
        raise Http404
    waiting = Centre.objects.filter(requested_by=user, state=CentreState.REQUESTED)
    found = waiting.filter(code=code).first()
    if found is None:
        raise Http404
    return found


def get_session_for(user: User, code: str, public_id: UUID) -> Session:
    """A session of a centre whose team this person is in."""
    centre = get_centre_membership_for(user, code).centre
    sessions = Session.objects.select_related("centre__organisation", "format", "officer")
    found = sessions.filter(centre=centre, public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def get_candidate_for(user: User, code: str, session_id: UUID, public_id: UUID) -> Candidate:
    """A candidate of a session of a centre whose team this person is in."""
    session = get_session_for(user, code, session_id)
    candidates = Candidate.objects.select_related("test", "learner", "user")
    found = candidates.filter(session=session, public_id=public_id).first()
    if found is None:
        raise Http404
    found.session = session
    return found


def get_proposal_for(user: User, code: str, public_id: UUID) -> SessionProposal:
    """Sessions that somebody of the team of a centre has proposed, and not confirmed yet."""
    centre = get_centre_membership_for(user, code).centre
    found = SessionProposal.objects.filter(
        centre=centre, public_id=public_id, confirmed_at__isnull=True
    ).first()
    if found is None:
        raise Http404
    found.centre = centre
    return found


def open_supervision_to(request: HttpRequest, session: Session) -> None:
    """Let this browser supervise a session, as long as its password is not changed."""
    opened = request.session.get(SUPERVISED_KEY, {})
    request.session[SUPERVISED_KEY] = opened | {str(session.pk): session.supervision_password}


def close_supervision_to(request: HttpRequest, session: Session) -> None:
    """The browser is somebody else's from now on."""
    opened = request.session.get(SUPERVISED_KEY, {})
    request.session[SUPERVISED_KEY] = {
        key: value for key, value in opened.items() if key != str(session.pk)
    }


def get_supervised_session_for(request: SignedInRequest, number: int) -> Session:
    """A session whose number and password this person typed here; closed once finalised.

    Not to its own candidates.
    """
    session = (
        Session.objects.select_related("centre", "format")
        .filter(number=number, state=SessionState.CREATED)
        .exclude(candidates__user=request.user)
        .first()
    )
    if session is None:
        raise Http404
    typed = request.session.get(SUPERVISED_KEY, {}).get(str(session.pk), "")
    if not constant_time_compare(typed, session.supervision_password):
        raise Http404
    return session


def get_supervision_lost_by(request: SignedInRequest, number: int) -> Session | None:
    """A session that this person opened here, and that closed since; None for any other."""
    session = Session.objects.select_related("centre").filter(number=number).first()
    opened = request.session.get(SUPERVISED_KEY, {})
    return session if session and str(session.pk) in opened else None


def get_supervised_candidate_for(
    request: SignedInRequest, number: int, public_id: UUID
) -> Candidate:
    """A candidate of the session that this person supervises."""
    session = get_supervised_session_for(request, number)
    found = session.candidates.select_related("test").filter(public_id=public_id).first()
    if found is None:
        raise Http404
    found.session = session
    return found


def get_candidacy_for(user: User, public_id: UUID) -> Candidate:
    """The person's own seat in a session."""
    seats = Candidate.objects.select_related("session__centre", "session__format", "test")
    found = seats.filter(user=user, public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def get_certification_test_for(user: User, public_id: UUID) -> CertificationTest:
    """The person's own certification, real or mock."""
    tests = CertificationTest.objects.select_related(
        "assessment", "format", "candidate__session__centre"
    )
    found = tests.filter(user=user, public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def get_certificate_of(user: User, public_id: UUID) -> Certificate:
    """The person's own certificate, of a session that is published."""
    found = _published().filter(user=user, public_id=public_id).first()
    if found is None:
        raise Http404
    return found


def get_centre_certificate_for(user: User, code: str, public_id: UUID) -> Certificate:
    """A certificate in force, sat in a centre whose team this person is in."""
    centre = get_centre_membership_for(user, code).centre
    found = (
        _published()
        .filter(candidate__session__centre=centre, public_id=public_id, revoked_at=None)
        .select_related("candidate__session__centre__organisation", "candidate__learner")
        .first()
    )
    if found is None:
        raise Http404
    return found


def get_organisation_of_program(client: ApiClient, uai: str) -> Organisation | None:
    """An open school that this program was let into; None, whether it exists or not."""
    if "\0" in uai:
        return None
    schools = Organisation.objects.filter(state=OrganisationState.ACTIVE, uai=uai.upper())
    if client.organisation_id is not None:
        schools = schools.filter(pk=client.organisation_id)
    return schools.first()


def get_papers_for(user: User, code: str, public_id: UUID) -> PaperBatch:
    """Papers that this member of the team of a centre asked for: nobody else opens them."""
    centre = get_centre_membership_for(user, code).centre
    found = PaperBatch.objects.filter(centre=centre, made_by=user, public_id=public_id).first()
    if found is None:
        raise Http404
    found.centre = centre
    return found


def get_public_certificate(code: str) -> Certificate:
    """A certificate that anybody may check: its holder allows it. Revoked ones are found too."""
    found = _published().filter(code=code, is_public=True).first()
    if found is None:
        raise Http404
    return found


def _published() -> QuerySet[Certificate]:
    return Certificate.objects.filter(candidate__session__state=SessionState.PUBLISHED)


def can_judge(user: User | AnonymousUser) -> bool:
    """The jury: staff of the platform."""
    return user.is_active and user.is_staff


def get_session_to_judge(user: User, public_id: UUID) -> Session:
    """Any session once finalised, for the jury."""
    sessions = Session.objects.select_related("centre", "format", "officer")
    found = sessions.filter(public_id=public_id).exclude(state=SessionState.CREATED).first()
    if not can_judge(user) or found is None:
        raise Http404
    return found


def get_test_to_judge(user: User, public_id: UUID) -> CertificationTest:
    """The test of a candidate of a finalised session, for the jury."""
    tests = CertificationTest.objects.select_related(
        "assessment", "format", "candidate__session__centre"
    )
    found = (
        tests.filter(public_id=public_id, candidate__isnull=False)
        .exclude(candidate__session__state=SessionState.CREATED)
        .first()
    )
    if not can_judge(user) or found is None:
        raise Http404
    return found
