"""Invitations: who receives one, what its link opens, and for how long."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from accounts.enums import AuditAction, OrganisationState, Role
from accounts.forms.teams import AddressesField
from accounts.models import AuditEvent, Invitation, Membership
from accounts.services import invitations
from accounts.services.invitations import Sent
from accounts.services.teams import end_membership

pytestmark = pytest.mark.django_db


@pytest.fixture
def secrets():
    """The secrets of the links, as they were sent."""
    return []


@pytest.fixture
def invite(school, administrator, secrets, now):
    def send(*emails, role=Role.MEMBER, at=now) -> Sent:
        return invitations.invite(
            organisation=school,
            inviter=administrator,
            emails=emails,
            role=role,
            address_of=lambda secret: secrets.append(secret) or f"https://pix.test/{secret}",
            now=at,
        )

    return send


@pytest.fixture
def resend(administrator, secrets):
    def again(at) -> None:
        invitations.resend(
            invitation=Invitation.objects.get(),
            actor=administrator,
            address_of=lambda secret: secrets.append(secret) or secret,
            now=at,
        )

    return again


def test_each_address_gets_its_own_link(
    invite, secrets, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        sent = invite("a@example.org", "b@example.org")
    assert sent.invited == ["a@example.org", "b@example.org"]
    assert [message.to for message in mailoutbox] == [["a@example.org"], ["b@example.org"]]
    assert secrets[0] in mailoutbox[0].body
    assert secrets[1] not in mailoutbox[0].body


def test_the_secret_is_not_kept(invite, secrets):
    invite("a@example.org")
    assert secrets[0] not in str(Invitation.objects.values().get())


def test_members_and_people_already_invited_are_skipped(invite, teacher):
    invite("a@example.org")
    sent = invite("a@example.org", teacher.email, "b@example.org")
    assert sent == Sent(
        invited=["b@example.org"], members=[teacher.email], waiting=["a@example.org"]
    )


def test_an_expired_invitation_is_renewed_with_its_new_role(invite, now):
    invite("a@example.org")
    later = now + timedelta(days=14)
    assert invite("a@example.org", role=Role.ADMINISTRATOR, at=later).invited == ["a@example.org"]
    renewed = Invitation.objects.get()
    assert (renewed.role, renewed.expires_at) == (Role.ADMINISTRATOR, later + timedelta(days=14))


def test_accepting_joins_the_team_with_the_role(invite, secrets, school, outsider, now):
    invite("a@example.org", role=Role.ADMINISTRATOR)
    place = invitations.accept(secret=secrets[0], user=outsider, now=now)
    assert (place.organisation, place.user, place.role) == (school, outsider, "administrator")
    actions = AuditEvent.objects.order_by("pk").values_list("action", flat=True)
    assert list(actions) == [AuditAction.MEMBER_INVITED, AuditAction.MEMBER_JOINED]


def test_accepting_twice_is_harmless(invite, secrets, outsider, now):
    invite("a@example.org")
    first = invitations.accept(secret=secrets[0], user=outsider, now=now)
    assert invitations.accept(secret=secrets[0], user=outsider, now=now) == first
    assert Membership.objects.filter(user=outsider).count() == 1


def test_a_member_who_accepts_stays_one_member(invite, secrets, teacher, now):
    invite("a@example.org")
    invitations.accept(secret=secrets[0], user=teacher, now=now)
    assert Membership.objects.filter(user=teacher).count() == 1


@pytest.mark.parametrize(
    ("days", "refusal"), [(13, None), (14, invitations.ExpiredInvitation)], ids=["in time", "late"]
)
def test_a_link_lasts_fourteen_days(invite, secrets, outsider, now, days, refusal):
    invite("a@example.org")
    late = now + timedelta(days=days)
    if refusal is None:
        assert invitations.accept(secret=secrets[0], user=outsider, now=late)
    else:
        with pytest.raises(refusal):
            invitations.accept(secret=secrets[0], user=outsider, now=late)


def test_a_link_serves_one_person(invite, secrets, outsider, learner, now):
    invite("a@example.org")
    invitations.accept(secret=secrets[0], user=outsider, now=now)
    with pytest.raises(invitations.UsedInvitation):
        invitations.accept(secret=secrets[0], user=learner, now=now)


def test_a_link_brings_nobody_back(invite, secrets, outsider, administrator, now):
    invite("a@example.org")
    place = invitations.accept(secret=secrets[0], user=outsider, now=now)
    end_membership(membership=place, actor=administrator, now=now)
    with pytest.raises(invitations.UsedInvitation):
        invitations.accept(secret=secrets[0], user=outsider, now=now)


def test_a_cancelled_link_opens_nothing(invite, secrets, outsider, now):
    invite("a@example.org")
    invitations.cancel(invitation=Invitation.objects.get(), now=now)
    with pytest.raises(invitations.CancelledInvitation):
        invitations.accept(secret=secrets[0], user=outsider, now=now)


def test_sending_again_replaces_the_link(invite, resend, secrets, outsider, now):
    invite("a@example.org")
    later = now + timedelta(days=20)
    resend(later)
    with pytest.raises(invitations.UnknownInvitation):
        invitations.accept(secret=secrets[0], user=outsider, now=later)
    assert invitations.accept(secret=secrets[1], user=outsider, now=later)


def test_a_closed_school_lets_nobody_in(invite, secrets, school, outsider, now):
    invite("a@example.org")
    school.state = OrganisationState.CLOSED
    school.save()
    with pytest.raises(invitations.UnknownInvitation):
        invitations.accept(secret=secrets[0], user=outsider, now=now)


def test_a_name_that_hides_a_link_is_left_out_of_the_mail(
    invite, administrator, mailoutbox, django_capture_on_commit_callbacks
):
    administrator.first_name = "https://piege.example"
    with django_capture_on_commit_callbacks(execute=True):
        invite("a@example.org")
    assert "piege" not in mailoutbox[0].body
    assert administrator.email in mailoutbox[0].body


# --- What is typed


@pytest.mark.parametrize(
    "typed",
    [
        "a@example.org, B@example.org",
        "a@example.org;b@example.org;",
        "a@example.org\r\n\r\n b@example.org \n",
        "a@example.org b@example.org a@example.org",
        "Ana Diaz <a@example.org>, Bo <b@example.org>",
    ],
)
def test_addresses_as_people_write_them(typed):
    assert AddressesField(max_length=500).clean(typed) == ["a@example.org", "b@example.org"]


def test_each_wrong_address_is_named():
    with pytest.raises(ValidationError) as refused:
        AddressesField(max_length=500).clean("a@example.org, martin, x@y, b@example.org")
    assert refused.value.messages == [
        "«\u00a0martin\u00a0» n'est pas une adresse e-mail.",
        "«\u00a0x@y\u00a0» n'est pas une adresse e-mail.",
    ]


@pytest.mark.parametrize("typed", ["", " , ;\n", "a\0@example.org"])
def test_nothing_usable_is_refused(typed):
    with pytest.raises(ValidationError):
        AddressesField(max_length=500).clean(typed)


def test_fifty_addresses_at_once_and_no_more():
    written = [f"a{number}@example.org" for number in range(51)]
    field = AddressesField(max_length=5000)
    assert len(field.clean(",".join(written[:50]))) == 50
    with pytest.raises(ValidationError, match="50"):
        field.clean(",".join(written))
