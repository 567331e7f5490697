"""What a computer says of itself: hardware, system, network, storage."""

from collections.abc import Mapping
from html import escape
from random import Random
from typing import Any

from . import Built
from .support.formats import writer
from .support.people import draw_people

VERSION = 1
FORMATS = ("txt", "html")

_SYSTEMS = (("Tilia", "8.2"), ("Tilia", "9.1"), ("Orme OS", "12"), ("Orme OS", "14"))
_PROCESSORS = (("Silene X2", 4), ("Silene X4", 8), ("Calyx 700", 6), ("Calyx 900", 12))
_PROGRAMS = ("Navigateur", "Messagerie", "Traitement de texte", "Lecteur de musique", "Antivirus")


def build(rng: Random, *, online: bool = True, free_percent: int = 35) -> Built:
    """A report in French (Système, Processeur, Mémoire, Stockage, Réseau, Programmes).

    `online: false` leaves the computer without gateway, with a self-assigned 169.254 address.
    `free_percent` of the storage is free, about. Names are invented.
    """
    facts = _facts(rng, online=online, free_percent=free_percent)
    return Built(facts, writer(txt=lambda: _txt(facts), html=lambda: _html(facts)))


def _facts(rng: Random, *, online: bool, free_percent: int) -> Mapping[str, Any]:
    system, release = rng.choice(_SYSTEMS)
    processor, cores = rng.choice(_PROCESSORS)
    storage = rng.choice((128, 256, 512))
    free = round(storage * free_percent / 100) + rng.randint(0, 5)
    network = f"192.168.{rng.randint(1, 20)}"
    memory = rng.sample(range(120, 2400), len(_PROGRAMS))
    programs = dict(zip(_PROGRAMS, memory, strict=True))
    heaviest = max(programs, key=lambda name: programs[name])
    return {
        "computer": f"PC-{draw_people(rng, 1)[0].last.upper()}",
        "system": system,
        "release": release,
        "bits": 64,
        "processor": processor,
        "cores": cores,
        "memory": rng.choice((4, 8, 16)),
        "memory_used": rng.randint(35, 90),
        "storage": storage,
        "free": free,
        "used": storage - free,
        "disk": rng.choice(("SSD", "HDD")),
        "address": f"{network if online else '169.254.33'}.{rng.randint(20, 200)}",
        "gateway": f"{network}.{rng.choice((1, 254))}" if online else "",
        "dns": f"{network}.{rng.randint(2, 9)}" if online else "",
        "mac": ":".join(f"{rng.randrange(256):02x}" for _ in range(6)),
        "wifi": f"Reseau-{rng.randint(100, 999)}",
        "signal": rng.randint(25, 95),
        "updates": rng.randint(0, 12),
        "programs": programs,
        "heaviest": heaviest,
        "heaviest_memory": programs[heaviest],
        "online": online,
    }


def _sections(facts: Mapping[str, Any]) -> dict[str, list[tuple[str, str]]]:
    none = "aucune"
    return {
        "Système": [
            ("Nom de l'ordinateur", facts["computer"]),
            ("Système d'exploitation", f"{facts['system']} {facts['release']}"),
            ("Architecture", f"{facts['bits']} bits"),
            ("Mises à jour en attente", str(facts["updates"])),
        ],
        "Matériel": [
            ("Processeur", f"{facts['processor']}, {facts['cores']} cœurs"),
            ("Mémoire vive", f"{facts['memory']} Go, utilisée à {facts['memory_used']} %"),
            ("Disque", f"{facts['disk']}, {facts['storage']} Go"),
            ("Espace utilisé", f"{facts['used']} Go"),
        ],
        "Réseau": [
            ("Connexion", f"Wi-Fi {facts['wifi']}, signal {facts['signal']} %"),
            ("Adresse physique (MAC)", facts["mac"]),
            ("Adresse IP", facts["address"]),
            ("Passerelle", facts["gateway"] or none),
            ("Serveur DNS", facts["dns"] or none),
        ],
        "Programmes ouverts": [(name, f"{size} Mo") for name, size in facts["programs"].items()],
    }


def _txt(facts: Mapping[str, Any]) -> bytes:
    lines = []
    for title, rows in _sections(facts).items():
        lines += [title.upper(), *(f"  {name:<26}{value}" for name, value in rows), ""]
    return "\n".join(lines).encode()


def _html(facts: Mapping[str, Any]) -> bytes:
    tables = "".join(
        f"<h2>{title}</h2>\n<table>\n"
        + "".join(
            f'<tr><th scope="row">{escape(name)}</th><td>{escape(value)}</td></tr>\n'
            for name, value in rows
        )
        + "</table>\n"
        for title, rows in _sections(facts).items()
    )
    head = '<!doctype html>\n<html lang="fr">\n<meta charset="utf-8">\n<title>Rapport</title>\n'
    return f"{head}<h1>Rapport de l'ordinateur</h1>\n{tables}</html>\n".encode()
