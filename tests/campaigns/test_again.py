"""Another run of a campaign: what was failed, or everything from nothing."""

from datetime import timedelta

import pytest

from campaigns.models import Participation
from campaigns.selectors.entry import NotExpected
from campaigns.services.again import (
    Again,
    NotAllowedAgain,
    possibilities,
    start_over,
    try_again,
)
from campaigns.services.participations import NotOpen
from competences.models import CompetenceProfile
from competences.selectors.series import current_test
from competences.services.folding import store_fold
from competences.services.starting import start_test
from tests.factories.accounts import LearnerFactory
from tests.factories.campaigns import CampaignFactory
from tests.support.answers import answer
from tests.support.campaigns import NO_JAVASCRIPT, answer_all, join, take

pytestmark = pytest.mark.django_db
FOUR_DAYS = timedelta(days=4, minutes=1)


@pytest.fixture
def campaign(school):
    return CampaignFactory(organisation=school, several_sendings=True)


def retry(run, now, service=try_again):
    return service(participation=run, needs=NO_JAVASCRIPT, now=now)


def test_another_run_takes_the_place_of_the_former(campaign, learner, now):
    former = take(campaign, learner, now, right=False)
    later = now + FOUR_DAYS
    new = retry(former, later)
    former.refresh_from_db()
    assert (new.rank, new.is_current, former.is_current, former.state) == (2, True, False, "sent")
    assert current_test(new.series) is not None
    assert join(campaign, learner, later) == new


def test_a_second_click_gives_the_same_run(campaign, learner, now):
    former = take(campaign, learner, now, right=False)
    assert retry(former, now + FOUR_DAYS) == retry(former, now + FOUR_DAYS)
    assert Participation.objects.count() == 2


def test_what_was_failed_is_asked_again_and_the_rest_is_kept(campaign, learner, now):
    former = take(campaign, learner, now, right=False)
    new = answer_all(retry(former, now + FOUR_DAYS), now + FOUR_DAYS)
    assert new.result.mastery > former.result.mastery
    former.result.refresh_from_db()
    assert former.result.is_frozen


@pytest.mark.parametrize(("hours", "days"), [(0, 4), (47, 3), (95, 1)])
def test_four_days_after_sending(campaign, learner, now, hours, days):
    run = take(campaign, learner, now, right=False)
    with pytest.raises(NotAllowedAgain) as refusal:
        retry(run, now + timedelta(hours=hours, minutes=2))
    assert refusal.value.days == days


def test_nothing_left_to_win(campaign, learner, now):
    run = take(campaign, learner, now)
    assert run.result.mastery == 1
    with pytest.raises(NotAllowedAgain):
        retry(run, now + FOUR_DAYS)
    assert possibilities(run, now=now + FOUR_DAYS) == Again(can_start_over=True)
    assert possibilities(run, now=now) == Again()


def test_an_exam_is_taken_again_whatever_its_result(school, learner, now):
    exam = CampaignFactory(organisation=school, exam=True, several_sendings=True)
    run = take(exam, learner, now)
    assert possibilities(run, now=now + FOUR_DAYS) == Again(can_retry=True)
    assert retry(run, now + FOUR_DAYS).rank == 2
    with pytest.raises(NotAllowedAgain):
        retry(run, now + FOUR_DAYS, start_over)


def test_one_sending_only(school, learner, now):
    run = take(CampaignFactory(organisation=school), learner, now, right=False)
    with pytest.raises(NotAllowedAgain):
        retry(run, now + FOUR_DAYS)
    assert possibilities(run, now=now + FOUR_DAYS) == Again()


def test_not_before_it_is_sent(campaign, learner, now):
    run = take(campaign, learner, now, right=False, sent=False)
    with pytest.raises(NotAllowedAgain):
        retry(run, now + FOUR_DAYS)


def test_not_in_an_archived_campaign_nor_by_who_left_the_list(school, learner, now):
    row = LearnerFactory(organisation=school, user=learner)
    campaign = CampaignFactory(organisation=school, several_sendings=True, for_school=True)
    run = take(campaign, learner, now, right=False)
    row.disabled_at = now
    row.save()
    with pytest.raises(NotExpected):
        retry(run, now + FOUR_DAYS)
    run.campaign.archived_at = now
    with pytest.raises(NotOpen):
        retry(run, now + FOUR_DAYS)
    assert possibilities(run, now=now + FOUR_DAYS) == Again()


def test_the_rank_follows_runs_that_were_removed(campaign, learner, now):
    first = take(campaign, learner, now, right=False)
    second = retry(first, now + FOUR_DAYS)
    Participation.objects.filter(pk=second.pk).update(deleted_at=now, is_current=False)
    Participation.objects.filter(pk=first.pk).update(is_current=True)
    assert retry(first, now + FOUR_DAYS).rank == 3


def test_from_nothing_the_profile_is_forgotten_and_the_sending_is_not(campaign, learner, now):
    run = take(campaign, learner, now)
    for code in ("1.2", "4.1"):
        store_fold(learner.pk, code, now=now)
    new = retry(run, now + FOUR_DAYS, start_over)
    assert not CompetenceProfile.objects.exists()
    assert current_test(new.series).evidence["kept"] == []
    run.result.refresh_from_db()
    assert (run.result.mastery, run.result.is_frozen) == (1, True)


def test_from_nothing_not_soon_after_an_answer_elsewhere(campaign, learner, now):
    run = take(campaign, learner, now)
    later = now + timedelta(days=3)
    test = start_test(user_id=learner.pk, competence="4.1", needs=NO_JAVASCRIPT, now=later)
    answer(test, right=False, now=later)
    with pytest.raises(NotAllowedAgain) as refusal:
        retry(run, now + FOUR_DAYS, start_over)
    assert refusal.value.days == 3
    assert Participation.objects.get(pk=run.pk).is_current


def test_from_nothing_twice_forgets_once(campaign, learner, now):
    run = take(campaign, learner, now)
    new = retry(run, now + FOUR_DAYS, start_over)
    test = current_test(new.series)
    assert retry(run, now + FOUR_DAYS, start_over) == new
    test.refresh_from_db()
    assert test.reset_at is None
