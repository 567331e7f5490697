"""Load the files of the item bank as a numbered release."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model, QuerySet

from competences.bank import BankContent, pix_values
from competences.models import Challenge, Competence, Domain, Lesson, Release, Skill, Topic


@transaction.atomic
def load_release(content: BankContent, *, now: datetime) -> tuple[Release, bool]:
    """Make `content` the current release and refresh the rows that describe it.

    Returns the release and whether it is new: the same content twice is the same release.
    """
    digest = content.digest()
    latest = Release.objects.order_by("-pk").first()
    if latest is not None and latest.digest == digest:
        return latest, False
    release = Release.objects.create(digest=digest, document=content.document(), loaded_at=now)
    _refresh_framework(content)
    _refresh_bank(content)
    return release, True


def _refresh_framework(content: BankContent) -> None:
    domains = [
        Domain(id=domain.code, name=domain.name, name_en=domain.name_en)
        for domain in content.framework.domains
    ]
    competences = [
        Competence(
            id=competence.code,
            domain_id=domain.code,
            name=competence.name,
            name_en=competence.name_en,
            description=competence.description,
            description_en=competence.description_en,
        )
        for domain in content.framework.domains
        for competence in domain.competences
    ]
    _upsert(Domain.objects.all(), domains, ["name", "name_en"])
    fields = ["domain", "name", "name_en", "description", "description_en"]
    _upsert(Competence.objects.all(), competences, fields)


def _refresh_bank(content: BankContent) -> None:
    Topic.objects.update(active=False)
    Skill.objects.update(active=False)
    Challenge.objects.update(active=False)
    Lesson.objects.update(active=False)
    values = pix_values(content)
    topics = [
        Topic(
            id=topic.topic,
            competence_id=topic.competence,
            title=topic.title,
            description=topic.description,
            active=True,
        )
        for topic in content.topics
    ]
    skills = [
        Skill(
            id=skill.id,
            topic_id=skill.topic,
            level=skill.level,
            can=skill.can,
            pix_value=values[skill.id],
            active=True,
        )
        for skill in content.skills()
    ]
    _upsert(Topic.objects.all(), topics, ["competence", "title", "description", "active"])
    _upsert(Skill.objects.all(), skills, ["topic", "level", "can", "pix_value", "active"])
    fields = ["skill", "kind", "title", "definition", "active"]
    _upsert(Challenge.objects.all(), _challenge_rows(content), fields)
    fields = ["title", "summary", "minutes", "body", "active"]
    _upsert(Lesson.objects.all(), _lesson_rows(content), fields, key="topic")


def _challenge_rows(content: BankContent) -> list[Challenge]:
    return [
        Challenge(
            id=challenge.id,
            skill_id=skill.id,
            kind=challenge.kind,
            title=challenge.title,
            definition=challenge.model_dump(mode="json", by_alias=True, exclude_defaults=True),
            active=True,
        )
        for skill in content.skills()
        for challenge in skill.challenges
    ]


def _lesson_rows(content: BankContent) -> list[Lesson]:
    return [
        Lesson(
            topic_id=lesson.topic,
            title=lesson.title,
            summary=lesson.summary,
            minutes=lesson.minutes,
            body=lesson.body,
            active=True,
        )
        for lesson in content.lessons
    ]


def _upsert(
    rows: QuerySet[Any], fresh: Sequence[Model], fields: Sequence[str], *, key: str = "id"
) -> None:
    rows.bulk_create(fresh, update_conflicts=True, unique_fields=[key], update_fields=fields)
