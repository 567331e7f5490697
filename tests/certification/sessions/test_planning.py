"""The planner, from what is asked to sessions with their candidates."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from certification.forms import planning
from certification.models import Candidate, Session, SessionProposal
from tests.factories.certification import SessionFactory

pytestmark = pytest.mark.usefixtures("test_format")


@pytest.fixture
def asked(test_format):
    return {
        "classes": ["3A"],
        "only_certifiable": "on",
        "first_day": "2030-01-14",
        "last_day": "2030-01-15",
        "weekdays": ["0", "1"],
        "times": "9:00, 14:00",
        "gap": "20",
        "site": "Collège Alice-Guy",
        "rooms": "B12 : 4",
        "people": "Nadia Benali\nPaul Lemoine",
        "format": test_format.pk,
        "count": "",
        "adapted": "",
    }


def ask(client, centre, asked, **changes) -> SessionProposal:
    response = client.post(reverse("sessions_plan", args=[centre.code]), asked | changes)
    assert response.status_code == 302, response.context["form"].errors
    return SessionProposal.objects.latest("pk")


def page(client, proposal, name="proposal") -> str:
    address = reverse(name, args=[proposal.centre.code, proposal.public_id])
    return client.get(address).content.decode()


def test_certifiable_pupils_are_placed_and_seated(member, centre, teacher, make_class, asked):
    pupils = make_class("3A", 3)
    make_class("3A", 2, certifiable=False)
    proposal = ask(
        member, centre, asked, adapted=f"{pupils[0].last_name} {pupils[0].first_name} ; 33 %"
    )
    shown = page(member, proposal)
    assert ("Lundi 14 janvier 2030" in shown, "3A" in shown) == (True, True)
    assert not Session.objects.exists()
    member.post(reverse("proposal", args=[centre.code, proposal.public_id]), {"confirm": "1"})
    assert {one.learner for one in Candidate.objects.select_related("learner")} == set(pupils)
    assert Candidate.objects.get(learner=pupils[0]).extra_time_percent == 33
    assert Session.objects.first().created_by == teacher


def test_saying_yes_twice_makes_sessions_once(member, centre, make_class, asked):
    make_class("3A", 3)
    proposal = ask(member, centre, asked)
    address = reverse("proposal", args=[centre.code, proposal.public_id])
    statuses = [member.post(address, {"confirm": "1"}).status_code for _ in range(2)]
    assert (statuses, Session.objects.count()) == ([302, 404], 1)
    assert SessionProposal.objects.get().sessions == []


def test_impossible_is_explained(member, centre, make_class, asked):
    make_class("3A", 20)
    proposal = ask(member, centre, asked)
    shown = page(member, proposal)
    assert "Il manque 4 places pour 20 candidats" in shown
    assert "1 créneau de plus" in shown
    address = reverse("proposal", args=[centre.code, proposal.public_id])
    member.post(address, {"confirm": "1"})
    assert not Session.objects.exists()


def test_who_is_not_free_is_unticked(member, centre, make_class, asked):
    make_class("3A", 4)
    proposal = ask(member, centre, asked)
    assert page(member, proposal, "proposal_availability").count("checked") == 12
    address = reverse("proposal_availability", args=[centre.code, proposal.public_id])
    free = [f"{kind}-{place}-3" for kind, place in (("rooms", 0), ("people", 1))]
    member.post(address, {"libre": free})
    [session] = SessionProposal.objects.get().sessions
    assert (session["starts_at"][:16], session["invigilators"]) == (
        "2030-01-15T14:00",
        "Paul Lemoine",
    )


def test_rooms_and_people_of_existing_sessions_are_taken(member, centre, make_class, asked):
    make_class("3A", 4)
    SessionFactory(
        centre=centre,
        room="b12",
        invigilators="Paul Lemoine",
        starts_at=datetime(2030, 1, 14, 9, 0, tzinfo=UTC),
    )
    [session] = ask(member, centre, asked).sessions
    assert session["starts_at"][:16] == "2030-01-14T14:00"


def test_people_without_names_are_counted(member, centre, make_class, asked):
    make_class("3A", 1)
    proposal = ask(member, centre, asked, classes=[], count="6")
    member.post(reverse("proposal", args=[centre.code, proposal.public_id]), {"confirm": "1"})
    assert (Session.objects.count(), Candidate.objects.count()) == (2, 0)


def test_a_room_taken_meanwhile_stops_everything(member, centre, make_class, asked):
    make_class("3A", 8)
    proposal = ask(member, centre, asked)
    taken = proposal.sessions[1]
    SessionFactory(
        centre=centre, site=taken["site"], room=taken["room"], starts_at=taken["starts_at"]
    )
    address = reverse("proposal", args=[centre.code, proposal.public_id])
    response = member.post(address, {"confirm": "1"}, follow=True)
    assert "Rien n'a été créé" in response.content.decode().replace("&#x27;", "'")
    assert Session.objects.count() == 1


def test_what_was_asked_can_be_changed(member, centre, make_class, asked):
    make_class("3A", 4)
    proposal = ask(member, centre, asked)
    address = f"{reverse('sessions_plan', args=[centre.code])}?proposition={proposal.public_id}"
    assert "B12 : 4" in member.get(address).content.decode()
    member.post(address, asked | {"rooms": "CDI 30"})
    assert SessionProposal.objects.get().sessions[0]["room"] == "CDI"


def test_so_many_pupils_alone_are_placed_apart(member, centre, make_class, asked, monkeypatch):
    monkeypatch.setitem(planning._MOST, "alone", 1)
    learners = make_class("3A", 2)
    adapted = "\n".join(f"{one.last_name} {one.first_name} ; seul" for one in learners)
    response = member.post(
        reverse("sessions_plan", args=[centre.code]), asked | {"adapted": adapted}
    )
    assert "1 élèves seuls au plus" in response.content.decode()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"classes": []}, "Choisissez qui doit passer"),
        ({"rooms": "B12"}, "écrivez le nom de la salle"),
        ({"rooms": "B12" + " " * 4000 + "x"}, "écrivez le nom de la salle"),
        ({"times": "neuf heures"}, "n'est pas une heure"),
        ({"last_day": "2020-01-01"}, "Aucun jour à venir"),
        ({"people": "Nadia\nnadia"}, "deux fois"),
        ({"adapted": "Personne Inconnue ; 33"}, "personne de ce nom"),
    ],
)
def test_what_cannot_be_read_is_said(member, centre, make_class, asked, change, words):
    make_class("3A", 1)
    response = member.post(reverse("sessions_plan", args=[centre.code]), asked | change)
    assert words in response.content.decode().replace("&#x27;", "'")


def test_a_proposal_of_another_centre_is_not_found(
    client, stranger, centre, make_class, asked, teacher
):
    client.force_login(teacher)
    make_class("3A", 1)
    proposal = ask(client, centre, asked)
    client.force_login(stranger)
    address = reverse("proposal", args=[centre.code, proposal.public_id])
    assert client.get(address).status_code == 404
