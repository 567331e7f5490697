"""What is said before an act that undoes something: what will be lost, what is kept."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from certification.enums import SessionState
from certification.forms.jury import Decision
from certification.models import Session


@dataclass(frozen=True)
class Confirmation:
    """A page of its own: a title, sentences, and the words of the button."""

    title: str
    losses: list[str]
    kept: list[str]
    action: str


def confirmation_of(session: Session, act: str) -> Confirmation | None:
    """None when this act, from the state of this session, undoes nothing."""
    if act == "rouvrir" and session.state != SessionState.PUBLISHED:
        return _reopening()
    if act == "reprendre" and session.state == SessionState.PUBLISHED:
        return _taking_back()
    return None


def _reopening() -> Confirmation:
    return Confirmation(
        _("Rouvrir au centre"),
        [
            _("La session quitte le jury\u00a0: plus personne ne la suit."),
            _(
                "Elle n'est plus calculée\u00a0: le centre devra la finaliser à nouveau, et les "
                "tests seront recalculés."
            ),
        ],
        [
            _("Les réponses des candidats, leurs temps et les signalements."),
            _("Les questions neutralisées, les rejets pour fraude et les annulations du jury."),
            _("Les tests terminés restent terminés\u00a0: personne ne peut y répondre à nouveau."),
        ],
        _("Rouvrir au centre"),
    )


def _taking_back() -> Confirmation:
    return Confirmation(
        _("Reprendre une session publiée"),
        [
            _("Les candidats et leur établissement ne voient plus leurs résultats."),
            _(
                "Les certificats ne se voient ni ne se vérifient plus, jusqu'à la prochaine "
                "publication."
            ),
            _("À la prochaine publication, les candidats et les prescripteurs sont prévenus."),
        ],
        [
            _("Un certificat dont le résultat ne change pas garde son code."),
            _("Les recours et leurs réponses."),
        ],
        _("Reprendre la session"),
    )


def _rejecting() -> Confirmation:
    return Confirmation(
        _("Rejeter pour fraude"),
        [
            _("Ce candidat n'obtient aucun pix, quelles que soient ses réponses."),
            _("S'il avait un certificat, il est révoqué à la prochaine publication."),
        ],
        [
            _("Ses réponses\u00a0: lever le rejet les fait compter à nouveau."),
            _("Son droit de contester pendant les deux mois qui suivent la publication."),
        ],
        _("Rejeter pour fraude"),
    )


def _cancelling() -> Confirmation:
    return Confirmation(
        _("Annuler cette certification"),
        [
            _("C'est comme si ce candidat n'avait pas passé le test\u00a0: aucun pix."),
            _("S'il avait un certificat, il est révoqué à la prochaine publication."),
        ],
        [
            _("Ses réponses\u00a0: lever l'annulation les fait compter à nouveau."),
            _("Il peut passer la certification à une autre session."),
        ],
        _("Annuler la certification"),
    )


CONFIRMED: Final[Mapping[Decision, Callable[[], Confirmation]]] = {
    Decision.FRAUD: _rejecting,
    Decision.CANCEL: _cancelling,
}
