"""Random campaigns, taken for real: pages and digest say what the raw answers say, exactly."""

import random
from collections import defaultdict
from fractions import Fraction

import pytest

from campaigns.enums import ParticipationState
from campaigns.models import CampaignDigest, Participation
from campaigns.services.digests import refresh_digest
from competences.engine import Response, estimate
from competences.enums import Outcome
from competences.models import Answer
from competences.selectors.bank import current_bank
from competences.selectors.draws import engine_settings
from tests.campaigns.results.conftest import address, pupil, take, take_and_send
from tests.factories.campaigns import CampaignFactory, TargetProfileFactory

TOPICS = ("dossiers", "formats", "copies", "secrets", "pieges")


@pytest.fixture(params=range(4))
def world(request, school, teacher, now):
    """A campaign of random topics and levels, and people of random strength, sent or not."""
    rng = random.Random(request.param)
    topics = {t: rng.randint(1, 6) for t in rng.sample(TOPICS, rng.randint(1, 5))}
    profile = TargetProfileFactory(organisation=school, topics=topics, with_awards=True)
    campaign = CampaignFactory(organisation=school, owner=teacher, profile=profile)
    for number in range(rng.randint(1, 5)):
        doing = take_and_send if rng.random() < 0.8 else take
        user = pupil(school, f"Nom {number}", rng.choice(["5E 1", "5E 2"]))
        doing(campaign, user, chance=rng.random(), now=now, rng=rng)
    refresh_digest(campaign.pk, now=now)
    return campaign


def validated_from_answers(run: Participation) -> dict[str, bool]:
    """Each skill aimed at and whether it is validated: nothing stored but answers is read."""
    bank, found = current_bank(), {}
    aimed = {
        skill.id: False
        for skill in bank.skills.values()
        if skill.level <= run.campaign.topics.get(skill.topic, 0)
    }
    for test in run.series.tests.order_by("pk"):
        answers = Answer.objects.filter(assessment=test).order_by("position")
        given = [Response(a.challenge_id, a.outcome == Outcome.CORRECT) for a in answers]
        kept = [Response(item, right) for item, right in test.evidence["kept"]]
        known = estimate(
            bank.engine, test.competence_id, [*kept, *given], settings=engine_settings(test)
        )
        found |= {skill: k.status == "validated" for skill, k in known.knowledge.items()}
    return {skill: found.get(skill, False) for skill in aimed}


@pytest.fixture
def truth(world):
    """{run: {skill: validated}} of the runs that were sent."""
    runs = Participation.objects.filter(campaign=world, state=ParticipationState.SENT)
    rows = runs.select_related("campaign", "series", "learner").order_by("pk")
    return {run: validated_from_answers(run) for run in rows}


def exactly(values) -> float:
    """The mean, rounded once."""
    values = list(values)
    return float(sum(values, Fraction(0)) / len(values)) if values else 0.0


def masteries(truth) -> list[Fraction]:
    return [Fraction(sum(skills.values()) / len(skills)) for skills in truth.values()]


def levels(truth, topic) -> list[int]:
    return [
        max((int(s[-1]) for s, right in skills.items() if right and s[:-2] == topic), default=0)
        for skills in truth.values()
    ]


def test_the_digest_says_what_the_answers_say(world, truth):
    content = CampaignDigest.objects.get(campaign=world).content
    assert content["sent"] == len(truth)
    assert content["mastery"] == exactly(masteries(truth))
    bands = [round(100 * share) // 10 for share in masteries(truth)]
    assert content["bands"] == [sum(min(b, 9) == band for b in bands) for band in range(10)]
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for skills in truth.values():
        for skill, right in skills.items():
            counts[skill][0] += right
            counts[skill][1] += 1
    assert content["skills"] == counts


def test_the_results_page_says_what_the_answers_say(desk, world, truth):
    context = desk.get(address(world)).context
    if not truth:
        return
    shown = {row.participation: row.participation.result for row in context["rows"]}
    assert shown.keys() == truth.keys()
    for run, skills in truth.items():
        assert (shown[run].validated, shown[run].total) == (sum(skills.values()), len(skills))
        assert shown[run].mastery == sum(skills.values()) / len(skills)
    assert context["digest"].mastery == exactly(masteries(truth))


@pytest.mark.parametrize("class_name", ["", "5E 1", "5E 2"])
def test_the_analysis_says_what_the_answers_say(desk, world, truth, class_name):
    query = {"classe": class_name} if class_name else {}
    kept = {r: s for r, s in truth.items() if class_name in ("", r.learner.class_name)}
    context = desk.get(address(world, "analyse/"), query).context
    assert context["digest"].sent == len(kept)
    for line in context["study"].topics:
        reached = levels(kept, line.topic.pk)
        assert line.tally.level == sum(reached) / len(reached)
        for skill in line.skills:
            name = f"{line.topic.pk}-{skill.level}"
            assert skill.validated == sum(s[name] for s in kept.values())


def test_figures_of_a_filter_are_those_of_who_it_keeps(desk, world, truth):
    for class_name in {run.learner.class_name for run in truth}:
        kept = {r: s for r, s in truth.items() if r.learner.class_name == class_name}
        context = desk.get(address(world), {"classe": class_name}).context
        assert {row.participation for row in context["rows"]} == kept.keys()
        assert context["digest"].mastery == exactly(masteries(kept))
