"""Every problem has a sentence, and it is complete."""

import string

import pytest

from accounts.problem_sentences import _SENTENCES, sentence
from accounts.school_lists.problems import Code
from accounts.school_lists.synthetic.defects import SIECLE_DEFECTS
from accounts.school_lists.synthetic.people import class_names, make_school
from accounts.school_lists.synthetic.table_defects import TABLE_DEFECTS

DEFECTS = {
    name: defect
    for name, defect in {**SIECLE_DEFECTS, **TABLE_DEFECTS}.items()
    if defect.says and not name.startswith(("zip-too", "sheet-vast"))
}


@pytest.fixture(scope="module")
def pupils():
    return make_school(classes=class_names(4), pupils_each=5)


def test_every_code_has_a_sentence():
    assert set(Code) <= set(_SENTENCES)


@pytest.mark.parametrize("name", DEFECTS)
def test_a_defect_is_told_to_the_school(name, pupils, send):
    sample = DEFECTS[name].make(pupils)
    run = send(sample.content, sample.name)
    told = {problem["code"]: problem["message"] for problem in run.problems}
    assert set(told) == {DEFECTS[name].says}
    message = told[DEFECTS[name].says]
    assert message[-1] in ".?"
    assert "%" not in message
    assert not any(f"\u00a0{gap}\u00a0" in message for gap in ("", *string.whitespace))


def test_elements_of_siecle_are_named_as_people_call_them():
    problem = {
        "code": "FIELD_REQUIRED",
        "line": 3,
        "field": "NOM_DE_FAMILLE",
        "value": "",
        "limit": "",
    }
    assert "nom de famille" in sentence(problem)
