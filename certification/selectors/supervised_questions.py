"""The question that a candidate says does not work, and what may be wrong with it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from certification.enums import IncidentSubcategory
from certification.models import Candidate, LiveAlert
from competences.bank.variants import Variant
from competences.selectors.bank import variant_of


@dataclass(frozen=True)
class Asked:
    """An alert and its question. `number` is what the candidate reads on the page."""

    alert: LiveAlert
    number: int
    holds: tuple[str, ...]
    reasons: tuple[IncidentSubcategory, ...]

    @property
    def choices(self) -> list[tuple[str, str]]:
        return [(one.value, str(one.label)) for one in self.reasons]


def question_asked(
    alert: LiveAlert, candidate: Candidate, *, release_id: int, variant: int, number: int
) -> Asked:
    """No query once the bank is loaded. An open alert is about the question now asked."""
    asked = variant_of(release_id, alert.challenge_id, variant)
    reasons = tuple(_fitting(asked, has_extra_time=candidate.extra_time_percent > 0))
    return Asked(alert, number, tuple(_holds(asked)), reasons)


def reasons_of(alert: LiveAlert) -> tuple[IncidentSubcategory, ...]:
    """Why it may be accepted. Its test is read with its questions and candidate."""
    seat, asked = alert.test.candidate, alert.test.assessment
    if seat is None:
        return ()
    told = question_asked(
        alert, seat, release_id=asked.release_id, variant=asked.variant, number=asked.position
    )
    return told.reasons


def _holds(variant: Variant) -> Iterator[str]:
    if variant.picture:
        yield _("une image")
    if variant.files:
        yield _("un fichier à ouvrir")
    if variant.simulator:
        yield _("un simulateur")
    if variant.timer:
        yield _("un temps limité")
    if _sends_elsewhere(variant):
        yield _("un lien vers un site")


def _fitting(variant: Variant, *, has_extra_time: bool) -> Iterator[IncidentSubcategory]:
    if variant.picture:
        yield IncidentSubcategory.IMAGE_NOT_DISPLAYING
    if variant.simulator:
        yield IncidentSubcategory.EMBED_NOT_WORKING
    if variant.files:
        yield IncidentSubcategory.FILE_NOT_OPENING
    if _sends_elsewhere(variant):
        yield IncidentSubcategory.WEBSITE_UNAVAILABLE
        yield IncidentSubcategory.WEBSITE_BLOCKED
    if variant.timer:
        yield IncidentSubcategory.UNINTENTIONAL_FOCUS_OUT
    if variant.timer and has_extra_time:
        yield IncidentSubcategory.EXTRA_TIME_EXCEEDED
    # Whatever the question holds.
    yield IncidentSubcategory.SOFTWARE_NOT_WORKING
    yield IncidentSubcategory.ACCESSIBILITY_ISSUE


def _sends_elsewhere(variant: Variant) -> bool:
    return 'href="http' in variant.instruction_html
