"""The 5 domains and 16 competences, as public pages tell them: read from the bank's files, once."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from django.conf import settings

ENGLISH = "en"


@dataclass(frozen=True)
class Competence:
    code: str
    names: tuple[str, str]
    is_open: bool

    def name(self, language: str) -> str:
        return self.names[language == ENGLISH]


@dataclass(frozen=True)
class Domain:
    number: int
    names: tuple[str, str]
    competences: tuple[Competence, ...]

    def name(self, language: str) -> str:
        return self.names[language == ENGLISH]


@cache
def domains() -> tuple[Domain, ...]:
    folder = Path(settings.CONTENT_DIR)
    framework = yaml.safe_load((folder / "framework.yaml").read_text(encoding="utf-8"))
    return tuple(
        Domain(
            number=int(domain["code"]),
            names=(domain["name"], domain["name_en"]),
            competences=tuple(_competence(folder, row) for row in domain["competences"]),
        )
        for domain in framework["domains"]
    )


def _competence(folder: Path, row: dict[str, str]) -> Competence:
    """A competence is open when the bank holds a folder of challenges for it."""
    return Competence(
        code=row["code"],
        names=(row["name"], row["name_en"]),
        is_open=(folder / row["code"]).is_dir(),
    )


def told_in(language: str) -> list[dict[str, object]]:
    """The same, in the language of the page, ready for a template."""
    return [
        {
            "number": domain.number,
            "name": domain.name(language),
            "competences": [
                {"code": c.code, "name": c.name(language), "is_open": c.is_open}
                for c in domain.competences
            ],
        }
        for domain in domains()
    ]
