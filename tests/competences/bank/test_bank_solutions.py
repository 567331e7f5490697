import pytest

from competences.bank.schema import ChallengeSpec
from competences.bank.solutions import (
    NO_ANSWER,
    UNREADABLE,
    describe_response,
    describe_solution,
)
from competences.bank.variants import draw_variant

TEXTS = {"a": "le `dossier`", "b": "la **clé**", "c": "l'écran"}
FIELDS = [{"id": "f", "label": "Nom :"}, {"id": "g", "label": "Poids"}]
LIST = {"id": "h", "label": "Type", "options": {"x": "Texte", "y": "Image"}}
PICTURE = {"file": "assets/x.svg", "alt": "Une fenêtre"}

# kind, parts of the challenge, solution, its words, a response, its words
DESCRIBED = [
    (
        "single_choice", {"options": TEXTS}, {"correct": "a"}, "le dossier",
        {"choice": "b"}, "la clé",
    ),
    (
        "multiple_choice", {"options": TEXTS}, {"correct": ["c", "a"]}, "le dossier~; l'écran",
        {"choices": ["b"]}, "la clé",
    ),
    (
        "short_text", {}, {"accepted": ["zip", "ZIP"]}, "«~zip~» (ou «~ZIP~»)",
        {"text": " rar\n"}, "rar",
    ),
    (
        "number", {}, {"value": 12500.5, "tolerance": 0.1, "units": ["Mo"]},
        "12~500,5~Mo (à 0,1 près)", {"text": "12 Mo"}, "12~Mo",
    ),
    (
        "fields", {"fields": [*FIELDS, LIST]},
        {"fields": {"f": {"accepted": ["a"]}, "g": {"value": 2}, "h": {"accepted": ["y"]}}},
        "Nom~: «~a~»~; Poids~: 2~; Type~: Image",
        {"fields": {"f": "b", "g": "", "h": "x"}}, "Nom~: b~; Type~: Texte",
    ),
    (
        "order", {"items": TEXTS}, {"order": ["b", "a", "c"]}, "la clé → le dossier → l'écran",
        {"order": ["c", "a"]}, "l'écran → le dossier",
    ),
    (
        "match", {"left": TEXTS, "right": {"1": "un", "2": "deux"}},
        {"pairs": {"a": "1", "b": "2", "c": "1"}}, "le dossier → un~; la clé → deux~; l'écran → un",
        {"pairs": {"a": "2", "b": ""}}, "le dossier → deux",
    ),
    (
        "hotspot", {"picture": PICTURE, "outcome": "La croix"}, {"areas": [[0, 0, 1, 1]]},
        "La croix",
        {"x": 0.5, "y": 0.25}, "Un point à 50~% de la gauche et 25~% du haut de l'image",
    ),
    (
        "simulator", {"simulator": {"name": "files", "scenario": {}}, "outcome": "Ranger {{ n }}"},
        {"expect": []}, "Ranger 3", {"state": {"x": 1}}, "Votre manipulation dans le simulateur",
    ),
]  # fmt: skip


def variant_of(kind, parts, solution):
    texts = dict.fromkeys(("title", "instruction", "question", "explanation"), "Texte")
    data = {"id": "t-1a", "kind": kind, **texts, **parts, "solution": solution}
    return draw_variant(ChallengeSpec.model_validate({**data, "parameters": {"n": [3]}}), 0)


@pytest.mark.parametrize("case", DESCRIBED, ids=lambda case: case[0])
def test_answers_in_words(case):
    kind, parts, solution, words, response, said = case
    variant = variant_of(kind, parts, solution)
    assert describe_solution(variant) == words.replace("~", "\u00a0")
    assert describe_response(variant, response) == said.replace("~", "\u00a0")
    assert describe_response(variant, None) == describe_response(variant, {}) == NO_ANSWER


JUNK = [
    7, "x", ["a"], {"choice": "zz"}, {"choice": ["a"]}, {"choices": [{}]}, {"choices": 3},
    {"fields": [1]}, {"order": {"zz": {}}}, {"pairs": {"a": "zz"}}, {"x": "a", "y": 1},
    {"x": float("inf"), "y": 0}, {"x": float("nan"), "y": 0}, {"unknown": 1},
]  # fmt: skip


@pytest.mark.parametrize("junk", JUNK)
@pytest.mark.parametrize("case", DESCRIBED, ids=lambda case: case[0])
def test_any_response_is_described(case, junk):
    words = describe_response(variant_of(*case[:3]), junk)
    assert case[0] == "simulator" or words in {UNREADABLE, NO_ANSWER}


def test_a_hostile_text_is_short_and_printable():
    variant = variant_of("short_text", {}, {"accepted": ["a"]})
    words = describe_response(variant, {"text": "\0\ud800" + "x" * 100_000})
    assert len(words) < 400
    words.encode()
