"""Stories for messages: an invented organisation, what it writes, and how an impostor would."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Story:
    organisation: str
    domain: str
    """Where its genuine messages come from and lead to."""
    false_domain: str
    subject: str
    genuine: str
    false: str
    """What an impostor writes in its name; {name} is the recipient in genuine messages only."""
    link_text: str
    attachment: str


STORIES = {
    "parcel": Story(
        "Trans'Colis",
        "transcolis.example",
        "transcolis-livraison.example",
        "Votre colis",
        "Bonjour {name},\n\nVotre colis {code} sera livré demain entre 9 h et 12 h. "
        "Vous pouvez changer de créneau depuis votre espace.",
        "Cher client,\n\nVotre colis est bloqué. Sans paiement de 1,99 € sous 24 heures, "
        "il sera détruit. Réglez tout de suite pour éviter la perte.",
        "Suivre mon colis",
        "bon_de_livraison",
    ),
    "bank": Story(
        "Banque du Val",
        "banqueduval.example",
        "banqueduval.example.verif-compte.example",
        "Votre compte",
        "Bonjour {name},\n\nVotre relevé du mois est disponible. Pour le lire, ouvrez comme "
        "d'habitude notre site ou notre application.",
        "Cher client,\n\nUne connexion suspecte a été détectée. Votre compte sera fermé ce soir. "
        "Confirmez votre identifiant, votre mot de passe et le code reçu par SMS.",
        "Ouvrir mon espace",
        "releve",
    ),
    "school": Story(
        "Collège des Tilleuls",
        "tilleuls.example.org",
        "tilleuls-example-org.example",
        "Espace numérique",
        "Bonjour {name},\n\nLes inscriptions au club sciences sont ouvertes jusqu'à vendredi. "
        "Le formulaire est dans l'espace numérique.",
        "Bonjour,\n\nVotre boîte est pleine. Votre accès sera supprimé aujourd'hui. Renvoyez votre "
        "identifiant et votre mot de passe pour le garder.",
        "Aller à l'espace numérique",
        "formulaire",
    ),
    "tax": Story(
        "Centre des contributions",
        "contributions.example",
        "remboursement-contributions.example",
        "Votre avis",
        "Bonjour {name},\n\nVotre avis est disponible dans votre espace personnel. Aucune démarche "
        "n'est nécessaire par courriel.",
        "Bonjour,\n\nAprès calcul, nous vous devons 328,46 €. Pour recevoir le virement dans "
        "l'heure, saisissez le numéro de votre carte bancaire.",
        "Voir mon avis",
        "avis",
    ),
}
