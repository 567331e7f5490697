"""Candidates: one by hand, a list in a file, what is adapted for one of them."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from django import forms
from django.conf import settings
from django.core.validators import FileExtensionValidator
from django.utils.translation import gettext_lazy as _

from accounts.enums import Barrier, Sex
from accounts.forms.joining import BirthDateField
from certification.candidate_files import values
from certification.candidate_files.birthplaces import ABROAD, FRANCE, country_key
from certification.candidate_files.checks import Context, asked, check_one
from certification.candidate_files.rows import CandidateRow, Written
from certification.candidate_sentences import sentence
from certification.selectors.birthplaces import atlas_for
from pix.shared.lists import FilterForm
from pix.shared.numbers import file_size

EXTENSIONS: Final = ("ods", "xlsx", "csv", "txt")


class CandidateFilters(FilterForm):
    q = forms.CharField(
        label=_("Nom ou prénom"), max_length=100, widget=forms.TextInput(attrs={"type": "search"})
    )
    classe = forms.ChoiceField(label=_("Classe"))

    def __init__(self, *args: Any, classes: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(name, name) for name in classes]
        self.fields["classe"].choices = [("", _("toutes")), *named]  # type: ignore[attr-defined]
        if not named:
            del self.fields["classe"]


class CandidateForm(forms.Form):
    """The rules are those of the sheet: `row` is the candidate once the form is valid."""

    last_name = forms.CharField(label=_("Nom de naissance"), max_length=values.LONGEST)
    first_name = forms.CharField(label=_("Prénom"), max_length=values.LONGEST)
    birth_date = BirthDateField(label=_("Date de naissance"))
    sex = forms.ChoiceField(label=_("Sexe"), choices=Sex, widget=forms.RadioSelect)
    birth_country = forms.CharField(
        label=_("Pays de naissance"), max_length=values.LONGEST, initial="France"
    )
    birth_insee_code = forms.CharField(
        label=_("Code Insee de la commune de naissance"),
        max_length=5,
        required=False,
        help_text=_(
            "Né en France\u00a0: ce code seul, ou bien le code postal et le nom de la commune. "
            "Né à l'étranger\u00a0: laissez-le vide."
        ),
    )
    birth_postal_code = forms.CharField(
        label=_("Code postal"), max_length=5, required=False, help_text=_("En France seulement.")
    )
    birth_city = forms.CharField(
        label=_("Nom de la commune, ou de la ville à l'étranger"),
        max_length=values.LONGEST,
        required=False,
    )
    email = forms.CharField(label=_("E-mail de convocation"), required=False)
    result_recipient_email = forms.CharField(
        label=_("E-mail du destinataire des résultats"), required=False
    )
    external_id = forms.CharField(
        label=_("Identifiant local"), max_length=values.LONGEST, required=False
    )
    extra_time = forms.CharField(
        label=_("Temps majoré (%)"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        help_text=_("De 1 à 99\u00a0: 33 pour un tiers temps."),
    )
    field_order = ("last_name", "first_name", "birth_date", "sex")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.row: CandidateRow | None = None

    def clean(self) -> dict[str, Any]:
        """What a list would be told, at the fields it is about."""
        cleaned = super().clean() or {}
        written = Written(0, {name: _told(value) for name, value in cleaned.items()})
        atlas = atlas_for([asked(written)])
        country = atlas.countries.get(country_key(written.values.get("birth_country", "")))
        if country and country.code != FRANCE and not written.values.get("birth_insee_code"):
            written = Written(0, {**written.values, "birth_insee_code": ABROAD})
        self.row, problems = check_one(written, Context(atlas, self.today))
        for problem in problems:
            name = problem.field or None
            if problem.blocking and name not in self.errors:
                self.add_error(name, sentence(problem))
        return cleaned


def _told(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value or "")


class CandidateListForm(forms.Form):
    """`dropped`: what was sent is too large, and was not kept."""

    file = forms.FileField(
        label=_("La liste des candidats"),
        validators=[
            FileExtensionValidator(
                EXTENSIONS,
                _(
                    "Les fichiers «\u00a0.%(extension)s\u00a0» ne sont pas lus. Envoyez un tableau "
                    "ODS, XLSX ou CSV."
                ),
            )
        ],
        error_messages={
            "required": _("Choisissez d'abord le fichier à envoyer."),
            "empty": _("Ce fichier est vide."),
        },
    )

    def __init__(self, *args: Any, dropped: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["file"]
        most = file_size(settings.UPLOAD_LIMIT)
        too_large = _("Ce fichier dépasse %(most)s.") % {"most": most}
        field.help_text = _("ODS, XLSX ou CSV, %(most)s au plus.") % {"most": most}
        field.widget.attrs |= {
            "class": "drop",
            "accept": ",".join(f".{extension}" for extension in EXTENSIONS),
            "data-most": settings.UPLOAD_LIMIT,
            "data-too-large": too_large,
        }
        if dropped:
            field.error_messages["required"] = too_large


class AdaptForm(forms.Form):
    extra_time = forms.IntegerField(
        label=_("Temps majoré (%)"),
        required=False,
        min_value=values.LEAST_EXTRA,
        max_value=values.MOST_EXTRA,
        help_text=_("De 1 à 99\u00a0: 33 pour un tiers temps. Vide\u00a0: pas de temps majoré."),
    )
    needs = forms.MultipleChoiceField(
        label=_("Ce que cette personne ne peut pas faire"),
        required=False,
        choices=[(one, one.label) for one in Barrier if one is not Barrier.DESKTOP],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Les questions qui le demandent ne lui seront pas posées."),
    )


class EnrolForm(forms.Form):
    """`learners`: those of the class shown."""

    eleve = forms.MultipleChoiceField(required=False)

    def __init__(self, *args: Any, learners: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["eleve"].choices = [(one, one) for one in learners]  # type: ignore[attr-defined]
