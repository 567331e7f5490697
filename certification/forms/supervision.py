"""What invigilators type."""

from django import forms
from django.utils.translation import gettext_lazy as _

from certification.enums import IncidentSubcategory
from certification.forms.fields import SessionNumberField

_MOST_MINUTES = 240


class SupervisionForm(forms.Form):
    """As on the kit of the invigilator."""

    number = SessionNumberField(help_text=_("Six chiffres, sur votre kit de surveillant."))
    password = forms.CharField(
        label=_("Mot de passe de la session"),
        help_text=_(
            "Six signes, sur la même page. Les majuscules comptent. Ce n'est pas celui de votre "
            "compte."
        ),
        max_length=40,
        widget=forms.PasswordInput(attrs={"autocomplete": "off", "class": "code-entry as-typed"}),
    )


class TimeForm(forms.Form):
    """Minutes to add."""

    minutes = forms.IntegerField(
        label=_("Minutes à ajouter"),
        min_value=1,
        max_value=_MOST_MINUTES,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "class": "short"}),
    )


class AnswerForm(forms.Form):
    """To an alert: yes, for a reason that fits its question; or no."""

    alert = forms.UUIDField()
    accept = forms.BooleanField(required=False)
    reason = forms.ChoiceField(choices=IncidentSubcategory.choices, required=False)
