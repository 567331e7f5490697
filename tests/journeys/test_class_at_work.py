"""A class takes a campaign over real HTTP while its teacher watches, in a browser."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from playwright.sync_api import expect

from campaigns.enums import Audience, ParticipationState
from campaigns.models import Participation
from campaigns.selectors.outcomes import outcome_of
from tests.factories.accounts import LearnerFactory, UserFactory
from tests.factories.campaigns import CampaignFactory
from tests.support.browsing import sign_in
from tests.support.http_class import HttpPupil, session_of

PUPILS = 6


@pytest.fixture
def campaign(school, teacher):
    return CampaignFactory(
        organisation=school,
        owner=teacher,
        audience=Audience.CLASSES,
        classes=["3E 1"],
        live_outcomes=True,
    )


@pytest.fixture
def pupils(school, campaign, live_server):
    """Signed in, ready to begin."""
    found = []
    for number in range(PUPILS):
        user = UserFactory(first_name=f"Élève{number}")
        LearnerFactory(
            organisation=school, class_name="3E 1", user=user, first_name=f"Élève{number}"
        )
        found.append(HttpPupil(live_server.url, session_of(user), campaign.code, seed=number))
    return found


@pytest.mark.journey
@pytest.mark.django_db(transaction=True)
def test_the_teacher_sees_the_class_advance_until_all_have_sent(page, campaign, pupils, teacher):
    live = f"/orga/{campaign.organisation.code}/campagnes/{campaign.public_id}/direct/"
    sign_in(page, teacher.email, live)
    expect(page.get_by_text("Pas commencé")).to_have_count(PUPILS)
    with ThreadPoolExecutor(max_workers=3) as room:
        ends = list(room.map(HttpPupil.take, pupils))
    assert all("envoy" in end for end in ends)
    expect(page.locator(".tag", has_text="Envoyé")).to_have_count(PUPILS)
    expect(
        page.locator("#direct .dots i.r, #direct .dots i.w, #direct .dots i.s").first
    ).to_be_visible()
    _results_are_what_the_answers_say(campaign)


def _results_are_what_the_answers_say(campaign):
    runs = Participation.objects.filter(campaign=campaign).select_related("series", "result")
    assert {run.state for run in runs} == {ParticipationState.SENT}
    for run in runs:
        again = outcome_of(run.series)
        assert run.result.is_frozen
        assert (run.result.validated, run.result.total) == (
            again.whole.validated,
            again.whole.total,
        )
        assert run.result.mastery == again.whole.mastery
        assert run.result.skills == again.knowledge
