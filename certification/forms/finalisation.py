"""What a centre says when it closes a session."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from certification.enums import AbortReason, IncidentCategory, IncidentSubcategory
from certification.models import Candidate, CertificationTest, IncidentReport
from certification.selectors.incidents import OF_A_QUESTION, OF_THE_CANDIDATE
from certification.selectors.numbering import position_of
from certification.services.finalisation import Closing, needs_reason
from certification.services.incidents import Told


class FinalisationForm(forms.Form):
    """A reason for each test that was not finished, and the session as a whole."""

    had_incident = forms.BooleanField(
        label=gettext_lazy("Il y a eu un incident pendant la session"), required=False
    )
    had_entry_problem = forms.BooleanField(
        label=gettext_lazy("Des candidats ont eu du mal à entrer dans la session"), required=False
    )
    global_comment = forms.CharField(
        label=gettext_lazy("Commentaire sur toute la session"),
        help_text=gettext_lazy(
            "Le jury le lira avant de publier. Ne l'écrivez que s'il doit savoir quelque "
            "chose\u00a0: sans commentaire ni signalement, les résultats sortent plus vite."
        ),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, tests: Iterable[CertificationTest], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tests = [test for test in tests if needs_reason(test)]
        for test in self.tests:
            self.fields[_reason(test)] = forms.ChoiceField(
                label=str(test.candidate),
                initial=test.abort_reason,
                choices=[("", _("Choisissez…")), *AbortReason.choices],
                error_messages={
                    "required": _("Dites pourquoi ce candidat n'a pas terminé son test.")
                },
            )

    def reasons(self) -> list[tuple[CertificationTest, forms.BoundField]]:
        """Each test that was not finished, with the field of its reason."""
        return [(test, self[_reason(test)]) for test in self.tests]

    def closing(self) -> Closing:
        told = self.cleaned_data
        return Closing(
            reasons={test.pk: AbortReason(told[_reason(test)]) for test in self.tests},
            global_comment=told["global_comment"],
            had_incident=told["had_incident"],
            had_entry_problem=told["had_entry_problem"],
        )


class IncidentForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic when it runs
    """One report. What is asked depends on the category: the page says so, the service checks."""

    class Meta:
        model = IncidentReport
        fields = ("candidate", "category", "subcategory", "question_number", "description")
        widgets = {"description": forms.Textarea(attrs={"rows": 3})}
        labels = {
            "candidate": gettext_lazy("Candidat"),
            "question_number": gettext_lazy("Numéro de la question"),
        }
        help_texts = {
            "subcategory": gettext_lazy(
                "Pour un problème sur une question, ou une information à corriger."
            ),
            "question_number": gettext_lazy("Pour un problème sur une question."),
            "description": gettext_lazy(
                "Ce qui s'est passé, sans détail personnel inutile. Facultatif pour une fraude ou "
                "une question."
            ),
        }

    def __init__(self, *args: Any, candidates: Iterable[Candidate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["candidate"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 -- a foreign key
        field.queryset = Candidate.objects.filter(pk__in=[one.pk for one in candidates]).order_by(
            "search_name", "pk"
        )
        field.empty_label = _("Toute la session")
        precision = self.fields["subcategory"]
        assert isinstance(precision, forms.ChoiceField)  # noqa: S101 -- a field with choices
        precision.choices = [
            ("", _("Aucune")),
            (str(IncidentCategory.IN_CHALLENGE.label), _named(OF_A_QUESTION)),
            (
                str(IncidentCategory.CANDIDATE_INFORMATIONS_CHANGES.label),
                _named(OF_THE_CANDIDATE),
            ),
        ]

    def told(self) -> Told:
        """The question is the one that the candidate read under that number."""
        asked = self.cleaned_data
        precision = asked["subcategory"]
        return Told(
            category=IncidentCategory(asked["category"]),
            subcategory=IncidentSubcategory(precision) if precision else None,
            question_number=position_of(asked["question_number"], asked["candidate"]),
            description=asked["description"],
        )

    def say_what_lacks(self, field: str | None) -> None:
        """`field` is what the category asks and was not given, or is not of that category.

        Without a field, it is too late.
        """
        self.add_error(field, _LACKING[field])


CLOSED = gettext_lazy(
    "Cette session est finalisée\u00a0: le signalement n'est pas enregistré. Si le jury doit le "
    "savoir, demandez-lui de rouvrir la session."
)
_LACKING = {
    None: CLOSED,
    "subcategory": gettext_lazy("Choisissez une précision qui correspond à la catégorie."),
    "question_number": gettext_lazy("Donnez le numéro de la question, de 1 à 500."),
    "description": gettext_lazy("Décrivez ce qui s'est passé."),
}


def _reason(test: CertificationTest) -> str:
    return f"reason-{test.public_id}"


def _named(precisions: Iterable[IncidentSubcategory]) -> list[tuple[str, str]]:
    return [(one.value, str(one.label)) for one in precisions]
