"""Undefined template variables raise, as Python's names do."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.template import engines
from django.template.base import FilterExpression, Variable, VariableDoesNotExist

# Filters that exist to accept an absent value, and tests for absence.
_FORGIVING = {"default", "default_if_none", "yesno"}


class UndefinedVariable(Exception):
    pass


@contextmanager
def strict_variables() -> Iterator[None]:
    """`{{ name }}` and filters' inputs raise when `name` is undefined; `{% if name %}` does not."""
    original = FilterExpression.resolve

    def resolve(self, context, ignore_failures=False):  # noqa: FBT002 -- Django's own signature
        if not ignore_failures and isinstance(self.var, Variable):
            try:
                self.var.resolve(context)
            except VariableDoesNotExist:
                forgiven = any(f.__name__ in _FORGIVING for f, _ in self.filters)
                if not forgiven and _is_ours(context):
                    raise UndefinedVariable(f"{self.token} in {context.template.name}") from None
        return original(self, context, ignore_failures)

    FilterExpression.resolve = resolve
    try:
        yield
    finally:
        FilterExpression.resolve = original


def _is_ours(context) -> bool:
    template = getattr(context, "template", None)
    origin = getattr(getattr(template, "origin", None), "name", "") or ""
    folders = [str(folder) for folder in engines["django"].engine.dirs]
    return any(origin.startswith(folder) for folder in folders)
