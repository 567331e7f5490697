"""Stages and badges of a profile, stored."""

from dataclasses import replace

import pytest

from campaigns.enums import StageKind, Visibility
from campaigns.models import Badge
from campaigns.services import awards
from campaigns.services.awards import BadgeContent, Criterion, StageContent
from campaigns.services.profiles import ChangedMeanwhile

pytestmark = pytest.mark.django_db

STAGES = [StageContent(threshold=0, title="Début"), StageContent(threshold=60, title="Bien")]
BADGE = BadgeContent(title="Œil exercé", criteria=[Criterion(threshold=75, topics={"pieges": 2})])


def put(profile, now, stages=STAGES, seen=None, kind=StageKind.MASTERY):
    seen = awards.stages_fingerprint(profile) if seen is None else seen
    awards.set_stages(profile=profile, kind=kind, stages=stages, seen=seen, now=now)
    found = profile.stages.order_by("threshold")
    return list(found.values_list("kind", "threshold", "title"))


def test_stages_are_replaced(shared, now):
    assert put(shared, now) == [("mastery", 0, "Début"), ("mastery", 60, "Bien")]
    assert put(shared, now, [], kind=StageKind.LEVEL) == []


def test_stages_of_an_old_page_are_refused(shared, now):
    seen = awards.stages_fingerprint(shared)
    put(shared, now)
    put(shared, now, seen=seen)
    with pytest.raises(ChangedMeanwhile):
        put(shared, now, STAGES[:1], seen=seen)


def test_new_stages_are_read_again(submitted, now):
    submitted.visibility, submitted.submitted_at = Visibility.EVERYBODY, None
    submitted.save()
    put(submitted, now)
    submitted.refresh_from_db()
    assert (submitted.visibility, submitted.submitted_at) == ("submitted", now)


def test_a_badge_is_added_once(draft, now):
    first = awards.add_badge(profile=draft, content=BADGE, now=now)
    assert awards.add_badge(profile=draft, content=BADGE, now=now) == first
    assert first.criteria == [{"topics": {"pieges": 2}, "threshold": 75}]
    assert first.key == "il-exerce"


def test_keys_are_free_and_never_the_name_of_a_page(draft, now):
    def key(title, message):
        content = replace(BADGE, title=title, message=message)
        return awards.add_badge(profile=draft, content=content, now=now).key

    assert [key("Top", "1"), key("Top", "2"), key("Ajouter", ""), key("???", "")] == [
        "top", "top-2", "ajouter-2", "badge",
    ]  # fmt: skip


def test_a_profile_has_twelve_badges_at_most(draft, now):
    for number in range(awards.MOST_BADGES):
        awards.add_badge(profile=draft, content=replace(BADGE, message=str(number)), now=now)
    with pytest.raises(awards.TooMany):
        awards.add_badge(profile=draft, content=BADGE, now=now)


def test_a_changed_badge_keeps_its_key(shared, now):
    badge = shared.badges.get(key="secrets")
    seen = awards.badge_fingerprint(badge)
    awards.change_badge(badge=badge, content=BADGE, seen=seen, now=now)
    badge.refresh_from_db()
    assert (badge.key, badge.title) == ("secrets", "Œil exercé")
    awards.change_badge(badge=badge, content=BADGE, seen=seen, now=now)
    with pytest.raises(ChangedMeanwhile):
        awards.change_badge(badge=badge, content=replace(BADGE, title="x"), seen=seen, now=now)


def test_a_badge_deleted_elsewhere_is_not_changed(shared, now):
    badge = shared.badges.get(key="secrets")
    awards.delete_badge(badge=badge, now=now)
    with pytest.raises(ChangedMeanwhile):
        awards.change_badge(badge=badge, content=BADGE, seen="", now=now)
    awards.delete_badge(badge=badge, now=now)
    assert list(Badge.objects.values_list("key", flat=True)) == ["moitie"]
