"""The dashboard of an organisation: figures and first steps, computed from data."""

import pytest
from django.utils import timezone

from accounts.enums import ImportState
from accounts.models import ImportRun, LinkClaim
from tests.factories.accounts import InvitationFactory, LearnerFactory, MembershipFactory

pytestmark = pytest.mark.django_db
PAGE = "/orga/9990001X/"


@pytest.fixture
def office(client, administrator):
    client.force_login(administrator)
    return client


def done(office) -> dict[str, bool]:
    steps = office.get(PAGE).context["steps"]
    return {step.address.removeprefix(PAGE): step.is_done for step in steps}


def test_nothing_is_done_in_a_new_space(office):
    assert not any(done(office).values())
    assert "equipe/inviter/" in done(office)


def test_a_list_of_pupils_is_a_step(office, school):
    LearnerFactory(organisation=school)
    assert done(office)["eleves/importer/"]


@pytest.mark.parametrize("factory", [InvitationFactory, MembershipFactory])
def test_a_colleague_invited_or_there_is_a_step(office, school, factory):
    factory(organisation=school)
    assert done(office)["equipe/inviter/"]


def test_steps_are_for_administrators(client, teacher):
    client.force_login(teacher)
    assert client.get(PAGE).context["steps"] == []


def test_every_step_leads_to_a_page(office):
    for address in done(office):
        assert office.get(PAGE + address).status_code == 200, address


def test_figures_count_this_school_and_pupils_still_there(office, school, outsider):
    one = LearnerFactory(organisation=school, user=outsider)
    LearnerFactory(organisation=school, class_name="")
    LearnerFactory(organisation=school, disabled_at=timezone.now(), class_name="6E 1")
    LearnerFactory()
    LinkClaim.objects.create(learner=one, user=outsider)
    figures = office.get(PAGE).context["figures"]
    assert (figures.learners, figures.linked, figures.classes) == (2, 1, 1)
    assert (figures.members, figures.claims) == (1, 1)


def test_the_latest_import_is_named(office, school):
    for name in ("septembre.csv", "octobre.csv"):
        ImportRun.objects.create(
            organisation=school,
            file_name=name,
            state=ImportState.APPLIED,
            applied_at=timezone.now(),
        )
    assert "octobre.csv" in office.get(PAGE).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_dashboard_costs_the_same_whatever_the_school(
    office, school, count, django_assert_num_queries
):
    LearnerFactory.create_batch(count, organisation=school)
    MembershipFactory.create_batch(count, organisation=school)
    with django_assert_num_queries(19):
        office.get(PAGE)
