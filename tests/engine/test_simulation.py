import json

import numpy as np
import pytest
from django.core.management import call_command

from competences.engine import Settings
from competences.simulation.measures import average, measure
from competences.simulation.protocol import run
from competences.simulation.scenarios import SCENARIOS
from competences.simulation.world import draw_world


@pytest.fixture(scope="module")
def world():
    return draw_world(SCENARIOS["base"], 1, 6)


def test_a_world_is_the_one_of_the_protocol(world):
    levels = world.level.reshape(16, 30)
    assert world.correct.shape == (6, 1440)
    assert min(np.bincount(row, minlength=9)[1:].min() for row in levels) >= 2
    assert world.value.reshape(16, 30).sum(axis=1) == pytest.approx(64)
    assert np.array_equal(world.correct, draw_world(SCENARIOS["base"], 1, 6).correct)


@pytest.mark.parametrize("information", ["cal", "cold"])
def test_the_engine_finds_levels_in_it(world, information):
    measures = measure(world, run(world, world.bank(information), Settings()))
    assert 4 <= measures.questions <= 12
    assert measures.within_one > 85
    assert measures.correlation > 0.7


def test_measures_of_a_perfect_engine(world):
    outcomes = run(world, world.bank("cal"), Settings(max_questions=4))
    outcomes.modal_level, outcomes.expected_pix = world.true_level, world.true_pix
    measures = measure(world, outcomes)
    assert (measures.exact, measures.mae, measures.rmse, measures.questions) == (100, 0, 0, 4)
    assert average([measures, measures]) == measures


def test_the_command_prints_a_table_and_writes_figures(tmp_path, capsys):
    path = tmp_path / "figures.json"
    call_command("simulate", students=2, seed=[3], json=path)
    printed = capsys.readouterr().out
    assert "questions" in printed
    assert "T2' exact >= 61" in printed
    assert json.loads(path.read_text())[0]["seeds"] == [3]
