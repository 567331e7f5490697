import pytest

from certification.codes import draw_certificate_code
from certification.proofs.codes import certificate_code


@pytest.mark.parametrize(
    "typed", ["P-4KQ7WM3X", "p-4kq7wm3x", " P 4KQ7 WM3X ", "4kq7wm3x", "P4KQ7-WM3X"]
)
def test_a_code_is_read_as_people_type_it(typed):
    assert certificate_code(typed) == "P-4KQ7WM3X"


@pytest.mark.parametrize(
    "typed", ["", "P-", "P-4KQ7W", "P-4KQ7WM3XX", "P-0KQ7WM3X", "Q-4KQ7WM3X", "\0" * 8, "é" * 8]
)
def test_what_no_certificate_bears_is_refused(typed):
    assert certificate_code(typed) is None


def test_a_drawn_code_is_read_again():
    codes = [draw_certificate_code() for _ in range(200)]
    assert [certificate_code(code) for code in codes] == codes
    assert len(set(codes)) == 200
