"""The list of components says what its facts say, when read again."""

import pytest

from tests.competences.builders.reading import VARIANTS, build, csv_rows, sheet_rows


def is_strong(licence):
    return "GPL" in licence and not licence.startswith("LGPL")


def is_weak(licence):
    return licence.startswith(("LGPL", "MPL"))


@pytest.mark.parametrize("form", ["ods", "xlsx", "csv"])
@pytest.mark.parametrize("variant", VARIANTS)
def test_families_of_licences(form, variant):
    built = build("component_list", variant, rows=45)
    content = built.write(form)
    _, *rows = csv_rows(content) if form == "csv" else sheet_rows(content)
    shipped = [row[3] for row in rows if row[2] == "livré"]
    facts = built.facts
    assert (facts["rows"], facts["shipped_count"]) == (45, len(shipped))
    assert facts["strong_shipped"] == sum(map(is_strong, shipped))
    assert facts["weak_shipped"] == sum(map(is_weak, shipped))
    assert facts["unlicensed_shipped"] == shipped.count("")
    assert facts["strong_count"] == sum(is_strong(row[3]) for row in rows)
