"""What a question of a certification hands out: only the one now asked, while it is shown."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import SignedInRequest
from certification.access import get_certification_test_for
from certification.selectors.situation import State, situation_of
from certification.views.testing.posts import post_of
from competences.models import Assessment
from competences.selectors.bank import variant_of
from competences.selectors.question import waits_for_clock
from competences.views.materials import file_response, simulator_response


@require_safe
def certification_file(
    request: SignedInRequest, test_id: UUID, position: int, name: str
) -> HttpResponse:
    """An attachment or a picture."""
    asked = _asked(request, test_id, position)
    return file_response(asked.release_id, asked.challenge_id, asked.variant, name)


@require_safe
def certification_simulator(request: SignedInRequest, test_id: UUID, position: int) -> HttpResponse:
    """The simulator, for its sandboxed frame."""
    asked = _asked(request, test_id, position)
    variant = variant_of(asked.release_id, asked.challenge_id, asked.variant)
    return simulator_response(request, variant)


def _asked(request: SignedInRequest, test_id: UUID, position: int) -> Assessment:
    test = get_certification_test_for(request.user, test_id)
    found = situation_of(test, post=post_of(request), now=timezone.now())
    asked = test.assessment
    if found.state != State.ASKED or position != asked.position or waits_for_clock(asked):
        raise Http404
    return asked
