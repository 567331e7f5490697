"""The dashboard: classes in the 16 competences, and what to do now."""

from datetime import UTC, date, datetime, timedelta

import pytest

from accounts.models import LinkClaim, Membership
from campaigns.content.calendar import SchoolYear, school_year
from campaigns.selectors.alerts import alerts_for
from campaigns.selectors.school_map import map_of
from tests.campaigns.results.test_pages import text
from tests.campaigns.results.test_standings import profile
from tests.factories.accounts import LearnerFactory, UserFactory
from tests.factories.campaigns import CampaignFactory, ParticipationFactory

PAGE = "/orga/9990001X/"


def learner(school, class_name, levels, now):
    """A learner with these levels by competence; without account if there are none."""
    user = UserFactory() if levels else None
    for code, level in (levels or {}).items():
        profile(user, code, level, now)
    return LearnerFactory(organisation=school, class_name=class_name, user=user)


@pytest.fixture
def classes(school, now, settings):
    settings.CERTIFIABLE_COMPETENCES = 2
    learner(school, "5E 2", {"1.2": 3, "4.1": 1}, now)
    learner(school, "5E 2", {"1.2": 2, "4.1": 0}, now)
    learner(school, "5E 2", None, now)
    learner(school, "6E 1", {"4.1": 5}, now)
    left = learner(school, "6E 1", {"1.2": 6, "4.1": 6}, now)
    left.disabled_at = now
    left.save()
    LearnerFactory(class_name="5E 2")
    return [("5E 2", 3, 2), ("6E 1", 1, 1)]


def cell(found, class_name, code):
    line = next(line for line in found.classes if line.name == class_name)
    return next(one for one in line.cells if one.competence.pk == code)


def test_the_map_counts_who_was_tested_among_who_is_there(school, classes):
    found = map_of(school, classes)
    one = cell(found, "5E 2", "1.2")
    assert (one.tested, one.level, one.mean_pix, one.coverage) == (2, 2.5, 20, 2 / 3)
    assert cell(found, "6E 1", "4.1").level == 5
    assert cell(found, "6E 1", "1.2").tested == 0
    assert [line.certifiable for line in found.classes] == [1, 0]
    assert not found.is_empty


@pytest.mark.parametrize("shown", [1, 2])
def test_the_map_costs_three_queries(school, classes, shown, django_assert_num_queries):
    with django_assert_num_queries(3):
        map_of(school, classes[:shown])


def test_the_page_says_in_words_what_the_map_draws(client, teacher, classes):
    client.force_login(teacher)
    page = text(client.get(PAGE))
    assert "niveau 2,5" in page
    assert "2 testés sur /3" in page
    assert "personne testé" in page
    assert "4.1 Compétence 4.1" in page


def test_before_any_test_the_dashboard_shows_accounts(client, teacher, school):
    LearnerFactory(organisation=school)
    client.force_login(teacher)
    assert "Comptes rattachés" in text(client.get(PAGE))


# --- What to do ---------------------------------------------------------------------------------
OCTOBER = datetime(2026, 10, 5, 10, 0, tzinfo=UTC)


@pytest.fixture
def alerts(school, teacher):
    membership = Membership.objects.select_related("organisation").get(user=teacher)

    def read(now, classes=(), claims=0):
        return alerts_for(membership, classes=classes, claims=claims, now=now)

    return read


def test_nothing_to_do(alerts, now):
    assert alerts(now) == []


def test_a_class_that_did_nothing_is_pressing_until_toussaint(alerts, school):
    begun = LearnerFactory(organisation=school, class_name="6E 1")
    campaign = CampaignFactory(organisation=school)
    ParticipationFactory(campaign=campaign, learner=begun, started_at=OCTOBER)
    [alert] = alerts(OCTOBER, ["5E 2", "6E 1"])
    assert alert.title == "1 classe n'a encore rien passé cette année"
    assert alert.text.startswith("5E 2. Le parcours de rentrée se passe avant")
    assert "samedi 17 octobre 2026" in alert.text
    assert alert.is_pressing
    [later] = alerts(OCTOBER + timedelta(days=30), ["5E 2", "6E 1"])
    assert (later.text, later.is_pressing) == ("5E 2.", False)


def test_last_year_does_not_count(alerts, school):
    begun = LearnerFactory(organisation=school, class_name="6E 1")
    before = OCTOBER - timedelta(days=100)
    ParticipationFactory(
        campaign=CampaignFactory(organisation=school), learner=begun, started_at=before
    )
    assert len(alerts(OCTOBER, ["6E 1"])) == 1


def test_many_classes_are_not_all_named(alerts):
    [alert] = alerts(OCTOBER, [f"{number}E" for number in range(9)])
    assert "5E et 3 autres." in alert.text


def test_a_campaign_that_closes_soon_comes_first(alerts, school, now):
    ours = {"organisation": school, "closes_at": now + timedelta(days=2)}
    campaign = CampaignFactory(name="Le point", **ours)
    ParticipationFactory(campaign=campaign, sent=True)
    ParticipationFactory(campaign=campaign)
    CampaignFactory(archived_at=now, **ours)
    CampaignFactory(deleted_at=now, **ours)
    CampaignFactory(closes_at=now + timedelta(days=2))
    CampaignFactory(organisation=school, closes_at=now + timedelta(days=30))
    first, *_others = alerts(now, ["5E 2"])
    assert first.title.startswith("«\xa0Le point\xa0» ferme le")
    assert first.text == "1 participant sur 2 a envoyé ses résultats."
    assert str(campaign.public_id) in first.address


def test_results_to_read_are_those_of_my_campaigns_this_week(alerts, school, teacher, now):
    mine = CampaignFactory(organisation=school, owner=teacher, name="À moi")
    other = CampaignFactory(organisation=school)
    for campaign, days in ((mine, 1), (mine, 20), (other, 1)):
        ParticipationFactory(campaign=campaign, sent=True, sent_at=now - timedelta(days=days))
    [alert] = alerts(now)
    assert alert.title == "1 nouveau résultat\xa0: «\xa0À moi\xa0»"


def test_claims_to_settle(client, teacher, alerts, school, now):
    [alert] = alerts(now, claims=2)
    assert alert.title == "2 rattachements attendent votre réponse"
    row = LearnerFactory(organisation=school, user=UserFactory())
    LinkClaim.objects.create(learner=row, user=UserFactory())
    client.force_login(teacher)
    assert "1 rattachement attend votre réponse" in text(client.get(PAGE))


# --- The official calendar ----------------------------------------------------------------------
@pytest.mark.parametrize(
    ("today", "begins", "before"),
    [
        (date(2026, 9, 1), date(2026, 9, 1), date(2026, 10, 17)),
        (date(2027, 7, 31), date(2026, 9, 1), date(2026, 10, 17)),
        (date(2026, 8, 1), date(2026, 9, 1), date(2026, 10, 17)),
        (date(2040, 1, 4), date(2039, 9, 1), None),
    ],
)
def test_the_school_year_of_a_day(today, begins, before):
    assert school_year(today) == SchoolYear(begins, before)
