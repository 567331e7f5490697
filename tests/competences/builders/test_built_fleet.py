"""The table of computers says what its facts say, when read again."""

import pytest

from tests.competences.builders.reading import VARIANTS, build, csv_rows, sheet_rows

NEEDS = {"memory": 8, "free": 60, "until": 2028}


def shortfalls(row):
    _, _, _, until, memory, storage, used = row
    return {
        name
        for name, short in {
            "until": int(until) < NEEDS["until"],
            "memory": int(memory) < NEEDS["memory"],
            "free": int(storage) - int(used) < NEEDS["free"],
        }.items()
        if short
    }


@pytest.mark.parametrize("form", ["ods", "xlsx"])
@pytest.mark.parametrize("variant", VARIANTS)
def test_counts_and_budget(form, variant):
    built = build("computer_fleet", variant, **NEEDS, rows=30, new_price=500, memory_price=40)
    _, *rows = sheet_rows(built.write(form))
    found = [shortfalls(row) for row in rows]
    replaced = sum("until" in missing for missing in found)
    upgraded = sum("memory" in missing and "until" not in missing for missing in found)
    facts = built.facts
    assert (facts["rows"], facts["ready_count"]) == (30, found.count(set()))
    assert (facts["replace_count"], facts["upgrade_count"]) == (replaced, upgraded)
    assert facts["keep_count"] == 30 - replaced - upgraded
    assert facts["budget"] == 500 * replaced + 40 * upgraded


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_single_computer_is_ready(variant):
    built = build("computer_fleet", variant, **NEEDS, rows=12, single=True)
    _, *rows = csv_rows(built.write("csv"))
    assert [row[0] for row in rows if not shortfalls(row)] == [built.facts["ready"]]
    reasons = [shortfalls(row) for row in rows]
    assert all({reason} in reasons for reason in NEEDS)
