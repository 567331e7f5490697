"""Levels and stop reasons in plain words."""

from django.utils.translation import gettext as _

from competences.engine import StopReason


def band_of(level: int) -> str:
    """Name of the band of a level (CRCN: two levels a band)."""
    bands = (_("novice"), _("indépendant"), _("avancé"), _("expert"))
    return bands[(level - 1) // 2] if level else ""


def why_it_stopped(reason: str) -> str:
    """One sentence for the end of a test."""
    sentences = {
        StopReason.SURE: _("Le test s'est arrêté parce que votre niveau est assez sûr."),
        StopReason.MAX_QUESTIONS: _(
            "Le test s'est arrêté à sa longueur habituelle : quelques questions de plus "
            "changeraient peu de chose."
        ),
        StopReason.HARD_LIMIT: _("Le test s'est arrêté à sa longueur maximale."),
        StopReason.NO_GAIN: _(
            "Le test s'est arrêté parce que d'autres questions n'auraient presque rien appris."
        ),
        StopReason.EXHAUSTED: _("Le test s'est arrêté : il ne reste pas de question à poser."),
    }
    return sentences.get(StopReason(reason), "") if reason else ""
