"""The page of one participant."""

from datetime import timedelta

import pytest

from accounts.enums import AuditAction
from accounts.models import AuditEvent
from campaigns.models import Participation
from campaigns.services.again import try_again
from campaigns.services.participations import send
from tests.campaigns.results.conftest import address, pupil, take, take_and_send, work
from tests.campaigns.results.test_pages import text
from tests.factories.campaigns import ParticipationFactory


def page_of(desk, run):
    return desk.get(address(run.campaign, f"participants/{run.public_id}/"))


@pytest.fixture
def run(campaign, school, now):
    return take_and_send(campaign, pupil(school, "Abadie"), chance=1, now=now)


def test_what_the_team_reads_of_somebody(desk, run):
    page = text(page_of(desk, run))
    for words in ("Abadie", "5E 2", "100 %", "Palier 80", "Bouche cousue", "Compétence 4.1"):
        assert words in page
    assert "Réussir secrets au niveau 3" in page
    assert f"/eleves/{run.learner.public_id}/" in page_of(desk, run).content.decode()


def test_answers_are_never_shown(desk, run):
    page = text(page_of(desk, run))
    assert "Vous êtes dans la situation" not in page
    assert "Que faites-vous" not in page


def test_who_read_is_in_the_journal(desk, run, teacher):
    page_of(desk, run)
    event = AuditEvent.objects.get(action=AuditAction.LEARNER_READ)
    assert (event.actor, event.learner, event.person) == (teacher, run.learner, run.user)
    assert event.details == {"campaign": run.campaign.code}


def test_nothing_is_told_before_it_is_sent(desk, campaign, school, now):
    run = take(campaign, pupil(school, "Dia"), chance=1, now=now)
    page = text(page_of(desk, run))
    assert "A terminé, sans envoyer" in page
    assert "maîtrise" not in page
    assert "au niveau" not in page


def test_where_somebody_is(desk, campaign, school, now):
    from campaigns.services.participations import join

    user = pupil(school, "Dia")
    run = join(campaign=campaign, user=user, identifier="", needs=("needs_javascript",), now=now)
    work(run, chance=1, now=now, at_most=2)
    page = page_of(desk, run)
    assert page.context["page"].answered == 2
    assert "Répond encore" in text(page)


def test_sendings_one_after_the_other(desk, campaign, school, now):
    campaign.multiple_sendings = True
    campaign.save()
    first = take_and_send(campaign, pupil(school, "Abadie"), chance=0, now=now)
    later = now + timedelta(days=5)
    again = try_again(participation=first, needs=("needs_javascript",), now=later)
    work(again, chance=1, now=later)
    again.refresh_from_db()
    send(participation=again, now=later)
    history = page_of(desk, again).context["page"].history
    assert [one.run.rank for one in history] == [2, 1]
    assert history[0].gained == round(100 * again.result.mastery) > 0
    assert "Passage n° 1" in text(page_of(desk, again))
    row = desk.get(address(campaign)).context["rows"][0]
    assert (row.participation, row.gained_points) == (again, history[0].gained)


def test_somebody_without_account_has_one_run(desk, campaign):
    ParticipationFactory(campaign=campaign, user=None, finished=True)
    run = ParticipationFactory(campaign=campaign, user=None, identifier="12345", finished=True)
    page = page_of(desk, run)
    assert len(page.context["page"].history) == 1
    assert "12345" in text(page)


@pytest.mark.parametrize("topics", [{"secrets": 3}, {"secrets": 6, "formats": 6, "copies": 6}])
def test_the_cost_does_not_depend_on_what_was_asked(
    desk, campaign, school, now, topics, django_assert_num_queries
):
    campaign.topics = topics
    campaign.save()
    run = take_and_send(campaign, pupil(school, "Abadie"), chance=1, now=now)
    with django_assert_num_queries(15):
        page_of(desk, run)


@pytest.mark.parametrize("role", ["learner", "pupil", "stranger", "staff"])
def test_nobody_else_reads_it(request, client, run, role):
    client.force_login(request.getfixturevalue(role))
    for code in ("9990001X", "9990002Y"):
        end = f"campagnes/{run.campaign.public_id}/participants/{run.public_id}/"
        assert client.get(f"/orga/{code}/{end}").status_code == 404
    assert not AuditEvent.objects.exists()


def test_a_run_of_another_campaign_or_a_removed_one_is_not_found(desk, run, collection, now):
    other = address(collection, f"participants/{run.public_id}/")
    assert desk.get(other).status_code == 404
    Participation.objects.update(deleted_at=now)
    assert page_of(desk, run).status_code == 404
