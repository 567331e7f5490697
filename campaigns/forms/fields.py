"""What people type in the pages of campaigns: a line, a text, a day and hour, an address."""

import re
import unicodedata
from datetime import datetime
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

_DAY_ONLY: Final = re.compile(r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}/\d{1,2}/\d{4}")
_WRITTEN: Final = ("%Y-%m-%dT%H:%M", "%d/%m/%Y %H:%M", "%d/%m/%Y %Hh%M", "%d/%m/%Y à %Hh%M")


class LineField(forms.CharField):
    """One line; a name made of signs that nobody sees is empty."""

    def to_python(self, value: Any) -> str:
        text = " ".join((super().to_python(value) or "").split())
        return text if any(unicodedata.category(sign)[0] not in "CZ" for sign in text) else ""


class TextField(forms.CharField):
    """Paragraphs. Browsers count a line break as one sign, and send two."""

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").replace("\r\n", "\n")


class MomentField(forms.DateTimeField):
    """A day and an hour, in the time zone of the platform, to the minute."""

    default_error_messages = {
        "invalid": _("Écrivez le jour et l'heure, par exemple 15/01/2027 18:00."),
        "no_hour": _("Ajoutez l'heure, par exemple 18:00."),
    }

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=_WRITTEN[0])
        super().__init__(widget=widget, input_formats=_WRITTEN, **kwargs)

    def to_python(self, value: Any) -> datetime | None:
        if isinstance(value, str) and _DAY_ONLY.fullmatch(value.strip()):
            raise ValidationError(self.error_messages["no_hour"], code="no_hour")
        moment: datetime | None = super().to_python(value)
        return None if moment is None else moment.replace(second=0, microsecond=0)


class WebAddressField(forms.URLField):
    """A page of the web; "https://" may be left out."""

    default_validators = [URLValidator(schemes=["http", "https"])]

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(assume_scheme="https", **kwargs)
