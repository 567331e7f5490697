"""What a run says is what its answers say, and once sent it never changes."""

import random
from datetime import timedelta

import pytest

from campaigns.models import ParticipationResult
from campaigns.services.results import fold_result
from competences.bank import BankContent
from competences.engine import Response, Status, estimate
from competences.enums import Outcome
from competences.models import Answer, Assessment
from competences.selectors import bank as banks
from competences.selectors.bank import bank_of
from competences.selectors.draws import engine_settings
from competences.selectors.series import current_test
from competences.services import starting
from competences.services.releases import load_release
from tests.factories.campaigns import BadgeFactory, CampaignFactory, TargetProfileFactory
from tests.support.answers import answer
from tests.support.bank import small_bank
from tests.support.campaigns import answer_all, join, send, take

pytestmark = pytest.mark.django_db


def validated_by(test: Assessment) -> set[str]:
    """From the answers alone: no fold of ours."""
    bank = bank_of(test.release_id, test.parameter_version)
    rows = Answer.objects.filter(assessment=test).order_by("position")
    given = [Response(row.challenge_id, row.outcome == Outcome.CORRECT) for row in rows]
    kept = [Response(item, right) for item, right in test.evidence["kept"]]
    settings = engine_settings(test)
    known = estimate(bank.engine, test.competence_id, [*kept, *given], settings=settings)
    return {skill for skill, one in known.knowledge.items() if one.status == Status.VALIDATED}


def recomputed(run) -> tuple[int, int]:
    bank = bank_of(run.series.release_id, run.series.parameter_version)
    topics = run.campaign.topics
    aimed = {s.id for s in bank.skills.values() if s.level <= topics.get(s.topic, 0)}
    validated = set().union(*map(validated_by, run.series.tests.order_by("pk")))
    return len(aimed & validated), len(aimed)


def take_at_random(campaign, user, now, seed):
    dice, run = random.Random(seed), join(campaign, user, now)
    while (test := current_test(run.series)) is not None:
        answer(test, right=dice.random() < dice.choice([0.3, 0.8]), now=now)
    return answer_all(run, now)


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("kind", ["evaluation", "exam"])
def test_the_result_is_what_the_answers_say(learner, now, seed, kind):
    dice = random.Random(seed)
    topics = {topic: dice.randint(1, 6) for topic in ("dossiers", "copies", "secrets", "pieges")}
    traits = {"exam": True} if kind == "exam" else {}
    run = take_at_random(CampaignFactory(topics=topics, **traits), learner, now, seed)
    result = send(run, now).result
    assert (result.validated, result.total) == recomputed(run)
    assert result.mastery == result.validated / result.total


@pytest.mark.parametrize("seed", range(3))
def test_the_parts_make_the_whole(learner, now, seed):
    result = take_at_random(CampaignFactory(), learner, now, seed).result
    for parts in (result.topics, result.competences):
        assert sum(part["validated"] for part in parts.values()) == result.validated
        assert sum(part["total"] for part in parts.values()) == result.total
    known = [status for status, *_ in result.skills.values()]
    assert known.count(Status.VALIDATED) == result.validated


def stored() -> dict:
    return ParticipationResult.objects.values().get()


def test_nothing_changes_it_once_sent(learner, now):
    run = take(CampaignFactory(), learner, now, right=False)
    before, later = stored(), now + timedelta(days=5)
    test = starting.start_test(user_id=learner.pk, competence="1.2", needs=(), now=later)
    answer(test, right=True, now=later)
    starting.forget(user_id=learner.pk, competence="1.2", now=later)
    Answer.objects.filter(assessment__series=run.series).update(outcome="correct")
    fold_result(run, now=later)
    assert stored() == before


@pytest.fixture
def poorer_bank():
    """The next release has lost a topic."""
    content = small_bank().document()
    content["topics"] = [topic for topic in content["topics"] if topic["topic"] != "copies"]
    content["lessons"] = [one for one in content["lessons"] if one["topic"] != "copies"]
    yield lambda now: load_release(BankContent.from_document(content), now=now)
    banks.bank_of.cache_clear()
    banks.variant_of.cache_clear()


def test_a_run_keeps_the_bank_it_began_with(learner, now, poorer_bank):
    profile = TargetProfileFactory()
    BadgeFactory(profile=profile, criteria=[{"topics": {"copies": 2}, "threshold": 100}])
    run = take(CampaignFactory(profile=profile), learner, now, sent=False)
    before = stored()
    poorer_bank(now)
    assert before["badges"] == {profile.badges.get().key: {"won": True, "progress": 100}}
    send(run, now + timedelta(hours=1))
    changed = {name for name, value in stored().items() if value != before[name]}
    assert changed == {"computed_at", "is_frozen"}


def test_topics_gone_meanwhile_are_not_asked_of_newcomers(learner, outsider, now, poorer_bank):
    campaign = CampaignFactory()
    take(campaign, learner, now)
    poorer_bank(now)
    late = take(campaign, outsider, now)
    assert "copies" not in late.result.topics
    assert late.result.mastery == 1
