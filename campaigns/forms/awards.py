"""Stages and badges of a target profile, as teachers write them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from campaigns.enums import StageKind
from campaigns.forms.fields import LineField, TextField
from campaigns.forms.profiles import TopicsForm
from campaigns.models import Badge, Stage
from campaigns.selectors.topics import Referential
from campaigns.services.awards import MOST_STAGES, BadgeContent, Criterion, StageContent

MOST_CRITERIA: Final = 4
_DIGITS: Final = 4
_MOST: Final = {StageKind.MASTERY: 100, StageKind.LEVEL: 8}


class StageForm(forms.Form):
    """One stage. An empty row is no stage."""

    threshold = forms.IntegerField(
        label=_("À partir de (% ou niveau)"),
        required=False,
        min_value=0,
        max_value=100,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    title = LineField(label=_("Titre"), max_length=100, required=False)
    message = TextField(
        label=_("Mot"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    team_title = LineField(label=_("Titre"), max_length=100, required=False)
    team_description = TextField(
        label=_("Ce que cela veut dire"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.is_empty() or self.errors:
            return data
        if not data["title"]:
            self.add_error("title", _("Donnez un titre à ce palier, ou videz toute la ligne."))
        if data["threshold"] is None:
            self.add_error("threshold", _("Dites à partir de combien."))
        return data

    def is_empty(self) -> bool:
        """A row whose words were all erased goes away, whatever its threshold."""
        written = (name for name in self.fields if name not in ("threshold", "DELETE"))
        return not any(self.cleaned_data.get(name) for name in written)

    def content(self) -> StageContent:
        return StageContent(
            **{name: self.cleaned_data[name] for name in StageContent.__annotations__}
        )


class _BaseStages(forms.BaseFormSet):  # type: ignore[type-arg]  # not generic at run time
    def clean(self) -> None:
        """Each threshold once. A stage for everybody, from the start, when there are stages."""
        if any(self.errors):
            return
        thresholds = [stage.threshold for stage in self.contents()]
        if len(set(thresholds)) < len(thresholds):
            raise ValidationError(
                _("Deux paliers commencent au même endroit\u00a0: changez l'un des deux."),
                code="twice",
            )
        if thresholds and 0 not in thresholds:
            raise ValidationError(
                _("Il faut un palier à 0, pour ceux qui viennent de commencer."), code="no_zero"
            )

    def contents(self) -> list[StageContent]:
        kept = (form for form in self.forms if not self._is_left_out(form))
        return sorted((form.content() for form in kept), key=lambda stage: stage.threshold)

    def _is_left_out(self, form: Any) -> bool:
        return form in self.deleted_forms or form.is_empty()


StageForms = forms.formset_factory(
    StageForm,
    formset=_BaseStages,
    extra=0,
    can_delete=True,
    can_delete_extra=True,
    max_num=MOST_STAGES,
    validate_max=True,
    absolute_max=MOST_STAGES + 1,
)


class StagesForm(forms.Form):
    """What thresholds count, beside the stages themselves."""

    kind = forms.ChoiceField(
        label=_("Les paliers comptent"),
        choices=[
            (StageKind.MASTERY, _("le pourcentage d'acquis validés")),
            (StageKind.LEVEL, _("le niveau moyen atteint, de 0 à 8")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choisissez ce que comptent les paliers.")},
    )
    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args: Any, stages: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stages = stages

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        kind = data.get("kind")
        if kind and self.stages.is_valid():
            most = _MOST[StageKind(kind)]
            for form in self.stages.forms:
                if not form.is_empty() and (form.cleaned_data["threshold"] or 0) > most:
                    form.add_error("threshold", _("Au plus %(most)d.") % {"most": most})
        return data


def initial_stages(stages: Iterable[Any]) -> list[dict[str, Any]]:
    """Rows of the page, from stages or from those proposed."""
    names = StageContent.__annotations__
    return [{name: getattr(stage, name) for name in names} for stage in stages]


def typed_stages(data: QueryDict) -> list[dict[str, Any]]:
    """The rows of a page, to be shown again without judging them; those ticked off are gone."""
    return [
        {name: data.get(f"{row}-{name}", "") for name in StageContent.__annotations__}
        for row in _rows(data, MOST_STAGES)
    ]


def typed_criteria(data: QueryDict, known: Referential) -> list[dict[str, Any]]:
    names = ("scope", "threshold", *(f"niveau-{id_}" for id_ in known.topics))
    return [
        {name: data.get(f"{row}-{name}", "") for name in names}
        for row in _rows(data, MOST_CRITERIA)
    ]


def _rows(data: QueryDict, most: int) -> Iterator[str]:
    total = data.get("form-TOTAL_FORMS", "")
    count = int(total) if total.isascii() and total.isdecimal() and len(total) < _DIGITS else 0
    rows = (f"form-{number}" for number in range(min(count, most)))
    return (row for row in rows if f"{row}-DELETE" not in data)


def kind_of(stages: Iterable[Stage]) -> str:
    return next((stage.kind for stage in stages), StageKind.MASTERY)


class BadgeForm(forms.Form):
    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    title = LineField(label=_("Titre"), max_length=100)
    message = TextField(
        label=_("Mot quand il est obtenu"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    is_shown_before = forms.BooleanField(
        label=_("Montrer aussi à ceux qui ne l'ont pas encore, avec leur progrès"), required=False
    )


class Scope(forms.ChoiceField):
    WHOLE, SOME = "tout", "certains"

    def __init__(self) -> None:
        choices = [(self.WHOLE, _("tout le parcours")), (self.SOME, _("certains sujets"))]
        super().__init__(label=_("Sur"), choices=choices, widget=forms.RadioSelect)


class CriterionForm(TopicsForm):
    """One condition: enough of the whole profile, or of some of its topics."""

    scope = Scope()
    threshold = forms.IntegerField(
        label=_("Au moins (en %)"),
        min_value=1,
        max_value=100,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self.refuse_unknown_topics()
        if data.get("scope") == Scope.SOME and not self.errors and not self.cleaned_topics():
            raise ValidationError(_("Choisissez les sujets qui comptent."), code="empty")
        return data

    def content(self) -> Criterion:
        whole = self.cleaned_data["scope"] == Scope.WHOLE
        return Criterion(
            threshold=self.cleaned_data["threshold"],
            topics=None if whole else self.cleaned_topics(),
        )


class _BaseCriteria(forms.BaseFormSet):  # type: ignore[type-arg]  # not generic at run time
    def clean(self) -> None:
        if not any(self.errors) and not self.contents():
            raise ValidationError(_("Gardez au moins une condition."), code="none")

    def contents(self) -> list[Criterion]:
        kept = (form for form in self.forms if form not in self.deleted_forms)
        return [form.content() for form in kept if form.cleaned_data]


CriterionForms = forms.formset_factory(
    CriterionForm,
    formset=_BaseCriteria,
    extra=0,
    min_num=1,
    can_delete=True,
    max_num=MOST_CRITERIA,
    validate_max=True,
    absolute_max=MOST_CRITERIA + 1,
)


def initial_criteria(badge: Badge | None, known: Referential) -> list[dict[str, Any]]:
    """Rows of the page: those of the badge, or one that asks for most of the profile."""
    if badge is None:
        return [{"scope": Scope.WHOLE, "threshold": 75}]
    return [_initial(criterion, known) for criterion in badge.criteria]


def _initial(criterion: Mapping[str, Any], known: Referential) -> dict[str, Any]:
    topics = criterion.get("topics") or {}
    levels = {
        f"niveau-{id_}": known.topics[id_].capped(level)
        for id_, level in topics.items()
        if id_ in known.topics
    }
    scope = Scope.WHOLE if criterion.get("topics") is None else Scope.SOME
    return {"scope": scope, "threshold": criterion["threshold"], **levels}


def initial_badge(badge: Badge | None) -> dict[str, Any]:
    if badge is None:
        return {"is_shown_before": True}
    return {name: getattr(badge, name) for name in ("title", "message", "is_shown_before")}


def badge_content(form: BadgeForm, criteria: Any) -> BadgeContent:
    return BadgeContent(
        title=form.cleaned_data["title"],
        message=form.cleaned_data["message"],
        is_shown_before=form.cleaned_data["is_shown_before"],
        criteria=criteria.contents(),
    )
