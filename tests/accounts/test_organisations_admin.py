"""Requests and spaces in the administration of the platform."""

import re

import pytest
from django.urls import reverse

from accounts.enums import OrganisationState
from accounts.models import AuditEvent, Membership, Organisation
from tests.factories.accounts import MembershipFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(learner):
    return OrganisationFactory(
        code="0123456S",
        uai="0123456S",
        name="Collège Alice-Guy",
        state=OrganisationState.REQUESTED,
        decided_at=None,
        requested_by=learner,
        request_note="Je suis la principale.",
    )


@pytest.fixture
def press(client, post, staff):
    """Send the form of an organisation with one of its buttons."""
    client.force_login(staff)

    def send(organisation, button="_save", **typed):
        address = reverse("admin:accounts_organisation_change", args=[organisation.pk])
        page = client.get(address).content.decode()
        hidden = dict(re.findall(r'name="(memberships-\w+_FORMS)" value="(\d+)"', page))
        ids = dict(re.findall(r'name="(memberships-\d+-(?:id|organisation))" value="(\d+)"', page))
        data = {"name": organisation.name, "kind": organisation.kind, "uai": organisation.uai or ""}
        response = post(address, hidden | ids | data | {"decision_note": "", button: "1"} | typed)
        organisation.refresh_from_db()
        return response

    return send


def test_staff_open_a_space(press, asked, learner, staff, mailoutbox):
    press(asked, "_grant")
    assert asked.state == OrganisationState.ACTIVE
    assert Membership.objects.get().user == learner
    assert (mailoutbox[0].to, "/orga/0123456S/" in mailoutbox[0].body) == ([learner.email], True)
    decided = AuditEvent.objects.get(action="organisation_decided")
    assert (decided.actor, decided.organisation) == (staff, asked)


def test_a_refusal_needs_its_reason(press, asked, mailoutbox):
    assert press(asked, "_refuse").status_code == 200
    assert asked.state == OrganisationState.REQUESTED
    press(asked, "_refuse", decision_note="Écrivez-nous de votre adresse académique.")
    assert (asked.state, len(mailoutbox)) == (OrganisationState.REFUSED, 1)
    assert "adresse académique" in mailoutbox[0].body


def test_saving_decides_nothing(press, asked):
    press(asked, name="Collège Alice Guy")
    assert (asked.state, asked.name) == (OrganisationState.REQUESTED, "Collège Alice Guy")


def test_an_uai_corrected_before_opening_names_the_space(press, asked):
    press(asked, "_grant", uai="0123457T")
    assert (asked.uai, asked.code) == ("0123457T", "0123457T")
    press(asked, uai="0123458U")
    assert (asked.uai, asked.code) == ("0123458U", "0123457T")


def test_a_wrong_uai_is_refused(press, asked):
    assert "mal recopié" in press(asked, "_grant", uai="0123456T").content.decode()
    assert asked.state == OrganisationState.REQUESTED


def test_a_space_is_closed_and_reopened(client, press, school, teacher):
    press(school, "_close")
    assert school.state == OrganisationState.CLOSED
    press(school, "_reopen")
    assert school.state == OrganisationState.ACTIVE
    assert Membership.objects.get(user=teacher).ended_at is None


def test_staff_invite_an_administrator_where_there_is_none(press, school, mailoutbox):
    press(school, new_administrator="Ana@example.org")
    invitation = school.invitations.get()
    assert (invitation.email, invitation.role) == ("ana@example.org", "administrator")
    assert mailoutbox[0].to == ["ana@example.org"]


def test_the_list_finds_requests(client, staff, asked):
    MembershipFactory()
    client.force_login(staff)
    page = client.get(reverse("admin:accounts_organisation_changelist"), {"state": "requested"})
    assert [row.pk for row in page.context["cl"].result_list] == [asked.pk]


def test_spaces_are_neither_added_nor_deleted_there(client, staff, asked):
    client.force_login(staff)
    for name, arguments in (("add", []), ("delete", [asked.pk])):
        address = reverse(f"admin:accounts_organisation_{name}", args=arguments)
        assert client.get(address).status_code == 403
    assert Organisation.objects.count() == 1
