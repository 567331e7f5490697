"""A campaign of the school, and people who really take it."""

import random

import pytest

from campaigns.models import Campaign, Participation
from campaigns.services.digests import refresh_digest
from campaigns.services.participations import join, send
from competences.selectors.series import current_test
from tests.factories.accounts import LearnerFactory, UserFactory
from tests.factories.campaigns import CampaignFactory, TargetProfileFactory
from tests.support.answers import answer
from tests.support.recomputed import truth_of


@pytest.fixture
def campaign(school, teacher):
    profile = TargetProfileFactory(organisation=school, with_awards=True)
    return CampaignFactory(organisation=school, owner=teacher, profile=profile, name="5e 2")


@pytest.fixture
def collection(school, teacher):
    return CampaignFactory(organisation=school, owner=teacher, collection=True)


def pupil(school, last_name, class_name="5E 2", **fields):
    """A learner of the list with an account; returns the user."""
    user = UserFactory(last_name=last_name)
    LearnerFactory(
        organisation=school, last_name=last_name, class_name=class_name, user=user, **fields
    )
    return user


def work(run: Participation, *, chance: float, now, rng=None, at_most: int | None = None) -> None:
    """Answer, right with this probability, until the end or `at_most` answers."""
    rng, given = rng or random.Random(run.pk), 0
    while (test := current_test(run.series)) is not None and given != at_most:
        answer(test, right=rng.random() < chance, now=now)
        given += 1


def take(campaign: Campaign, user, *, chance: float, now, rng=None) -> Participation:
    """Join, answer everything."""
    run = join(campaign=campaign, user=user, identifier="", needs=("needs_javascript",), now=now)
    if run.series is not None:
        work(run, chance=chance, now=now, rng=rng)
    run.refresh_from_db()
    return run


def take_and_send(campaign: Campaign, user, *, chance: float, now, rng=None) -> Participation:
    return send(participation=take(campaign, user, chance=chance, now=now, rng=rng), now=now)


@pytest.fixture
def desk(client, teacher):
    """The browser of the teacher."""
    client.force_login(teacher)
    return client


@pytest.fixture
def sent(school, campaign, now):
    """Three pupils of two classes who sent, one who did not; the digest is up to date."""
    people = (("Abadie", "5E 2", 1), ("Benoît", "5E 2", 0), ("Chen", "6E 1", 0.25))
    for name, class_name, chance in people:
        user, rng = pupil(school, name, class_name), random.Random(4)
        take_and_send(campaign, user, chance=chance, now=now, rng=rng)
    take(campaign, pupil(school, "Dia"), chance=1, now=now)
    refresh_digest(campaign.pk, now=now)
    return campaign


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


@pytest.fixture
def truth(world):
    """{run: {skill: validated}} of the runs that were sent, from their answers."""
    return truth_of(world)


def address(campaign: Campaign, tab: str = "resultats/") -> str:
    return f"/orga/9990001X/campagnes/{campaign.public_id}/{tab}"
