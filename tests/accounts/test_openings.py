"""A school opens: asked for, granted by its mailbox or by staff, refused, asked again."""

from datetime import timedelta

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from accounts import uai
from accounts.academies import official_mailbox
from accounts.enums import OrganisationKind, OrganisationState, Role
from accounts.models import AuditEvent, Membership, Organisation
from accounts.services import openings
from tests.factories.accounts import OrganisationFactory

pytestmark = pytest.mark.django_db
UAI = "0123456S"


@pytest.fixture
def ask(learner, now):
    def request(user=learner, uai=UAI, at=now, name="Collège Alice-Guy") -> Organisation:
        kind = OrganisationKind.SECONDARY_SCHOOL
        return openings.request_opening(
            user=user, kind=kind, name=name, uai=uai, note="Principal", now=at
        )

    return request


@pytest.fixture
def link(mailoutbox, django_capture_on_commit_callbacks):
    """The token sent to the mailbox of the school."""

    def send(organisation, user) -> str:
        tokens = []
        with django_capture_on_commit_callbacks(execute=True):
            openings.send_opening_link(
                organisation=organisation,
                user=user,
                mailbox="ce.0123456s@ac-lyon.fr",
                address_of=lambda token: tokens.append(token) or token,
            )
        return tokens[0]

    return send


def opened(token, now) -> Organisation:
    return openings.open_from_mailbox(token=token, address="https://pix.test/", now=now)


@pytest.mark.parametrize(
    ("written", "defect"),
    [
        ("012345", uai.Defect.LENGTH),
        ("012345678", uai.Defect.LENGTH),
        ("A1234567", uai.Defect.SHAPE),
        ("01234567", uai.Defect.SHAPE),
        ("٠١٢٣٤٥٦Z", uai.Defect.SHAPE),
    ],
)
def test_a_defect_of_an_uai_has_its_name(written, defect):
    assert uai.defect_of(written) == defect


@given(st.integers(0, 9_999_999))
def test_one_letter_goes_with_seven_digits(number):
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    assert sum(uai.is_valid(f"{number:07}{letter}") for letter in letters) == 1


@given(st.integers(0, 9_999_999), st.integers(0, 6), st.integers(1, 9))
def test_a_wrong_digit_is_seen(number, position, shift):
    letter = next(one for one in "ABCDEFGHJKLMNPRSTUVWXYZ" if uai.is_valid(f"{number:07}{one}"))
    digits = list(f"{number:07}")
    digits[position] = str((int(digits[position]) + shift) % 10)
    assert uai.defect_of("".join(digits) + letter) == uai.Defect.LETTER


def test_the_mailbox_of_a_school_is_derived_from_its_uai():
    assert official_mailbox(uai="0123456S", domain="ac-lyon.fr") == "ce.0123456s@ac-lyon.fr"


def test_a_request_waits_and_gives_nothing_yet(ask, learner):
    asked = ask()
    assert (asked.code, asked.state, asked.requested_by) == (UAI, "requested", learner)
    assert not Membership.objects.exists()


def test_without_uai_a_code_is_drawn(ask):
    codes = {ask(uai="").code for _ in range(3)}
    assert len(codes) == 3
    assert all(code.isalpha() and code.isupper() and len(code) == 8 for code in codes)


@pytest.mark.parametrize("state", ["active", "requested", "closed"])
def test_a_known_uai_is_not_asked_for_twice(ask, outsider, state, now):
    known = OrganisationFactory(code=UAI, uai=UAI, state=state, requested_at=now)
    with pytest.raises(openings.OrganisationExists) as exists:
        ask(user=outsider)
    assert exists.value.organisation == known


def test_what_was_refused_may_be_asked_again(ask, staff, outsider, now):
    openings.refuse(organisation=ask(), reason="Qui êtes-vous ?", actor=staff, now=now)
    again = ask(user=outsider, at=now + timedelta(days=1), name="Collège Alice Guy")
    assert (again.state, again.requested_by, again.decision_note) == ("requested", outsider, "")
    assert Organisation.objects.count() == 1


def test_the_mailbox_opens_the_space_to_the_requester(ask, link, learner, now, mailoutbox):
    organisation = opened(link(ask(), learner), now)
    organisation.refresh_from_db()
    assert (organisation.state, organisation.decided_at) == (OrganisationState.ACTIVE, now)
    assert Membership.objects.get().role == Role.ADMINISTRATOR
    assert mailoutbox[0].to == ["ce.0123456s@ac-lyon.fr"]


def test_the_mailbox_may_prefer_another_than_the_first_to_ask(ask, link, outsider, now):
    opened(link(ask(), outsider), now)
    assert Membership.objects.get().user == outsider


def test_the_link_serves_once(ask, link, learner, outsider, now):
    asked = ask()
    first, second = link(asked, learner), link(asked, outsider)
    opened(first, now)
    for token in (first, second):
        with pytest.raises(openings.OpeningRefusedError):
            opened(token, now)
    assert Membership.objects.count() == 1


def test_the_link_lasts_seven_days(ask, link, learner):
    with time_machine.travel("2027-01-04T10:00:00+01:00", tick=False) as clock:
        token = link(ask(), learner)
        clock.shift(timedelta(days=7))
        assert openings.read_opening_link(token)
        clock.shift(timedelta(seconds=1))
        with pytest.raises(openings.OpeningRefusedError):
            openings.read_opening_link(token)


@pytest.mark.parametrize("token", ["", "faux", "a:b:c"])
def test_a_forged_link_opens_nothing(token, db):
    with pytest.raises(openings.OpeningRefusedError):
        openings.read_opening_link(token)


def test_a_refusal_is_told_with_its_reason(
    ask, staff, learner, now, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        openings.refuse(organisation=ask(), reason="UAI d'une autre ville", actor=staff, now=now)
    assert mailoutbox[0].to == [learner.email]
    assert "UAI d'une autre ville" in mailoutbox[0].body
    assert AuditEvent.objects.get().details == {"state": "refused"}


def test_two_decisions_do_not_cross(ask, staff, now):
    asked = ask()
    again = Organisation.objects.get(pk=asked.pk)
    openings.refuse(organisation=asked, reason="Non", actor=staff, now=now)
    with pytest.raises(openings.OpeningRefusedError):
        openings.grant(organisation=again, administrator=None, actor=staff, address="", now=now)


def test_a_request_can_be_withdrawn_until_it_is_decided(ask, link, learner, now):
    asked = ask()
    opened(link(asked, learner), now)
    openings.withdraw(organisation=asked)
    assert Organisation.objects.exists()
    openings.withdraw(organisation=ask(uai=""))
    assert Organisation.objects.count() == 1
