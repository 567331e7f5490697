"""What may go wrong on the way from an ENT, in words."""

from enum import Enum
from http import HTTPStatus

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Problem(Enum):
    """A title, what to do, the status of the page, and whether trying again may help."""

    LOST = (
        _("Recommençons depuis le début"),
        _(
            "Nous avons perdu le fil entre l'ENT et Pix\u00a0: la page est restée ouverte trop "
            "longtemps, ou votre navigateur refuse les cookies. Rien n'est perdu."
        ),
        HTTPStatus.BAD_REQUEST,
        True,
    )
    DOWN = (
        _("L'ENT ne répond pas"),
        _(
            "Nous n'avons pas réussi à lui demander qui vous êtes. Réessayez dans une minute. Vos "
            "tests et vos résultats ne sont pas touchés."
        ),
        HTTPStatus.BAD_GATEWAY,
        True,
    )
    REFUSED = (
        _("L'ENT n'a pas confirmé votre connexion"),
        _(
            "Ce passage a déjà servi, ou il est trop ancien. Cliquez de nouveau sur Pix dans votre "
            "ENT, ou recommencez ici."
        ),
        HTTPStatus.FORBIDDEN,
        True,
    )
    EXPIRED = (
        _("Votre connexion à l'ENT date de plus de dix minutes"),
        _("Par sécurité, elle n'est plus acceptée. Recommencez, cela prend un instant."),
        HTTPStatus.FORBIDDEN,
        True,
    )
    CANCELLED = (
        _("Vous n'êtes pas connecté"),
        _("Vous avez quitté la page de l'ENT sans vous y connecter."),
        HTTPStatus.OK,
        True,
    )
    NAMELESS = (
        _("L'ENT ne nous a pas dit qui vous êtes"),
        _(
            "Sa réponse ne contient pas l'identifiant attendu. Montrez cette page à un "
            "enseignant\u00a0: c'est un réglage à corriger par l'administrateur de l'ENT."
        ),
        HTTPStatus.BAD_GATEWAY,
        True,
    )
    PARENT = (
        _("Cet accès est réservé aux élèves et aux enseignants"),
        _(
            "Vous êtes connecté à l'ENT avec un compte de parent. Pour un élève, déconnectez-vous "
            "de l'ENT et revenez avec le compte de l'élève. Pour vous-même, créez un compte\u00a0: "
            "Pix est ouvert à tous."
        ),
        HTTPStatus.FORBIDDEN,
        False,
    )
    STAFF = (
        _("Ce compte ne s'ouvre pas par un ENT"),
        _("Il fait partie de l'équipe de Pix\u00a0: connectez-vous avec votre mot de passe."),
        HTTPStatus.FORBIDDEN,
        False,
    )
    CLOSED = (
        _("Ce compte est inactif"),
        _("Adressez-vous à l'équipe de la plateforme, depuis la page d'aide."),
        HTTPStatus.FORBIDDEN,
        False,
    )

    def __init__(
        self,
        title: Promise,
        text: Promise,
        status: HTTPStatus,
        can_retry: bool,  # noqa: FBT001 -- an Enum passes its tuple
    ) -> None:
        self.title, self.text, self.status, self.can_retry = title, text, status, can_retry
