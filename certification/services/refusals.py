"""Why somebody may not enter a session, or start: each says what to do."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Refusal(TextChoices):
    UNKNOWN_SESSION = (
        "unknown_session",
        _(
            "Aucune session ne porte ce numéro. Il a six chiffres\u00a0: relisez celui de votre "
            "convocation, ou demandez-le au surveillant."
        ),
    )
    SESSION_CLOSED = (
        "session_closed",
        _("Cette session est terminée\u00a0: on n'y entre plus. Voyez le surveillant."),
    )
    SESSION_TOO_OLD = (
        "session_too_old",
        _(
            "La première personne de cette session a commencé il y a plus de 24 heures\u00a0: on "
            "ne peut plus y commencer. Voyez votre centre pour une autre session."
        ),
    )
    NO_MATCH = (
        "no_match",
        _(
            "Personne n'est attendu dans cette session sous ce nom et cette date de naissance. "
            "Écrivez votre nom de naissance et votre premier prénom comme sur votre "
            "convocation\u00a0; si cela ne suffit pas, le surveillant peut vous dire ce qui est "
            "inscrit."
        ),
    )
    SEAT_TAKEN = (
        "seat_taken",
        _(
            "Un autre compte est déjà entré dans la session à ce nom. Si vous avez deux comptes, "
            "connectez-vous avec l'autre\u00a0; sinon prévenez le surveillant tout de suite."
        ),
    )
    SEATED_ALREADY = (
        "seated_already",
        _(
            "Votre compte est déjà entré dans cette session à un autre nom. Prévenez le "
            "surveillant\u00a0: le compte ouvert sur cet ordinateur n'est peut-être pas le vôtre."
        ),
    )
    NOT_RECOGNISED = (
        "not_recognised",
        _(
            "Ce compte n'est pas celui que votre établissement connaît à ce nom. Connectez-vous "
            "par l'ENT, ou avec l'identifiant que votre établissement vous a donné."
        ),
    )
    NOT_CERTIFIABLE = (
        "not_certifiable",
        _(
            "Votre profil ne permet pas encore de passer la certification\u00a0: il faut au moins "
            "5 compétences au niveau 1. Voyez le surveillant\u00a0; vous pourrez continuer vos "
            "tests et passer une autre session."
        ),
    )
    NOTHING_TO_ASK = (
        "nothing_to_ask",
        _(
            "Il ne reste aucune question que vous n'ayez déjà vue et qui vous convienne. Voyez le "
            "surveillant."
        ),
    )
    UNDER_WAY = (
        "under_way",
        _(
            "Vous passez une certification en ce moment\u00a0: la certification blanche et ses "
            "corrections attendent que vous l'ayez terminée."
        ),
    )
    WRONG_CODE = (
        "wrong_code",
        _(
            "Ce n'est pas le code de cette session. Il a quatre lettres et deux chiffres\u00a0: le "
            "surveillant l'affiche ou vous le donne."
        ),
    )
    NOT_AUTHORISED = (
        "not_authorised",
        _("Le surveillant ne vous a pas encore autorisé. Levez la main et attendez."),
    )
    AUTHORISATION_EXPIRED = (
        "authorisation_expired",
        _(
            "Votre autorisation n'était valable que 15 minutes. Levez la main\u00a0: le "
            "surveillant peut vous la donner à nouveau."
        ),
    )


class EntryRefused(Exception):
    """Not in, or not yet. `reason` tells the person what to do."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(str(reason.label))
        self.reason = reason
