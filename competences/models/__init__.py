from competences.models.assessment import Answer, Assessment, ChallengeReport
from competences.models.profile import CompetenceProfile, LessonMark
from competences.models.referential import (
    Challenge,
    Competence,
    Domain,
    Exposure,
    ItemParameters,
    Lesson,
    Release,
    Skill,
    Topic,
)
from competences.models.series import Series

__all__ = [
    "Answer",
    "Assessment",
    "Challenge",
    "ChallengeReport",
    "Competence",
    "CompetenceProfile",
    "Domain",
    "Exposure",
    "ItemParameters",
    "Lesson",
    "LessonMark",
    "Release",
    "Series",
    "Skill",
    "Topic",
]
