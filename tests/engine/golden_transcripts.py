"""Whole tests replayed: what was asked, how sure we were, what came out.

`python -m tests.engine.golden_transcripts` writes them again: read what changed, and why.
"""

import json
import random
from dataclasses import asdict
from pathlib import Path

from competences.engine import Choice, Response, Settings, choose_next, estimate
from tests.engine.banks import RAGGED, REGULAR

FOLDER = Path(__file__).parent / "golden"
CASES = {
    # name: bank, highest level answered right, settings
    "beginner": (REGULAR, 1, Settings()),
    "independent": (REGULAR, 4, Settings()),
    "expert": (REGULAR, 8, Settings()),
    "quick": (REGULAR, 3, Settings(quick=True)),
    "strict": (REGULAR, 3, Settings(strict=True)),
    "ragged": (RAGGED, 3, Settings()),
}


def transcript(name: str) -> dict:
    bank, reach, settings = CASES[name]
    responses, questions = [], []
    while True:
        rng = random.Random(f"{name}.{len(responses)}")
        step = choose_next(bank, "c0", responses, settings=settings, rng=rng)
        if not isinstance(step, Choice):
            break
        correct = int(step.item.split("/")[0].split(".")[-1]) <= reach
        responses.append(Response(step.item, correct))
        questions.append({**rounded(asdict(step)), "correct": correct})
    result = rounded(asdict(estimate(bank, "c0", responses, settings=settings)))
    validated = [k for k, v in result.pop("knowledge").items() if v["status"] == "validated"]
    return {"questions": questions, "stop": step.reason, **result, "validated": validated}


def rounded(values: dict) -> dict:
    """Six digits: what any machine agrees on."""
    return json.loads(json.dumps(values), parse_float=lambda text: round(float(text), 6))


if __name__ == "__main__":
    for case in CASES:
        text = json.dumps(transcript(case), indent=1) + "\n"
        (FOLDER / f"{case}.json").write_text(text, encoding="utf-8")
