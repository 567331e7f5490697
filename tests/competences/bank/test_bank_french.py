import pytest

from competences.bank.french import format_number, typeset
from competences.bank.markdown import render_inline, render_lesson


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (12.5, "12,5"),
        (12.0, "12"),
        (2024, "2024"),
        (12345, "12~345"),
        (-1234567.25, "-1~234~567,25"),
        (0.1 + 0.2, "0,30000000000000004"),
        (1e-7, "0,0000001"),
    ],
)
def test_numbers(value, text):
    assert format_number(value) == text.replace("~", "\u00a0")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Quoi ?", "Quoi~?"),
        ("« Oui » : non", "«~Oui~»~: non"),
        ("5 Mo et 1 500 €, 20 %", "5~Mo et 1~500~€, 20~%"),
        ("à 12:30, https://example.org", "à 12:30, https://example.org"),
        ("a != b", "a != b"),
        ("3 heures, 2 mots", "3 heures, 2 mots"),
    ],
)
def test_no_break_spaces(typed, shown):
    assert typeset(typed) == shown.replace("~", "\u00a0")


def test_code_is_left_as_typed():
    assert render_inline("`a : b` : c") == "<code>a : b</code>\u00a0: c"


def test_a_lesson_has_anchors_and_pictures():
    page = render_lesson("## Un : deux {#un}\n\n![Une clé](assets/cle.svg)", "/static/{}".format)
    assert '<h2 id="un">Un\u00a0: deux</h2>' in page
    assert '<img src="/static/assets/cle.svg" alt="Une clé" loading="lazy" />' in page


def test_what_is_wider_than_a_phone_scrolls_with_the_keyboard_too():
    page = render_lesson("|a|b|\n|-|-|\n|1|2|\n\n```python\nx = 1\n```", str)
    assert page.startswith('<div class="table-wrap" tabindex="0"><table>')
    assert "</table>\n</div>" in page
    assert '<pre tabindex="0"><code class="language-python">x = 1' in page
