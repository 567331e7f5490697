"""What a team chooses for a campaign: one form, to create it and to change it."""

from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Membership
from accounts.selectors.credentials import classes_of
from campaigns.enums import Audience, CampaignKind, IdentifierKind
from campaigns.forms.fields import LineField, MomentField, TextField, WebAddressField
from campaigns.models import Campaign
from campaigns.selectors.usable_profiles import profile_groups
from campaigns.services.campaigns import Aim, CampaignChoices
from pix.shared.text import fold

_TEXT: Final = 5000
# A deadline further away is a slip of the keyboard.
_FARTHEST: Final = timedelta(days=5 * 366)
_FORBIDDEN_IDENTIFIERS: Final = ("securite sociale", "nir", "numero insee")


class CampaignForm(forms.Form):
    """`campaign`: the one that changes; what is asked no longer does once somebody `started`.

    What makes no sense with the rest (a profile for a collection…) is neither read nor refused.
    """

    kind = forms.ChoiceField(
        label=gettext_lazy("Type de campagne"),
        choices=CampaignKind.choices,
        widget=forms.RadioSelect,
        initial=CampaignKind.EVALUATION,
        error_messages={"required": gettext_lazy("Choisissez un type de campagne.")},
    )
    profile = forms.CharField(label=gettext_lazy("Parcours"), required=False)
    name = LineField(
        label=gettext_lazy("Nom de la campagne"),
        max_length=120,
        help_text=gettext_lazy(
            "Pour vous et vos collègues, par exemple «\u00a05e 2, rentrée\u00a0»."
        ),
    )
    title = LineField(
        label=gettext_lazy("Titre pour les participants"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Vide\u00a0: les participants voient le nom."),
    )
    audience = forms.ChoiceField(
        label=gettext_lazy("Qui peut participer"),
        choices=[
            (Audience.ANYONE, gettext_lazy("Toute personne qui a le code")),
            (Audience.SCHOOL, gettext_lazy("Tous les élèves de la liste")),
            (Audience.CLASSES, gettext_lazy("Certaines classes")),
        ],
        widget=forms.RadioSelect,
        initial=Audience.ANYONE,
    )
    classes = forms.MultipleChoiceField(
        label=gettext_lazy("Classes"), required=False, widget=forms.CheckboxSelectMultiple
    )
    anonymous_allowed = forms.BooleanField(
        label=gettext_lazy("Participer sans compte"), required=False
    )
    opens_at = MomentField(label=gettext_lazy("Ouvre le"), required=False)
    closes_at = MomentField(label=gettext_lazy("Date limite"), required=False)
    landing_text = TextField(
        label=gettext_lazy("Texte d'accueil"),
        max_length=_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Lu avant de commencer."),
    )
    end_text = TextField(
        label=gettext_lazy("Texte de fin"),
        max_length=_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Lu avec les résultats."),
    )
    end_label = LineField(
        label=gettext_lazy("Texte du bouton de fin"), max_length=60, required=False
    )
    end_url = WebAddressField(
        label=gettext_lazy("Adresse du bouton de fin"), max_length=500, required=False
    )
    identifier_label = LineField(
        label=gettext_lazy("Identifiant à demander"),
        max_length=60,
        required=False,
        help_text=gettext_lazy(
            "Par exemple «\u00a0Numéro d'étudiant\u00a0». Ne demandez jamais le numéro de sécurité "
            "sociale (NIR)\u00a0: la loi l'interdit. Ne demandez rien si la liste suffit."
        ),
    )
    identifier_kind = forms.ChoiceField(
        label=gettext_lazy("L'identifiant est"),
        choices=[
            (IdentifierKind.TEXT, gettext_lazy("un texte")),
            (IdentifierKind.EMAIL, gettext_lazy("une adresse e-mail")),
        ],
        initial=IdentifierKind.TEXT,
    )
    multiple_sendings = forms.BooleanField(
        label=gettext_lazy("Permettre plusieurs envois"), required=False
    )
    live_outcomes = forms.BooleanField(
        label=gettext_lazy("Suivre en direct les réponses justes et fausses"), required=False
    )

    def __init__(
        self,
        *args: Any,
        membership: Membership,
        now: datetime,
        campaign: Campaign | None = None,
        started: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.campaign, self.now, self.started = campaign, now, started
        self.key = _uuid(self.data.get("key")) or uuid4()
        self.groups = []
        if started:
            del self.fields["kind"], self.fields["profile"]
        else:
            also = campaign.profile if campaign is not None else None
            self.groups = profile_groups(membership, also=also)
        self._offer_classes(membership)

    def _offer_classes(self, membership: Membership) -> None:
        """Those of the list; and those chosen already, which may have left it."""
        present = {
            one.name: one.learners for one in classes_of(membership.organisation) if one.name
        }
        gone = set(self.campaign.classes if self.campaign else ()) - present.keys()
        named = [(name, f"{name} ({count})") for name, count in present.items()]
        left = [
            (name, _("%(name)s (plus dans la liste)") % {"name": name}) for name in sorted(gone)
        ]
        self.fields["classes"].choices = [*named, *left]  # type: ignore[attr-defined]

    @property
    def chosen_profile(self) -> str:
        return "" if self.started else str(self["profile"].value() or "")

    @property
    def open_group(self) -> str:
        """The group of profiles shown open: that of the one chosen, else the first."""
        chosen = self.chosen_profile
        with_it = (
            group.label
            for group in self.groups
            if chosen in {str(one.profile.public_id) for one in group.choices}
        )
        return next(with_it, self.groups[0].label if self.groups else "")

    @property
    def has_options(self) -> bool:
        """Whether one of the optional fields, folded at first, says something."""
        filled = any(self[name].value() for name in _OPTIONS)
        return filled or bool(self.errors.keys() & _OPTIONS)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.started:
            self._clean_profile(data)
        if data.get("audience") == Audience.CLASSES:
            if not data.get("classes") and "classes" not in self.errors:
                self.add_error("classes", _("Cochez au moins une classe."))
        else:
            self._leave_out("classes", value=[])
        self._clean_button(data)
        self._clean_dates(data)
        return data

    def _clean_profile(self, data: dict[str, Any]) -> None:
        if data.get("kind") == CampaignKind.COLLECTION:
            self._leave_out("profile", value="")
            return
        offered = {
            str(one.profile.public_id): one.profile for g in self.groups for one in g.choices
        }
        typed = data.get("profile")
        data["profile"] = offered.get(typed or "")
        if not typed:
            self.add_error("profile", _("Choisissez un parcours."))
        elif data["profile"] is None:
            self.add_error(
                "profile", _("Ce parcours n'est plus proposé\u00a0: prenez-en un autre.")
            )

    def _clean_button(self, data: dict[str, Any]) -> None:
        label, url = data.get("end_label"), data.get("end_url")
        if label and not url and "end_url" not in self.errors:
            self.add_error("end_url", _("Le bouton a un texte\u00a0: donnez aussi son adresse."))
        if url and not label and "end_label" not in self.errors:
            self.add_error("end_label", _("Le bouton a une adresse\u00a0: donnez aussi son texte."))

    def _clean_dates(self, data: dict[str, Any]) -> None:
        opens, closes = data.get("opens_at"), data.get("closes_at")
        for name in ("opens_at", "closes_at"):
            if data.get(name) and abs(data[name] - self.now) > _FARTHEST:
                self.add_error(name, _("Cette date est trop loin\u00a0: vérifiez l'année."))
                return
        before = self.campaign.closes_at if self.campaign else None
        if closes and closes != before and closes <= self.now:
            self.add_error("closes_at", _("Cette date limite est déjà passée."))
        elif closes and opens and closes <= opens:
            text = _("La date limite doit venir après l'ouverture.")
            self.add_error("closes_at", text)

    def clean_identifier_label(self) -> str:
        label: str = self.cleaned_data["identifier_label"]
        words = f" {fold(label)} "
        if any(f" {forbidden} " in words for forbidden in _FORBIDDEN_IDENTIFIERS):
            text = _("La loi interdit de demander le numéro de sécurité sociale (NIR).")
            raise forms.ValidationError(text)
        return label

    def _leave_out(self, name: str, *, value: Any) -> None:
        self.errors.pop(name, None)
        self.cleaned_data[name] = value

    def aim(self) -> Aim:
        """What is asked; not to be called once somebody started."""
        data = self.cleaned_data
        return Aim(CampaignKind(data["kind"]), data["profile"] or None)

    def choices(self) -> CampaignChoices:
        data = {name: self.cleaned_data[name] for name in CHOSEN}
        return CampaignChoices(
            **data
            | {
                "audience": Audience(data["audience"]),
                "identifier_kind": IdentifierKind(data["identifier_kind"]),
                "classes": tuple(data["classes"]),
            }
        )


CHOSEN: Final = tuple(CampaignChoices.__dataclass_fields__)
_OPTIONS: Final = {
    "landing_text", "end_text", "end_label", "end_url", "identifier_label",
    "multiple_sendings", "live_outcomes",
}  # fmt: skip
# Not those of another campaign: they are of its time.
_DATES: Final = ("opens_at", "closes_at")


def initial_of(campaign: Campaign) -> dict[str, Any]:
    """The form as the campaign is."""
    profile = campaign.profile.public_id if campaign.profile else ""
    chosen = {name: getattr(campaign, name) for name in CHOSEN}
    return chosen | {"kind": campaign.kind, "profile": profile}


def copy_of(campaign: Campaign) -> dict[str, Any]:
    """The form for another campaign like this one."""
    name = _("%(name)s (copie)") % {"name": campaign.name[:110]}
    return initial_of(campaign) | {"name": name} | dict.fromkeys(_DATES)


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None
