"""A session one by one, and the filters of their list."""

from datetime import datetime, time
from typing import Any, Final
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from certification.enums import SessionState
from certification.models import Centre, Session, TestFormat
from certification.selectors.windows import Calendar
from certification.services.sessions import Details
from certification.wording import outside_window
from pix.shared.lists import FilterForm

DATE: Final = "%Y-%m-%d"
_FIRST_HOUR, _LAST_HOUR = time(6), time(21)


def date_input() -> forms.DateInput:
    return forms.DateInput(format=DATE, attrs={"type": "date"})


class SessionForm(forms.Form):
    """Date and time are those of the wall clock of the room."""

    site = forms.CharField(
        label=gettext_lazy("Site"),
        max_length=200,
        help_text=gettext_lazy("Le nom ou l'adresse que liront les candidats."),
    )
    room = forms.CharField(label=gettext_lazy("Salle"), max_length=100)
    date = forms.DateField(label=gettext_lazy("Date"), widget=date_input())
    time = forms.TimeField(
        label=gettext_lazy("Heure de début"),
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        help_text=gettext_lazy("L'heure locale du centre."),
    )
    invigilators = forms.CharField(
        label=gettext_lazy("Surveillants"),
        max_length=500,
        help_text=gettext_lazy("Un nom, ou plusieurs séparés par des virgules."),
    )
    format = forms.ModelChoiceField(
        label=gettext_lazy("Épreuve"),
        queryset=TestFormat.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
    )
    remarks = forms.CharField(
        label=gettext_lazy("Observations"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self,
        *args: Any,
        centre: Centre,
        calendar: Calendar,
        session: Session | None = None,
        **kwargs: Any,
    ) -> None:
        self.centre, self.calendar, self.session = centre, calendar, session
        kwargs["initial"] = _said(session) if session else {"site": centre.name}
        super().__init__(*args, **kwargs)
        offered: Any = self.fields["format"]
        offered.queryset = TestFormat.objects.filter(is_offered=True).order_by("-is_default", "pk")
        if not session:
            offered.initial = TestFormat.objects.filter(is_default=True).first()

    def clean_invigilators(self) -> str:
        return ", ".join(names_in(self.cleaned_data["invigilators"]))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        day, hour = data.get("date"), data.get("time")
        if day and hour:
            zone = ZoneInfo(self.centre.time_zone)
            data["starts_at"] = datetime.combine(day, hour, tzinfo=zone)
            self._check_day(data["starts_at"])
        return data

    def _check_day(self, starts_at: datetime) -> None:
        """An hour that does not change is not refused for being of another day."""
        if self.session and self.session.starts_at == starts_at:
            return
        if starts_at.date() < self.calendar.today:
            self.add_error("date", _("Cette date est passée."))
        elif not self.calendar.holds(starts_at.date()):
            self.add_error("date", outside_window(self.calendar))
        if not _FIRST_HOUR <= starts_at.time() <= _LAST_HOUR:
            self.add_error("time", _("Une session commence entre 6\u00a0h et 21\u00a0h."))

    def details(self) -> Details:
        names = ("site", "room", "starts_at", "invigilators", "remarks")
        return Details(**{name: self.cleaned_data[name] for name in names})


def names_in(text: str) -> list[str]:
    """Names between commas, semicolons or lines, each once."""
    pieces = text.replace(";", ",").replace("\n", ",").split(",")
    found = list(dict.fromkeys(" ".join(piece.split()) for piece in pieces if piece.strip()))
    if not found:
        raise ValidationError(_("Donnez au moins un nom."))
    return found


def _said(session: Session) -> dict[str, Any]:
    start = session.local_start
    return {
        "site": session.site,
        "room": session.room,
        "date": start.date(),
        "time": start.time(),
        "invigilators": session.invigilators,
        "format": session.format_id,
        "remarks": session.remarks,
    }


class SessionFilters(FilterForm):
    q = forms.CharField(
        label=gettext_lazy("Numéro, salle, site, surveillant"),
        max_length=100,
        widget=forms.SearchInput,
    )
    etat = forms.ChoiceField(
        label=gettext_lazy("État"), choices=[("", gettext_lazy("tous")), *SessionState.choices]
    )
    du = forms.DateField(label=gettext_lazy("Du"), widget=date_input())
    au = forms.DateField(label=gettext_lazy("Au"), widget=date_input())
