"""What the browser sends, read for marking."""

import pytest
from django.http import QueryDict

from competences.bank.schema import ChallengeSpec
from competences.bank.variants import draw_variant
from competences.forms import UnusableAnswer, read_response

BASE = {
    "id": "topic-3a",
    "title": "Titre",
    "instruction": "Consigne",
    "question": "Question ?",
    "explanation": "Parce que.",
}


def variant(**changes):
    return draw_variant(ChallengeSpec.model_validate(BASE | changes), 0)


@pytest.fixture
def picture():
    zone = {"shape": "rect", "x": 0.1, "y": 0.1, "w": 0.2, "h": 0.2}
    shown = {"file": "assets/arborescence.svg", "alt": "Un plan"}
    return variant(kind="hotspot", picture=shown, solution={"zones": [zone]}, outcome="Là.")


@pytest.mark.parametrize("x", ["nan", "inf", "-inf", "1e999", "", "x", "1" * 400])
def test_a_click_that_is_nowhere_is_refused(picture, x):
    """Neither NaN nor infinity is JSON: the database would refuse the answer."""
    data = QueryDict(f"point.x={x}&point.y=3&size-x=100&size-y=100")
    with pytest.raises(UnusableAnswer):
        read_response(picture, data)


def test_a_click_is_read_as_shares_of_the_picture(picture):
    data = QueryDict("point.x=25&point.y=30&size-x=100&size-y=60")
    assert read_response(picture, data) == {"x": 0.25, "y": 0.5}


def test_options_that_the_page_never_offered_are_as_good_as_nothing():
    options = {"a": "Oui", "b": "Non", "c": "Peut-être", "d": "Jamais"}
    choices = variant(kind="multiple_choice", options=options, solution={"correct": ["a"]})
    with pytest.raises(UnusableAnswer):
        read_response(choices, QueryDict("choice=a&choice=9&choice="))
