"""When digests are computed, and that nothing is forgotten."""

from datetime import timedelta

import pytest

from campaigns import tasks
from campaigns.models import CampaignDigest
from campaigns.selectors.digests import reading_of
from campaigns.selectors.tallies import Digest
from campaigns.services import digests as service
from campaigns.services.again import try_again
from campaigns.services.campaigns import delete_campaign, delete_participation
from campaigns.services.participations import send
from tests.campaigns.results.conftest import pupil, take, take_and_send, work
from tests.factories.campaigns import CampaignFactory


@pytest.fixture
def noted(monkeypatch):
    """What would be noted in Redis; taking it empties it."""
    found: set[str] = set()

    def note(*, waiting=None, counts=()):
        found.update(value for name, value in (waiting or {}).items() if name == service.WAITING)

    def take_waiting(name, at_most):
        taken = sorted(found)
        found.clear()
        return taken

    monkeypatch.setattr(service.counters, "note", note)
    monkeypatch.setattr(service.counters, "take_waiting", take_waiting)
    return found


def sent_counted(campaign) -> int:
    return CampaignDigest.objects.get(campaign=campaign).content["sent"]


def test_a_class_that_sends_makes_one_digest(
    campaign, school, noted, now, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        for number in range(3):
            take_and_send(campaign, pupil(school, f"Nom {number}"), chance=1, now=now)
    assert noted == {str(campaign.pk)}
    assert tasks.refresh_waiting_digests() == 1
    assert sent_counted(campaign) == 3
    assert tasks.refresh_waiting_digests() == 0


def test_finishing_without_sending_asks_for_nothing(
    campaign, school, noted, now, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        take(campaign, pupil(school, "Dia"), chance=1, now=now)
    assert not noted


def test_the_sweep_finds_what_was_never_made_and_what_is_old(campaign, school, now):
    run = take_and_send(campaign, pupil(school, "Dia"), chance=1, now=now)
    assert tasks.refresh_stale_digests() == 1
    assert tasks.refresh_stale_digests() == 0
    delete_participation(participation=run, actor=campaign.owner, now=now)
    assert tasks.refresh_stale_digests() == 1
    assert sent_counted(campaign) == 0


def test_a_sending_makes_the_digest_stale_until_it_is_computed(campaign, school, now):
    service.refresh_digest(campaign.pk, now=now)
    assert not reading_of(campaign).is_stale
    take_and_send(campaign, pupil(school, "Dia"), chance=1, now=now)
    assert CampaignDigest.objects.get().is_stale
    service.refresh_digest(campaign.pk, now=now)
    assert not reading_of(campaign).is_stale


def test_a_computation_that_fails_is_tried_again_and_holds_back_no_other(
    campaign, school, now, monkeypatch, caplog
):
    other = CampaignFactory(organisation=school)
    for one in (campaign, other):
        take_and_send(one, pupil(school, f"Nom {one.pk}"), chance=1, now=now)
        service.refresh_digest(one.pk, now=now)
    CampaignDigest.objects.update(is_stale=True)
    compute = service.compute_digest
    runs_of = service.current_runs(campaign).query
    broken = lambda runs: 1 / 0 if str(runs.query) == str(runs_of) else compute(runs)  # noqa: E731
    monkeypatch.setattr(service, "compute_digest", broken)
    assert tasks.refresh_stale_digests() == 1
    assert CampaignDigest.objects.get(campaign=campaign).is_stale
    assert "could not be computed" in caplog.text


def test_a_deleted_campaign_has_no_digest(campaign, school, now):
    take_and_send(campaign, pupil(school, "Dia"), chance=1, now=now)
    service.refresh_digest(campaign.pk, now=now)
    delete_campaign(campaign=campaign, actor=campaign.owner, now=now)
    assert service.refresh_digest(campaign.pk, now=now) is None
    assert not CampaignDigest.objects.exists()
    assert tasks.refresh_stale_digests() == 0


def test_who_takes_it_again_counts_once_and_by_the_last_sending(campaign, school, now):
    campaign.multiple_sendings = True
    campaign.save()
    first = take_and_send(campaign, pupil(school, "Dia"), chance=0, now=now)
    later = now + timedelta(days=5)
    again = try_again(participation=first, needs=("needs_javascript",), now=later)
    service.refresh_digest(campaign.pk, now=later)
    assert reading_of(campaign).digest == Digest()
    work(again, chance=1, now=later)
    again.refresh_from_db()
    send(participation=again, now=later)
    service.refresh_digest(campaign.pk, now=later)
    digest = reading_of(campaign).digest
    assert (digest.sent, digest.again) == (1, 1)
    assert digest.gained_mastery == again.result.mastery - first.result.mastery > 0
