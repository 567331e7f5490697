"""Programs written, tried and handed in, in a real browser."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from competences.bank import read_bank
from competences.bank.content import CONTENT_FOLDER
from competences.bank.simulators.programming import blocks, final_state, public_scenario
from competences.bank.variants import draw_variant
from competences.engine import mark
from tests.support import simulators
from tests.support.simulators import Stage, Theatre, accessibility_problems, documented

pytestmark = pytest.mark.journey
theatre = simulators.theatre

TABLE = Path(__file__).parents[1] / "competences" / "simulators" / "programs.json"
RUN_TABLE = """async (table) => {
  const folder = "/static/simulators/programming/";
  const {Machine} = await import(folder + "interpreter.js");
  const {parseProgram} = await import(folder + "parser.js");
  const {Meter, ProgramError} = await import(folder + "values.js");
  const layout = /^(bracket|quote|indent|colon|equals|character)/;
  return table.map(({text, inputs}) => {
    const meter = new Meter();
    const machine = new Machine(meter, {inputs});
    let error = "";
    try { machine.run(parseProgram(text)); } catch (problem) {
      if (!(problem instanceof ProgramError)) throw problem;
      error = layout.test(problem.code) ? "syntax" : problem.code;
    }
    return [machine.output, error, meter.steps];
  });
}"""
CATALOGUE = """async () => {
  const {KINDS} = await import("/static/simulators/programming/blocks.js");
  return Object.fromEntries(Object.entries(KINDS).map(([name, k]) => [name, [k.slots, k.bodies]]));
}"""
SOLVE_ALL = """async (scenarios) => {
  const {parse, runCase} = await import("/static/simulators/programming/runner.js");
  const {completed} = await import("/static/simulators/programming/blocks.js");
  return Object.entries(scenarios).flatMap(([name, {language, reference, cases}]) => {
    const state = language === "blocks"
      ? {language, program: completed(reference)} : {language, text: reference};
    const program = parse(state);
    return cases.filter((trial) => !runCase(trial, program).passed).map((t) => `${name} ${t.name}`);
  });
}"""
COURTYARD = {
    "world": "robot",
    "language": "blocks",
    "palette": ["avancer", "tourner_droite", "repeat", "until", "if"],
    "limit": 4,
    "cases": [
        {"name": "Petite cour", "grid": "######\n#>..+#\n####*#\n######"},
        {"name": "Grande cour", "grid": "#######\n#>...+#\n#####*#\n#######"},
    ],
    "hidden": [{"name": "Autre", "grid": "####\n#>+#\n##*#\n####"}],
}
COUNT = {
    "world": "console",
    "language": "blocks",
    "palette": ["ask", "say", "set", "while"],
    "cases": [{"name": "Cinq", "inputs": ["5"], "output": "10"}],
}
LARGEST = {
    "world": "console",
    "language": "python",
    "program": "def plus_grand(nombres):\n    return nombres[0]\n",
    "cases": [{"name": "Trois", "call": "plus_grand([4, 9, 2])", "result": 9}],
    "hidden": [{"name": "Négatifs", "call": "plus_grand([-7, -3])", "result": -3}],
}


@contextmanager
def opened(theatre: Theatre, scenario: dict[str, Any], **look: Any) -> Iterator[Stage]:
    look.setdefault("viewport", {"width": 1280, "height": 1400})
    with theatre.stage("programming", public_scenario(scenario), **look) as stage:
        yield stage


def result(stage: Stage) -> Locator:
    return stage.frame.locator(".result")


def test_the_frame_runs_programs_as_the_server_does(theatre):
    table = json.loads(TABLE.read_text(encoding="utf-8"))
    with opened(theatre, LARGEST) as stage:
        found = stage.page.evaluate(RUN_TABLE, table)
        catalogue = stage.page.evaluate(CATALOGUE)
    assert {row["name"]: tuple(got) for row, got in zip(table, found, strict=True)} == {
        row["name"]: (row["output"], row["error"], row["steps"]) for row in table
    }
    assert catalogue == {name: [[*k.slots], [*k.bodies]] for name, k in blocks.KINDS.items()}


def references() -> Iterator[tuple[str, dict[str, Any]]]:
    for challenge in read_bank(CONTENT_FOLDER).challenges():
        if challenge.simulator and challenge.simulator.name == "programming":
            for number in range(challenge.variant_count):
                run = draw_variant(challenge, number).simulator
                shown = public_scenario(run.scenario)
                yield f"{challenge.id}:{number}", {**shown, "reference": run.scenario["reference"]}


def test_the_frame_accepts_the_reference_program_of_every_scenario(theatre):
    scenarios = dict(references())
    with opened(theatre, LARGEST) as stage:
        failed = stage.page.evaluate(SOLVE_ALL, scenarios)
    assert len(scenarios) > 50
    assert failed == []


def test_a_block_program_is_built_tried_and_accepted(theatre):
    with opened(theatre, COURTYARD) as stage:
        stage.button("répéter jusqu’à").click()
        stage.frame.get_by_label("condition, bloc 1").select_option("sur une balise")
        stage.button("avancer").click()
        stage.button("Placer le prochain bloc à la fin du programme").click()
        stage.button("tourner à droite").click()
        stage.button("avancer").last.click()
        stage.button("Tout vérifier").click()
        expect(result(stage)).to_contain_text("Les 2 cas sont réussis")
        expect(stage.frame.locator(".count").first).to_contain_text("4 blocs sur 4 au plus")
        final = final_state(COURTYARD, stage.state)
    assert (final["all_passed"], final["within_limit"], final["uses"]) == (
        True, True, {"while": 1, "loop": 1},
    )  # fmt: skip


def test_a_program_made_for_the_visible_cases_only_fails(theatre):
    with opened(theatre, COURTYARD) as stage:
        stage.button("répéter … fois").click()
        stage.frame.get_by_label("nombre de fois").fill("3")
        stage.button("avancer").click()
        stage.button("Placer le prochain bloc à la fin du programme").click()
        stage.button("tourner à droite").click()
        stage.button("avancer").last.click()
        stage.frame.get_by_label("Vitesse").last.select_option("immédiate")
        stage.button("Lancer").click()
        expect(result(stage)).to_have_text("Petite cour : réussi.")
        final = final_state(COURTYARD, stage.state)
    assert [case["passed"] for case in final["cases"]] == [True, False, False]


def test_a_wall_stops_the_robot_and_the_block_is_shown(theatre):
    with opened(theatre, COURTYARD) as stage:
        stage.button("tourner à droite").click()
        stage.button("avancer").click()
        stage.frame.get_by_label("Vitesse").last.select_option("rapide")
        stage.button("Lancer").click()
        expect(result(stage)).to_have_text("Petite cour : Bloc 2 : le robot a heurté un mur.")
        expect(stage.frame.locator(".head.wrong .grip")).to_contain_text("2")


def test_everything_is_done_from_the_keyboard(theatre):
    with opened(theatre, COURTYARD) as stage:
        for name in ("tourner à droite", "avancer", "répéter jusqu’à"):
            stage.button(name).first.focus()
            stage.keys("Enter")
        stage.frame.get_by_label("condition, bloc 3").focus()
        stage.page.keyboard.type("sur une balise")
        stage.button("avancer").first.focus()
        stage.keys("Enter")
        stage.frame.locator(".grip").nth(2).focus()
        stage.keys("Alt+ArrowUp", "Alt+ArrowUp", "End", "Enter")
        stage.button("Tout vérifier").focus()
        stage.keys("Enter")
        expect(result(stage)).to_contain_text("Les 2 cas sont réussis")
        assert final_state(COURTYARD, stage.state)["all_passed"]


def test_blocks_are_moved_copied_and_deleted(theatre):
    with opened(theatre, COURTYARD) as stage:
        stage.button("répéter … fois").click()
        stage.button("avancer").click()
        stage.button("Dupliquer").click()
        stage.button("Descendre").click()
        stage.button("Monter").click()
        stage.button("Descendre").click()
        assert [len(block.get("body", ())) for block in stage.state["program"]] == [1, 0]
        stage.keys("ArrowUp", "Delete")
        assert stage.state["program"][0]["body"] == []


def test_blocks_can_be_dragged(theatre):
    with opened(theatre, COURTYARD) as stage:
        stage.button("avancer").drag_to(stage.frame.locator(".spot"))
        stage.button("tourner à droite").first.drag_to(
            stage.frame.locator(".head"), target_position={"x": 80, "y": 4}
        )
        assert [b["block"] for b in stage.state["program"]] == ["tourner_droite", "avancer"]


def test_values_and_comparisons_are_typed_in_blocks(theatre):
    with opened(theatre, COUNT) as stage:
        stage.button("demander un nombre et le mettre dans").click()
        stage.frame.get_by_label("variable, bloc 1").fill("n")
        stage.button("afficher").click()
        stage.frame.get_by_label("valeur à afficher").fill("2 *")
        stage.button("Lancer").click()
        expect(result(stage)).to_have_text("Bloc 2 : cette écriture n’est pas correcte")
        stage.frame.get_by_label("valeur à afficher").fill("2 * n")
        stage.button("Lancer").click()
        expect(result(stage)).to_have_text("Cinq : réussi.")
        assert stage.frame.get_by_label("Obtenu").inner_text() == "10\n"


def test_a_python_program_is_corrected_step_by_step(theatre):
    with opened(theatre, LARGEST) as stage:
        code = stage.frame.get_by_label("Programme Python")
        stage.button("Lancer").click()
        expect(result(stage)).to_contain_text("n’est pas celui qui est attendu")
        code.fill("")
        code.press_sequentially(
            "def plus_grand(nombres):\nchampion = nombres[0]\nfor n in nombres:\n"
        )
        code.press_sequentially("if n > champion:\nchampion = n\n")
        stage.keys("Backspace", "Backspace")
        code.press_sequentially("return champion")
        stage.button("Un pas").click()
        expect(stage.frame.locator(".lines .now")).to_have_count(1)
        stage.button("Lancer").click()
        expect(result(stage)).to_have_text("Trois : réussi.")
        assert final_state(LARGEST, stage.state)["all_passed"]


def test_the_robot_is_driven_in_python_too(theatre):
    scenario = {"world": "robot", "language": "python", "cases": COURTYARD["cases"]}
    text = "while not sur_balise():\n    avancer()\ntourner_droite()\navancer()"
    with opened(theatre, scenario) as stage:
        expect(stage.frame.get_by_text("Le robot comprend : avancer()")).to_be_visible()
        stage.frame.get_by_label("Programme Python").fill(text)
        stage.button("Tout vérifier").click()
        expect(result(stage)).to_have_text("Les 2 cas sont réussis.")
        assert final_state(scenario, stage.state)["all_passed"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("print('a'", "Ligne 1 : une parenthèse"),
        ("while True:\n    pass", "Ligne"),
        ("x = 1\nif x = 1:\n    pass", "Ligne 2 : pour comparer, écrivez =="),
        ("import math", "Ligne 1 : « import » n’est pas disponible ici"),
    ],
)
def test_a_mistake_is_told_with_its_line(theatre, text, message):
    with opened(theatre, LARGEST) as stage:
        stage.frame.get_by_label("Programme Python").fill(text)
        stage.button("Lancer").click()
        expect(result(stage)).to_contain_text(message)


def test_a_reload_keeps_the_program_and_reset_starts_again(theatre):
    with opened(theatre, LARGEST) as stage:
        stage.frame.get_by_label("Programme Python").fill("x = 1")
        assert stage.state["text"] == "x = 1"
        stage.page.reload()
        stage.frame.get_by_text("Lancer").wait_for()
        assert stage.state["text"] == "x = 1"
        program = stage.frame.get_by_label("Programme Python")
        expect(program).to_have_value("x = 1")
        stage.page.get_by_role("button", name="Recommencer").click()
        expect(program).to_have_value(re.compile("plus_grand"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scenario", [COURTYARD, COUNT, LARGEST], ids=["grid", "blocks", "python"])
def test_it_is_readable_at_every_width(theatre, scenario, width, scheme):
    look = {"viewport": {"width": width, "height": 1400}, "color_scheme": scheme}
    with opened(theatre, scenario, **look) as stage:
        if scenario["language"] == "blocks":
            stage.frame.locator(".offer").last.click()
        stage.button("Lancer").click()
        assert stage.fits()
    with theatre.alone("programming", public_scenario(scenario), **look) as page:
        page.get_by_role("button", name="Un pas").click()
        assert accessibility_problems(page) == []


@pytest.mark.parametrize("example", documented("programming"))
def test_the_documented_examples_are_solved_by_their_reference(example):
    scenario = example["simulator"]["scenario"]
    key = "program" if scenario["language"] == "blocks" else "text"
    final = final_state(scenario, {"language": scenario["language"], key: scenario["reference"]})
    assert mark("simulator", example["solution"], {"state": final}).outcome == "correct"
