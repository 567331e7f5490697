"""Styles: light, layered, with enough contrast in both themes (WCAG 1.4.3 and 1.4.11)."""

import gzip
import re
from itertools import pairwise
from pathlib import Path

import pytest

CSS = Path("static/css")
FILES = ("foundation.css", "interface.css", "learning.css")
LAYERS = ("reset", "tokens", "base", "layout", "components", "utilities")
TOKENS = (CSS / "foundation.css").read_text()
TEXT, SHAPE = 4.5, 3.0

PAIRS = [
    ("ink", "paper", TEXT), ("ink", "sheet", TEXT), ("ink-2", "paper", TEXT),
    ("ink-2", "sheet", TEXT), ("ink-2", "sunken", TEXT), ("act", "paper", TEXT),
    ("act", "sheet", TEXT), ("on-act", "act", TEXT), ("on-act", "act-strong", TEXT),
    ("ink", "act-tint", TEXT), ("edge", "sheet", SHAPE), ("edge", "paper", SHAPE),
    *((tone, "sheet", TEXT) for tone in ("ok", "ko", "warn")),
    *((tone, f"{tone}-tint", TEXT) for tone in ("ok", "ko", "warn")),
    *((f"d{n}-text", ground, TEXT) for n in range(1, 6) for ground in ("paper", "sheet")),
    *((f"d{n}", f"d{n}-tint", SHAPE) for n in range(1, 6)),
]  # fmt: skip


def without_comments(name: str) -> str:
    return re.sub(r"/\*.*?\*/", "", (CSS / name).read_text(), flags=re.DOTALL)


def colours(theme: str) -> dict[str, str]:
    found = re.findall(r"--([\w-]+): light-dark\((#\w+), (#\w+)\)", TOKENS)
    return {name: light if theme == "light" else dark for name, light, dark in reversed(found)}


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    channels = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("front", "back", "least"), PAIRS)
def test_contrast(theme, front, back, least):
    tokens = colours(theme)
    low, high = sorted((luminance(tokens[front]), luminance(tokens[back])))
    assert (high + 0.05) / (low + 0.05) >= least


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_domains_are_told_apart_in_greyscale(theme):
    tokens = colours(theme)
    tones = sorted(116 * luminance(tokens[f"d{n}"]) ** (1 / 3) - 16 for n in range(1, 6))
    assert all(after - before >= 4 for before, after in pairwise(tones))


def test_styles_are_light():
    assert sum(len(gzip.compress((CSS / name).read_bytes())) for name in FILES) < 15_000


def test_layers_come_in_order():
    assert f"@layer {', '.join(LAYERS)};" in TOKENS


def test_old_browsers_get_every_colour():
    """The plain values come first, for browsers without light-dark()."""
    plain = TOKENS[TOKENS.index(":root") : TOKENS.index("@supports (color: light-dark")]
    assert all(f"--{name}: #" in plain for name in colours("light"))


@pytest.mark.parametrize("name", FILES)
def test_no_rule_escapes_the_layers(name):
    """Outside layers: the block for browsers that have none, fonts, print (which holds a layer)."""
    text = without_comments(name)
    outside = re.findall(r"^([^\s}][^{}]*?)\{", text, flags=re.MULTILINE)
    allowed = ("@layer", "@font-face", "@supports (not (text-emphasis", "@media print")
    assert [rule for rule in outside if not rule.startswith(allowed)] == []


@pytest.mark.parametrize("name", FILES)
def test_nothing_too_young_for_our_browsers(name):
    text = without_comments(name)
    assert "color-mix(" not in text
    assert not re.search(r"^\s*&", text, flags=re.MULTILINE)
