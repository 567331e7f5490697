"""Tables to download: they open in a spreadsheet, and run nothing there."""

from io import BytesIO

import pytest
import python_calamine

from pix.shared.sheets import csv_bytes, xlsx_bytes


def test_a_csv_opens_in_a_french_spreadsheet():
    assert csv_bytes(["Nom", "Né le"], [["Ñíguez", "14/03/2013"]]) == (
        b"\xef\xbb\xbfNom;N\xc3\xa9 le\r\n\xc3\x91\xc3\xadguez;14/03/2013\r\n"
    )


@pytest.mark.parametrize("value", ["=1+1", "+33", "-2", "@SUM(A1)", "\t=1", "\r=1"])
def test_what_somebody_typed_is_never_a_formula(value):
    line = csv_bytes(["Nom"], [[value]]).decode("utf-8-sig").split("\r\n", 1)[1]
    assert line.lstrip('"').startswith("'")


def test_a_workbook_holds_text_only():
    content = xlsx_bytes(["Nom", "Né le"], [["=1+1", "14/03/2013"]], title="Élèves")
    sheet = python_calamine.load_workbook(BytesIO(content)).get_sheet_by_name("Élèves")
    assert sheet.to_python() == [["Nom", "Né le"], ["=1+1", "14/03/2013"]]
