"""What a team asks of its results: a class, ticked sessions, papers made once."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.db.models import QuerySet

from certification.models import Session
from certification.selectors.results import ClassResults


class PapersForm(forms.Form):
    """Says which archive it is: sent twice, it is one."""

    form_id = forms.UUIDField(initial=uuid4, widget=forms.HiddenInput)

    def key(self) -> UUID:
        return self.cleaned_data["form_id"] if self.is_valid() else uuid4()


class ClassForm(forms.Form):
    """A class of a school year, as the page of the centre lists them."""

    annee = forms.IntegerField()
    classe = forms.CharField(required=False, strip=False)

    def chosen(self, classes: list[ClassResults]) -> ClassResults | None:
        if not self.is_valid():
            return None
        asked = (self.cleaned_data["annee"], self.cleaned_data["classe"])
        return next((one for one in classes if (one.year, one.name) == asked), None)


class TickedSessionsForm(forms.Form):
    """Published sessions of a centre, at least one."""

    session = forms.ModelMultipleChoiceField(Session.objects.none(), to_field_name="public_id")

    def __init__(self, data: Any, *, sessions: QuerySet[Session]) -> None:
        super().__init__(data)
        field = self.fields["session"]
        assert isinstance(field, forms.ModelMultipleChoiceField)  # noqa: S101 -- declared above
        field.queryset = sessions
