"""The only way for a view to obtain a test: one's own, or the trial of this very session."""

from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from accounts.models import User
from competences.enums import AssessmentKind
from competences.models import Assessment, Competence

TRIAL_SESSION_KEY = "trial_assessment"


def get_assessment_for(request: HttpRequest, public_id: UUID) -> Assessment:
    """The test, for reading. Raises Http404 unless it belongs to this person or this session."""
    return _get(request, Assessment.objects.select_related("competence"), public_id)


def lock_assessment_for(request: HttpRequest, public_id: UUID) -> Assessment:
    """The test, locked until the end of the transaction: for answering. Raises Http404."""
    return _get(request, Assessment.objects.select_for_update(), public_id)


def _get(request: HttpRequest, tests: QuerySet[Assessment], public_id: UUID) -> Assessment:
    if request.user.is_authenticated:
        own = tests.filter(user_id=request.user.pk, reset_at=None)
    elif request.session.get(TRIAL_SESSION_KEY) == str(public_id):
        own = tests.filter(kind=AssessmentKind.TRIAL, user=None)
    else:
        raise Http404
    assessment = own.filter(public_id=public_id).first()
    if assessment is None:
        raise Http404
    return assessment


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
