"""Plain paragraphs for documents, by subject."""

from dataclasses import dataclass
from random import Random

from .words import phrases


@dataclass(frozen=True, slots=True)
class Subject:
    title: str
    keywords: tuple[str, ...]
    headings: tuple[str, ...]


SUBJECTS = {
    "garden": Subject(
        "Le jardin partagé",
        ("jardin", "quartier", "plantes"),
        phrases("""
            Pourquoi un jardin
            Choisir le terrain
            Préparer la terre
            Calendrier des semis
            Partager les outils
            Récupérer l'eau de pluie
            Accueillir les écoles
            Budget
        """),
    ),
    "trip": Subject(
        "Voyage d'étude",
        ("voyage", "classe", "musée"),
        phrases("""
            Objectifs du séjour
            Programme de la semaine
            Transport
            Hébergement
            Matériel à emporter
            Règles de vie
            Contacts utiles
            Budget
        """),
    ),
    "energy": Subject(
        "Économiser l'énergie",
        ("énergie", "chauffage", "bâtiment"),
        phrases("""
            État des lieux
            Chauffage
            Éclairage
            Appareils en veille
            Isolation
            Mesurer les progrès
            Associer les habitants
            Budget
        """),
    ),
}
_SENTENCES = phrases("""
    Le groupe s'est réuni deux fois pour préparer cette partie.
    Chaque participant a donné son avis par écrit.
    Les chiffres viennent du relevé de l'année passée.
    Une première estimation a été faite au printemps.
    La commune prête le matériel pendant l'été.
    Il reste à vérifier les dates avec les partenaires.
    Un bilan sera présenté à la fin du trimestre.
    Deux solutions ont été comparées avant de choisir.
    Le coût reste raisonnable pour la durée prévue.
    Les plus jeunes pourront aider le samedi matin.
    Une affiche rappellera les consignes à l'entrée.
    Le compte rendu est envoyé à tous les inscrits.
""")


def paragraph(rng: Random, sentences: int) -> str:
    return " ".join(rng.sample(_SENTENCES, sentences))
