"""Answer the questions of a test as the small bank expects them."""

from datetime import timedelta

from django.utils.datastructures import MultiValueDict

from competences.bank.schema import Kind
from competences.models import Assessment
from competences.selectors.bank import variant_of
from competences.services.answering import answer_question
from competences.services.posting import form_of

RIGHT = {
    Kind.SINGLE_CHOICE: {"choice": "a"},
    Kind.MULTIPLE_CHOICE: {"choices": ["a", "c"]},
    Kind.SHORT_TEXT: {"text": "oui"},
    Kind.NUMBER: {"text": "42 Mo"},
    Kind.FIELDS: {"fields": {"f1": "oui", "f2": "42"}},
    Kind.ORDER: {"order": ["a", "b", "c"]},
    Kind.MATCH: {"pairs": {"a": "1", "b": "2"}},
}
WRONG = {
    Kind.SINGLE_CHOICE: {"choice": "b"},
    Kind.MULTIPLE_CHOICE: {"choices": ["b"]},
    Kind.SHORT_TEXT: {"text": "pas du tout"},
    Kind.NUMBER: {"text": "7"},
    Kind.FIELDS: {"fields": {"f1": "non jamais", "f2": "7"}},
    Kind.ORDER: {"order": ["c", "b", "a"]},
    Kind.MATCH: {"pairs": {"a": "2", "b": "1"}},
    Kind.SIMULATOR: {"state": {}},
}


def kind_asked(test: Assessment) -> Kind:
    return variant_of(test.release_id, test.challenge_id, test.variant).kind


def posted_right(test: Assessment) -> dict[str, list[str]]:
    """What the page sends for a right answer to the question now asked."""
    variant = variant_of(test.release_id, test.challenge_id, test.variant)
    response = RIGHT.get(variant.kind, {"state": "{}"})
    form = MultiValueDict()
    for name, value in form_of(variant, response):
        form.appendlist(name, value)
    return {"position": [str(test.position)], **dict(form.lists())}


def answer(test: Assessment, *, right: bool, now, seconds: int = 20):
    """Answer the question now asked; returns the step. `test` is refreshed."""
    test.refresh_from_db()
    response = (RIGHT if right else WRONG).get(kind_asked(test), {})
    return answer_question(
        test, position=test.position, response=response, now=now + timedelta(seconds=seconds)
    )


def finish(test: Assessment, *, right: bool, now) -> Assessment:
    """Answer until the test ends."""
    while test.completed_at is None:
        answer(test, right=right, now=now)
    return test
