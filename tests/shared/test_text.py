"""Text as people search it, and names that go into mail."""

import pytest

from pix.shared.text import fold, holds_link


def test_folding_forgets_case_and_accents():
    assert fold("SÉCURITÉ de l'Œuvre") == fold("securite de l'œuvre")


@pytest.mark.parametrize("name", ["Collège St.Exupéry", "I.U.T. de Tours / Blois", "D'Hérouville"])
def test_a_name_is_no_link(name):
    assert not holds_link(name)


@pytest.mark.parametrize(
    "text", ["https://a", "voir www.piege", "piege.example", "PIEGE.FR", "Piege.Com/x", "bit.ly/3"]
)
def test_an_address_hides_in_a_name(text):
    assert holds_link(text)
