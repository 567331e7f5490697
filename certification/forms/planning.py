"""What the planner is asked: who, when, where, watched by whom."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Learner
from accounts.names import folded
from certification.forms.sessions import date_input
from certification.models import Centre, TestFormat
from certification.selectors.planning import ClassToPlan, learners_to_plan
from certification.selectors.windows import Calendar
from certification.wording import outside_window

# With all of them, the search takes a few seconds.
_MOST: Final = {"slots": 60, "rooms": 30, "people": 60, "alone": 100}
_MOST_POSTS: Final = 200
_LONGEST_ROOM: Final = 120
_ROOM: Final = re.compile(r"(.+?)[\s:;,]+(\d{1,3})(?:\s*postes?)?")
_TIME: Final = re.compile(r"(\d{1,2})\s*[:hH]\s*(\d{2})?")
_PERCENT: Final = re.compile(r"\b([1-9]\d?)\s*%?")
_ALONE: Final = re.compile(r"\bseule?\b", re.IGNORECASE)
# Where the name of a pupil ends: at a separator, else at what she needs.
_END_OF_NAME: Final = re.compile(r"[;,\t]|\b\d{1,2}\s*%|\bseule?\s*$", re.IGNORECASE)
_DAYS: Final = (
    (0, gettext_lazy("lundi")),
    (1, gettext_lazy("mardi")),
    (2, gettext_lazy("mercredi")),
    (3, gettext_lazy("jeudi")),
    (4, gettext_lazy("vendredi")),
    (5, gettext_lazy("samedi")),
)


def _lines(placeholder: str, rows: int = 5) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "spellcheck": "false", "placeholder": placeholder})


class PlanForm(forms.Form):
    """`inputs()` gives what `selectors.planning` reads, once the form is valid."""

    classes = forms.MultipleChoiceField(
        label=gettext_lazy("Classes"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choisissez qui doit passer la certification.")},
    )
    only_certifiable = forms.BooleanField(
        label=gettext_lazy("Ne placer que les élèves certifiables"), required=False, initial=True
    )
    count = forms.IntegerField(
        label=gettext_lazy("Candidats dont les noms viendront plus tard"),
        required=False,
        min_value=0,
        max_value=2000,
    )
    adapted = forms.CharField(
        label=gettext_lazy("Aménagements"),
        required=False,
        max_length=20_000,
        help_text=gettext_lazy(
            "Un élève par ligne\u00a0: son nom, son temps majoré en pour cent, «\u00a0seul\u00a0» "
            "s'il doit être seul dans une salle."
        ),
        widget=_lines("MARTIN Zoé ; 33 %\nROUX Adam ; 33 % ; seul", 3),
    )
    first_day = forms.DateField(label=gettext_lazy("Premier jour"), widget=date_input())
    last_day = forms.DateField(label=gettext_lazy("Dernier jour"), widget=date_input())
    weekdays = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Jours de la semaine"),
        choices=_DAYS,
        coerce=int,
        initial=[0, 1, 2, 3, 4],
        widget=forms.CheckboxSelectMultiple,
    )
    times = forms.CharField(
        label=gettext_lazy("Heures de début"),
        max_length=200,
        help_text=gettext_lazy("Chaque jour, séparées par des virgules."),
        widget=forms.TextInput(attrs={"placeholder": "8:30, 11:00, 14:00"}),
    )
    gap = forms.IntegerField(
        label=gettext_lazy("Minutes entre deux sessions d'une même salle"),
        min_value=0,
        max_value=240,
        initial=20,
    )
    site = forms.CharField(label=gettext_lazy("Site"), max_length=200)
    rooms = forms.CharField(
        label=gettext_lazy("Salles et nombre de postes"),
        max_length=5000,
        help_text=gettext_lazy("Une salle par ligne\u00a0: son nom, puis son nombre de postes."),
        widget=_lines("B12 : 18\nCDI : 24"),
    )
    people = forms.CharField(
        label=gettext_lazy("Surveillants"),
        max_length=5000,
        help_text=gettext_lazy(
            "Un nom par ligne. Chacun surveille 20 candidats au plus, dans une seule salle à la "
            "fois. Leurs indisponibilités se disent à l'étape suivante."
        ),
        widget=_lines("Nadia Benali\nPaul Lemoine"),
    )
    format = forms.ModelChoiceField(
        label=gettext_lazy("Épreuve"),
        queryset=TestFormat.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
    )

    def __init__(
        self,
        *args: Any,
        centre: Centre,
        calendar: Calendar,
        classes: Sequence[ClassToPlan],
        **kwargs: Any,
    ) -> None:
        self.centre, self.calendar = centre, calendar
        kwargs.setdefault("initial", {"site": centre.name})
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["classes"]
        chosen.choices = [(one.name, _class_label(one)) for one in classes]
        chosen.required = not self.data.get("count")
        self.fields["count"].required = not classes
        if not classes:
            del self.fields["classes"], self.fields["only_certifiable"], self.fields["adapted"]
        offered: Any = self.fields["format"]
        offered.queryset = TestFormat.objects.filter(is_offered=True).order_by("-is_default", "pk")
        offered.initial = TestFormat.objects.filter(is_default=True).first()

    def clean_times(self) -> list[time]:
        pieces = [piece.strip() for piece in re.split(r"[,;\n]", self.cleaned_data["times"])]
        return sorted({_time(piece) for piece in pieces if piece})

    def clean_rooms(self) -> list[tuple[str, int]]:
        rooms = [_room(line) for line in _filled(self.cleaned_data["rooms"])]
        _check_names([name for name, _ in rooms], _MOST["rooms"])
        return rooms

    def clean_people(self) -> list[str]:
        people = [" ".join(line.split()) for line in _filled(self.cleaned_data["people"])]
        _check_names(people, _MOST["people"])
        if any("," in name for name in people):
            raise ValidationError(_("Un nom par ligne, sans virgule."))
        return people

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if all(data.get(name) for name in ("first_day", "last_day", "weekdays", "times")):
            data["slots"] = self._slots(data)
        if data.get("adapted"):
            data["adapted"] = self._adapted(data)
        return data

    def _slots(self, data: Mapping[str, Any]) -> list[str]:
        """Every hour of every day asked for that the official calendar allows."""
        first = max(data["first_day"], self.calendar.today + timedelta(days=1))
        days = [day for day in _days(first, data["last_day"]) if day.weekday() in data["weekdays"]]
        if not days:
            self.add_error("last_day", _("Aucun jour à venir entre ces deux dates."))
            return []
        allowed = [day for day in days if self.calendar.holds(day)]
        if not allowed:
            self.add_error("first_day", outside_window(self.calendar))
        if len(allowed) * len(data["times"]) > _MOST["slots"]:
            self.add_error("last_day", _("60 créneaux au plus\u00a0: resserrez les dates."))
        zone = ZoneInfo(self.centre.time_zone)
        return [
            datetime.combine(day, hour, tzinfo=zone).isoformat()
            for day in allowed
            for hour in data["times"]
        ]

    def _adapted(self, data: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
        learners = learners_to_plan(
            self.centre,
            data.get("classes", ()),
            only_certifiable=data.get("only_certifiable", False),
        )
        found: dict[str, dict[str, Any]] = {}
        for line in _filled(data["adapted"]):
            matching = _named(line, learners)
            if len(matching) == 1:
                found[str(matching[0].public_id)] = _needs(line)
            else:
                self.add_error("adapted", _not_one(line, len(matching)))
        if sum(one["alone"] for one in found.values()) > _MOST["alone"]:
            words = _("%(most)s élèves seuls au plus\u00a0: placez les autres à part.")
            self.add_error("adapted", words % {"most": _MOST["alone"]})
        return found

    def inputs(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            "classes": data.get("classes", []),
            "only_certifiable": data.get("only_certifiable", False),
            "count": data.get("count") or 0,
            "adapted": data.get("adapted") or {},
            "slots": data["slots"],
            "rooms": [list(room) for room in data["rooms"]],
            "people": data["people"],
            "gap": data["gap"],
            "site": data["site"],
            "format": data["format"].pk,
            "busy": {"rooms": {}, "people": {}},
            "typed": {name: self.data.get(name, "") for name in _TYPED}
            | {"weekdays": data["weekdays"]},
        }


_TYPED: Final = ("adapted", "first_day", "last_day", "times", "rooms", "people")


def typed_again(inputs: Mapping[str, Any]) -> dict[str, Any]:
    """What was typed, to be changed and sent again."""
    kept = ("classes", "only_certifiable", "count", "gap", "site", "format")
    return {name: inputs[name] for name in kept} | dict(inputs["typed"])


def _class_label(one: ClassToPlan) -> str:
    words = _("%(name)s\u00a0: %(ready)s certifiables sur %(learners)s") % {
        "name": one.name or _("sans classe"),
        "ready": one.ready,
        "learners": one.learners,
    }
    if one.seated:
        words += _(" (%(seated)s déjà inscrits)") % {"seated": one.seated}
    return words


def _filled(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _days(first: date, last: date) -> Iterable[date]:
    return (first + timedelta(days=rank) for rank in range(min((last - first).days + 1, 400)))


def _time(text: str) -> time:
    found = _TIME.fullmatch(text)
    try:
        if found:
            return time(int(found[1]), int(found[2] or 0))
    except ValueError:
        pass
    words = _("«\u00a0%(text)s\u00a0» n'est pas une heure. Écrivez 8:30 ou 14:00.")
    raise ValidationError(words % {"text": text})


def _room(line: str) -> tuple[str, int]:
    found = _ROOM.fullmatch(line) if len(line) <= _LONGEST_ROOM else None
    if found is None or not 0 < int(found[2]) <= _MOST_POSTS or len(found[1]) > 100:  # noqa: PLR2004 -- the room of a session
        words = _("«\u00a0%(line)s\u00a0»\u00a0: écrivez le nom de la salle, puis ses postes.")
        raise ValidationError(words % {"line": line})
    return found[1].strip(), int(found[2])


def _check_names(names: Sequence[str], most: int) -> None:
    if len({folded(name) for name in names}) < len(names):
        raise ValidationError(_("Le même nom est donné deux fois."))
    if len(names) > most:
        raise ValidationError(_("%(most)s au plus.") % {"most": most})


def _name_and_needs(line: str) -> tuple[str, str]:
    end = _END_OF_NAME.search(line)
    return (line[: end.start()], line[end.start() :]) if end else (line, "")


def _needs(line: str) -> dict[str, Any]:
    _, text = _name_and_needs(line)
    percent = _PERCENT.search(text)
    return {"extra": int(percent[1]) if percent else 0, "alone": bool(_ALONE.search(text))}


def _named(line: str, learners: Iterable[Learner]) -> list[Learner]:
    """Those whose names are those of the line, in any order."""
    words = set(folded(_name_and_needs(line)[0]).split())
    return [
        one
        for one in learners
        if words in (_words(one.last_name, one), _words(one.used_name or one.last_name, one))
    ]


def _words(last_name: str, learner: Learner) -> set[str]:
    return set(folded(f"{last_name} {learner.first_name}").split())


def _not_one(line: str, found: int) -> str:
    if found:
        words = _("«\u00a0%(line)s\u00a0»\u00a0: plusieurs élèves ont ce nom.")
    else:
        words = _("«\u00a0%(line)s\u00a0»\u00a0: personne de ce nom parmi les élèves à placer.")
    return words % {"line": line}
