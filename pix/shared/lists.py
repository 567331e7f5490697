"""Lists of a workspace: filters kept in the address, order, pages."""

from typing import Any, Final

from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest

PAGE_SIZE: Final = 50
SORT: Final = "tri"


class FilterForm(forms.Form):
    """Search and filters of a list, read from the address: `FilterForm(request.GET)`.

    Every field is optional. What makes no sense is left out rather than refused: an old bookmark
    still shows a list.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = False

    def chosen(self) -> dict[str, Any]:
        """The fields that were filled in, with a value that makes sense."""
        self.full_clean()
        return {name: value for name, value in self.cleaned_data.items() if value not in ("", None)}

    def is_filtered(self) -> bool:
        return any(self.chosen().values())


def page_of[Row: Model](
    request: HttpRequest, rows: QuerySet[Row], *, size: int = PAGE_SIZE
) -> Page[Row]:
    """The page of `?page=`; the first or the last when it does not exist."""
    return Paginator(rows, size).get_page(request.GET.get("page"))


def sort_of(request: HttpRequest, *, columns: tuple[str, ...]) -> str:
    """The order of `?tri=` ("-" in front when descending); the first column by default."""
    asked = request.GET.get(SORT, "")
    return asked if asked.removeprefix("-") in columns else columns[0]
