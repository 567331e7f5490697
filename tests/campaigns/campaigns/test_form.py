"""What a team types for a campaign: every mistake has its words, nothing makes the page fail."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import Membership
from campaigns.enums import Audience, Visibility
from campaigns.forms.campaigns import CampaignForm, copy_of, initial_of
from campaigns.services.campaigns import create_campaign
from tests.factories.accounts import LearnerFactory, OrganisationFactory
from tests.factories.campaigns import CampaignFactory, TargetProfileFactory

pytestmark = pytest.mark.django_db

FIELDS = (
    "kind", "profile", "name", "title", "audience", "classes", "opens_at", "closes_at",
    "landing_text", "end_text", "end_label", "end_url", "identifier_label", "identifier_kind",
    "multiple_sendings", "anonymous_allowed", "live_outcomes", "key",
)  # fmt: skip
NASTY = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        [
            "=1+1", "\x00", "\u202edrow", "\u200b", "' OR 1=1", "<script>", "9999-12-31T23:59",
            "0001-01-01T00:00", "2027-03-28T02:30", "2027-10-31T02:30", "2027-01-05T10:00",
            "javascript:alert(1)", "http://", "https://[", "a" * 6000, "evaluation", "classes",
            "collection", "5E 2", "00000000-0000-0000-0000-000000000000", "\ud7ff", "😀" * 60,
        ]
    ),
)  # fmt: skip


@pytest.fixture
def membership(teacher, school):
    return Membership.objects.select_related("organisation", "user").get(user=teacher)


@pytest.fixture
def form(membership, now, typed):
    def form(campaign=None, **changes):
        data = {name: value for name, value in (typed | changes).items() if value is not None}
        return CampaignForm(data, membership=membership, now=now, campaign=campaign)

    return form


def test_the_least_one_types_is_enough(form, profile):
    filled = form()
    assert filled.is_valid(), filled.errors
    assert filled.aim().profile == profile
    assert filled.choices().name == "5e 2, rentrée"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"kind": None}, "kind"),
        ({"kind": "autre"}, "kind"),
        ({"profile": None}, "profile"),
        ({"profile": "12"}, "profile"),
        ({"name": " "}, "name"),
        ({"name": "\u200b\u202e"}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"landing_text": "x" * 5001}, "landing_text"),
        ({"end_label": "Le site"}, "end_url"),
        ({"end_url": "https://example.org"}, "end_label"),
        ({"end_label": "Ici", "end_url": "javascript:alert(1)"}, "end_url"),
        ({"end_label": "Ici", "end_url": "ftp://example.org"}, "end_url"),
        ({"identifier_label": "Numéro de Sécurité sociale"}, "identifier_label"),
        ({"identifier_label": "NIR"}, "identifier_label"),
        ({"audience": "classes"}, "classes"),
        ({"audience": "classes", "classes": ["6E 9"]}, "classes"),
        ({"closes_at": "2027-01-04T10:59"}, "closes_at"),
        ({"closes_at": "2027-01-05"}, "closes_at"),
        ({"closes_at": "demain"}, "closes_at"),
        ({"closes_at": "9999-12-31T23:59"}, "closes_at"),
        ({"opens_at": "0001-01-01T00:00"}, "opens_at"),
        ({"opens_at": "2027-03-28T02:30"}, "opens_at"),
        ({"opens_at": "2027-01-09T10:00", "closes_at": "2027-01-09T10:00"}, "closes_at"),
    ],
)
def test_each_mistake_has_its_place(form, changes, field):
    assert list(form(**changes).errors) == [field]


def test_hours_are_those_of_paris(form):
    filled = form(opens_at="2027-01-05T10:00", closes_at="15/07/2027 18:00")
    assert filled.is_valid(), filled.errors
    assert filled.choices().opens_at == datetime(2027, 1, 5, 9, tzinfo=UTC)
    assert filled.choices().closes_at == datetime(2027, 7, 15, 16, tzinfo=UTC)


def test_a_line_break_counts_once_as_in_the_browser(form):
    filled = form(landing_text="a\r\n" * 2500)
    assert filled.is_valid(), filled.errors
    assert len(filled.choices().landing_text) == 4999


def test_what_is_hidden_is_not_refused(form):
    filled = form(kind="collection", profile="forged", audience="anyone", classes=["gone"])
    assert filled.is_valid(), filled.errors
    assert filled.aim().profile is None
    assert filled.choices().classes == ()


def test_an_address_without_its_beginning_is_completed(form):
    filled = form(end_label="Le site", end_url="college.example.org/fin")
    assert filled.is_valid(), filled.errors
    assert filled.choices().end_url == "https://college.example.org/fin"


def test_classes_are_those_of_the_list_and_those_chosen_before(form, school):
    LearnerFactory.create_batch(2, organisation=school, class_name="5E 2")
    LearnerFactory(organisation=school, class_name="")
    LearnerFactory(class_name="3E 1")
    campaign = CampaignFactory(organisation=school, audience=Audience.CLASSES, classes=["5E 9"])
    offered = form(campaign=campaign).fields["classes"].choices
    assert offered == [("5E 2", "5E 2 (2)"), ("5E 9", "5E 9 (plus dans la liste)")]


def test_a_deadline_that_passed_may_stay(form, school, profile, now):
    closed = CampaignFactory(
        organisation=school, profile=profile, closes_at=now - timedelta(days=1)
    )
    assert form(campaign=closed, closes_at="2027-01-03T11:00").is_valid()
    assert not form(campaign=closed, closes_at="2027-01-03T12:00").is_valid()


def test_a_campaign_and_its_copy_fill_the_form(school, membership, now):
    one = CampaignFactory(organisation=school, with_end=True, opens_at=now, name="n" * 120)
    assert initial_of(one)["opens_at"] == now
    copy = copy_of(one)
    assert (copy["opens_at"], copy["closes_at"]) == (None, None)
    assert copy["name"] == "n" * 110 + " (copie)"


@pytest.mark.parametrize(
    ("traits", "is_offered"),
    [
        ({"ready_made": True}, True),
        ({"visibility": Visibility.ORGANISATION}, True),
        ({"visibility": Visibility.AUTHOR}, False),
        (
            {"visibility": Visibility.EVERYBODY, "archived_at": datetime(2027, 1, 1, tzinfo=UTC)},
            False,
        ),
        ({"topics": {}}, False),
    ],
)
def test_profiles_offered(form, school, traits, is_offered):
    own = {} if traits.get("ready_made") else {"organisation": school}
    one = TargetProfileFactory(**own | traits)
    assert form(profile=str(one.public_id)).is_valid() == is_offered


@pytest.mark.parametrize("visibility", Visibility)
def test_profiles_of_another_school_are_offered_when_everybody_may_use_them(form, visibility):
    one = TargetProfileFactory(organisation=OrganisationFactory(), visibility=visibility)
    is_offered = form(profile=str(one.public_id)).is_valid()
    assert is_offered == (visibility == Visibility.EVERYBODY)


def test_a_profile_withdrawn_stays_that_of_its_campaign(form, school, profile, now):
    campaign = CampaignFactory(organisation=school, profile=profile)
    profile.archived_at = now
    profile.save()
    assert not form().is_valid()
    assert form(campaign=campaign).is_valid()


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.dictionaries(st.sampled_from(FIELDS), NASTY))
def test_whatever_is_typed_is_stored_or_refused_in_words(form, school, teacher, now, data):
    filled = form(**data)
    if not filled.is_valid():
        assert all(text for texts in filled.errors.values() for text in texts)
        return
    asked = {"organisation": school, "owner": teacher, "key": filled.key, "now": now}
    campaign, _new = create_campaign(**asked, aim=filled.aim(), choices=filled.choices())
    campaign.refresh_from_db()
    campaign.full_clean(exclude=["profile"])
