"""A challenge of each skill as learners see it, without its solution: for those who teach."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access import SignedInRequest
from competences.access import get_example_for
from competences.selectors.bank import current_bank, variant_of
from competences.selectors.question import question_page
from competences.views.materials import file_response, simulator_response


@never_cache
@require_safe
def example(request: SignedInRequest, topic: str, level: int) -> HttpResponse:
    """Nothing is recorded nor marked."""
    shown = get_example_for(request.user, topic, level)
    content = current_bank().content.topic(topic)
    context = {
        "page": question_page(shown, expected=0, now=timezone.now(), address=request.path),
        "variant": variant_of(shown.release_id, shown.challenge_id, shown.variant),
        "topic": content,
        "skill": next(skill for skill in content.skills if skill.level == level),
    }
    return render(request, "competences/example.html", context)


@require_safe
def example_file(
    request: SignedInRequest, topic: str, level: int, position: int, name: str
) -> HttpResponse:
    """A file of an example."""
    shown = get_example_for(request.user, topic, level)
    return file_response(shown.release_id, shown.challenge_id, shown.variant, name)


@require_safe
def example_simulator(
    request: SignedInRequest, topic: str, level: int, position: int
) -> HttpResponse:
    """The simulator of an example."""
    shown = get_example_for(request.user, topic, level)
    variant = variant_of(shown.release_id, shown.challenge_id, shown.variant)
    return simulator_response(request, variant)
