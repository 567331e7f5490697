"""Lessons: recommended from what was failed, saved, by competence."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from competences.engine import Status
from competences.models import Lesson, LessonMark, Skill
from competences.selectors.profile import Profile
from pix.shared.text import fold


@dataclass(frozen=True)
class Recommendation:
    """A lesson; when recommended, what it helps to do: the failed skill nearest to success."""

    lesson: Lesson
    can: str = ""


def lessons() -> QuerySet[Lesson]:
    """Lessons of the bank in use, in the order of the referential."""
    return (
        Lesson.objects.filter(active=True)
        .select_related("topic__competence")
        .order_by("topic__competence_id", "title")
    )


def recommended_lessons(profile: Profile) -> list[Recommendation]:
    """Lessons of the topics with a failed skill, nearest to success first. Two queries."""
    failed = [
        (knowledge[2], skill_id)
        for card in profile.cards
        if card.progress.profile
        for skill_id, knowledge in card.progress.profile.knowledge.items()
        if knowledge[0] == Status.INVALIDATED
    ]
    skills = Skill.objects.filter(pk__in=[skill for _, skill in failed], active=True)
    by_id = {skill.pk: skill for skill in skills}
    nearest: dict[str, Skill] = {}
    for _probability, skill_id in sorted(failed, reverse=True):
        if skill_id in by_id:
            nearest.setdefault(by_id[skill_id].topic_id, by_id[skill_id])
    by_topic = {lesson.pk: lesson for lesson in lessons().filter(pk__in=nearest)}
    return [
        Recommendation(by_topic[topic], skill.can)
        for topic, skill in nearest.items()
        if topic in by_topic
    ]


def matching(
    recommendations: Iterable[Recommendation], *, search: str, competence: str
) -> list[Recommendation]:
    """Those of a competence whose title or summary holds every word searched."""
    words = fold(search).split()
    return [
        item
        for item in recommendations
        if competence in ("", item.lesson.topic.competence_id)
        and all(word in fold(f"{item.lesson.title} {item.lesson.summary}") for word in words)
    ]


def saved_lessons(user_id: int) -> list[Lesson]:
    """Lessons the person kept, last kept first."""
    marks = LessonMark.objects.filter(user_id=user_id, saved_at__isnull=False)
    order = list(marks.order_by("-saved_at").values_list("topic_id", flat=True))
    by_topic = {lesson.pk: lesson for lesson in lessons().filter(pk__in=order)}
    return [by_topic[topic] for topic in order if topic in by_topic]


def mark_of(user_id: int, topic_id: str) -> LessonMark | None:
    return LessonMark.objects.filter(user_id=user_id, topic_id=topic_id).first()


def useful_count(topic_id: str) -> int:
    found = LessonMark.objects.filter(topic_id=topic_id).aggregate(
        useful=Count("pk", filter=Q(useful_at__isnull=False))
    )
    return int(found["useful"])
