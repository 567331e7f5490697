"""The first steps of a school, in the order of its year (product.md section 2).

A step is done when the data says so; nobody ticks anything. One whose page does not exist, or is
not for this member, is not shown.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.access import can_administer
from accounts.models import Membership
from accounts.selectors.organisations import Figures
from pix.shared import navigation


@dataclass(frozen=True)
class Step:
    label: str | Promise
    text: str | Promise
    action: str | Promise
    address: str
    is_done: bool


def first_steps(membership: Membership, figures: Figures) -> list[Step]:
    if not can_administer(membership):
        return []
    return [step for step in _steps(membership, figures) if navigation.exists(step.address)]


def _steps(membership: Membership, figures: Figures) -> Iterator[Step]:
    root = f"/orga/{membership.organisation.code}/"
    yield Step(
        _("Importer les élèves"),
        _("Déposez la liste de l'établissement\u00a0: les élèves seront reconnus à leur arrivée."),
        _("Importer une liste"),
        f"{root}eleves/importer/",
        is_done=figures.learners > 0,
    )
    yield Step(
        _("Inviter les collègues"),
        _("Par e-mail, plusieurs à la fois. Une autre personne devrait aussi administrer."),
        _("Inviter"),
        f"{root}equipe/inviter/",
        is_done=figures.members > 1 or figures.invitations > 0,
    )
    yield Step(
        _("Donner leurs identifiants aux élèves sans ENT"),
        _("Des comptes sans adresse e-mail, avec des étiquettes à découper."),
        _("Préparer les comptes"),
        f"{root}eleves/comptes/",
        is_done=figures.linked > 0,
    )
