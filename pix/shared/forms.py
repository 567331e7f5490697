"""Forms drawn with our own templates: set `FORM_RENDERER = "pix.shared.forms.Renderer"`."""

from typing import Any

from django.forms.renderers import DjangoTemplates
from django.template import loader


class Renderer(DjangoTemplates):
    """`{{ form }}` and `{{ form.email.as_field_group }}` with label, hint and bound error."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"

    def get_template(self, template_name: str) -> Any:
        if template_name.startswith("components/"):
            return loader.get_template(template_name)
        return super().get_template(template_name)
