"""P8: the pages of the results of a campaign of 3 000 participants.

Server time: from the request to the whole page, middleware, database and template included, in
seconds that pass. The campaign asks every topic of the bank up to level 3; each person has their
own results. The digest is what the worker computes after sendings.
"""

import random
import time
from collections.abc import Iterator
from statistics import median
from typing import Any

from django.test import Client, override_settings
from django.utils import timezone

from accounts.enums import Role
from accounts.models import Membership, User
from campaigns.models import Badge, Campaign, ParticipationResult, Stage
from campaigns.selectors.pinned import awards_of
from campaigns.services.digests import refresh_digest
from competences.models import Skill
from tests.bench.exports import make_campaign
from tests.bench.measure import Measure

_PARTICIPANTS = 3_000
_MILLISECONDS = 1000
_PAGES = {
    "results": ("resultats/", {}, 150),
    "results, last page by mastery": ("resultats/", {"tri": "-maitrise", "page": "60"}, 150),
    "results of a class": ("resultats/", {"classe": "Groupe 7"}, 150),
    "results of a badge: half of all": ("resultats/", {"badge": "moitie"}, None),
    "analysis": ("analyse/", {}, None),
    "analysis of a class": ("analyse/", {"classe": "Groupe 7"}, None),
}


def cost_of_the_pages(rounds: int) -> Iterator[Measure]:
    campaign = make_campaign(_PARTICIPANTS, with_skills=False)
    _tell(campaign)
    started = time.perf_counter()
    digest = refresh_digest(campaign.pk, now=timezone.now())
    spent = time.perf_counter() - started
    if digest is None or digest.content["sent"] != _PARTICIPANTS:
        raise SystemExit("the digest does not count everybody")
    browser = _signed_in(campaign)
    root = f"/orga/{campaign.organisation.code}/campagnes/{campaign.public_id}/"
    for what, (tab, query, target) in _PAGES.items():
        times, size = _visits(browser, root + tab, query, 5 * rounds)
        details = {"milliseconds": times, "bytes": size}
        label = f"{_PARTICIPANTS:,} participants: {what}"
        yield Measure("P8" if target else "", label, median(times), "ms", target, details=details)
    yield Measure("", "  their digest, by the worker", spent, "s")


def _visits(
    browser: Client, address: str, query: dict[str, str], times: int
) -> tuple[list[float], int]:
    """Milliseconds of each visit but the first ones, which load the bank and the templates."""
    spent, size = [], 0
    with override_settings(DEBUG=False):
        for _ in range(times + 2):
            started = time.perf_counter()
            response = browser.get(address, query)
            spent.append((time.perf_counter() - started) * _MILLISECONDS)
            size = len(response.content)
            if response.status_code != 200:
                raise SystemExit(f"{address} answered {response.status_code}")
    return spent[2:], size


def _signed_in(campaign: Campaign) -> Client:
    teacher = User.objects.create(username=f"teacher-{campaign.pk}", password="!")
    Membership.objects.create(
        organisation=campaign.organisation, user=teacher, role=Role.ADMINISTRATOR
    )
    browser = Client(headers={"host": "localhost"})
    browser.force_login(teacher)
    return browser


def _tell(campaign: Campaign) -> None:
    """Stages, a badge, and results of every strength."""
    assert campaign.profile is not None
    for threshold in (0, 25, 50, 75):
        Stage.objects.create(profile=campaign.profile, threshold=threshold, title="Palier")
    Badge.objects.create(
        profile=campaign.profile, key="moitie", title="Moitié", criteria=[{"threshold": 50}]
    )
    campaign.awards = awards_of(campaign.profile)
    campaign.save(update_fields=["awards"])
    skills = list(Skill.objects.filter(level__lte=3).select_related("topic").order_by("pk"))
    rng = random.Random(8)
    results = ParticipationResult.objects.filter(participation__campaign=campaign).order_by("pk")
    changed = [_set(result, _content(skills, rng)) for result in results.iterator()]
    ParticipationResult.objects.bulk_update(changed, list(_content(skills, rng)), batch_size=200)


def _set(result: ParticipationResult, content: dict[str, Any]) -> ParticipationResult:
    for name, value in content.items():
        setattr(result, name, value)
    return result


def _content(skills: list[Skill], rng: random.Random) -> dict[str, Any]:
    strength = rng.random()
    known = {skill.pk: rng.random() < strength for skill in skills}
    topics: dict[str, dict[str, int]] = {}
    competences: dict[str, dict[str, int]] = {}
    for skill in skills:
        for group, key in ((topics, skill.topic_id), (competences, skill.topic.competence_id)):
            tally = group.setdefault(key, {"validated": 0, "total": 0, "level": 0, "max_level": 0})
            tally["total"] += 1
            tally["validated"] += known[skill.pk]
            tally["level"] = max(tally["level"], skill.level * known[skill.pk])
            tally["max_level"] = max(tally["max_level"], skill.level)
    validated = sum(known.values())
    return {
        "validated": validated,
        "mastery": validated / len(skills),
        "stars": min(3, 4 * validated // len(skills)),
        "badges": {"moitie": {"won": validated > len(skills) / 2, "progress": 50}},
        "topics": topics,
        "competences": competences,
        "skills": {
            skill: ["validated" if right else "invalidated", "direct", round(strength, 4)]
            for skill, right in known.items()
        },
    }
