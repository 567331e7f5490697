"""A file of sessions, as it is sent."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pix.shared.numbers import file_size


class SessionFileForm(forms.Form):
    """`dropped`: what was sent is too large, and was not kept."""

    file = forms.FileField(
        label=gettext_lazy("Le fichier des sessions"),
        help_text=gettext_lazy("Un fichier CSV, avec les titres du modèle."),
        widget=forms.FileInput(attrs={"class": "drop", "accept": ".csv,.txt"}),
        error_messages={
            "required": gettext_lazy("Choisissez d'abord le fichier à envoyer."),
            "empty": gettext_lazy("Ce fichier est vide."),
        },
    )

    def __init__(self, *args: Any, dropped: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if dropped:
            most = file_size(settings.UPLOAD_LIMIT)
            self.fields["file"].error_messages["required"] = _("Ce fichier dépasse %(most)s.") % {
                "most": most
            }
