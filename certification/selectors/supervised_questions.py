"""The question that a candidate says does not work, and what may be wrong with it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from certification.enums import IncidentSubcategory
from certification.models import Candidate, CertificationTest, LiveAlert, Neutralisation
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
    test: CertificationTest, alert: LiveAlert, number: int, candidate: Candidate
) -> Asked:
    """No query once the bank is loaded. An open alert is about the question now asked."""
    asked = test.assessment
    variant = variant_of(asked.release_id, alert.challenge_id, asked.variant)
    reasons = tuple(_fitting(variant, has_extra_time=candidate.extra_time_percent > 0))
    return Asked(alert, number, tuple(_holds(variant)), reasons)


def reasons_of(alert: LiveAlert) -> tuple[IncidentSubcategory, ...]:
    """Why it may be accepted. Its test is read with its questions and candidate."""
    seat = alert.test.candidate
    return question_asked(alert.test, alert, 0, seat).reasons if seat else ()


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


def position_of(candidate: Candidate, number: int | None) -> int | None:
    """Of the question that the candidate reads as `number`: those replaced were not counted."""
    if number is None:
        return None
    test = CertificationTest.objects.filter(candidate=candidate).first()
    void = set(
        Neutralisation.objects.filter(test=test, lifted_at=None).values_list("position", flat=True)
    )
    position = 0
    while number > 0:
        position += 1
        number -= position not in void
    return position
