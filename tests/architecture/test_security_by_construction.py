"""What the content-security policy and the access rules rely on."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
# The body of a mail has no policy and no style sheet.
PAGES = [path for path in TEMPLATES if "email" not in path.parts]
INLINE = re.compile(r"<[a-zA-Z][^>]*\s(?:style|on[a-z]+)=|<script(?![^>]*\ssrc=)|<style")
OWNED = {"Assessment", "Answer", "CompetenceProfile", "ChallengeReport"}


def test_no_page_has_an_inline_script_or_style():
    assert PAGES
    found = [str(path) for path in PAGES if INLINE.search(path.read_text())]
    assert not found


def test_every_form_that_posts_has_its_token():
    for path in PAGES:
        for form in re.findall(r"<form[^>]*method=\"post\".*?</form>", path.read_text(), re.DOTALL):
            assert "{% csrf_token %}" in form, path


def test_views_get_owned_objects_through_access_only():
    """`Assessment.objects` in a view would skip the question "whose is it?"."""
    found = []
    for path in (ROOT / "competences" / "views").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            raw = isinstance(node, ast.Attribute) and node.attr == "objects"
            if raw and isinstance(node.value, ast.Name) and node.value.id in OWNED:
                found.append(f"{path.name}:{node.lineno}")
    assert not found


def test_load_tags_are_sorted():
    for path in TEMPLATES:
        for names in re.findall(r"{% load ([^%]+) %}", path.read_text()):
            assert names.split() == sorted(names.split()), path


def test_every_template_is_used():
    sources = [*(ROOT / "templates").rglob("*.*"), *ROOT.glob("*/**/*.py")]
    text = "\n".join(path.read_text() for path in sources if ".venv" not in path.parts)
    by_framework = re.compile(r"^(\d{3}(_csrf)?\.html|account/|admin/)|competences/answers/")
    unused = [
        name
        for path in TEMPLATES
        if not by_framework.match(name := str(path.relative_to(ROOT / "templates")))
        and f'"{name}' not in text
    ]
    assert not unused
