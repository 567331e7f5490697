"""The assistant that imports a school list: the file, its columns, the last word."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import FileExtensionValidator
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import ImportRun
from accounts.selectors.import_preview import samples_of
from accounts.selectors.import_report import is_table
from accounts.selectors.imports import Field, Preview, fields
from pix.shared.numbers import file_size, number

EXTENSIONS = ("xml", "zip", "csv", "txt", "xlsx", "ods")
# Asked first, guessed or not: a list without classes serves few.
MAIN = ("class_name", "national_id")


class UploadForm(forms.Form):
    """`dropped`: what was sent is too large, and was not kept."""

    file = forms.FileField(
        label=_("Le fichier de vos élèves"),
        validators=[
            FileExtensionValidator(
                EXTENSIONS,
                _(
                    "Les fichiers «\u00a0.%(extension)s\u00a0» ne sont pas lus. Envoyez l'export "
                    "XML ou ZIP de SIECLE, ou un tableau CSV, XLSX ou ODS."
                ),
            )
        ],
        error_messages={
            "required": _("Choisissez d'abord le fichier à envoyer."),
            "empty": _("Ce fichier est vide\u00a0: refaites l'export, puis envoyez le nouveau."),
        },
    )

    def __init__(self, *args: Any, dropped: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["file"]
        most = file_size(settings.UPLOAD_LIMIT)
        too_large = _(
            "Ce fichier dépasse %(most)s. Un export de SIECLE «\u00a0sans adresses\u00a0», ou le "
            "ZIP qu'il donne, est bien plus petit."
        ) % {"most": most}
        field.help_text = _(
            "XML ou ZIP de SIECLE, CSV, XLSX ou ODS, %(most)s au plus. Glissez-le dans le cadre, "
            "ou choisissez-le."
        ) % {"most": most}
        field.widget.attrs |= {
            "class": "drop",
            "accept": ",".join(f".{extension}" for extension in EXTENSIONS),
            "data-most": settings.UPLOAD_LIMIT,
            "data-too-large": too_large,
        }
        if dropped:
            field.error_messages["required"] = too_large


@dataclass(frozen=True, slots=True)
class Match:
    """One of our fields, the choice of its column, and what that column holds."""

    name: str
    field: BoundField
    sample: list[str]


class ColumnsForm(forms.Form):
    """Which column of a table feeds each of our fields, and what becomes of the absent.

    A list in a known format has nothing to match: its only question is the last one.
    """

    keep_absent = forms.BooleanField(
        label=_("Garder dans la liste les élèves absents de ce fichier"),
        help_text=_(
            "Cochez pour ajouter une classe ou quelques élèves. Sinon, ceux que ce fichier ne "
            "contient pas sont désactivés\u00a0: ils gardent leur compte et leurs résultats, et "
            "reviennent s'ils reparaissent dans une liste."
        ),
        required=False,
    )

    def __init__(self, *args: Any, run: ImportRun, sheet: Preview, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"keep_absent": run.keep_absent})
        super().__init__(*args, **kwargs)
        self.sheet = sheet
        self.wanted = fields() if is_table(run) else []
        choices = [("", _("Aucune colonne")), *((title, title) for title in self.sheet.header)]
        for field in self.wanted:
            missing = _("Dites quelle colonne contient «\u00a0%(field)s\u00a0».")
            self.fields[_name(field)] = forms.ChoiceField(
                label=field.label,
                choices=choices,
                required=field.required,
                initial=run.mapping.get(field.name, ""),
                error_messages={"required": missing % {"field": field.label}},
            )

    def clean(self) -> dict[str, Any]:
        """A column feeds one field: the same one twice is a slip."""
        data: dict[str, Any] = super().clean() or {}
        used: dict[str, Field] = {}
        for field in self.wanted:
            title = data.get(_name(field))
            if title and title in used:
                text = _("La colonne «\u00a0%(column)s\u00a0» sert déjà à «\u00a0%(field)s\u00a0».")
                words = {"column": title, "field": used[title].label}
                self.add_error(_name(field), text % words)
            elif title:
                used[title] = field
        return data

    @property
    def mapping(self) -> dict[str, str]:
        """The column of each field that has one, also while the form is not complete."""
        chosen = {field.name: self[_name(field)].value() for field in self.wanted}
        return {name: title for name, title in chosen.items() if title in self.sheet.header}

    @property
    def main_matches(self) -> list[Match]:
        """What a list cannot do without, and what this one seems to have."""
        return [self._match(field) for field in self.wanted if self._is_main(field)]

    @property
    def other_matches(self) -> list[Match]:
        return [self._match(field) for field in self.wanted if not self._is_main(field)]

    def _is_main(self, field: Field) -> bool:
        return field.required or field.name in MAIN or field.name in self.mapping

    def _match(self, field: Field) -> Match:
        sample = samples_of(self.sheet, self.mapping.get(field.name, ""))
        return Match(field.name, self[_name(field)], sample)


class ApplyForm(forms.Form):
    """The last word. `warning`: most pupils would be disabled, so it is asked in so many words."""

    def __init__(self, *args: Any, warning: str, disabled: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.warning = warning
        if warning:
            text = ngettext(
                "Oui, désactiver %(shown)s élève", "Oui, désactiver %(shown)s élèves", disabled
            )
            self.fields["sure"] = forms.BooleanField(
                label=text % {"shown": number(disabled)},
                error_messages={"required": _("Cochez cette case pour importer quand même.")},
            )


def _name(field: Field) -> str:
    return f"column_{field.name}"
