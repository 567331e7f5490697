"""Target profiles made, changed, copied, shown, withdrawn, deleted."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from uuid import uuid4

import pytest
from django.db import connection

from campaigns.enums import CampaignKind, Visibility
from campaigns.models import Campaign, TargetProfile
from campaigns.selectors.profiles import topics_of
from campaigns.services import profiles as services
from campaigns.services.campaigns import Aim, CampaignChoices, create_campaign
from competences.models import Topic
from tests.factories.campaigns import TOPICS, CampaignFactory, TargetProfileFactory
from tests.support.campaigns import join

pytestmark = pytest.mark.django_db


@pytest.fixture
def make(school, teacher, content, now):
    def create(*, key=None, content=content, with_stages=False):
        return services.create_profile(
            organisation=school,
            author=teacher,
            content=content,
            with_stages=with_stages,
            key=key or uuid4(),
            now=now,
        )

    return create


def change(profile, content, now, seen=None):
    seen = services.fingerprint(profile) if seen is None else seen
    return services.change_profile(profile=profile, content=content, seen=seen, now=now)


def show(profile, wanted, now):
    services.show_to(profile=profile, wanted=wanted, now=now)
    profile.refresh_from_db()
    return profile.visibility


def test_a_new_profile_is_a_draft_of_its_author(make, teacher, school):
    profile, is_new = make()
    assert (is_new, profile.author, profile.organisation) == (True, teacher, school)
    assert (profile.visibility, profile.category) == ("author", "own")
    assert topics_of(profile) == {"dossiers": 2, "secrets": 3}


def test_it_may_have_the_proposed_stages(make):
    profile, _is_new = make(with_stages=True)
    thresholds = profile.stages.order_by("threshold").values_list("threshold", flat=True)
    assert list(thresholds) == [stage.threshold for stage in services.proposed_stages()]
    assert 0 in thresholds


def test_the_same_page_sent_twice_makes_one_profile(make):
    key = uuid4()
    (first, _), (second, is_new) = make(key=key), make(key=key)
    assert (first, is_new, TargetProfile.objects.count()) == (second, False, 1)


def test_what_was_changed_between_two_sendings_is_not_lost(make, content):
    key = uuid4()
    first, _is_new = make(key=key)
    with pytest.raises(services.AlreadyMade) as raised:
        make(key=key, content=replace(content, topics={"pieges": 1}))
    assert raised.value.profile == first


def test_a_key_of_somebody_else_makes_another_profile(make, stranger):
    other = TargetProfileFactory(author=stranger)
    profile, is_new = make(key=other.public_id)
    assert (is_new, profile.public_id != other.public_id) == (True, True)


def test_nothing_to_ask_makes_nothing(make, content):
    with pytest.raises(services.NothingAsked):
        make(content=replace(content, topics={}))
    assert not TargetProfile.objects.exists()


def test_a_change_replaces_words_and_topics(draft, content, now):
    change(draft, content, now)
    draft.refresh_from_db()
    assert (draft.name, topics_of(draft)) == ("Les bases", {"dossiers": 2, "secrets": 3})


def test_a_change_made_on_an_old_page_is_refused(draft, content, now):
    seen = services.fingerprint(draft)
    change(draft, replace(content, name="Autre fenêtre"), now, seen)
    with pytest.raises(services.ChangedMeanwhile):
        change(draft, content, now, seen)
    draft.refresh_from_db()
    assert draft.name == "Autre fenêtre"


def test_the_same_change_sent_twice_is_fine(draft, content, now):
    seen = services.fingerprint(draft)
    change(draft, content, now, seen)
    change(draft, content, now, seen)


def test_campaigns_keep_the_topics_they_pinned(shared, teacher, school, content, now):
    aim = Aim(CampaignKind.EVALUATION, shared)
    choices = CampaignChoices(name="5e 2")
    campaign, _ = create_campaign(
        organisation=school, owner=teacher, aim=aim, choices=choices, key=uuid4(), now=now
    )
    before = dict(campaign.topics)
    change(shared, content, now)
    campaign.refresh_from_db()
    assert campaign.topics == before != topics_of(shared)


def test_a_campaign_starts_with_what_remains_in_the_bank(shared, school, teacher, learner, now):
    gone = Topic.objects.create(pk="disparu", competence_id="1.2", title="Disquettes", active=False)
    shared.topics.create(topic=gone, max_level=3)
    campaign, _ = create_campaign(
        organisation=school,
        owner=teacher,
        aim=Aim(CampaignKind.EVALUATION, shared),
        choices=CampaignChoices(name="5e 2"),
        key=uuid4(),
        now=now,
    )
    run = join(campaign, learner, now)
    asked = {topic for section in run.series.plan for topic in section["topics"]}
    assert asked == set(TOPICS)


@pytest.mark.parametrize("visibility", [Visibility.SUBMITTED, Visibility.EVERYBODY])
def test_what_other_schools_see_is_read_again_once_changed(shared, content, visibility, now):
    TargetProfile.objects.update(visibility=visibility, submitted_at=None)
    change(shared, content, now)
    shared.refresh_from_db()
    assert (shared.visibility, shared.submitted_at) == ("submitted", now)


def test_what_the_school_alone_sees_is_not_read(shared, content, now):
    change(shared, content, now)
    shared.refresh_from_db()
    assert (shared.visibility, shared.submitted_at) == ("organisation", None)


def test_a_profile_is_shown_offered_and_withdrawn(draft, now):
    assert show(draft, Visibility.ORGANISATION, now) == "organisation"
    assert (show(draft, Visibility.SUBMITTED, now), draft.submitted_at) == ("submitted", now)
    assert (show(draft, Visibility.ORGANISATION, now), draft.submitted_at) == ("organisation", None)
    assert show(draft, Visibility.AUTHOR, now) == "author"


def test_offering_what_is_offered_already_changes_nothing(shared, now):
    TargetProfile.objects.update(visibility=Visibility.EVERYBODY, decision_note="Merci")
    assert (show(shared, Visibility.SUBMITTED, now), shared.decision_note) == ("everybody", "Merci")


def test_only_staff_show_to_everybody(shared, now):
    with pytest.raises(ValueError, match="staff"):
        show(shared, Visibility.EVERYBODY, now)


def test_an_empty_profile_is_not_offered(draft, now):
    draft.topics.all().delete()
    with pytest.raises(services.NothingAsked):
        show(draft, Visibility.SUBMITTED, now)


def test_a_copy_has_topics_stages_and_badges(shared, colleague, school, now):
    copy, is_new = services.duplicate_profile(
        profile=shared, organisation=school, author=colleague, key=uuid4(), now=now
    )
    assert (is_new, copy.name, copy.author) == (True, "Bien partager (copie)", colleague)
    assert (copy.visibility, topics_of(copy)) == ("author", topics_of(shared))
    assert (copy.stages.count(), copy.badges.count()) == (3, 2)
    assert (shared.stages.count(), shared.badges.count()) == (3, 2)


def test_the_name_of_a_copy_fits(school, teacher, now):
    long = TargetProfileFactory(name="é" * 120)
    copy, _ = services.duplicate_profile(
        profile=long, organisation=school, author=teacher, key=uuid4(), now=now
    )
    assert (len(copy.name), copy.name.endswith("(copie)")) == (120, True)


def test_withdrawn_then_put_back(shared, now):
    services.archive_profile(profile=shared, now=now)
    services.archive_profile(profile=shared, now=None)
    shared.refresh_from_db()
    assert shared.archived_at == now
    services.restore_profile(profile=shared)
    shared.refresh_from_db()
    assert shared.archived_at is None


def test_an_unused_profile_is_deleted_twice_without_harm(shared):
    services.delete_profile(profile=shared)
    services.delete_profile(profile=shared)
    assert not TargetProfile.objects.exists()


@pytest.mark.parametrize("trait", ["archived", "deleted"])
def test_a_profile_that_a_campaign_used_is_kept(shared, trait):
    CampaignFactory(profile=shared, **{trait: True})
    with pytest.raises(services.InUse):
        services.delete_profile(profile=shared)
    assert TargetProfile.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_clicking_four_times_at_once_makes_one_profile(make):
    key = uuid4()

    def click(_number):
        try:
            return make(key=key)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(click, range(4)))
    assert sum(is_new for _profile, is_new in made) == 1
    assert TargetProfile.objects.count() == 1
    assert not Campaign.objects.exists()
