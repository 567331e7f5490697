"""What a person may choose of the way pages look, and what she cannot do."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class TextSize(TextChoices):
    NORMAL = "100", _("normale")
    LARGE = "120", _("grande")
    LARGER = "140", _("très grande")


class Spacing(TextChoices):
    NORMAL = "normal", _("normal")
    WIDE = "wide", _("large")


class Font(TextChoices):
    ATKINSON = "atkinson", _("Atkinson, faite pour être lisible")
    SYSTEM = "system", _("celle de l'appareil")
    SPACED = "spaced", _("aux lettres espacées")


class Contrast(TextChoices):
    NORMAL = "normal", _("normal")
    HIGH = "high", _("renforcé")


class Motion(TextChoices):
    NORMAL = "normal", _("comme sur l'appareil")
    REDUCED = "reduced", _("aucune")


class Theme(TextChoices):
    AUTO = "auto", _("comme sur l'appareil")
    LIGHT = "light", _("clair")
    DARK = "dark", _("sombre")


class Barrier(TextChoices):
    """What a challenge demands and some people cannot do: it is then not drawn for them."""

    DESKTOP = "needs_desktop", _("utiliser un ordinateur")
    SIGHT = "needs_sight", _("voir une image")
    COLOUR = "needs_colour", _("distinguer les couleurs")
    HEARING = "needs_hearing", _("entendre un son")
    POINTER = "needs_pointer", _("viser ou glisser avec une souris")
    JAVASCRIPT = "needs_javascript", _("utiliser un simulateur")


class Language(TextChoices):
    FRENCH = "fr", "Français"
    ENGLISH = "en", "English"
