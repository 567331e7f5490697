"""What a question hands out: files, pictures, and the frame of a simulator."""

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from competences.access import get_assessment_for
from competences.bank.simulators import public_scenario
from competences.bank.variants import Variant
from competences.models import Assessment
from competences.selectors.bank import variant_of
from competences.selectors.materials import file_bytes, media_types
from competences.selectors.question import waits_for_clock


@login_not_required
@require_safe
def file(request: HttpRequest, public_id: UUID, position: int, name: str) -> HttpResponse:
    """An attachment or a picture of a question asked to this person."""
    assessment = get_assessment_for(request, public_id)
    challenge_id, number = _asked(assessment, position)
    return file_response(assessment.release_id, challenge_id, number, name)


@login_not_required
@require_safe
def simulator(request: HttpRequest, public_id: UUID, position: int) -> HttpResponse:
    """The simulator of a question asked to this person, for its sandboxed frame."""
    assessment = get_assessment_for(request, public_id)
    challenge_id, number = _asked(assessment, position)
    return simulator_response(request, variant_of(assessment.release_id, challenge_id, number))


def _asked(assessment: Assessment, position: int) -> tuple[str, int]:
    """Challenge and variant asked at `position`.

    Raises Http404 for a question not asked yet, or timed and not displayed yet.
    """
    if position == assessment.position:
        if waits_for_clock(assessment):
            raise Http404
        return assessment.challenge_id, assessment.variant
    answer = assessment.answers.filter(position=position).first()
    if answer is None:
        raise Http404
    return answer.challenge_id, answer.variant


def file_response(release_id: int, challenge_id: str, number: int, name: str) -> HttpResponse:
    """The file of that name of a variant. Raises Http404."""
    types = media_types(release_id, challenge_id, number)
    if name not in types:
        raise Http404
    content = file_bytes(release_id, challenge_id, number, name)
    response = HttpResponse(content, content_type=types[name])
    download = not types[name].startswith("image/")
    response["Content-Disposition"] = content_disposition_header(download, name) or "inline"
    # A page or a drawing of ours opened alone gets no rights on the site.
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    patch_cache_control(response, private=True, max_age=3600)
    return response


def simulator_response(request: HttpRequest, variant: Variant) -> HttpResponse:
    """The page of a simulator, with the part of its scenario that everyone may see."""
    if variant.simulator is None:
        raise Http404
    name = variant.simulator.name
    scenario = public_scenario(name, variant.simulator.scenario)
    context = {"name": name, "scenario": scenario, "title": variant.title}
    return render(request, "competences/simulator.html", context)
