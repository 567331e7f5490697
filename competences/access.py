"""The only way for a view to obtain a test: one's own, or the trial of this very session."""

from datetime import datetime
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.http import Http404, HttpRequest
from django.utils import timezone

from accounts.models import User
from accounts.selectors.organisations import works_in_a_team
from competences.enums import AssessmentKind
from competences.models import Assessment, Competence, Series
from competences.selectors.bank import current_bank
from pix.shared import statements

TRIAL_SESSION_KEY = "trial_assessment"
SERIES_SESSION_KEY = "series_of_nobody"

# What a reset leaves: a series keeps its answers, and goes on. A certification has pages of its
# own: nothing here may show its corrections.
_KEPT = (Q(reset_at=None) | Q(series__isnull=False)) & ~Q(kind=AssessmentKind.CERTIFICATION)
_OWN = f"""
    public_id = %s AND user_id IS NOT DISTINCT FROM %s
    AND (reset_at IS NULL OR series_id IS NOT NULL)
    AND kind <> '{AssessmentKind.CERTIFICATION}'
"""


def get_assessment_for(request: HttpRequest, public_id: UUID) -> Assessment:
    """The test, for reading. Raises Http404 unless it belongs to this person or this session."""
    tests = Assessment.objects.select_related("competence", "series").filter(
        _KEPT, public_id=public_id, user=_owner(request)
    )
    return _found(request, tests.first())


def get_assessment_to_answer(request: HttpRequest, public_id: UUID) -> Assessment:
    """The same for the hot path, quicker and with nothing beside it. Raises Http404."""
    return _found(request, statements.fetch(Assessment, _OWN, [public_id, _owner(request)]))


def open_series_to(request: HttpRequest, series: Series, *, until: datetime) -> None:
    """Let this browser, where nobody is signed in, take a series until then."""
    opened = request.session.get(SERIES_SESSION_KEY, {})
    request.session[SERIES_SESSION_KEY] = opened | {str(series.pk): until.timestamp()}


def close_series_to(request: HttpRequest, series_id: int) -> None:
    """The browser passes to somebody else, who must not see it."""
    opened = request.session.get(SERIES_SESSION_KEY, {})
    request.session[SERIES_SESSION_KEY] = {
        series: until for series, until in opened.items() if series != str(series_id)
    }


def series_open_to(request: HttpRequest) -> list[int]:
    """Series that this browser may take, where nobody is signed in."""
    now = timezone.now().timestamp()
    opened = request.session.get(SERIES_SESSION_KEY, {})
    return [int(series) for series, until in opened.items() if until > now]


def _owner(request: HttpRequest) -> int | None:
    return request.user.pk if request.user.is_authenticated else None


def _found(request: HttpRequest, test: Assessment | None) -> Assessment:
    """A test of nobody belongs to the session that began it."""
    if test is None or (test.user_id is None and not _is_of_session(request, test)):
        raise Http404
    return test


def _is_of_session(request: HttpRequest, test: Assessment) -> bool:
    if test.series_id is None:
        return request.session.get(TRIAL_SESSION_KEY) == str(test.public_id)
    until = request.session.get(SERIES_SESSION_KEY, {}).get(str(test.series_id), 0)
    return bool(until > timezone.now().timestamp())


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


def can_see_examples(user: User | AnonymousUser) -> bool:
    """Whoever works in the team of a school, and platform staff: never a pupil."""
    if not isinstance(user, User):
        return False
    return can_preview_challenges(user) or works_in_a_team(user)


def get_example_for(user: User, topic: str, level: int) -> Assessment:
    """A question that asks the skill of a topic at a level, saved nowhere. Raises Http404.

    Always the same one: what teams see of the bank is one challenge a skill.
    """
    if not can_see_examples(user):
        raise Http404
    bank = current_bank()
    found = (
        challenge.id
        for skill in bank.skills.values()
        if skill.topic == topic and skill.level == level
        for challenge in skill.challenges
    )
    challenge_id = min(found, default=None)
    if challenge_id is None:
        raise Http404
    return Assessment(
        competence_id=bank.competence_of[challenge_id],
        release_id=bank.release_id,
        parameter_version=bank.parameter_version,
        challenge_id=challenge_id,
        variant=0,
        timer_started_at=timezone.now(),
    )


def get_competence(competence_id: str) -> Competence:
    """A competence of the referential: public. Raises Http404."""
    competence = Competence.objects.select_related("domain").filter(pk=competence_id).first()
    if competence is None:
        raise Http404
    return competence
