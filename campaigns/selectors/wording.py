"""Why one cannot take part, or send, in plain words."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from campaigns.models import Campaign
from campaigns.selectors.campaigns import Opening
from pix.shared.numbers import day_and_hour


@dataclass(frozen=True)
class Notice:
    title: str
    text: str


def why_shut(campaign: Campaign, opening: Opening) -> Notice:
    """For somebody who would like to begin."""
    notices = {
        Opening.NOT_YET: Notice(
            _("Ce parcours n'est pas encore ouvert"),
            _("Vous pourrez le commencer le %(day)s.")
            % {"day": day_and_hour(campaign.opens_at) if campaign.opens_at else ""},
        ),
        Opening.CLOSED: Notice(
            _("Ce parcours est fermé"),
            _("La date limite était le %(day)s. Si vous devez encore le passer, dites-le à votre "
              "enseignant\u00a0: il peut la repousser.")
            % {"day": day_and_hour(campaign.closes_at) if campaign.closes_at else ""},
        ),
        Opening.ARCHIVED: Notice(
            _("Ce parcours est terminé"),
            _("L'établissement l'a archivé\u00a0: on ne peut plus le commencer."),
        ),
        Opening.DELETED: Notice(
            _("Ce parcours a été supprimé"),
            _("L'établissement l'a supprimé. Si vous l'aviez commencé, vos réponses restent sur "
              "votre profil. Sinon, vérifiez le code, ou demandez-en un autre."),
        ),
        Opening.FULL: Notice(
            _("Ce parcours est complet"),
            _("Il a déjà tous les participants qu'il peut recevoir. Dites-le à votre enseignant."),
        ),
    }  # fmt: skip
    return notices.get(opening, Notice("", ""))


def why_unsendable(campaign: Campaign, opening: Opening) -> Notice:
    """For somebody who has begun, and would like to send."""
    kept = _("Rien n'est perdu\u00a0: vos réponses restent sur votre profil.")
    if campaign.anonymous_allowed:
        kept = _("Vous pouvez encore lire votre résultat ici.")
    notices = {
        Opening.NOT_YET: Notice(
            _("Ce parcours n'est plus ouvert"),
            _("L'établissement a changé sa date d'ouverture\u00a0: revenez le %(day)s. %(kept)s")
            % {
                "day": day_and_hour(campaign.opens_at) if campaign.opens_at else "",
                "kept": kept,
            },
        ),
        Opening.CLOSED: Notice(
            _("La date limite est passée"),
            _("Vos résultats ne peuvent plus être envoyés, sauf si votre enseignant repousse la "
              "date. %(kept)s") % {"kept": kept},
        ),
        Opening.ARCHIVED: Notice(
            _("Ce parcours est terminé"),
            _("L'établissement l'a archivé\u00a0: vos résultats ne peuvent plus être envoyés. "
              "%(kept)s") % {"kept": kept},
        ),
        Opening.DELETED: Notice(
            _("Ce parcours a été supprimé"),
            _("L'établissement l'a supprimé\u00a0: vos résultats ne peuvent plus être envoyés. "
              "%(kept)s") % {"kept": kept},
        ),
    }  # fmt: skip
    return notices.get(opening, Notice("", ""))
