"""What people read about the tables, in plain words."""

from typing import Any

from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from accounts.holdings import Subject
from accounts.retention import kept, period_words

# Why a column is not given.
INTERNAL = "a number without meaning outside"
OTHERS = "about other people"
OPENS = "opens something"
DERIVED = "made from the other columns"

SCHOOL_NAME = _("établissement")


def term(name: str) -> Any:
    """The period of this name, in words, when the page is drawn."""
    return lazy(lambda: period_words(kept(name)()), str)()


ACCOUNT = Subject(
    title=_("Votre compte"),
    why=_("Pour vous reconnaître et montrer les pages comme vous le voulez."),
    seen_by=_("Vous, et l'équipe de la plateforme quand il faut vous aider."),
    how_long=format_lazy(
        _("Tant que vous vous en servez. Après {term} sans connexion, il est effacé."),
        term=term("unused_accounts"),
    ),
)
IDENTITIES = Subject(
    title=_("Vos façons de vous connecter"),
    why=_("Pour vous laisser entrer avec votre adresse, ou depuis votre ENT."),
    seen_by=_("Vous, et l'équipe de la plateforme quand il faut vous aider."),
    how_long=_("Tant que votre compte existe."),
)
SCHOOL = Subject(
    title=_("Votre place dans un établissement"),
    why=_(
        "L'établissement donne la liste de ses élèves, pour que vos enseignants vous retrouvent "
        "et suivent votre travail. Cette liste est à lui\u00a0: pour la corriger, demandez-lui."
    ),
    seen_by=_("Vous, et l'équipe de cet établissement."),
    how_long=format_lazy(
        _("Tant que vous êtes dans la liste, puis {term} après l'avoir quittée."),
        term=term("learners"),
    ),
)
TEAM = Subject(
    title=_("Votre travail dans une équipe"),
    why=_("Pour que chacun sache qui peut voir les élèves, et qui a fait quoi."),
    seen_by=_("Vous, et les équipes où vous travaillez."),
    how_long=format_lazy(
        _("Tant que vous êtes dans l'équipe, puis {term}."), term=term("ended_memberships")
    ),
)
TRACES = Subject(
    title=_("Les traces de ce qui vous touche"),
    why=_("Pour savoir qui a regardé ou changé vos données. Personne ne peut les modifier."),
    seen_by=_("Vous, les administrateurs de votre établissement et l'équipe de la plateforme."),
    how_long=format_lazy(_("{term}."), term=term("journal")),
)
