"""Each rule of the bank, broken by one small edit of a bank that is right."""

import pytest

from competences.bank import Severity, read_bank
from competences.bank.checks import check

TOPIC = "1.2/poids-des-fichiers.yaml"
LESSON = "1.2/poids-des-fichiers.md"
OPTIONS = "options: {a: photo de 4 Mo, b: film de 2 Go, c: son de 50 Mo, d: image de 9 Mo}"
INSTRUCTION = "instruction: Il reste **5 Mo** sur la clé d'Inès."
NUMBER = 'solution: {value: "{{ size.total }}", units: [Mo]}'
CHOICE = "solution: {correct: a}"
PARAMETERS = "size: [{each: 2, total: 20}, {each: 3, total: 30}]"
EXTRA = "        question: Combien"  # a line of the second challenge, to add a field before it

# file, what is replaced, by what, line of the problem, message
ERRORS = [
    # ids
    (
        TOPIC, "id: poids-des-fichiers-2a", "id: poids-des-fichiers-3a",
        8, "must be poids-des-fichiers-2 and a letter",
    ),
    (TOPIC, "id: poids-des-fichiers-2b", "id: poids-des-fichiers-2a", 17, "this id is used twice"),
    (TOPIC, "title: La clé presque pleine", "title: " + "x" * 61, 10, "61 characters, 60 at most"),
    # references
    (TOPIC, "lesson: poids-des-fichiers#comparer", "lesson: autre", 16, "there is no lesson autre"),
    (TOPIC, "#comparer", "#ailleurs", 16, "has no heading {#ailleurs}"),
    (
        TOPIC, EXTRA, "        picture: {file: assets/no.svg, alt: Rien}\n" + EXTRA,
        21, "no file assets/no.svg",
    ),
    (
        TOPIC, EXTRA, "        attachments: [{asset: assets/no.xyz, name: a}]\n" + EXTRA,
        21, "has none of the formats",
    ),
    (
        TOPIC, EXTRA, "        attachments: [{builder: nobody, formats: [ods], name: a}]\n" + EXTRA,
        21, "'nobody'",
    ),
    (
        TOPIC, EXTRA,
        "        attachments: [{builder: file_tree_zip, formats: [ods], name: a}]\n" + EXTRA,
        21, "makes zip, not ods",
    ),
    # drawing
    (
        TOPIC, "{{ size.each }} Mo. Léo", "{{ weight }} Mo. Léo",
        20, "nothing is called {{ weight }} here (size)",
    ),
    (
        TOPIC, "{{ size.each }} Mo. Léo", "{{ size.each }} Mo {{ é }}. Léo",
        20, "a placeholder is written {{ name }}",
    ),
    (TOPIC, "{each: 3, total: 30}", "{each: 2, total: 20}", 17, "variants 0 and 1 are the same"),
    (TOPIC, EXTRA, "        variants: 3\n" + EXTRA, 21, "variants 0 and 2 are the same"),
    (
        TOPIC, EXTRA, "        attachments: [{asset: assets/r.txt, name: a/b}]\n" + EXTRA,
        21, "'a/b.txt' is not a plain file name",
    ),
    # answers
    (TOPIC, CHOICE, "solution: {correct: z}", 14, "unknown option: z"),
    (TOPIC, CHOICE, "solution: {right: a}", 14, "correct: the id of one option"),
    (TOPIC, NUMBER, "solution: {value: beaucoup}", 24, "value: a finite number"),
    (TOPIC, NUMBER, "solution: {value: 5, tolerance: -1}", 24, "tolerance: a number, zero or more"),
    # wording
    (
        TOPIC, OPTIONS, "options: {a: photo de 4 Mo, b: film de 2 Go}",
        13, "2 options, 4 to 6 are expected",
    ),
    (
        TOPIC, "question: Quel fichier", "question: Quel `fichier`",
        12, "'question' is plain text, without Markdown",
    ),
    (TOPIC, "sur la clé d'Inès.", "chez ines@free.fr.", 11, "free.fr may exist"),
    (
        TOPIC, "sur la clé d'Inès.", "sur https://www.wikipedia.org/x.",
        11, "www.wikipedia.org may exist",
    ),
    (
        TOPIC, "d: image de 9 Mo", "d: appeler le 06 12 34 56 78",
        13, "06 12 34 56 78 may be someone's number",
    ),
    (TOPIC, "each: 2,", 'each: "a@free.fr",', 20, "free.fr may exist"),
    (TOPIC, INSTRUCTION, 'instruction: "[ici](ici.html)"', 11, "the link ici.html leads nowhere"),
    (
        TOPIC, INSTRUCTION, 'instruction: "![x](assets/x.svg)"',
        11, "a picture is declared in 'picture'",
    ),
    (TOPIC, INSTRUCTION, 'instruction: "# Titre"', 11, "no headings here"),
    # lessons
    (LESSON, "{#comparer}", "", 16, "has no heading {#comparer}"),
    (LESSON, "## Comparer", "# Comparer", 6, "headings start at ##"),
    (
        LESSON, "mot mot", "![](assets/x.svg)\n\n",
        8, "the picture assets/x.svg has no text alternative",
    ),
    (LESSON, "mot mot", "![x](assets/x.svg)\n\n", 8, "there is no file assets/x.svg"),
    (LESSON, "mot mot", "[x](#plus-loin)\n\n", 8, "no heading has the anchor {#plus-loin}"),
    (LESSON, "mot mot", "\n\n## B {#comparer}\n\n", 6, "two headings have the anchor {#comparer}"),
    (LESSON, "mot " * 100, "", 6, "101 words, 150 to 500 are expected"),
    (LESSON, "mot mot", "a@free.fr", 6, "free.fr may exist"),
]  # fmt: skip


def problems_in(folder, severity=Severity.ERROR):
    return [problem for problem in check(read_bank(folder)) if problem.severity is severity]


def test_the_bank_of_these_tests_is_right(bank_folder):
    assert problems_in(bank_folder) == []


@pytest.mark.parametrize(("file", "old", "new", "line", "message"), ERRORS)
def test_errors(edit, file, old, new, line, message):
    folder = edit(old, new, file)
    (folder / "assets").mkdir()
    (folder / "assets" / "r.txt").write_text("x")
    found = problems_in(folder)
    expected = [problem.line for problem in found if message in problem.message]
    assert expected == [line], "\n".join(map(str, found))


WARNINGS = [
    (
        TOPIC,
        INSTRUCTION,
        f"instruction: {'mot ' * 91}",
        11,
        "91 words to read, 90 at most at level 2",
    ),
    (TOPIC, "kind: number", "kind: short_text", 24, "'a1' looks like a code, leave typos out"),
    (TOPIC, "kind: single_choice", "kind: multiple_choice", 12, "does not say how many answers"),
]


@pytest.mark.parametrize(("file", "old", "new", "line", "message"), WARNINGS)
def test_warnings(edit, file, old, new, line, message):
    edit(NUMBER, "solution: {accepted: [a1]}" if "short_text" in new else NUMBER)
    edit(CHOICE, "solution: {correct: [a]}" if "multiple" in new else CHOICE)
    found = problems_in(edit(old, new, file), Severity.WARNING)
    assert [p.line for p in found if message in p.message] == [line], "\n".join(map(str, found))


def test_coverage_is_a_warning(bank_folder):
    found = [problem.message for problem in problems_in(bank_folder, Severity.WARNING)]
    assert "1.2: 1 topics, 4 are expected" in found
    assert "poids-des-fichiers: 1 levels, 5 are expected" in found
    assert "1.2: level 2 has 1 skills, 2 expected" in found
    assert "1.2: 0% of the skills tested by doing, 25% are expected" in found
    assert not [message for message in found if message.startswith("1.1")]


def test_a_barrier_needs_a_way_round(edit):
    assert problems_in(edit(CHOICE, f"{CHOICE}\n        barriers: [needs_sight]")) == []
    found = problems_in(edit(NUMBER, f"{NUMBER}\n        barriers: [needs_sight]"))
    assert [problem.message for problem in found] == [
        "poids-des-fichiers-2: no challenge is free of needs_sight"
    ]


def test_a_skill_needs_two_challenges_or_five_variants(bank_folder):
    path = bank_folder / TOPIC
    lines = path.read_text().splitlines()
    path.write_text("\n".join(lines[:16]))
    assert [p.message for p in problems_in(bank_folder)] == [
        "poids-des-fichiers-2: 2 challenges, or 5 variants, are expected"
    ]


def test_levels_go_up_one_skill_each(bank_folder):
    path = bank_folder / TOPIC
    skill = path.read_text().partition("skills:\n")[2]
    path.write_text(path.read_text() + skill)
    assert (
        26,
        "poids-des-fichiers: one skill a level, easiest first; level 2 comes after level 2",
    ) in [(problem.line, problem.message) for problem in problems_in(bank_folder)]


def test_pointing_needs_sight(edit):
    parts = "picture: {file: assets/p.svg, alt: Un écran}\n        outcome: Le coin"
    folder = edit("kind: number", f"kind: hotspot\n        {parts}")
    (folder / "assets").mkdir()
    (folder / "assets" / "p.svg").write_text("<svg/>")
    edit(NUMBER, "solution: {areas: [[0, 0, 0.5, 0.5]]}")
    assert [(p.line, p.message) for p in problems_in(folder) if "sight" in p.message] == [
        (18, "poids-des-fichiers-2b: pointing at a picture needs sight: declare it in 'barriers'")
    ]


def test_a_lesson_and_its_topic_go_together(bank_folder):
    (bank_folder / LESSON).rename(bank_folder / "1.2" / "autre.md")
    found = [(p.file, p.line, p.message) for p in problems_in(bank_folder)]
    assert (
        TOPIC,
        1,
        "poids-des-fichiers: this topic has no lesson (poids-des-fichiers.md)",
    ) in found
    assert ("1.2/autre.md", 6, "autre: a lesson without its topic") in found


def test_an_asset_nobody_shows_is_a_warning(bank_folder):
    (bank_folder / "assets").mkdir()
    (bank_folder / "assets" / "seul.svg").write_text("<svg/>")
    found = [str(problem) for problem in problems_in(bank_folder, Severity.WARNING)]
    assert "assets/seul.svg:1: warning: no challenge and no lesson shows this file" in found


def test_a_scenario_is_judged_by_its_referee(edit):
    simulator = (
        "simulator: {name: files, scenario: {owner: Léa, items: 3}}\n        outcome: Ranger"
    )
    folder = edit("kind: number", f"kind: simulator\n        {simulator}")
    edit(NUMBER, "solution: {expect: [{path: top, op: exists}]}")
    found = [(p.line, p.message) for p in problems_in(folder)]
    assert (19, "poids-des-fichiers-2b: today: Field required") in found
    assert (19, "poids-des-fichiers-2b: items: Input should be a valid list") in found


PROGRAM = """kind: simulator
        simulator:
          name: programming
          scenario:
            world: console
            language: python
            cases: [{name: un, inputs: ["2"], output: "4"}]
            program: START
            reference: REFERENCE
        outcome: Doubler"""
DOUBLE = "print(2 * int(input()))"


@pytest.mark.parametrize(
    ("start", "reference", "message"),
    [
        ("print(0)", DOUBLE, None),
        ("print(0)", "print(3)", "its own marking refuses"),
        (DOUBLE, DOUBLE, "its marking accepts"),
    ],
)
def test_programs_are_run(edit, start, reference, message):
    program = PROGRAM.replace("START", start).replace("REFERENCE", reference)
    folder = edit(NUMBER, "solution: {expect: [{path: all_passed, op: equals, value: true}]}")
    found = [p.message for p in problems_in(edit("kind: number", program)) if p.file == TOPIC]
    assert folder
    assert [text.split(": ", 1)[1][: len(message or "")] for text in found] == [message] * bool(
        message
    )
