"""Every problem is said in a sentence."""

import pytest

from accounts.school_lists.problems import Code as FileCode
from certification.candidate_files.problems import Code, Problem
from certification.candidate_sentences import sentence, told


@pytest.mark.parametrize("code", Code)
def test_every_code_has_one_french_sentence(code):
    text = sentence(Problem(code, line=13, column="Pays", value="Zoé", limit="12"))
    assert text.endswith(".")
    assert "%(" not in text


@pytest.mark.parametrize(
    "code", [FileCode.EMPTY, FileCode.INVALID_FILE, FileCode.PAYLOAD_TOO_LARGE]
)
def test_files_that_cannot_be_read_too(code):
    assert sentence(Problem(str(code), value="x", limit="5")).endswith(".")
    assert "SIECLE" not in sentence(Problem(str(code)))


def test_what_other_programs_read():
    problem = Problem(Code.SEX_REQUIRED, line=13, field="sex", column="* Sexe (M ou F)")
    assert told(problem) == {
        "code": "CANDIDATE_SEX_REQUIRED",
        "line": 13,
        "field": "* Sexe (M ou F)",
        "value": "",
        "message": "Le sexe manque\u00a0: écrivez M ou F.",
    }
