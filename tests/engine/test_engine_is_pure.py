"""The engine knows values only: no framework, no clock, no journal, no dice of its own."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import competences.engine

FOLDER = Path(competences.engine.__file__).parent
MODULES = sorted(FOLDER.rglob("*.py"))
FORBIDDEN = {"django", "celery", "redis", "time", "datetime", "logging", "os", "secrets", "pix"}


def imports(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module or ""


def draws(tree):
    """Attributes of `random` other than the type of the argument, and those of numpy.random."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            name = f"{node.value.id}.{node.attr}"
            if name == "np.random" or (node.value.id == "random" and node.attr != "Random"):
                yield name


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(FOLDER)))
def test_a_module_imports_nothing_impure(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert FORBIDDEN.isdisjoint(name.split(".")[0] for name in imports(tree))
    assert list(draws(tree)) == []


def test_it_imports_without_django():
    code = "import sys, competences.engine; sys.exit('django' in sys.modules)"
    alone = subprocess.run([sys.executable, "-c", code], cwd=FOLDER.parents[1], check=False)
    assert alone.returncode == 0
