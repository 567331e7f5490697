"""Join, finish, send: what each writes, refuses, and leaves alone."""

from datetime import timedelta

import pytest

from campaigns.enums import ParticipationState
from campaigns.models import CampaignDigest, Participation
from campaigns.selectors.campaigns import Opening
from campaigns.selectors.entry import NotExpected
from campaigns.services import participations as services
from competences.models import Series
from competences.selectors.series import current_test
from tests.factories.accounts import LearnerFactory
from tests.factories.campaigns import CampaignFactory
from tests.support.answers import answer
from tests.support.campaigns import answer_all, join, send, take

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign(school):
    return CampaignFactory(organisation=school)


def test_joining_starts_the_test_and_remembers_who(campaign, school, learner, now):
    row = LearnerFactory(organisation=school, user=learner)
    run = join(campaign, learner, now, identifier="n° 12")
    assert (run.learner, run.identifier, run.rank, run.state) == (row, "n° 12", 1, "started")
    assert run.series.after == f"/parcours/{campaign.code}/bilan/"
    assert current_test(run.series).competence_id == "1.2"


def test_joining_again_gives_the_same_run(campaign, learner, now):
    first = join(campaign, learner, now)
    answer(current_test(first.series), right=True, now=now)
    later = join(campaign, learner, now + timedelta(days=1), identifier="autre")
    assert later == first
    assert later.identifier == ""
    assert Series.objects.count() == 1


@pytest.mark.parametrize("trait", ["not_yet", "closed", "archived", "deleted"])
def test_a_shut_campaign_is_not_joined(school, learner, now, trait):
    with pytest.raises(services.NotOpen) as refusal:
        join(CampaignFactory(organisation=school, **{trait: True}), learner, now)
    assert refusal.value.opening == trait
    assert not Participation.objects.exists()


def test_a_full_campaign_is_not_joined_but_goes_on(campaign, learner, outsider, now, settings):
    settings.CAMPAIGN_MOST_PARTICIPATIONS = 1
    first = join(campaign, learner, now)
    with pytest.raises(services.NotOpen) as refusal:
        join(campaign, outsider, now)
    assert refusal.value.opening == Opening.FULL
    assert send(answer_all(first, now), now).state == "sent"


def test_another_class_is_refused_and_nothing_is_kept(school, learner, now):
    LearnerFactory(organisation=school, user=learner, class_name="5E 3")
    with pytest.raises(NotExpected):
        join(CampaignFactory(organisation=school, for_class=True), learner, now)
    assert not Participation.objects.exists()


@pytest.mark.parametrize("change", [{"class_name": "4E 1"}, {"disabled": True}])
def test_who_leaves_the_class_or_the_list_ends_what_was_begun(school, learner, now, change):
    row = LearnerFactory(organisation=school, user=learner)
    run = join(CampaignFactory(organisation=school, for_class=True), learner, now)
    row.class_name = change.get("class_name", row.class_name)
    row.disabled_at = now if "disabled" in change else None
    row.save()
    assert join(run.campaign, learner, now) == run
    assert send(answer_all(run, now), now).state == "sent"


def test_a_removed_run_is_neither_joined_again_nor_sent(campaign, learner, now):
    run = take(campaign, learner, now, sent=False)
    Participation.objects.update(deleted_at=now)
    with pytest.raises(services.Removed):
        join(campaign, learner, now)
    with pytest.raises(services.Removed):
        services.send(participation=run, now=now)
    assert Participation.objects.get().state == "finished"


def test_a_collection_asks_nothing(school, learner, now):
    run = join(CampaignFactory(organisation=school, collection=True), learner, now)
    assert (run.state, run.series) == (ParticipationState.FINISHED, None)


def test_an_exam_is_taken_apart_from_the_profile(school, learner, now):
    take(CampaignFactory(organisation=school), learner, now)
    run = join(CampaignFactory(organisation=school, exam=True), learner, now)
    assert run.state == "started"
    assert current_test(run.series).evidence["kept"] == []


def test_what_is_known_already_finishes_at_once(school, learner, now):
    first = take(CampaignFactory(organisation=school), learner, now)
    again = CampaignFactory(organisation=school, profile=first.campaign.profile)
    run = join(again, learner, now + timedelta(hours=1))
    assert (run.state, run.finished_at) == ("finished", now + timedelta(hours=1))
    assert run.result.mastery == first.result.mastery


def test_topics_that_left_the_bank_leave_nothing_to_ask(school, learner, now):
    campaign = CampaignFactory(organisation=school, topics={"disparu": 3})
    run = join(campaign, learner, now)
    assert (run.state, run.result.total, run.result.mastery) == ("finished", 0, 0)
    assert send(run, now).state == "sent"


def test_finishing_twice_changes_nothing(campaign, learner, now):
    run = take(campaign, learner, now, sent=False)
    services.finish(series=run.series, now=now + timedelta(days=1))
    run.refresh_from_db()
    assert run.finished_at < now + timedelta(hours=1)


def test_sending_freezes_and_twice_changes_nothing(campaign, learner, now):
    CampaignDigest.objects.create(campaign=campaign, computed_at=now)
    run = take(campaign, learner, now, sent=False)
    assert not run.result.is_frozen
    sent = send(run, now + timedelta(hours=1))
    again = send(sent, now + timedelta(days=1))
    assert (again.state, again.sent_at) == ("sent", now + timedelta(hours=1))
    assert again.result.is_frozen
    assert CampaignDigest.objects.get().is_stale


def test_an_unfinished_test_is_not_sent(campaign, learner, now):
    run = join(campaign, learner, now)
    with pytest.raises(services.NothingToSend):
        services.send(participation=run, now=now)


@pytest.mark.parametrize(
    ("field", "opening"),
    [("archived_at", "archived"), ("deleted_at", "deleted"), ("closes_at", "closed")],
)
def test_nothing_is_sent_to_a_campaign_shut_meanwhile(campaign, learner, now, field, opening):
    run = join(campaign, learner, now)
    setattr(campaign, field, now + timedelta(minutes=5))
    campaign.save()
    run = answer_all(run, now)  # the test itself goes on
    with pytest.raises(services.NotOpen) as refusal:
        services.send(participation=run, now=now + timedelta(minutes=10))
    run.refresh_from_db()
    assert (refusal.value.opening, run.state, run.result.is_frozen) == (opening, "finished", False)


def test_what_was_sent_stays_sent_after_archiving(campaign, learner, now):
    run = take(campaign, learner, now)
    campaign.archived_at = now + timedelta(hours=1)
    campaign.save()
    assert send(run, now + timedelta(days=1)).sent_at == run.sent_at


def test_a_run_of_nobody(school, now):
    campaign = CampaignFactory(organisation=school, anonymous=True)
    runs = [join(campaign, None, now), join(campaign, None, now)]
    assert runs[0] != runs[1]
    sent = send(answer_all(runs[0], now), now)
    assert (sent.user, sent.state, sent.result.total > 0) == (None, "sent", True)
