"""What a choice of topics amounts to."""

import pytest

from campaigns.selectors.topics import reach_of, referential, still_asked, within
from competences.services.series import plan_of, usual_questions
from tests.factories.campaigns import TOPICS

pytestmark = pytest.mark.django_db


def test_the_referential_is_that_of_the_bank():
    known = referential()
    assert [one.spec.code for one in known.competences] == ["1.2", "4.1"]
    assert set(known.topics) == set(TOPICS)
    assert known.topics["secrets"].levels == (1, 2, 3, 4, 5, 6)
    assert known.topics["secrets"].steps[2].can == "Réussir secrets au niveau 3"


@pytest.mark.parametrize("topics", [{}, {"dossiers": 1}, TOPICS, dict.fromkeys(TOPICS, 6)])
def test_the_length_is_that_of_the_series(topics):
    assert reach_of(topics, referential()).questions == usual_questions(plan_of(topics))


def test_a_reach_counts_skills_levels_and_competences():
    reach = reach_of({"dossiers": 3, "formats": 4, "pieges": 2}, referential())
    assert (reach.topics, reach.skills, reach.lowest, reach.highest) == (3, 9, 1, 4)
    covered = [(one.competence.spec.code, one.chosen, one.highest) for one in reach.covered]
    assert covered == [("1.2", 2, 4), ("4.1", 1, 2)]


def test_nothing_chosen_asks_nothing():
    reach = reach_of({}, referential())
    assert (reach.questions, reach.minutes, reach.covered, reach.highest) == (0, 0, (), 0)


@pytest.mark.parametrize(
    ("asked", "left"),
    [({"disparu": 3}, {}), ({"dossiers": 8}, {"dossiers": 6}), ({"dossiers": 0}, {})],
)
def test_what_the_bank_does_not_have_is_left_out(asked, left):
    known = referential()
    assert still_asked(asked, known) == left
    assert bool(plan_of(asked)) == bool(left)


def test_a_part_of_the_referential():
    part = within(referential(), {"dossiers": 2, "secrets": 1, "disparu": 5})
    assert {id_: topic.levels for id_, topic in part.topics.items()} == {
        "dossiers": (1, 2), "secrets": (1,),
    }  # fmt: skip
