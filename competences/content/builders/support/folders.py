"""Folders as people keep them, for trees of files."""

from dataclasses import dataclass

from .words import phrases, words


@dataclass(frozen=True, slots=True)
class Theme:
    root: str
    folders: tuple[str, ...]
    """Every parent before its children."""
    titles: tuple[str, ...]
    extensions: tuple[str, ...]


THEMES = {
    "school": Theme(
        "Cours",
        phrases("""
            Français
            Français/Exposés
            Mathématiques
            Mathématiques/Exercices
            Histoire
            Histoire/Cartes
            Sciences
            Sciences/Expériences
            Sciences/Expériences/Mesures
            Sortie
        """),
        phrases("""
            Fiche de lecture
            Exposé sur les volcans
            Poème appris
            Devoir maison
            Exercices de calcul
            Carte des fleuves
            Frise du temps
            Mesure de températures
            Schéma du circuit
            Plan du collège
            Liste de matériel
            Règles du débat
            Vocabulaire
            Recherche sur les abeilles
            Bilan du trimestre
            Croquis du jardin
        """),
        words("odt txt pdf jpg ods png csv"),
    ),
    "association": Theme(
        "Association",
        phrases("""
            Adhérents
            Comptes
            Comptes/Factures
            Comptes/Reçus
            Réunions
            Réunions/Comptes rendus
            Communication
            Communication/Affiches
            Communication/Affiches/Anciennes
            Fête
        """),
        phrases("""
            Liste des adhérents
            Bulletin d'inscription
            Facture de location
            Reçu de don
            Budget prévisionnel
            Compte rendu
            Ordre du jour
            Affiche du loto
            Logo
            Règlement intérieur
            Planning des bénévoles
            Invitation
            Carte des stands
            Bilan moral
            Statuts
            Lettre à la mairie
        """),
        words("odt pdf ods txt jpg svg csv"),
    ),
    "family": Theme(
        "Documents",
        phrases("""
            Administratif
            Administratif/Assurance
            Administratif/Logement
            Administratif/Logement/Factures
            Vacances
            Vacances/Photos
            Recettes
            Musique
            Jardin
            Téléchargements
        """),
        phrases("""
            Attestation
            Contrat
            Relevé du compteur
            Liste de courses
            Recette du gratin
            Recette de la soupe
            Itinéraire
            Réservation
            Photo du lac
            Photo du village
            Plan du potager
            Mélodie
            Sonnerie
            Notice du four
            Carnet d'adresses
            Budget du mois
        """),
        words("pdf odt jpg txt wav ods png"),
    ),
    "work": Theme(
        "Projet",
        phrases("""
            Clients
            Clients/Devis
            Clients/Contrats
            Réunions
            Maquettes
            Maquettes/Écrans
            Maquettes/Écrans/Anciens
            Données
            Livrables
            Modèles
        """),
        phrases("""
            Cahier des charges
            Devis
            Contrat
            Compte rendu
            Planning
            Maquette de l'accueil
            Maquette du panier
            Logo
            Données d'essai
            Export des commandes
            Rapport de tests
            Charte graphique
            Note de cadrage
            Liste des contacts
            Modèle de lettre
            Bilan
        """),
        words("odt pdf json csv png svg html txt"),
    ),
}
