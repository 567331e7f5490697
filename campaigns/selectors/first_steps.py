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
from campaigns.selectors.campaign_lists import HandedOut
from pix.shared import navigation


@dataclass(frozen=True)
class Step:
    label: str | Promise
    text: str | Promise
    action: str | Promise
    address: str
    is_done: bool


def first_steps(membership: Membership, figures: Figures, handed_out: HandedOut) -> list[Step]:
    if not can_administer(membership):
        return []
    steps = _steps(membership, figures, handed_out)
    return [step for step in steps if navigation.exists(step.address)]


def _steps(membership: Membership, figures: Figures, handed_out: HandedOut) -> Iterator[Step]:
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
    yield _codes(f"{root}campagnes/", handed_out)


def _codes(campaigns: str, handed_out: HandedOut) -> Step:
    """Made first, then given: what to do next depends on which is done."""
    return Step(
        _("Créer et distribuer les premiers codes"),
        _("Une campagne est prête\u00a0: projetez son code, ou mettez-le dans l'ENT.")
        if handed_out.campaigns
        else _("Une campagne donne un même parcours à une classe, par un code à taper."),
        _("Voir les campagnes") if handed_out.campaigns else _("Créer une campagne"),
        campaigns if handed_out.campaigns else f"{campaigns}creer/",
        is_done=handed_out.participants,
    )
