"""Incident reports say what their category asks; those of consequence wait for the jury."""

import pytest

from certification.enums import IncidentCategory, IncidentSubcategory
from certification.models import Neutralisation
from certification.selectors.incidents import PRECISIONS
from certification.services.incidents import IncompleteReport, Told, report, resolve

IMPACTFUL = {"CANDIDATE_INFORMATIONS_CHANGES", "SIGNATURE_ISSUE", "IN_CHALLENGE", "FRAUD"}


def told(category: IncidentCategory, **changes) -> Told:
    precisions = PRECISIONS.get(category, (None,))
    number = 3 if category == IncidentCategory.IN_CHALLENGE else None
    whole = {"subcategory": precisions[0], "question_number": number, "description": "Dit."}
    return Told(category, **(whole | changes))


def make(told, session, head, now, candidate=None):
    return report(told, session=session, candidate=candidate, author=head, now=now)


@pytest.mark.parametrize("category", IncidentCategory)
def test_those_of_consequence_wait(category, session, head, now):
    incident = make(told(category), session, head, now)
    assert incident.is_impactful == (category.value in IMPACTFUL)
    assert (incident.resolved_at is None) == incident.is_impactful


@pytest.mark.parametrize("category", IncidentCategory)
def test_a_description_is_asked_except_for_fraud_and_questions(category, session, head, now):
    without = told(category, description=" ")
    if category in {"FRAUD", "IN_CHALLENGE"}:
        assert make(without, session, head, now).pk
    else:
        with pytest.raises(IncompleteReport, match="description"):
            make(without, session, head, now)


@pytest.mark.parametrize("number", [None, 0, 501])
def test_a_question_is_between_1_and_500(number, session, head, now):
    category = IncidentCategory.IN_CHALLENGE
    with pytest.raises(IncompleteReport, match="question_number"):
        make(told(category, question_number=number), session, head, now)


@pytest.mark.parametrize(
    ("category", "subcategory"),
    [
        (IncidentCategory.IN_CHALLENGE, None),
        (IncidentCategory.IN_CHALLENGE, IncidentSubcategory.NAME_OR_BIRTHDATE),
        (IncidentCategory.FRAUD, IncidentSubcategory.NAME_OR_BIRTHDATE),
        (IncidentCategory.CANDIDATE_INFORMATIONS_CHANGES, None),
    ],
)
def test_the_precision_is_one_of_the_category(category, subcategory, session, head, now):
    with pytest.raises(IncompleteReport, match="subcategory"):
        make(told(category, subcategory=subcategory), session, head, now)


def test_a_question_neutralised_on_the_spot_waits_for_nobody(test, candidate, session, head, now):
    Neutralisation.objects.create(test=test, position=3, reason="Image", made_at=now)
    incident = make(told(IncidentCategory.IN_CHALLENGE), session, head, now, candidate)
    assert not incident.is_impactful


def test_resolved_twice_the_first_answer_stays(session, head, officer, now):
    incident = make(told(IncidentCategory.FRAUD), session, head, now)
    resolve(incident, follow_up="Rien vu.", author=officer, now=now)
    resolve(incident, follow_up="Autre chose.", author=head, now=now)
    assert (incident.follow_up, incident.resolved_by) == ("Rien vu.", officer)
