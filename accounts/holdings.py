"""What the platform holds of people: each app declares it in its `personal_data.py`.

One declaration serves the copy that a person downloads, the page that tells what is held, and
erasure. A table linked to people that no app declares fails tests/architecture/test_holdings.py.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any

from django.apps import apps
from django.db.models import Field, Model, Q, QuerySet
from django.utils.functional import Promise
from django.utils.module_loading import module_has_submodule

from accounts.models import User

MODULE = "personal_data"

type Text = str | Promise
type Find = Callable[[User], QuerySet[Any]]
type Narrow = Callable[[QuerySet[Any]], QuerySet[Any]]


class Fate(Enum):
    """What becomes of the rows when the person is erased."""

    ERASED = "erased"
    # They stay, and no longer lead to anybody.
    DETACHED = "detached"
    KEPT = "kept"


@dataclass(frozen=True)
class Subject:
    """What a person reads about some tables, in plain words."""

    title: Text
    why: Text
    seen_by: Text
    how_long: Text


@dataclass(frozen=True)
class Holding:
    """Rows of a table that are about a person.

    `paths`: lookups from a row to the person, any of which makes it theirs; `by_email`: fields
    that hold their address; `find`: when neither can say it. `given`: the rows that their copy
    holds, when some must wait or are in another file. `fields`: what the person is given
    (lookups from the row), `headings` naming those that the model does not name well. `withheld`:
    what is not given, and why. `reason`: why the rows stay; `blanks`: what is emptied in them.
    """

    name: str
    model: str
    subject: Subject
    fields: tuple[str, ...]
    paths: tuple[str, ...] = ()
    by_email: tuple[str, ...] = ()
    find: Find | None = None
    given: Narrow | None = None
    headings: Mapping[str, Text] = field(default_factory=dict)
    withheld: Mapping[str, str] = field(default_factory=dict)
    fate: Fate = Fate.ERASED
    reason: str = ""
    blanks: Mapping[str, Any] = field(default_factory=dict)

    @property
    def table(self) -> type[Model]:
        return apps.get_model(self.model)

    def rows(self, user: User) -> QuerySet[Any]:
        """Those about this person, by key. Each path uses its own index."""
        if self.find:
            return self.find(user).order_by("pk")
        rows = self.table._base_manager  # noqa: SLF001 -- Django's documented name
        asked = [Q(**{path: user.pk}) for path in self.paths]
        asked += [Q(**{name: user.email}) for name in self.by_email if user.email]
        keys = [rows.filter(one).order_by().values("pk") for one in asked]
        if len(keys) < 2:  # noqa: PLR2004 -- one question needs no union
            return rows.filter(*asked).order_by("pk") if asked else rows.none()
        return rows.filter(pk__in=keys[0].union(*keys[1:])).order_by("pk")

    def copied(self, user: User) -> QuerySet[Any]:
        """Those that the copy of this person holds."""
        rows = self.rows(user)
        return self.given(rows) if self.given else rows

    def heading(self, lookup: str) -> str:
        return str(self.headings.get(lookup) or self.field(lookup).verbose_name)

    def field(self, lookup: str) -> "Field[Any, Any]":
        """The last field of a lookup."""
        model, found = self.table, None
        for part in lookup.split("__"):
            found = model._meta.get_field(part)  # noqa: SLF001 -- Django's documented name
            model = found.related_model or model
        assert isinstance(found, Field)  # noqa: S101 -- declarations name fields
        return found


@cache
def holdings() -> tuple[Holding, ...]:
    """Of every app; tables come after those they refer to."""
    return tuple(one for module in declarations() for one in module.HOLDINGS)


@cache
def not_held() -> Mapping[str, str]:
    """Tables, or fields, linked to people yet not about them, with the reason."""
    return {name: why for module in declarations() for name, why in module.NOT_HELD.items()}


@cache
def declarations() -> tuple[ModuleType, ...]:
    """The `personal_data` of each app that has one; apps come after those they build on."""
    return tuple(
        import_module(f"{config.name}.{MODULE}")
        for config in apps.get_app_configs()
        if config.module and module_has_submodule(config.module, MODULE)
    )
