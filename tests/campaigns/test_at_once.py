"""Two tabs, a whole class: joining, sending and beginning again at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial

import pytest
from django.db import connection

from campaigns.models import CampaignDigest, Participation, ParticipationResult
from campaigns.services import participations as services
from campaigns.services.again import start_over, try_again
from campaigns.services.results import fold_result
from competences.models import Series
from tests.factories.accounts import UserFactory
from tests.factories.campaigns import CampaignFactory
from tests.support.campaigns import NO_JAVASCRIPT, join, take

pytestmark = pytest.mark.django_db(transaction=True)
FOUR_DAYS = timedelta(days=4, minutes=1)


def at_once(*calls):
    """Results, or the exception raised, of calls made by threads that start together."""

    def run(call):
        try:
            return call()
        except Exception as refusal:  # noqa: BLE001 -- the test judges it
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as threads:
        return list(threads.map(run, calls))


@pytest.fixture
def campaign(school):
    return CampaignFactory(organisation=school, several_sendings=True)


def test_two_tabs_that_join_share_one_run(campaign, learner, now):
    runs = at_once(*[partial(join, campaign, learner, now)] * 4)
    assert len({run.pk for run in runs}) == 1
    assert Participation.objects.count() == Series.objects.count() == 1


def test_a_double_click_without_account_makes_one_run(school, now):
    open_to_all = CampaignFactory(organisation=school, anonymous=True)
    runs = at_once(*[partial(join, open_to_all, None, now, key="page")] * 4)
    assert len({run.pk for run in runs}) == 1
    assert Participation.objects.count() == Series.objects.count() == 1


def test_two_tabs_that_send_send_once(campaign, learner, now):
    run = take(campaign, learner, now, sent=False)
    calls = [
        partial(services.send, participation=run, now=now + timedelta(seconds=one))
        for one in range(4)
    ]
    dates = {sent.sent_at for sent in at_once(*calls)}
    assert len(dates) == 1
    assert ParticipationResult.objects.get().is_frozen


def test_a_class_sends_at_the_same_moment(campaign, now):
    CampaignDigest.objects.create(campaign=campaign, computed_at=now)
    runs = [take(campaign, UserFactory(), now, sent=False) for _ in range(6)]
    sent = at_once(*[partial(services.send, participation=run, now=now) for run in runs])
    assert [one.state for one in sent] == ["sent"] * 6
    assert ParticipationResult.objects.filter(is_frozen=True).count() == 6
    assert CampaignDigest.objects.get().is_stale


@pytest.mark.parametrize("service", [try_again, start_over])
def test_two_tabs_that_begin_again_share_one_run(campaign, learner, now, service):
    run = take(campaign, learner, now, right=False)
    call = partial(service, participation=run, needs=NO_JAVASCRIPT, now=now + FOUR_DAYS)
    runs = at_once(*[call] * 3)
    assert {new.rank for new in runs} == {2}
    assert Participation.objects.filter(is_current=True).count() == 1


def test_sending_while_it_is_archived_is_one_or_the_other(campaign, learner, now):
    run = take(campaign, learner, now, sent=False)

    def archive():
        type(campaign).objects.filter(pk=campaign.pk).update(archived_at=now)

    [sent, _] = at_once(partial(services.send, participation=run, now=now), archive)
    run.refresh_from_db()
    is_sent = not isinstance(sent, services.NotOpen)
    assert (run.state, run.result.is_frozen) == (("sent", True) if is_sent else ("finished", False))


def test_a_fold_never_undoes_a_sending(campaign, learner, now):
    run = take(campaign, learner, now, sent=False)
    at_once(
        partial(services.send, participation=run, now=now),
        *[partial(fold_result, run, now=now)] * 3,
    )
    assert ParticipationResult.objects.get().is_frozen
