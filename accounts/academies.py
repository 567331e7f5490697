"""Official mailboxes of schools: `ce.<uai>@<domain of the académie>`."""

from typing import Final

ACADEMIES: Final = {
    "ac-aix-marseille.fr": "Aix-Marseille",
    "ac-amiens.fr": "Amiens",
    "ac-besancon.fr": "Besançon",
    "ac-bordeaux.fr": "Bordeaux",
    "ac-clermont.fr": "Clermont-Ferrand",
    "ac-corse.fr": "Corse",
    "ac-creteil.fr": "Créteil",
    "ac-dijon.fr": "Dijon",
    "ac-grenoble.fr": "Grenoble",
    "ac-guadeloupe.fr": "Guadeloupe",
    "ac-guyane.fr": "Guyane",
    "ac-lille.fr": "Lille",
    "ac-limoges.fr": "Limoges",
    "ac-lyon.fr": "Lyon",
    "ac-martinique.fr": "Martinique",
    "ac-mayotte.fr": "Mayotte",
    "ac-montpellier.fr": "Montpellier",
    "ac-nancy-metz.fr": "Nancy-Metz",
    "ac-nantes.fr": "Nantes",
    "ac-nice.fr": "Nice",
    "ac-normandie.fr": "Normandie",
    "ac-orleans-tours.fr": "Orléans-Tours",
    "ac-paris.fr": "Paris",
    "ac-poitiers.fr": "Poitiers",
    "ac-reims.fr": "Reims",
    "ac-rennes.fr": "Rennes",
    "ac-reunion.fr": "La Réunion",
    "ac-strasbourg.fr": "Strasbourg",
    "ac-toulouse.fr": "Toulouse",
    "ac-versailles.fr": "Versailles",
}


def official_mailbox(*, uai: str, domain: str) -> str:
    return f"ce.{uai.lower()}@{domain}"
