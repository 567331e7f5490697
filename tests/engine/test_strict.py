"""The rules of the existing public service, one by one."""

from competences.engine import Bank, Response, Settings, estimate
from tests.engine.banks import make_items, make_skill

SKILLS = [make_skill("c0", topic, level, 4.0) for topic in (0, 1) for level in (1, 2, 3, 4)]
BANK = Bank(SKILLS, [item for skill in SKILLS for item in make_items(skill)])


def statuses(*responses):
    given = [Response(f"c0.0.{level}/0", correct) for level, correct in responses]
    result = estimate(BANK, "c0", given, settings=Settings(strict=True))
    said = [result.knowledge[f"c0.0.{level}"] for level in (1, 2, 3, 4)]
    letters = {"validated": "V", "invalidated": "I", "unknown": "?"}
    return "".join(letters[knowledge.status] for knowledge in said), result


def test_a_success_validates_the_easier_skills_of_the_topic():
    assert statuses((3, True))[0] == "VVV?"


def test_a_failure_invalidates_the_harder_skills_of_the_topic():
    assert statuses((2, False))[0] == "?III"


def test_what_is_known_is_never_overwritten():
    assert statuses((2, False), (4, True))[0] == "VIII"
    assert statuses((3, True), (1, False))[0] == "VVVI"


def test_other_topics_are_left_alone():
    knowledge = statuses((3, True))[1].knowledge
    assert {knowledge[f"c0.1.{level}"].status for level in (1, 2, 3, 4)} == {"unknown"}


def test_inferred_skills_earn_pix_like_the_others():
    _, result = statuses((3, True))
    assert (result.pix, result.level) == (12, 1)
    sources = [result.knowledge[f"c0.0.{level}"].source for level in (1, 2, 3)]
    assert sources == ["inferred", "inferred", "direct"]
