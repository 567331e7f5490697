"""What teachers write in the editor of target profiles, and look for in their catalogue."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from campaigns.enums import Visibility
from campaigns.forms.fields import LineField, TextField
from campaigns.models import TargetProfile
from campaigns.selectors.profiles import Origin
from campaigns.selectors.topics import CompetenceToAsk, Referential, Step, TopicToAsk
from campaigns.services.profiles import ProfileContent
from pix.shared.lists import FilterForm

LEVELS: Final = range(1, 9)
_TOPIC: Final = "niveau-"
_WHOLE: Final = "jusqua-"


class ProfileFilters(FilterForm):
    q = forms.CharField(
        label=_("Nom ou sujet"), max_length=100, widget=forms.TextInput(attrs={"type": "search"})
    )
    origine = forms.ChoiceField(
        label=_("Origine"),
        choices=[
            ("", _("toutes")),
            (Origin.MINE, _("les miens")),
            (Origin.SCHOOL, _("de mes collègues")),
            (Origin.READY_MADE, _("prêts à l'emploi")),
            (Origin.COMMUNITY, _("d'autres établissements")),
            (Origin.ARCHIVED, _("retirés")),
        ],
    )
    competence = forms.ChoiceField(label=_("Compétence"))
    duree = forms.TypedChoiceField(
        label=_("Durée"),
        coerce=int,
        choices=[
            ("", _("toutes")),
            ("15", _("15 minutes au plus")),
            ("30", _("30 minutes au plus")),
            ("60", _("une heure au plus")),
        ],
    )

    def __init__(self, *args: Any, known: Referential, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(one.spec.code, f"{one.spec.code} {one.spec.name}") for one in known.competences]
        self.fields["competence"].choices = [("", _("toutes")), *named]  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Cell:
    """A level in the row of a topic; `step`: what it asks, none where the bank has nothing."""

    level: int
    step: Step | None
    is_chosen: bool


@dataclass(frozen=True)
class TopicRow:
    """A topic with its levels to choose from; `name` is that of its field."""

    topic: TopicToAsk
    name: str
    cells: tuple[Cell, ...]
    chosen: int | None
    errors: Any


@dataclass(frozen=True)
class CompetenceRows:
    competence: CompetenceToAsk
    rows: tuple[TopicRow, ...]
    whole: str
    """Name of the field that chooses all its topics up to a level."""

    @property
    def chosen(self) -> int:
        return sum(1 for row in self.rows if row.chosen)

    @property
    def has_errors(self) -> bool:
        return any(row.errors for row in self.rows)


class TopicsForm(forms.Form):
    """Topics, each up to a level of the bank; empty when it is not chosen."""

    def __init__(self, *args: Any, known: Referential, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = known
        for topic in known.topics.values():
            self.fields[_TOPIC + topic.id] = forms.TypedChoiceField(
                label=topic.title,
                required=False,
                coerce=int,
                empty_value=None,
                choices=[("", ""), *((str(level), str(level)) for level in topic.levels)],
                error_messages={
                    "invalid_choice": _(
                        "Ce niveau n'existe pas pour ce sujet\u00a0: choisissez-en un."
                    )
                },
            )

    def groups(self) -> Iterator[CompetenceRows]:
        """The rows of the page, as they are chosen now."""
        for one in self.known.competences:
            rows = tuple(self._row(topic) for topic in one.topics)
            yield CompetenceRows(one, rows, _WHOLE + one.spec.code)

    def _row(self, topic: TopicToAsk) -> TopicRow:
        name = _TOPIC + topic.id
        chosen = _level(self[name].value(), topic)
        steps = {step.level: step for step in topic.steps}
        return TopicRow(
            topic=topic,
            name=self.add_prefix(name),
            cells=tuple(Cell(level, steps.get(level), level == chosen) for level in LEVELS),
            chosen=chosen,
            errors=self[name].errors if self.is_bound else (),
        )

    def topics_now(self) -> dict[str, int]:
        """What is chosen, valid or not for the rest."""
        rows = (row for group in self.groups() for row in group.rows)
        return {row.topic.id: row.chosen for row in rows if row.chosen}

    def cleaned_topics(self) -> dict[str, int]:
        chosen = {id_: self.cleaned_data.get(_TOPIC + id_) for id_ in self.known.topics}
        return {id_: level for id_, level in chosen.items() if level}

    def refuse_unknown_topics(self) -> None:
        """A topic that left the bank while the page was open is said, not dropped in silence."""
        prefix = self.add_prefix(_TOPIC)
        for key, value in self.data.items():
            if (
                value
                and key.startswith(prefix)
                and key.removeprefix(prefix) not in self.known.topics
            ):
                raise ValidationError(
                    _(
                        "Un sujet de cette page n'est plus dans la banque\u00a0: il est retiré. "
                        "Relisez votre choix, puis enregistrez."
                    ),
                    code="unknown",
                )


class ProfileForm(TopicsForm):
    """`key` makes one profile of a page; `seen` tells what was there when it was read."""

    key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    name = LineField(
        label=_("Nom"),
        max_length=120,
        help_text=_("Tel que vous le chercherez\u00a0: les élèves ne le voient pas."),
    )
    description = TextField(
        label=_("Description"),
        max_length=2000,
        required=False,
        help_text=_("Pour qui, pour quoi\u00a0: vos collègues la lisent avant de choisir."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    with_stages = forms.BooleanField(
        label=_(
            "Avec les paliers proposés (de «\u00a0Vous avez commencé\u00a0» à «\u00a0Expert\u00a0»)"
        ),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self.refuse_unknown_topics()
        wrong = any(name.startswith(_TOPIC) for name in self.errors)
        if not wrong and not self.cleaned_topics():
            raise ValidationError(_("Choisissez au moins un sujet."), code="empty")
        return data

    def content(self) -> ProfileContent:
        return ProfileContent(
            name=self.cleaned_data["name"],
            description=self.cleaned_data["description"],
            topics=self.cleaned_topics(),
        )

    def made_by(self) -> UUID:
        key: UUID | None = self.cleaned_data["key"]
        return key or uuid4()


def initial_of(
    profile: TargetProfile, topics: Mapping[str, int], known: Referential
) -> dict[str, Any]:
    """What the editor of a profile shows first; levels that left the bank fall to those below."""
    capped = {
        id_: known.topics[id_].capped(level) for id_, level in topics.items() if id_ in known.topics
    }
    return {
        "name": profile.name,
        "description": profile.description,
        **{_TOPIC + id_: level for id_, level in capped.items() if level},
    }


def typed(data: QueryDict, known: Referential) -> dict[str, Any]:
    """What a page holds, to be shown again without judging it; `fill` chose a whole competence."""
    found: dict[str, Any] = {
        name: data.get(name, "") for name in ("key", "seen", "name", "description")
    }
    found["with_stages"] = "with_stages" in data
    for topic in known.topics.values():
        found[_TOPIC + topic.id] = _level(data.get(_TOPIC + topic.id), topic)
    filled = data.get("fill", "")
    for one in known.competences:
        if one.spec.code == filled:
            asked = data.get(_WHOLE + filled, "")
            level = int(asked) if asked in map(str, LEVELS) else 0
            found |= {_TOPIC + topic.id: topic.capped(level) for topic in one.topics}
    return found


def _level(value: Any, topic: TopicToAsk) -> int | None:
    """A level that the topic has; none for whatever else a browser may send."""
    return next((level for level in topic.levels if str(level) == str(value)), None)


class SharingForm(forms.Form):
    """Who sees a profile; only its author may make it a draft again."""

    wanted = forms.ChoiceField(
        label=_("Qui voit ce parcours"),
        widget=forms.RadioSelect,
        choices=[
            (Visibility.AUTHOR, _("Moi seulement\u00a0: c'est un brouillon")),
            (
                Visibility.ORGANISATION,
                _("Mon établissement\u00a0: mes collègues peuvent l'utiliser"),
            ),
            (Visibility.SUBMITTED, _("Tous les établissements, après relecture")),
        ],
        error_messages={"required": _("Choisissez qui voit ce parcours.")},
    )

    def __init__(self, *args: Any, is_author: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_author:
            choices = self.fields["wanted"].choices  # type: ignore[attr-defined]
            self.fields["wanted"].choices = [  # type: ignore[attr-defined]
                choice for choice in choices if choice[0] != Visibility.AUTHOR
            ]
