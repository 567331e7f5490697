"""The code that somebody copies from a certificate."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from certification.proofs.codes import certificate_code

_LONGEST = 40


class CheckForm(forms.Form):
    """Gives the code as it is stored."""

    code = forms.CharField(
        label=gettext_lazy("Code du certificat"),
        max_length=_LONGEST,
        help_text=gettext_lazy("La lettre P, puis huit signes, par exemple\u00a0: P-4KQ7WM3X"),
        widget=forms.TextInput(
            attrs={
                "autocapitalize": "characters",
                "autocomplete": "off",
                "autocorrect": "off",
                "spellcheck": "false",
                "class": "code-entry",
            }
        ),
    )

    def clean_code(self) -> str:
        code = certificate_code(self.cleaned_data["code"])
        if code is None:
            raise ValidationError(
                _(
                    "Aucun certificat ne porte ce code. Il compte huit signes après "
                    "«\u00a0P-\u00a0», sans A, E, I, L, N, O, S, U, Z, ni 0, 1 ou 5\u00a0: "
                    "regardez bien chaque signe."
                ),
                code="unknown",
            )
        return code
