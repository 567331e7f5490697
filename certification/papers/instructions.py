"""What the papers of a session tell people to do."""

from typing import Any

from django.utils.translation import gettext as _


def for_candidates(*, number: int, address: str) -> dict[str, Any]:
    return {
        "bring_title": _("À apporter"),
        "bring": [
            _("Une pièce d'identité avec photo (carte d'identité, passeport…)."),
            _("De quoi vous connecter à votre compte Pix\u00a0: identifiant et mot de passe, ENT."),
            _("Cette convocation. Présentez-vous quinze minutes avant l'heure."),
        ],
        "steps_title": _("Comment ça se passe"),
        "steps": [
            _("Le surveillant vérifie votre identité, et vous signez la feuille d'émargement."),
            _("Connectez-vous à votre compte Pix, puis ouvrez %(address)s") % {"address": address},
            _(
                "Tapez le numéro de session %(number)s, puis vos nom, prénom et date de naissance "
                "comme sur cette convocation."
            )
            % {"number": number},
            _("Le surveillant vous autorise à commencer et donne le code d'accès."),
            _("Le temps compte à partir de la première question."),
        ],
        "rules_title": _("Pendant l'épreuve"),
        "rules": [
            _("Le web est permis quand une question le demande. Le téléphone ne l'est pas."),
            _("Répondez seul\u00a0: ni messages, ni notes, ni assistant."),
            _("Un problème\u00a0? Signalez-le depuis la page de la question, ou levez la main."),
        ],
        "signature": _("Cachet et signature du centre"),
        "qr_alt": _("Code à viser\u00a0: il ouvre la page d'entrée en certification."),
    }


def for_invigilators(*, address: str) -> dict[str, Any]:
    return {
        "warning": _(
            "Ne laissez pas cette feuille aux candidats\u00a0: elle porte le mot de passe."
        ),
        "qr_alt": _("Code à viser\u00a0: il ouvre la page des surveillants."),
        "parts": [
            {
                "title": _("Avant"),
                "steps": [
                    _("Ouvrez %(address)s et tapez le numéro de session et le mot de passe.")
                    % {"address": address},
                    _("Vérifiez que chaque poste ouvre Pix et que l'heure affichée est juste."),
                    _("Affichez la liste à la porte. Écrivez au tableau le numéro de session."),
                ],
            },
            {
                "title": _("À l'entrée"),
                "steps": [
                    _("Vérifiez la pièce d'identité de chacun, faites signer l'émargement."),
                    _("Cochez la présence dans la grille, puis autorisez à commencer."),
                    _("Donnez le code d'accès une fois que tout le monde est prêt."),
                ],
            },
            {
                "title": _("Pendant"),
                "steps": [
                    _("Les alertes arrivent en haut de la grille\u00a0: acceptez ou refusez."),
                    _(
                        "Un poste tombe en panne\u00a0: le candidat reprend sur un autre, après "
                        "votre autorisation. Rien n'est perdu, aucun temps n'est volé."
                    ),
                    _("Une perte de focus est un signal, pas une sanction\u00a0: allez voir."),
                    _("Un incident\u00a0: notez-le tout de suite, dans la grille ou sur papier."),
                ],
            },
            {
                "title": _("À la fin"),
                "steps": [
                    _("Chaque test s'arrête seul à son heure, temps majoré compris."),
                    _("Rendez l'émargement et les procès-verbaux au centre, qui finalise."),
                ],
            },
        ],
    }


def for_incidents() -> dict[str, Any]:
    return {
        "candidate_title": _("Le candidat"),
        "candidate": [_("Nom et prénom"), _("Heure de l'incident"), _("Question n°")],
        "what_title": _("Ce qui s'est passé"),
        "story_title": _("Description"),
        "story_note": _(
            "Les faits, et ce qui a été fait. Le candidat peut continuer, même en cas de suspicion "
            "de fraude."
        ),
        "signatures": [
            _("Nom et signature du surveillant"),
            _("Nom et signature du chef de centre"),
            _("Signature du candidat, s'il le souhaite"),
        ],
    }
