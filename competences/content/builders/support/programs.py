"""Short Python programs with constants to draw, from one loop to recursion.

In each text a line that ends with `#!` and a replacement holds the planted bug: the text before is
right, the text after is what a learner may have written instead.
"""

from dataclasses import dataclass
from textwrap import dedent


@dataclass(frozen=True, slots=True)
class Program:
    level: int
    """From what level a learner reads it without help; for authors."""
    draws: dict[str, tuple[int, int]]
    text: str


def _program(level: int, text: str, **draws: tuple[int, int]) -> Program:
    return Program(level, draws, dedent(text).strip() + "\n")


PROGRAMS = {
    "bill": _program(
        2,
        """
        prix = {a}
        quantite = {b}
        total = prix * quantite  #! total = prix + quantite
        print("Total :", total)
        """,
        a=(3, 9),
        b=(3, 9),
    ),
    "countdown": _program(
        3,
        """
        compteur = {a}
        while compteur > 0:  #! while compteur >= 0:
            print(compteur)
            compteur = compteur - {b}
        print("Partez !")
        """,
        a=(7, 15),
        b=(2, 3),
    ),
    "ticket": _program(
        3,
        """
        age = {a}
        if age < 12:
            prix = {b}
        elif age < 18:  #! elif age > 18:
            prix = {b} + {c}
        else:
            prix = {b} * 2 + {c}
        print("Prix :", prix)
        """,
        a=(12, 17),
        b=(3, 6),
        c=(1, 4),
    ),
    "sum": _program(
        3,
        """
        total = 0
        for nombre in range({a}, {b} + 1):  #! for nombre in range({a}, {b}):
            total = total + nombre
        print(total)
        """,
        a=(2, 5),
        b=(8, 14),
    ),
    "readings": _program(
        4,
        """
        temperatures = [{a}, {b}, {c}, 19, 24, 12]
        jours = 0
        somme = 0
        for temperature in temperatures:
            somme = somme + temperature
            if temperature > 18:  #! if temperature < 18:
                jours = jours + 1
        print("Jours chauds :", jours, "- somme :", somme)
        """,
        a=(10, 17),
        b=(19, 27),
        c=(10, 28),
    ),
    "rows": _program(
        4,
        """
        total = 0
        for rang in range({a}):
            for place in range({b}):
                if place != rang:  #! if place == rang:
                    total = total + 1
        print("Places :", total)
        """,
        a=(3, 5),
        b=(6, 9),
    ),
    "discount": _program(
        5,
        """
        def remise(prix, taux):
            return prix - prix * taux // 100  #! return prix * taux // 100

        def total(articles):
            somme = 0
            for prix in articles:
                if prix >= {b}:
                    prix = remise(prix, {a})
                somme = somme + prix
            return somme

        print(total([{c}, 40, 100, 20]))
        """,
        a=(5, 30),
        b=(30, 50),
        c=(55, 95),
    ),
    "counting": _program(
        5,
        """
        votes = ["parc", "piscine", "parc", "cirque"] * {a} + ["cirque"] * {b}
        resultats = {{}}
        for vote in votes:
            if vote not in resultats:
                resultats[vote] = 0  #! resultats[vote] = 1
            resultats[vote] += 1
        for nom in sorted(resultats):
            print(nom, resultats[nom])
        """,
        a=(2, 5),
        b=(4, 9),
    ),
    "cipher": _program(
        6,
        """
        alphabet = "abcdefghijklmnopqrstuvwxyz"

        def coder(message, cle):
            code = ""
            for lettre in message:
                rang = alphabet.index(lettre) + cle  #! rang = alphabet.index(lettre) - cle
                code = code + alphabet[rang % 26]
            return code

        print(coder("zebre", {a}))
        """,
        a=(3, 11),
    ),
    "search": _program(
        6,
        """
        def etapes(valeurs, cible):
            debut, fin, essais = 0, len(valeurs) - 1, 0
            while debut <= fin:
                essais += 1
                milieu = (debut + fin) // 2
                if valeurs[milieu] == cible:
                    return essais
                if valeurs[milieu] < cible:
                    debut = milieu + 1  #! debut = milieu + 2
                else:
                    fin = milieu - 1
            return -1

        print(etapes(list(range(0, {a} * 10, 2)), {b} * 2))
        """,
        a=(30, 90),
        b=(20, 140),
    ),
    "steps": _program(
        7,
        """
        def chemins(marches, memoire={{}}):
            if marches <= 1:
                return 1
            if marches not in memoire:
                un, saut = chemins(marches - 1), chemins(marches - {a})
                memoire[marches] = un + saut  #! memoire[marches] = un * 2
            return memoire[marches]

        print(chemins({b}))
        """,
        a=(2, 3),
        b=(7, 12),
    ),
    "swaps": _program(
        7,
        """
        def tri(valeurs):
            echanges = 0
            for fin in range(len(valeurs) - 1, 0, -1):
                for i in range(fin):  #! for i in range(fin - 1):
                    if valeurs[i] > valeurs[i + 1]:
                        valeurs[i], valeurs[i + 1] = valeurs[i + 1], valeurs[i]
                        echanges += 1
            return echanges

        liste = [{a}, 4, {b}, 1, {c}, 8]
        print(tri(liste), liste)
        """,
        a=(9, 20),
        b=(2, 15),
        c=(3, 12),
    ),
    "cache": _program(
        8,
        """
        def creer_compteur(pas):
            total = {a}

            def avancer(fois=1):
                nonlocal total
                total += pas * fois  #! total = pas * fois
                return total

            return avancer

        un, deux = creer_compteur({b}), creer_compteur({c})
        resultats = [un(), deux(2), un(3), deux()]
        print(resultats)
        print(sum(resultats) % 7)
        """,
        a=(1, 9),
        b=(2, 5),
        c=(6, 9),
    ),
}
