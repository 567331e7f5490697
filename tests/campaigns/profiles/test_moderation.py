"""Staff decide on what is offered to all: each decision once, on what was read."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse

from accounts.models import AuditEvent
from campaigns.enums import Visibility
from campaigns.models import TargetProfile
from campaigns.services import moderation
from campaigns.services.profiles import ProfileContent, change_profile, fingerprint, show_to
from tests.factories.campaigns import TargetProfileFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def decide(staff, now):
    """Accept or refuse what was submitted when `seen`."""

    def call(service, profile, seen=now, note=""):
        service(
            profile=profile,
            seen=seen,
            note=note,
            address="https://pix.example/p",
            actor=staff,
            now=now + timedelta(days=1),
        )
        profile.refresh_from_db()
        return profile.visibility

    return call


@pytest.fixture
def press(client, staff, django_capture_on_commit_callbacks):
    """Send the page of a profile in the administration with one of its buttons."""
    client.force_login(staff)

    def send(profile, button, note="", seen=None):
        address = reverse("admin:campaigns_targetprofile_change", args=[profile.pk])
        page = client.get(address).content.decode()
        found = re.search(r'name="seen"[^>]*value="([^"]*)"', page)
        data = {"decision_note": note, "seen": seen or (found[1] if found else ""), button: "1"}
        with django_capture_on_commit_callbacks(execute=True):
            response = client.post(address, data)
        profile.refresh_from_db()
        return response

    return send


def test_accepted_it_is_for_everybody(decide, submitted, teacher, mailoutbox):
    assert decide(moderation.accept_profile, submitted, note="Merci !") == "everybody"
    assert (submitted.submitted_at, submitted.decision_note) == (None, "Merci !")
    line = AuditEvent.objects.get(action="profile_decided")
    assert (line.organisation, line.details["state"]) == (submitted.organisation, "accepted")


def test_refused_it_stays_in_its_school(decide, submitted):
    assert decide(moderation.refuse_profile, submitted, note="Trop long") == "organisation"
    assert submitted.decision_note == "Trop long"


def test_what_changed_since_it_was_read_is_not_accepted(decide, submitted, now):
    later = now + timedelta(minutes=1)
    content = ProfileContent(name="Autre chose", topics={"pieges": 1})
    change_profile(profile=submitted, content=content, seen=fingerprint(submitted), now=later)
    with pytest.raises(moderation.AlreadyDecided):
        decide(moderation.accept_profile, submitted)
    submitted.refresh_from_db()
    assert (submitted.visibility, AuditEvent.objects.count()) == ("submitted", 0)


@pytest.mark.parametrize("wanted", [Visibility.ORGANISATION, Visibility.AUTHOR])
def test_what_was_withdrawn_is_not_accepted(decide, submitted, wanted, now):
    show_to(profile=submitted, wanted=wanted, now=now)
    with pytest.raises(moderation.AlreadyDecided):
        decide(moderation.accept_profile, submitted)
    submitted.refresh_from_db()
    assert submitted.visibility == wanted


def test_what_was_archived_is_not_accepted(decide, submitted, now):
    TargetProfile.objects.update(archived_at=now)
    with pytest.raises(moderation.AlreadyDecided):
        decide(moderation.accept_profile, submitted)


@pytest.mark.django_db(transaction=True)
def test_of_two_decisions_at_once_one_counts(decide, submitted):
    def press(service):
        try:
            return decide(service, TargetProfile.objects.get(pk=submitted.pk))
        except moderation.AlreadyDecided:
            return None
        finally:
            connection.close()

    services = [moderation.accept_profile, moderation.refuse_profile] * 2
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(press, services))
    assert sum(answer is not None for answer in answers) == 1
    assert AuditEvent.objects.filter(action="profile_decided").count() == 1


@pytest.mark.django_db(transaction=True)
def test_changed_while_staff_accept_it_is_never_shown_unread(decide, submitted, now):
    new = ProfileContent(name="Jamais lu", topics={"pieges": 1})

    def act(number):
        profile = TargetProfile.objects.get(pk=submitted.pk)
        try:
            if number:
                return decide(moderation.accept_profile, profile)
            seen, later = fingerprint(profile), now + timedelta(minutes=1)
            return change_profile(profile=profile, content=new, seen=seen, now=later)
        except moderation.AlreadyDecided:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(act, range(2)))
    submitted.refresh_from_db()
    assert (submitted.name, submitted.visibility) == ("Jamais lu", "submitted")


def test_staff_accept_on_the_page(press, submitted, teacher, mailoutbox):
    response = press(submitted, "_accept", "Très utile.")
    assert (response.status_code, submitted.visibility) == (302, "everybody")
    assert mailoutbox[0].to == [teacher.email]
    assert f"/parcours/{submitted.public_id}/" in mailoutbox[0].body
    assert "Très utile." in mailoutbox[0].body


def test_a_refusal_needs_its_reason(press, submitted, mailoutbox):
    assert "Dites pourquoi" in press(submitted, "_refuse", "  ").content.decode()
    assert submitted.visibility == "submitted"
    press(submitted, "_refuse", "Précisez pour qui.")
    assert (submitted.visibility, len(mailoutbox)) == ("organisation", 1)
    assert "Précisez pour qui." in mailoutbox[0].body


def test_an_old_page_decides_nothing(press, client, submitted, mailoutbox):
    for seen in ("2020-01-01T10:00:00+00:00", "hier"):
        press(submitted, "_accept", seen=seen)
        assert (submitted.visibility, len(mailoutbox)) == ("submitted", 0)


def test_what_everybody_sees_is_taken_back_with_a_reason(press, submitted, mailoutbox):
    TargetProfile.objects.update(visibility=Visibility.EVERYBODY, submitted_at=None)
    assert press(submitted, "_take_back").status_code == 200
    press(submitted, "_take_back", "Un nom d'élève y figure.")
    assert submitted.visibility == "organisation"
    assert "Un nom d'élève" in mailoutbox[0].body
    assert AuditEvent.objects.get(action="profile_decided").details["state"] == "taken_back"


def test_an_author_without_address_is_not_written_to(press, submitted, mailoutbox):
    TargetProfile.objects.update(author=None)
    press(submitted, "_accept")
    assert (submitted.visibility, mailoutbox) == ("everybody", [])


def test_the_queue_shows_no_draft_and_the_page_what_is_asked(client, staff, submitted, draft):
    client.force_login(staff)
    queue = client.get(reverse("admin:campaigns_targetprofile_changelist")).content.decode()
    assert ("Bien partager" in queue, "Bien ranger" in queue) == (True, False)
    address = reverse("admin:campaigns_targetprofile_change", args=[submitted.pk])
    page = client.get(address).content.decode()
    assert ("Réussir dossiers au niveau 3" in page, "À mi-chemin" in page) == (True, True)
    hidden = reverse("admin:campaigns_targetprofile_change", args=[draft.pk])
    assert client.get(hidden).status_code == 302


def test_the_ready_made_ones_are_not_decided(press, client):
    ready = TargetProfileFactory(ready_made=True)
    assert press(ready, "_take_back", "Non").status_code == 302
    assert ready.visibility == "everybody"


def test_staff_without_rights_decide_nothing(client, learner, submitted):
    client.force_login(learner)
    address = reverse("admin:campaigns_targetprofile_change", args=[submitted.pk])
    client.post(address, {"_accept": "1"})
    submitted.refresh_from_db()
    assert submitted.visibility == "submitted"
