"""Random campaigns, taken for real: pages and digest say what the raw answers say, exactly."""

from collections import defaultdict
from fractions import Fraction

import pytest

from campaigns.models import CampaignDigest
from tests.campaigns.results.conftest import address
from tests.support.recomputed import mastery, mean


def exactly(values) -> float:
    """The mean, rounded once."""
    return float(mean(values))


def masteries(truth) -> list[Fraction]:
    return [mastery(skills.values()) for skills in truth.values()]


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
