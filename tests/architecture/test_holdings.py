"""Nothing linked to a person is forgotten: neither in their copy, nor when they are erased."""

import pytest
from django.apps import apps
from django.db import models

from accounts.holdings import Fate, holdings, not_held
from accounts.models import User
from accounts.retention import rules

SECRET_WORDS = ("password", "secret", "token", "digest", "session", "key", "seed", "solution")


def _relations():
    """(model, field): each column of ours, or of a package, that leads to a person.

    Through rows that are theirs, but not through the documents of an organisation ("*").
    """
    linked = {User} | {holding.table for holding in holdings() if "*" not in holding.withheld}
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.get_fields():
            if field.concrete and field.is_relation and field.related_model in linked:
                yield model, field


def _declared(model):
    return [holding for holding in holdings() if holding.table is model]


def _reached(model, field):
    """Whether a declaration finds its rows by this column."""
    roots = {path.split("__")[0] for one in _declared(model) for path in one.paths}
    return field.name in roots


def test_every_table_linked_to_a_person_is_declared_or_left_out_with_a_reason():
    forgotten = {
        model._meta.label
        for model, _field in _relations()
        if not _declared(model) and model._meta.label not in not_held()
    }
    assert not forgotten


def test_every_column_that_names_a_person_finds_its_rows():
    forgotten = {
        f"{model._meta.label}.{field.name}"
        for model, field in _relations()
        if field.related_model is User and not field.many_to_many and not _reached(model, field)
        if model._meta.label not in not_held()
    }
    assert not forgotten


def test_every_column_of_a_declared_table_is_given_or_withheld_with_a_reason():
    for model in {holding.table for holding in holdings()}:
        told = {"id"} | {
            lookup.split("__")[0]
            for one in _declared(model)
            for lookup in (*one.fields, *one.withheld, *one.paths)
        }
        columns = {field.name for field in model._meta.concrete_fields}
        assert "*" in told or columns <= told, (model, columns - told)


def test_every_table_with_an_address_is_declared():
    for model in apps.get_models():
        if any(isinstance(field, models.EmailField) for field in model._meta.concrete_fields):
            assert _declared(model), model


def test_what_stays_has_a_reason_and_no_longer_leads_to_the_person():
    for holding in holdings():
        assert (holding.fate is Fate.ERASED) != bool(holding.reason), holding.name
        if holding.fate is Fate.DETACHED:
            direct = [path for path in holding.paths if "__" not in path]
            assert all(holding.blanks[path] is None for path in direct), holding.name


@pytest.mark.parametrize("holding", holdings(), ids=lambda holding: holding.name)
def test_no_secret_is_given(holding):
    given = {lookup.rpartition("__")[2] for lookup in holding.fields}
    secrets = {name for name in given if any(word in name for word in SECRET_WORDS)}
    assert secrets <= {"must_change_password"}


def test_names_of_files_and_rules_are_unique():
    for declared in (holdings(), rules()):
        names = [one.name for one in declared]
        assert len(names) == len(set(names))
