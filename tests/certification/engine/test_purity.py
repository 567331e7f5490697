"""The engine of the certification is pure as the other is: same rules, same check."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import certification.engine
from tests.engine.test_engine_is_pure import FORBIDDEN, draws, imports

FOLDER = Path(certification.engine.__file__).parent


@pytest.mark.parametrize("path", sorted(FOLDER.rglob("*.py")), ids=lambda path: path.name)
def test_a_module_imports_nothing_impure(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert FORBIDDEN.isdisjoint(name.split(".")[0] for name in imports(tree))
    assert list(draws(tree)) == []


def test_it_imports_without_django():
    code = "import sys, certification.engine; sys.exit('django' in sys.modules)"
    alone = subprocess.run([sys.executable, "-c", code], cwd=FOLDER.parents[1], check=False)
    assert alone.returncode == 0
