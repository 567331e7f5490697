"""A bank of one small topic, correct in every way, that tests break one line at a time."""

from collections.abc import Callable
from pathlib import Path

import pytest

FRAMEWORK = """\
domains:
  - code: "1"
    name: Information et données
    name_en: Information and data
    competences:
      - code: "1.1"
        name: Mener une recherche
        name_en: Search
        description: Chercher
        digcomp: ["1.1"]
      - code: "1.2"
        name: Gérer des données
        name_en: Manage data
        description: Ranger
        digcomp: ["1.3"]
"""

TOPIC = """\
topic: poids-des-fichiers
title: Poids des fichiers
description: Comparer des tailles
skills:
  - level: 2
    can: Comparer deux tailles
    challenges:
      - id: poids-des-fichiers-2a
        kind: single_choice
        title: La clé presque pleine
        instruction: Il reste **5 Mo** sur la clé d'Inès.
        question: Quel fichier tient sur la clé ?
        options: {a: photo de 4 Mo, b: film de 2 Go, c: son de 50 Mo, d: image de 9 Mo}
        solution: {correct: a}
        explanation: Quatre est plus petit que cinq.
        lesson: poids-des-fichiers#comparer
      - id: poids-des-fichiers-2b
        kind: number
        title: Les photos de la sortie
        instruction: Une photo pèse {{ size.each }} Mo. Léo en envoie dix.
        question: Combien pèse l'envoi, en Mo ?
        parameters:
          size: [{each: 2, total: 20}, {each: 3, total: 30}]
        solution: {value: "{{ size.total }}", units: [Mo]}
        explanation: Dix fois {{ size.each }} Mo, cela fait {{ size.total }} Mo.
"""

LESSON = f"""\
---
title: Peser ses fichiers
minutes: 3
summary: Du plus léger au plus lourd
---
## Comparer {{#comparer}}

{"mot " * 200}
"""


@pytest.fixture
def bank_folder(tmp_path: Path) -> Path:
    (tmp_path / "1.2").mkdir()
    (tmp_path / "framework.yaml").write_text(FRAMEWORK)
    (tmp_path / "1.2" / "poids-des-fichiers.yaml").write_text(TOPIC)
    (tmp_path / "1.2" / "poids-des-fichiers.md").write_text(LESSON)
    return tmp_path


@pytest.fixture
def edit(bank_folder: Path) -> Callable[..., Path]:
    """Replace a passage of a file of the bank; returns the folder."""

    def replace(old: str, new: str, file: str = "1.2/poids-des-fichiers.yaml") -> Path:
        path = bank_folder / file
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new, 1))
        return bank_folder

    return replace
