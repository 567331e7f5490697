import json

import pytest
from django.core.management import call_command

from certification.engine import Asked
from certification.simulation.measures import _shared, measure
from certification.simulation.sitting import CASES, Sitting, sit_all
from competences.engine import Settings
from competences.simulation.protocol import run
from competences.simulation.scenarios import SCENARIOS
from competences.simulation.world import draw_world


@pytest.fixture(scope="module")
def world():
    return draw_world(SCENARIOS["base"], 1, 6)


@pytest.fixture(scope="module")
def bank(world):
    return world.bank("cal")


@pytest.fixture(scope="module")
def training(world, bank):
    return run(world, bank, Settings(max_questions=4))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_totals_are_near_the_truth(world, bank, training, case):
    sittings = sit_all(world, bank, case, training, lambda: None)
    found = measure(world, bank, case, training, sittings)
    assert found.candidates == len(sittings) > 3
    assert found.mae < 80
    assert found.correlation > 0.9


def test_who_trained_is_asked_other_questions(world, bank, training):
    for sitting in sit_all(world, bank, CASES[2], training, lambda: None):
        met = {response.item for response in training.profiles[sitting.student]}
        assert met.isdisjoint(one.item for one in sitting.asked)
        assert len(sitting.asked) == 3 * len(sitting.plan.levels)


def test_what_neighbours_share():
    plan = CASES[0].form.plan({})
    pairs = [("a", "b"), ("a", "c"), ("d", "e")]
    sat = [Sitting(0, plan, tuple(Asked(item) for item in pair), ()) for pair in pairs]
    assert _shared(sat) == pytest.approx((0.5 + 0 + 0) / 3)


def test_the_command_prints_a_table_and_writes_figures(tmp_path, capsys):
    path = tmp_path / "figures.json"
    call_command("simulate", certification=True, students=4, seed=[3], json=path)
    printed = capsys.readouterr().out
    assert "T7 rmse <= 38" in printed
    assert "T8 mae <= 25" in printed
    rows = json.loads(path.read_text())
    assert [row["case"] for row in rows] == [case.name for case in CASES]
