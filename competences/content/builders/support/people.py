"""Invented people and places. Any likeness with somebody is chance."""

import unicodedata
from dataclasses import dataclass
from random import Random

from .words import words

FIRST_NAMES = words(
    "Adèle Amine Anaïs Aurélien Bakary Bérénice Camille Chloé Clément Danièle Djibril Élise "
    "Émile Fanta Farid Florian Gaëlle Hélène Hugo Inès Ismaël Jade Jérôme Karim Laëtitia Léa "
    "Loïc Maëlle Malik Margaux Mathéo Naïma Noé Océane Paulin Rachid Raphaël Salomé Sékou Solène "
    "Théo Valérie Yanis Zoé"
)
LAST_NAMES = words(
    "Abarrane Bellonde Bréchaud Carvignac Chaumeray Cordelou Darvenne Diakhoré Esquerral Fauvrelle "
    "Garandeau Grélaux Hamdouche Jallifier Kerbastic Lanthier Lébrodec Malinvoix Marquezin "
    "Mérindol Naudrin Orsivelle Pallarou Périgault Quesnoire Rabouin Roquelaine Sabathier "
    "Tavernole Thévenard Ugarrena Valbruère Vercasson Vidalenc Wartelier Yvrande Zellouf"
)
TOWNS = words(
    "Aubermont Belcastel-sur-Orne Chantevigne Dorneville Fontclaire Grandlieu-le-Vieux "
    "Hautebruyère Longval Montrevert Port-Sablon Rivemarche Saint-Aubry Valdoriane Vieuxpré"
)


@dataclass(frozen=True, slots=True)
class Person:
    first: str
    last: str

    @property
    def name(self) -> str:
        return f"{self.first} {self.last}"

    @property
    def login(self) -> str:
        return plain(f"{self.first}.{self.last}").lower()

    def address(self, domain: str = "example.org") -> str:
        return f"{self.login}@{domain}"


def draw_people(rng: Random, count: int) -> list[Person]:
    """People whose names differ; first and last names repeat only when there are not enough."""
    pairs: list[tuple[str, str]] = []
    while len(pairs) < count:
        firsts = rng.sample(FIRST_NAMES, len(FIRST_NAMES))
        lasts = rng.sample(LAST_NAMES, len(LAST_NAMES))
        pairs += [pair for pair in zip(firsts, lasts, strict=False) if pair not in pairs]
    return [Person(first, last) for first, last in pairs[:count]]


def plain(text: str) -> str:
    """Without accents, for addresses and file names."""
    split = unicodedata.normalize("NFD", text.replace("œ", "oe").replace("æ", "ae"))
    return "".join(char for char in split if not unicodedata.combining(char))
