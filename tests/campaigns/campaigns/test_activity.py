"""The activity of a campaign, the projection of its code, the deletion of a participation."""

from datetime import UTC, date, datetime

import pytest

from accounts.enums import AuditAction
from accounts.models import AuditEvent
from campaigns.models import Participation
from campaigns.selectors.activity import counts_of, days_of, participants_of, rows_of
from campaigns.services.participations import join
from tests.factories.accounts import LearnerFactory, UserFactory
from tests.factories.campaigns import CampaignFactory, ParticipationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign(school, teacher):
    return CampaignFactory(organisation=school, owner=teacher, with_identifier=True)


@pytest.fixture
def page(campaign, school):
    return f"/orga/{school.code}/campagnes/{campaign.public_id}/"


@pytest.fixture
def people(campaign, school):
    """Sent twice over, finished, under way, and one without a name."""
    sent = UserFactory(first_name="Ana", last_name="Diaz")
    row = LearnerFactory(organisation=school, user=sent, first_name="Ana", last_name="Díaz")
    again = {"campaign": campaign, "user": sent, "learner": row}
    ParticipationFactory(sent=True, is_current=False, **again)
    ParticipationFactory(rank=2, started_at=datetime(2027, 1, 9, 9, tzinfo=UTC), **again)
    finished = UserFactory(first_name="Bilal", last_name="Kacem")
    ParticipationFactory(campaign=campaign, user=finished, finished=True, identifier="N-17")
    late = datetime(2027, 1, 4, 23, 30, tzinfo=UTC)
    ParticipationFactory(campaign=campaign, user=None, started_at=late)
    ParticipationFactory(campaign=campaign, sent=True, deleted_at=late)


def names(page) -> list[str]:
    runs = [row.participation for row in page.context["rows"]]
    return [run.user.first_name if run.user else "" for run in runs]


def test_people_are_counted_once(campaign, people):
    counts = counts_of(campaign)
    assert (counts.participants, counts.sent) == (3, 1)
    assert (counts.under_way, counts.to_send) == (2, 1)


def test_days_are_those_of_paris_and_add_up(campaign, people):
    told = [(one.day, one.started, one.sent) for one in days_of(campaign)]
    assert told == [(date(2027, 1, 4), 2, 1), (date(2027, 1, 5), 3, 1)]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["Ana", "Bilal", ""]), ({"q": "diaz"}, ["Ana"]), ({"q": "KACEM"}, ["Bilal"]),
        ({"q": "n-17"}, ["Bilal"]), ({"q": "personne"}, []), ({"classe": "5E 2"}, ["Ana"]),
        ({"etat": "finished"}, ["Bilal"]), ({"tri": "-nom"}, ["Bilal", "Ana", ""]),
        ({"tri": "-debut"}, ["Ana", "", "Bilal"]), ({"classe": "9E 9"}, ["Ana", "Bilal", ""]),
    ],
)  # fmt: skip
def test_participants_are_found(desk, page, people, asked, found):
    assert names(desk.get(page, asked)) == found


def test_reading_names_is_a_line_of_the_journal(desk, page, people, campaign):
    desk.get(page, {"classe": "5E 2"})
    [event] = AuditEvent.objects.filter(action=AuditAction.LIST_READ)
    assert event.details == {"campaign": campaign.code, "class_name": "5E 2", "count": 1}


def test_nobody_yet_shows_the_code_and_reads_no_name(desk, page, campaign):
    html = desk.get(page).content.decode()
    assert f"/parcours/{campaign.code}/" in html
    assert not AuditEvent.objects.exists()


def test_progress_counts_the_answers(campaign, learner, now):
    run = join(campaign=campaign, user=learner, identifier="", needs=(), now=now)
    run.series.tests.update(answered=4)
    [row] = rows_of(participants_of(campaign))
    assert (row.answered, row.questions, row.percent) == (4, 10, 40)


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_whatever_the_class(
    desk, page, campaign, school, now, count, django_assert_num_queries
):
    for user in UserFactory.create_batch(count):
        LearnerFactory(organisation=school, user=user)
        join(campaign=campaign, user=user, identifier="", needs=(), now=now)
    with django_assert_num_queries(15):
        desk.get(page)


def test_a_participation_is_deleted_after_a_page_that_says_what_is_lost(
    desk, page, people, learner
):
    run = Participation.objects.get(rank=2)
    address = f"{page}participants/{run.public_id}/supprimer/"
    html = desk.get(address).content.decode()
    assert "Ses 2 passages disparaissent" in html
    assert "Ana" in html
    desk.post(address)
    assert names(desk.get(page)) == ["Bilal", ""]
    assert desk.get(address).status_code == 404


def test_the_projection_shows_the_code_and_where_to_type_it(desk, page, campaign):
    html = desk.get(f"{page}projeter/").content.decode()
    assert f"<span>{campaign.code[:3]}</span><span>{campaign.code[3:6]}</span>" in html
    assert "testserver/code/" in html
    assert "<svg" in html
    assert campaign.title in html


def test_the_counts_come_again_only_when_one_changed(desk, page, campaign):
    mark = desk.get(f"{page}projeter/").context["mark"]
    asked = {"vu": mark}
    again = desk.get(f"{page}projeter/", asked, headers={"hx-request": "true"})
    assert (again.status_code, again.content) == (204, b"")
    ParticipationFactory(campaign=campaign)
    changed = desk.get(f"{page}projeter/", asked, headers={"hx-request": "true"})
    assert changed.status_code == 200
    assert b"<html" not in changed.content
    assert b"<b>1</b>" in changed.content


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"archived_at": datetime(2027, 1, 1, tzinfo=UTC)}, "archivée"),
        ({"closes_at": datetime(2026, 1, 1, tzinfo=UTC)}, "date limite est passée"),
        ({"opens_at": datetime(2099, 1, 5, 9, tzinfo=UTC)}, "Ouvre lundi 5 janvier 2099 à 10:00"),
    ],
)
def test_a_code_that_opens_nothing_says_why(desk, page, campaign, changes, words):
    type(campaign).objects.filter(pk=campaign.pk).update(**changes)
    assert words in desk.get(f"{page}projeter/").content.decode()


def test_the_qr_code_is_a_picture_to_keep(desk, page, campaign):
    answer = desk.get(f"{page}qr.svg")
    assert answer["Content-Type"] == "image/svg+xml"
    assert f"{campaign.code}.svg" in answer["Content-Disposition"]
    assert answer.content.startswith(b"<svg")


def test_names_that_play_tricks_stay_names(desk, page, campaign):
    user = UserFactory(first_name="<script>alert(1)</script>", last_name="\u202etxt.exe")
    ParticipationFactory(campaign=campaign, user=user, identifier='=HYPERLINK("x")')
    html = desk.get(page).content.decode()
    assert "<script>alert" not in html
    assert "<bdi>\u202etxt.exe" in html
