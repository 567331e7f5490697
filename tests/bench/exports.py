"""P8: the table of a campaign of 100 000 lines, as CSV, sent while it is made.

A program of its own reads the whole file as a browser would, and counts the most memory it held:
Django, the database driver and the table.
"""

import json
import subprocess
import sys
import uuid
from collections.abc import Iterator
from datetime import timedelta
from itertools import batched
from typing import Any

from django.utils import timezone

from accounts.enums import OrganisationState
from accounts.models import Learner, Organisation, User
from accounts.names import folded
from campaigns.codes import draw_code
from campaigns.enums import CampaignKind, ParticipationState
from campaigns.models import Campaign, Participation, ParticipationResult, TargetProfile
from competences.models import Skill, Topic
from tests.bench.measure import Measure

_BATCH = 2_000
_READER = (sys.executable, "-m", "tests.bench.read_export")


def cost_of_a_table(lines: int) -> Iterator[Measure]:
    """And of a tenth of them with a column for each skill: 150 more."""
    for count, options, label in (
        (lines, (), ""),
        (lines // 10, ("--skills",), ", a column a skill"),
    ):
        campaign = make_campaign(count, with_skills=bool(options))
        command = [*_READER, str(campaign.pk), *options]
        figures = json.loads(subprocess.check_output(command))
        if figures["lines"] != count:
            raise SystemExit(f"{figures['lines']} lines instead of {count}")
        what = f"CSV of {count:,} lines{label}: most memory held"
        yield Measure("P8", what, figures["memory"], "MB", 100, details=figures)
        yield Measure("", "  more than before the first line", figures["more"], "MB")
        yield Measure("", "  until the first line", figures["first"], "s")
        yield Measure("", "  until the last one", figures["seconds"], "s")
        yield Measure("", "  the file", figures["size"], "MB")


def make_campaign(lines: int, *, with_skills: bool) -> Campaign:
    """Everybody sent; every topic is asked, up to level 3."""
    now = timezone.now()
    school = Organisation.objects.create(
        code=uuid.uuid4().hex[:12],
        name="Université",
        state=OrganisationState.ACTIVE,
        decided_at=now,
    )
    profile = TargetProfile.objects.create(organisation=school, name="Rentrée")
    topics = dict.fromkeys(Topic.objects.order_by("pk").values_list("pk", flat=True), 3)
    campaign = Campaign.objects.create(
        organisation=school,
        kind=CampaignKind.EVALUATION,
        code=draw_code(),
        name="Rentrée",
        profile=profile,
        topics=topics,
    )
    result = _result(with_skills=with_skills)
    for numbers in batched(range(lines), _BATCH):
        _take(campaign, numbers, result)
    return campaign


def _take(campaign: Campaign, numbers: tuple[int, ...], result: dict[str, Any]) -> None:
    now = timezone.now()
    people = User.objects.bulk_create(
        User(username=f"export-{uuid.uuid4().hex}", password="!") for _ in numbers
    )
    rows = Learner.objects.bulk_create(
        Learner(
            organisation=campaign.organisation,
            user=user,
            last_name=f"Testard {number}",
            first_name="Maëlle",
            class_name=f"Groupe {number // 30}",
            birth_date=now.date(),
            search_name=folded(f"Testard {number} Maëlle"),
        )
        for number, user in zip(numbers, people, strict=True)
    )
    runs = Participation.objects.bulk_create(
        Participation(
            campaign=campaign,
            user=user,
            learner=row,
            state=ParticipationState.SENT,
            started_at=now - timedelta(hours=1),
            finished_at=now,
            sent_at=now,
        )
        for user, row in zip(people, rows, strict=True)
    )
    ParticipationResult.objects.bulk_create(
        ParticipationResult(participation=run, computed_at=now, is_frozen=True, **result)
        for run in runs
    )


def _result(*, with_skills: bool) -> dict[str, Any]:
    """As many figures as a real one."""
    skills = list(Skill.objects.filter(level__lte=3).select_related("topic").order_by("pk"))
    competences: dict[str, dict[str, int]] = {}
    for skill in skills:
        code = skill.topic.competence_id
        empty = {"validated": 0, "total": 0, "level": 2, "max_level": 3}
        tally = competences.setdefault(code, empty)
        tally["total"] += 1
        tally["validated"] += skill.level < 3
    validated = sum(tally["validated"] for tally in competences.values())
    return {
        "validated": validated,
        "total": len(skills),
        "mastery": validated / len(skills),
        "competences": competences,
        "skills": {one.pk: ["validated", "direct", 0.9321] for one in skills if with_skills},
    }
