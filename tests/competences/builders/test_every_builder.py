"""What holds for all builders, found by themselves: a new one is tested at once."""

import inspect
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from competences.content.builders import UnknownBuilderError, builder_names, get_builder
from competences.content.builders.support.formats import UnknownFormatError

ROOT = Path(__file__).parents[3]
LARGEST = 200_000
FINGERPRINTS = """
import hashlib, random
from competences.content.builders import builder_names, get_builder
for name in builder_names():
    builder = get_builder(name)
    for variant in range(2):
        built = builder.build(random.Random(f"challenge:{variant}"))
        print(name, variant, hashlib.sha256(repr(built.facts).encode()).hexdigest())
        for form in builder.FORMATS:
            print(name, form, hashlib.sha256(built.write(form)).hexdigest())
"""


def build(name, variant=0, **parameters):
    return get_builder(name).build(random.Random(f"test:{variant}"), **parameters)


def fingerprints(hash_seed):
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed, "TZ": f"UTC-{hash_seed}"}
    command = [sys.executable, "-c", FINGERPRINTS]
    run = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    return run.stdout.splitlines()


def test_the_same_seed_gives_the_same_facts_and_bytes_in_any_process():
    first, second = fingerprints("1"), fingerprints("2")
    assert first == second
    assert len(set(first)) == len(first)


@pytest.mark.parametrize("name", builder_names())
def test_builder_has_its_public_face(name):
    builder = get_builder(name)
    assert isinstance(builder.VERSION, int)
    assert isinstance(builder.FORMATS, tuple)
    assert builder.__doc__
    assert builder.build.__doc__
    parameters = list(inspect.signature(builder.build).parameters.values())[1:]
    assert all(p.kind is p.KEYWORD_ONLY and p.default is not p.empty for p in parameters)


@pytest.mark.parametrize("name", builder_names())
def test_files_are_small_and_written_alike_in_any_order(name):
    formats = get_builder(name).FORMATS
    forwards, backwards = build(name), build(name)
    first = {form: forwards.write(form) for form in formats}
    second = {form: backwards.write(form) for form in reversed(formats)}
    assert first == second
    assert all(0 < len(content) < LARGEST for content in first.values())


@pytest.mark.parametrize("name", builder_names())
def test_variants_differ(name):
    facts = [repr(build(name, variant).facts) for variant in range(5)]
    assert len(set(facts)) == len(facts)


@pytest.mark.parametrize("name", builder_names())
def test_facts_are_plain_values(name):
    def plain(value):
        if isinstance(value, dict):
            return all(isinstance(key, str) and plain(item) for key, item in value.items())
        if isinstance(value, list):
            return all(map(plain, value))
        return isinstance(value, str | int | float)

    assert plain(dict(build(name).facts))


@pytest.mark.parametrize("name", builder_names())
def test_every_fact_and_parameter_is_documented(name):
    page = (ROOT / "docs/builders.md").read_text()
    section = page.partition(f"### `{name}`")[2].partition("\n###")[0]
    named = {*build(name).facts, *list(inspect.signature(get_builder(name).build).parameters)[1:]}
    assert [word for word in sorted(named) if f"`{word}" not in section] == []


@pytest.mark.parametrize("name", builder_names())
def test_an_unknown_format_or_parameter_is_refused(name):
    with pytest.raises(UnknownFormatError):
        build(name).write("exe")
    with pytest.raises(TypeError):
        build(name, no_such_parameter=1)


def test_an_unknown_builder_names_the_known_ones():
    with pytest.raises(UnknownBuilderError, match="sales_workbook"):
        get_builder("support")
