"""How much there is, competence by competence."""

from collections import Counter
from dataclasses import dataclass

from .content import BankContent

LEVELS = range(1, 9)


@dataclass(frozen=True, slots=True)
class Coverage:
    competence: str
    topics: int
    skills_by_level: tuple[int, ...]
    challenges: int
    variants: int
    doing: float
    """Share of the skills tested by doing."""

    @property
    def skills(self) -> int:
        return sum(self.skills_by_level)


def coverage(content: BankContent) -> list[Coverage]:
    """One row for each competence that has topics."""
    codes = (competence.code for competence in content.competences())
    return [_row(content, code) for code in codes if content.topics_of(code)]


def _row(content: BankContent, code: str) -> Coverage:
    topics = content.topics_of(code)
    skills = [skill for topic in topics for skill in topic.skills]
    at_level = Counter(skill.level for skill in skills)
    return Coverage(
        competence=code,
        topics=len(topics),
        skills_by_level=tuple(at_level[level] for level in LEVELS),
        challenges=sum(len(skill.challenges) for skill in skills),
        variants=sum(skill.variant_count for skill in skills),
        doing=sum(skill.doing for skill in skills) / len(skills),
    )
