"""Files and functions stay small (architecture.md section 8): the hard limits."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = ("pix", "accounts", "competences", "campaigns", "certification", "tests")
MODULE, FUNCTION, TEMPLATE, SCRIPT = 400, 50, 120, 400


def _files(*patterns: str) -> list[Path]:
    return sorted(
        path
        for pattern in patterns
        for path in ROOT.glob(pattern)
        if "migrations" not in path.parts and "vendor" not in path.parts
    )


PYTHON = [path for folder in FOLDERS for path in _files(f"{folder}/**/*.py")]


def _lines(path: Path) -> int:
    return len(path.read_text().splitlines())


@pytest.mark.parametrize(
    ("files", "limit"),
    [
        (PYTHON, MODULE),
        (_files("templates/**/*.html"), TEMPLATE),
        (_files("static/js/**/*.js", "static/simulators/**/*.js"), SCRIPT),
    ],
    ids=["modules", "templates", "scripts"],
)
def test_files_are_small(files, limit):
    assert files
    large = {str(path.relative_to(ROOT)): _lines(path) for path in files if _lines(path) > limit}
    assert not large


def test_functions_are_small():
    large = {}
    for path in PYTHON:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or 0) - node.lineno + 1
                if length > FUNCTION:
                    large[f"{path.relative_to(ROOT)}:{node.name}"] = length
    assert not large
