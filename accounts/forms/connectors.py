"""A connector in the administration: begun from a ready description, then edited as YAML."""

from typing import Any

import yaml
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import ValidationError as DescriptionError

from accounts.ent.description import Description, ready_descriptions
from accounts.ent.words import missing_to_open, problems_of
from accounts.models import EntConnector


class NewConnectorForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    ready = forms.ChoiceField(
        label=gettext_lazy("Description de départ"),
        help_text=gettext_lazy("Vous la compléterez à la page suivante."),
    )

    class Meta:
        model = EntConnector
        fields = ("ready", "name", "slug")
        help_texts = {"slug": gettext_lazy("Dans /ent/…/. Elle ne change plus ensuite.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ready"].choices = [  # type: ignore[attr-defined]
            (key, described["name"]) for key, described in ready_descriptions().items()
        ]

    def save(self, commit: bool = True) -> EntConnector:  # noqa: FBT001, FBT002 -- Django's signature
        described = ready_descriptions()[self.cleaned_data["ready"]]
        described.pop("name")
        self.instance.protocol = described.pop("protocol")
        self.instance.configuration = described
        connector: EntConnector = super().save(commit)
        return connector


class YamlField(forms.CharField):
    """A mapping, written as YAML."""

    widget = forms.Textarea(attrs={"rows": 40, "cols": 100, "spellcheck": "false"})

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, str):
            return value
        return yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=100)

    def to_python(self, value: Any) -> Any:
        try:
            read = yaml.safe_load(value or "")
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            line = mark.line + 1 if mark else 1
            raise ValidationError(_("Ligne %d\u00a0: ce n'est pas du YAML.") % line) from error
        if not isinstance(read, dict):
            raise ValidationError(_("Écrivez des lignes «\u00a0nom: valeur\u00a0»."))
        return read

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.prepare_value(initial) != data)


class ConnectorForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    configuration = YamlField(label=gettext_lazy("Réglages"))

    class Meta:
        model = EntConnector
        fields = ("name", "is_open", "is_listed", "configuration")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        settings = data.get("configuration")
        if settings is None:
            return data
        try:
            described = Description.model_validate({**settings, "protocol": self.instance.protocol})
        except DescriptionError as error:
            self.add_error("configuration", problems_of(error))
            return data
        missing = list(missing_to_open(described)) if data.get("is_open") else []
        if missing:
            self.add_error("is_open", missing)
        return data
