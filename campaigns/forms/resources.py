"""What teachers write of a resource, and look for among them."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from campaigns.enums import Licence, Origin
from campaigns.forms.fields import LineField, TextField, WebAddressField
from campaigns.models import Resource
from campaigns.selectors.topics import Referential
from campaigns.services.resources import ResourceContent
from pix.shared.lists import FilterForm


class SecureAddressField(WebAddressField):
    """Pupils open it too."""

    default_validators = [
        URLValidator(schemes=["https"], message=_("Donnez l'adresse d'une page en https."))
    ]


class ResourceFilters(FilterForm):
    q = forms.CharField(
        label=_("Mots"), max_length=100, widget=forms.TextInput(attrs={"type": "search"})
    )
    competence = forms.ChoiceField(label=_("Compétence"))
    sujet = forms.ChoiceField(label=_("Sujet"))
    origine = forms.ChoiceField(label=_("Origine"), choices=[("", _("toutes")), *Origin.choices])

    def __init__(self, *args: Any, known: Referential, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(one.spec.code, f"{one.spec.code} {one.spec.name}") for one in known.competences]
        self.fields["competence"].choices = [("", _("toutes")), *named]  # type: ignore[attr-defined]
        self.fields["sujet"].choices = [("", _("tous")), *_topics(known)]  # type: ignore[attr-defined]


def _topics(known: Referential) -> list[Any]:
    return [
        (f"{one.spec.code} {one.spec.name}", [(topic.id, topic.title) for topic in one.topics])
        for one in known.competences
    ]


class ResourceForm(forms.Form):
    title = LineField(label=_("Titre"), max_length=120)
    topic = forms.ChoiceField(label=_("Sujet"))
    description = TextField(
        label=_("Description"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Ce que les élèves y font, en combien de temps, avec quel matériel."),
    )
    url = SecureAddressField(
        label=_("Adresse"),
        max_length=500,
        required=False,
        help_text=_("Une page en https. Sans adresse, la description doit suffire."),
    )
    licence = forms.ChoiceField(
        label=_("Licence"),
        choices=[("", _("à choisir")), *Licence.choices],
        help_text=_("Ce que vos collègues ont le droit d'en faire."),
    )
    for_all = forms.ChoiceField(
        label=_("Qui la voit"),
        widget=forms.RadioSelect,
        choices=[
            ("non", _("Mon établissement")),
            ("oui", _("Tous les établissements, après relecture")),
        ],
        initial="non",
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4, required=False)

    def __init__(self, *args: Any, known: Referential, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        topics = _topics(known)
        self.fields["topic"].choices = [("", _("à choisir")), *topics]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("licence") == Licence.LINK and not data.get("url") and "url" in data:
            self.add_error("url", _("Un simple lien a besoin de son adresse."))
        return data

    def content(self) -> ResourceContent:
        data = self.cleaned_data
        return ResourceContent(
            topic=data["topic"],
            title=data["title"],
            description=data["description"],
            url=data["url"],
            licence=Licence(data["licence"]),
            for_all=data["for_all"] == "oui",
        )

    def own_key(self) -> UUID:
        key: UUID | None = self.cleaned_data["key"]
        return key or uuid4()


def initial_of(resource: Resource, *, for_all: bool) -> dict[str, Any]:
    return {
        "title": resource.title,
        "topic": resource.topic_id,
        "description": resource.description,
        "url": resource.url,
        "licence": resource.licence,
        "for_all": "oui" if for_all else "non",
    }


class ReportForm(forms.Form):
    reason = TextField(
        label=_("Ce qui ne va pas"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("L'équipe de la plateforme le lira, avec votre nom."),
    )
