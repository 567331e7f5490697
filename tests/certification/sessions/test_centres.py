"""Centres: asked for, opened at once or by staff; their team; their calendar."""

from contextlib import contextmanager
from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from accounts.enums import Role
from accounts.models import AuditEvent
from certification.enums import CentreKind, CentreState
from certification.models import Centre, CentreInvitation, CentreMembership, Window
from certification.selectors.windows import calendar_of
from certification.services import centre_invitations, centre_teams, centres
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory
from tests.factories.certification import CentreFactory, CentreMembershipFactory


@pytest.fixture
def sent(django_capture_on_commit_callbacks, mailoutbox):
    """The mail that leaves once the request is over."""

    @contextmanager
    def mails():
        with django_capture_on_commit_callbacks(execute=True):
            yield mailoutbox

    return mails


@pytest.fixture
def company(db):
    return OrganisationFactory(name="Atelier", code="ATELIERX", uai=None, kind="professional")


def test_a_school_with_an_uai_opens_its_centre_at_once(client, school, administrator):
    client.force_login(administrator)
    asked = {"organisation": school.code, "kind": CentreKind.MIDDLE_SCHOOL}
    response = client.post(reverse("centre_request"), asked)
    centre = Centre.objects.get()
    assert (centre.state, centre.code, centre.organisation) == (
        CentreState.ACTIVE,
        school.code,
        school,
    )
    assert centre.memberships.get().role == Role.ADMINISTRATOR
    assert response.url == reverse("centre_dashboard", args=[centre.code])
    assert client.get(response.url).status_code == 200


def test_others_wait_for_staff(client, company, staff, sent, now):
    user = MembershipFactory(organisation=company, administrator=True).user
    client.force_login(user)
    asked = {"organisation": company.code, "kind": CentreKind.PROFESSIONAL}
    client.post(reverse("centre_request"), asked)
    centre = Centre.objects.get()
    assert centre.state == CentreState.REQUESTED
    assert "En attente" in client.get(reverse("certif_home")).content.decode()
    with sent() as mails:
        centres.grant(centre=centre, actor=staff, address="https://pix.example/c/", now=now)
    assert "https://pix.example/c/" in mails[-1].body
    assert client.get(reverse("certif_home")).url == reverse("centre_dashboard", args=[centre.code])


def test_staff_refuses_and_it_may_be_asked_again(client, company, staff, sent, now):
    user = MembershipFactory(organisation=company, administrator=True).user
    ask = {"organisation": company, "user": user, "kind": CentreKind.PROFESSIONAL, "now": now}
    centre = centres.request_centre(**ask)
    with sent() as mails:
        centres.refuse(centre=centre, reason="Sans salle", actor=staff, now=now)
    assert "Sans salle" in mails[-1].body
    with pytest.raises(centres.AlreadyDecided):
        centres.grant(centre=centre, actor=staff, address="", now=now)
    assert centres.request_centre(**ask).state == CentreState.REQUESTED
    with pytest.raises(centres.AlreadyDecided):
        centres.request_centre(**ask)


def test_only_who_administers_asks(client, teacher, school):
    client.force_login(teacher)
    asked = {"organisation": school.code, "kind": CentreKind.MIDDLE_SCHOOL}
    assert client.post(reverse("centre_request"), asked).status_code == 200
    assert not Centre.objects.exists()


def test_staff_decides_in_the_administration(client, company, staff, now):
    user = MembershipFactory(organisation=company, administrator=True).user
    ask = {"organisation": company, "user": user, "kind": CentreKind.PROFESSIONAL, "now": now}
    centre = centres.request_centre(**ask)
    client.force_login(staff)
    address = reverse("admin:certification_centre_change", args=[centre.pk])
    page = client.get(address)
    assert "Ouvrir le centre" in page.content.decode()
    data = {name: getattr(centre, name) for name in ("name", "kind", "time_zone")}
    inline = {"memberships-TOTAL_FORMS": 0, "memberships-INITIAL_FORMS": 0}
    client.post(address, data | inline | {"_grant": "1", "external_id": "", "decision_note": ""})
    centre.refresh_from_db()
    assert centre.state == CentreState.ACTIVE


def test_several_centres_are_offered(client, centre, teacher):
    CentreMembershipFactory(centre=CentreFactory(name="Lycée Autre"), user=teacher)
    client.force_login(teacher)
    page = client.get(reverse("certif_home")).content.decode()
    assert "Lycée Autre" in page
    assert (
        "Lycée Autre"
        in client.get(reverse("centre_dashboard", args=[centre.code])).content.decode()
    )


def test_somebody_is_invited_and_joins(client, head, centre, learner, sent):
    asked = {"emails": learner.email, "role": Role.MEMBER}
    with sent() as mails:
        head.post(reverse("centre_invite", args=[centre.code]), asked)
    link = next(word for word in mails[-1].body.split() if "/invitation/" in word)
    client.force_login(learner)
    assert "Rejoindre" in client.get(link).content.decode()
    client.post(link)
    assert CentreMembership.objects.filter(centre=centre, user=learner).exists()
    assert AuditEvent.objects.filter(person=learner, organisation=centre.organisation).exists()


@pytest.mark.parametrize("state", ["cancelled", "expired", "used", "unknown"])
def test_links_that_open_nothing(client, centre, administrator, learner, now, state):
    secrets = []
    centre_invitations.invite(
        centre=centre,
        inviter=administrator,
        emails=["a@example.org"],
        role=Role.MEMBER,
        address_of=lambda secret: secrets.append(secret) or secret,
        now=datetime.now(UTC),
    )
    invitation = CentreInvitation.objects.get()
    if state == "cancelled":
        centre_invitations.cancel(invitation=invitation, now=now)
    if state == "used":
        centre_invitations.accept(secret=secrets[0], user=UserFactory(), now=datetime.now(UTC))
    if state == "expired":
        CentreInvitation.objects.update(expires_at=datetime(2020, 1, 1, tzinfo=UTC))
    client.force_login(learner)
    secret = "wrong" if state == "unknown" else secrets[0]
    assert client.get(reverse("centre_invitation", args=[secret])).status_code == 404


def test_the_last_administrator_stays(head, centre, administrator, teacher, now):
    own = centre.memberships.get(user=administrator)
    for change in (
        lambda: centre_teams.end_membership(membership=own, actor=administrator, now=now),
        lambda: centre_teams.change_role(
            membership=own, role=Role.MEMBER, actor=administrator, now=now
        ),
    ):
        with pytest.raises(centre_teams.LastAdministratorError):
            change()
    page = head.post(reverse("centre_leave", args=[centre.code]), follow=True)
    assert "au moins un administrateur" in page.content.decode()
    other = centre.memberships.get(user=teacher)
    head.post(
        reverse("centre_role", args=[centre.code, other.public_id]), {"role": "administrator"}
    )
    head.post(reverse("centre_leave", args=[centre.code]))
    assert not centre.memberships.filter(user=administrator, ended_at=None).exists()


def test_a_member_is_removed(head, centre, teacher):
    other = centre.memberships.get(user=teacher)
    address = reverse("centre_remove", args=[centre.code, other.public_id])
    assert "Retirer" in head.get(address).content.decode()
    head.post(address)
    assert not centre.memberships.filter(user=teacher, ended_at=None).exists()


def test_the_calendar_binds_a_kind_that_has_one(db):
    centre = CentreFactory(kind=CentreKind.HIGH_SCHOOL, bound_by_windows=True)
    now = datetime(2026, 12, 1, tzinfo=UTC)
    assert calendar_of(centre, now=now).holds(date(2026, 7, 14))
    Window.objects.create(
        kind=CentreKind.HIGH_SCHOOL,
        school_year="2026-2027",
        opens_on=date(2026, 11, 2),
        closes_on=date(2027, 3, 5),
        catch_up_closes_on=date(2027, 3, 12),
    )
    calendar = calendar_of(centre, now=now)
    days = (date(2026, 11, 1), date(2026, 11, 2), date(2027, 3, 12), date(2027, 3, 13))
    assert [calendar.holds(day) for day in days] == [False, True, True, False]
    centre.bound_by_windows = False
    assert calendar_of(centre, now=now).holds(days[0])
