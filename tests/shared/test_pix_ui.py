"""Template tags: what they write in a page."""

from types import SimpleNamespace

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory
from django.utils import translation

from pix.shared.icons import DOMAIN_ICONS, names


def draw(source: str, **context) -> str:
    return Template(source).render(Context(context))


def test_an_icon_is_decoration_unless_it_has_a_label():
    assert 'aria-hidden="true"' in draw('{% icon "house" %}')
    assert 'role="img" aria-label="Accueil"' in draw('{% icon "house" label="Accueil" %}')


def test_an_unknown_icon_is_refused():
    with pytest.raises(TemplateSyntaxError):
        draw('{% icon "nothing-like-that" %}')


def test_every_domain_has_its_icon():
    assert set(DOMAIN_ICONS) <= names()


def test_a_mosaic_says_its_level_in_words():
    html = draw("{% mosaic pix=27 domain=1 %}")
    assert 'aria-label="Niveau 3, 27 pix sur 64"' in html
    assert 'class="mosaic d1"' in html


def test_a_mosaic_says_what_is_new():
    assert "dont 5 nouveaux" in draw("{% mosaic pix=38 new=5 domain=1 %}")
    assert "dont 1 nouveau" in draw("{% mosaic pix=38 new=1 domain=1 %}")


def test_a_decorative_mosaic_says_nothing():
    html = draw("{% mosaic pix=27 domain=1 decorative=True %}")
    assert 'aria-hidden="true"' in html
    assert "aria-label" not in html


def test_only_the_result_page_animates():
    assert "fills" not in draw("{% mosaic pix=9 domain=1 %}")
    assert "fills" in draw("{% mosaic pix=9 domain=1 fills=True %}")


def test_a_profile_is_one_light_picture():
    profile = [(domain, 30, 2) for domain in [1] * 3 + [2] * 4 + [3] * 4 + [4] * 3 + [5] * 2]
    html = draw("{% profile_mosaic profile %}", profile=profile)
    assert 'aria-label="480 pix sur 1\u202f024"' in html
    assert html.count("<g ") == 16
    assert len(html) < 6000


@pytest.mark.parametrize("preferences", [None, {}, {"theme": "pink", "text": 140}, "damaged"])
def test_preferences_are_always_safe(preferences):
    html = draw("{% html_preferences %}", preferences=preferences)
    assert 'data-theme="auto"' in html
    assert 'data-spacing="normal"' in html


def test_preferences_reach_the_page():
    html = draw("{% html_preferences %}", preferences={"theme": "dark", "text": "140"})
    assert 'data-theme="dark"' in html
    assert 'data-text="140"' in html


def test_the_current_section_is_marked():
    request = RequestFactory().get("/competences/1.2/")
    source = "{% main_sections as found %}{% for s in found %}{% if s.current %}{{ s.address }}"
    html = draw(source + "{% endif %}{% endfor %}", request=request)
    assert html == "/competences/"


def test_sections_are_shown_in_their_order():
    source = "{% main_sections as found %}{% for s in found %}{{ s.address }} {% endfor %}"
    addresses = draw(source, request=RequestFactory().get("/")).split()
    assert addresses == ["/accueil/", "/competences/", "/parcours/", "/tutos/", "/certification/"]


def test_the_ruler_knows_inside_from_outside():
    source = "{% ruler 4 3 5 as marks %}{% for m in marks %}{{ m.state|default:'-' }} {% endfor %}"
    assert draw(source).split() == ["-", "-", "in", "at", "in", "-", "-", "-"]


@pytest.mark.parametrize(("language", "html"), [
    ("fr", "<b>Programmer\u00a0: Lire</b>"), ("en", '<b lang="fr">Program: Lire</b>'),
])  # fmt: skip
def test_what_the_bank_says_in_french_is_marked_on_an_english_page(language, html):
    competence = {"name": "Programmer", "name_en": "Program", "topic": "Lire", "topic_en": ""}
    source = '<b{% in_french %}>{{ row|local:"name" }}{% colon %}{{ row|local:"topic" }}</b>'
    with translation.override(language):
        assert draw(source, row=SimpleNamespace(**competence)) == html
