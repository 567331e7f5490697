"""Every icon that a template names is in the sprite."""

import re
from pathlib import Path

from pix.shared.icons import names


def test_templates_use_icons_that_exist():
    used = set()
    for path in Path("templates").rglob("*.html"):
        used |= set(re.findall(r'{% icon "([^"]+)"', path.read_text()))
    assert used - names() == set()
