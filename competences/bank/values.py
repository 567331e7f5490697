"""What each skill is worth."""

from collections import Counter

from .content import BankContent

PIX_PER_LEVEL = 8
MOST_PIX_PER_SKILL = 4


def pix_values(content: BankContent) -> dict[str, float]:
    """A level of a competence is worth 8 pix, shared by its skills, 4 at most for one skill."""
    at_level = Counter(
        (topic.competence, skill.level) for topic in content.topics for skill in topic.skills
    )
    return {
        skill.id: min(MOST_PIX_PER_SKILL, PIX_PER_LEVEL / at_level[topic.competence, skill.level])
        for topic in content.topics
        for skill in topic.skills
    }
