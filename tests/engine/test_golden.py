import json

import pytest

from tests.engine.golden_transcripts import CASES, FOLDER, transcript


@pytest.mark.parametrize("name", CASES)
def test_a_past_test_replays_exactly(name):
    kept = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    assert json.loads(json.dumps(transcript(name))) == kept
