"""What the jury decides, and writes."""

from enum import StrEnum
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from accounts.forms.joining import BirthDateField
from certification.models import Result
from certification.services.scoring import DECIDED


class Decision(StrEnum):
    FRAUD = "fraud"
    CANCEL = "cancel"
    LIFT = "lift"
    RESCORE = "rescore"


_DECISIONS = [
    (Decision.RESCORE, gettext_lazy("Recalculer, en laissant ces commentaires")),
    (Decision.FRAUD, gettext_lazy("Rejeter pour fraude")),
    (Decision.CANCEL, gettext_lazy("Annuler, comme si le test n'avait pas été passé")),
    (
        Decision.LIFT,
        gettext_lazy("Lever le rejet ou l'annulation\u00a0: les réponses comptent à nouveau"),
    ),
]


class DecisionForm(forms.Form):
    """A decision on a test, with the words that go with it."""

    decision = forms.ChoiceField(
        label=gettext_lazy("Décision"), choices=_DECISIONS, widget=forms.RadioSelect
    )
    for_candidate = forms.CharField(
        label=gettext_lazy("Message pour le candidat"),
        help_text=gettext_lazy(
            "Laissez vide pour le message habituel. Dites «\u00a0vous\u00a0», sans reproche."
        ),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    for_organisation = forms.CharField(
        label=gettext_lazy("Message pour l'établissement"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, current: Result | None = None, **kwargs: Any) -> None:
        """`current`: the result that counts; what cannot be decided of it is not offered."""
        super().__init__(*args, **kwargs)
        field = self.fields["decision"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 -- a field with choices
        if current is not None:
            is_decided = current.reason in DECIDED
            field.choices = [one for one in _DECISIONS if (one[0] == Decision.LIFT) == is_decided]


class ReasonForm(forms.Form):
    """Why a question counts no more."""

    reason = forms.CharField(label=gettext_lazy("Motif"), max_length=500)


class FollowUpForm(forms.Form):
    """What was done about a report."""

    follow_up = forms.CharField(label=gettext_lazy("Suite donnée"), max_length=500)


class NoteForm(forms.Form):
    """A note of the jury on a session, with its author and date."""

    jury_comment = forms.CharField(
        label=gettext_lazy("Note du jury"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class IdentityForm(forms.Form):
    """The names and the birth date that the certificate will bear."""

    last_name = forms.CharField(label=gettext_lazy("Nom de naissance"), max_length=255)
    first_name = forms.CharField(label=gettext_lazy("Prénom"), max_length=255)
    birth_date = BirthDateField(label=gettext_lazy("Date de naissance"))


class AppealForm(forms.Form):
    """A candidate contests."""

    position = forms.IntegerField(
        label=gettext_lazy("Numéro de la question contestée"),
        required=False,
        min_value=1,
        max_value=500,
    )
    text = forms.CharField(
        label=gettext_lazy("Ce que vous contestez, et pourquoi"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class AppealAnswerForm(forms.Form):
    """The jury answers."""

    accepted = forms.TypedChoiceField(
        label=gettext_lazy("Décision"),
        choices=[("yes", gettext_lazy("Accepter")), ("no", gettext_lazy("Refuser"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=gettext_lazy("Réponse au candidat"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
