"""The only way for a view to obtain a test: one's own, or the trial of this very session."""

from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest

from accounts.models import User
from competences.enums import AssessmentKind
from competences.models import Assessment, Competence
from pix.shared import statements

TRIAL_SESSION_KEY = "trial_assessment"

_LOCK = "public_id = %s AND user_id IS NOT DISTINCT FROM %s AND reset_at IS NULL FOR UPDATE"


def get_assessment_for(request: HttpRequest, public_id: UUID) -> Assessment:
    """The test, for reading. Raises Http404 unless it belongs to this person or this session."""
    tests = Assessment.objects.select_related("competence").filter(
        public_id=public_id, user=_owner(request, public_id), reset_at=None
    )
    return _found(tests.first())


def lock_assessment_for(request: HttpRequest, public_id: UUID) -> Assessment:
    """The test, locked until the end of the transaction: for answering. Raises Http404."""
    key = [public_id, _owner(request, public_id)]
    return _found(statements.fetch(Assessment, _LOCK, key))


def _owner(request: HttpRequest, public_id: UUID) -> int | None:
    """Whose test it must be: a trial has nobody. Raises Http404."""
    if request.user.is_authenticated:
        return request.user.pk
    if request.session.get(TRIAL_SESSION_KEY) != str(public_id):
        raise Http404
    return None


def _found(test: Assessment | None) -> Assessment:
    if test is None:
        raise Http404
    return test


def get_trial_of_session(request: HttpRequest) -> Assessment | None:
    """The trial made in this session, if it was not kept by somebody since."""
    public_id = request.session.get(TRIAL_SESSION_KEY)
    if public_id is None:
        return None
    trials = Assessment.objects.select_related("competence")
    return trials.filter(public_id=public_id, kind=AssessmentKind.TRIAL, user=None).first()


def can_preview_challenges(user: User | AnonymousUser) -> bool:
    """Platform staff see any challenge with its solution."""
    return user.is_active and user.is_staff


def get_competence(competence_id: str) -> Competence:
    """A competence of the referential: public. Raises Http404."""
    competence = Competence.objects.select_related("domain").filter(pk=competence_id).first()
    if competence is None:
        raise Http404
    return competence
