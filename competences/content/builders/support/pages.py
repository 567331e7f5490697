"""Web pages to inspect, by kind of site: what they are about."""

from dataclasses import dataclass

from .words import phrases


@dataclass(frozen=True, slots=True)
class Theme:
    site: str
    domain: str
    title: str
    headings: tuple[str, ...]
    links: tuple[str, ...]
    pictures: tuple[str, ...]


THEMES = {
    "club": Theme(
        "Club nautique de {town}",
        "club-nautique.example.org",
        "Stages d'été",
        phrases("""
            Les stages
            Horaires et tarifs
            Matériel à prévoir
            Venir au port
            Questions fréquentes
        """),
        phrases("""
            Fiche d'inscription
            Règlement du port
            Météo marine
            Plan d'accès
            Nous écrire
            Album de l'an dernier
        """),
        phrases("""
            Deux voiliers au départ
            Un gilet de sauvetage
            Le ponton au soleil
            Une carte marine
        """),
    ),
    "library": Theme(
        "Médiathèque de {town}",
        "mediatheque.example.org",
        "Nouveautés du mois",
        phrases("""
            Romans
            Bandes dessinées
            Films documentaires
            Ateliers
            Horaires
        """),
        phrases("""
            Catalogue
            Mon compte lecteur
            Agenda
            Proposer un achat
            Lettre d'information
            Accès et parking
        """),
        phrases("""
            La salle de lecture
            Une pile de livres
            L'entrée de la médiathèque
            Un casque audio
        """),
    ),
    "shop": Theme(
        "La Remise de {town}",
        "la-remise.example.org",
        "Promotions de la semaine",
        phrases("""
            Vélos
            Pièces détachées
            Livraison
            Retours
            Avis des clients
        """),
        phrases("""
            Panier
            Conditions de vente
            Suivi de commande
            Mentions légales
            Guide des tailles
            Nous contacter
        """),
        phrases("""
            Un vélo de ville bleu
            Une sacoche en toile
            Un casque vert
            Un atelier de réparation
        """),
    ),
}
