"""Each defect gives its own error, and only that one."""

import pytest

from accounts.school_lists.synthetic.defects import SIECLE_DEFECTS
from accounts.school_lists.synthetic.table_defects import TABLE_DEFECTS

DEFECTS = {**SIECLE_DEFECTS, **TABLE_DEFECTS}


@pytest.mark.parametrize("name", DEFECTS)
def test_a_defect_is_said_and_nothing_else(name, pupils, read):
    defect = DEFECTS[name]
    sample = defect.make(pupils)
    reading = read(sample.name, sample.content)
    if defect.says == "EMPTY":
        assert not reading.rows
        return
    assert reading.codes == ({defect.says} if defect.says else set())
    assert any(problem.blocking for problem in reading.problems) == bool(
        defect.says and defect.blocks
    )
    if not (defect.says and defect.blocks):
        assert len(reading.rows) + defect.skipped == len(pupils)
        assert reading.report.skipped.total() == defect.skipped
