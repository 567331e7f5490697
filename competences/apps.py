from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CompetencesConfig(AppConfig):
    name = "competences"
    verbose_name = _("Compétences")

    def ready(self) -> None:
        from competences import receivers  # noqa: F401, PLC0415 -- connects once apps are loaded
