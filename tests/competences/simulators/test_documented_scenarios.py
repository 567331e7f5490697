"""What docs/simulators.md shows to authors is valid."""

import pytest

from competences.bank.simulators import get_referee
from competences.engine.marking import check_solution
from tests.support.simulators import documented

EXAMPLES = [*documented("mailbox"), *documented("files")]


@pytest.mark.parametrize("challenge", EXAMPLES)
def test_the_examples_of_the_guide_are_valid(challenge):
    simulator = challenge["simulator"]
    get_referee(simulator["name"]).Scenario.model_validate(simulator["scenario"])
    assert check_solution("simulator", challenge["solution"]) == []
