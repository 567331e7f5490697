"""The pages of candidates, as the team of a centre uses them."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.enums import AuditAction
from accounts.models import AuditEvent
from accounts.school_lists.sources import from_bytes
from certification.candidate_files.reading import read
from certification.models import Candidate
from competences.models import CompetenceProfile
from competences.services.starting import start_test
from tests.factories.accounts import LearnerFactory, UserFactory
from tests.factories.certification import CandidateFactory, SessionFactory

LIST = "Nom;Prénom;Date de naissance;Sexe;Pays;Code Insee\n{}\n"
ZOE = "Martin;Zoé;01/03/2010;F;France;29019"
BY_HAND = {
    "last_name": "Martin",
    "first_name": "Zoé",
    "birth_date_day": "1",
    "birth_date_month": "3",
    "birth_date_year": "2010",
    "sex": "F",
    "birth_country": "France",
    "birth_insee_code": "29019",
}


@pytest.fixture
def page(client, teacher, session):
    """The address of a page of this session, for a member of the team."""
    client.force_login(teacher)

    def _page(name, *more, of=session):
        return reverse(name, args=[of.centre.code, of.public_id, *more])

    return _page


def text_of(response):
    return " ".join(response.content.decode().split())


def give_levels(user, now, competences):
    """Level 1 in so many competences."""
    for code in ("1.2", "2.1", "4.1")[:competences]:
        CompetenceProfile.objects.create(
            user=user,
            competence_id=code,
            pix=9,
            level=1,
            level_low=1,
            level_high=1,
            expected_pix=9,
            pix_sd=1,
            knowledge={},
            assessment=start_test(user_id=user.pk, competence="1.2", needs=(), now=now),
            last_position=1,
            folded_at=now,
        )


def test_an_empty_session_offers_three_ways(client, page):
    text = text_of(client.get(page("candidates")))
    assert all(page(name) in text for name in ("candidates_enrol", "candidates_import"))
    assert page("candidate_new") in text


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_whatever_its_length(
    client, page, session, count, django_assert_num_queries
):
    CandidateFactory.create_batch(count, session=session, extra_time_percent=33)
    client.get(page("candidates"))
    with django_assert_num_queries(11):
        response = client.get(page("candidates"))
    assert len(response.context["page"].object_list) == count


def test_a_candidate_is_found_however_the_name_is_written(client, page, session):
    CandidateFactory(session=session, last_name="D'Hérouville", class_name="3E 1")
    CandidateFactory(session=session, last_name="Autre", class_name="3E 2")
    for query in ("?q=herouville maelle", "?classe=3E 1"):
        found = client.get(page("candidates") + query).context["page"].object_list
        assert [one.last_name for one in found] == ["D'Hérouville"]


def test_reading_the_list_is_in_the_journal(client, page, session, school, teacher):
    CandidateFactory(session=session)
    client.get(page("candidates"))
    event = AuditEvent.objects.get(action=AuditAction.CANDIDATES_READ)
    assert (event.actor, event.organisation, event.details["count"]) == (teacher, school, 1)


def test_by_hand(client, page, session, places):
    response = client.post(page("candidate_new"), BY_HAND)
    assert response.url == page("candidates")
    candidate = session.candidates.get()
    assert (candidate.birth_city, candidate.birth_country) == ("Brest", "FRANCE")


def test_by_hand_abroad_nobody_types_99(client, page, session, places):
    client.post(
        page("candidate_new"),
        BY_HAND | {"birth_insee_code": "", "birth_city": "Köln", "birth_country": "Allemagne"},
    )
    assert session.candidates.get().birth_insee_code == "99109"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"birth_insee_code": "00000"}, "birth_insee_code"),
        ({"birth_postal_code": "29200"}, "birth_insee_code"),
        ({"birth_country": "Atlantide"}, "birth_country"),
        ({"extra_time": "120"}, "extra_time"),
        ({"email": "zoe"}, "email"),
        ({"birth_date_year": "1850"}, "birth_date"),
        ({"last_name": "--"}, "last_name"),
    ],
)
def test_by_hand_the_rules_are_those_of_lists(client, page, session, places, change, field):
    response = client.post(page("candidate_new"), BY_HAND | change)
    assert list(response.context["form"].errors) == [field]
    assert not session.candidates.exists()


def test_by_hand_nobody_comes_twice(client, page, session, places):
    client.post(page("candidate_new"), BY_HAND)
    response = client.post(page("candidate_new"), BY_HAND | {"last_name": "MARTIN"})
    assert "déjà dans la session" in text_of(response)


def send(client, page, content, name="liste.csv"):
    """The page that says what was found."""
    sent = SimpleUploadedFile(name, content.encode())
    return client.post(page("candidates_import"), {"file": sent})


def test_a_list_is_checked_then_accepted(client, page, session, places):
    CandidateFactory(session=session)
    response = send(client, page, LIST.format(ZOE))
    assert "1 candidat est prêt" in text_of(client.get(response.url))
    assert session.candidates.get().last_name != "Martin"
    assert client.post(response.url).url == page("candidates")
    assert session.candidates.get().last_name == "Martin"
    assert client.get(response.url).status_code == 404


def test_problems_are_told_by_line_and_nothing_is_imported(client, page, session, places):
    response = send(client, page, LIST.format(f"{ZOE}\n{ZOE.replace('F;', 'X;')}"))
    text = text_of(client.get(response.url))
    assert "« X »" in text
    assert 'data-label="Ligne">3' in text
    client.post(response.url)
    assert not session.candidates.exists()


def test_what_somebody_sent_is_for_nobody_else(client, page, administrator, places):
    response = send(client, page, LIST.format(ZOE))
    client.force_login(administrator)
    assert client.get(response.url).status_code == 404


def test_a_list_is_not_replaced_once_somebody_entered(client, page, session, places, now, learner):
    checked = send(client, page, LIST.format(ZOE))
    CandidateFactory(session=session, linked_at=now, user=learner)
    assert "ne peut plus être remplacée" in text_of(client.post(checked.url, follow=True))
    assert "ne peut plus être remplacée" in text_of(client.get(page("candidates_import")))
    assert session.candidates.count() == 1


@pytest.mark.parametrize("kind", ["ods", "xlsx"])
def test_the_sheet_to_fill_in_holds_the_list(client, page, session, kind):
    CandidateFactory(session=session, last_name="Martin")
    response = client.get(page(f"candidates_{kind}"))
    name = f"liste-candidats-session-{session.number}.{kind}"
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    [line] = read(from_bytes(name, response.content)).rows
    assert (line.line, line.values["last_name"]) == (12, "Martin")


def test_a_class_suggests_who_is_certifiable(client, page, session, pupils, now, settings):
    settings.CERTIFIABLE_COMPETENCES = 3
    give_levels(pupils[0].user, now, competences=3)
    give_levels(pupils[1].user, now, competences=1)
    CandidateFactory(session=session, learner=pupils[2])
    response = client.get(page("candidates_enrol"), {"classe": "3E 1"})
    found = [(one.is_suggested, one.missing, one.seated) for one in response.context["pupils"]]
    assert found == [(True, 0, False), (False, 2, False), (False, 3, True)]
    text = text_of(response)
    assert text.count(" checked") == 1
    assert "il manque 2 compétences au niveau 1" in text
    assert "déjà inscrit" in text


@pytest.mark.parametrize("count", [1, 3])
def test_a_class_costs_the_same_whatever_its_size(
    client, page, school, count, django_assert_num_queries
):
    LearnerFactory.create_batch(count, organisation=school, class_name="3E 1")
    client.get(page("candidates_enrol"))
    with django_assert_num_queries(9):
        client.get(page("candidates_enrol"), {"classe": "3E 1"})
    with django_assert_num_queries(8):
        client.get(page("candidates_enrol"))


def test_ticked_pupils_are_enrolled_those_of_other_classes_are_not(
    client, page, session, school, pupils
):
    other = LearnerFactory(organisation=school, class_name="3E 2")
    ticked = [str(one.public_id) for one in (pupils[0], other)]
    address = page("candidates_enrol") + "?classe=3E+1"
    client.post(address, {"eleve": ticked})
    assert not Candidate.objects.exists()
    client.post(address, {"eleve": ticked[:1]})
    assert session.candidates.get().learner == pupils[0]


def test_extra_time_and_needs(client, page, session):
    one = CandidateFactory(session=session)
    address = page("candidate", one.public_id)
    client.post(address, {"extra_time": "33", "needs": ["needs_sight"]})
    one.refresh_from_db()
    assert (one.extra_time_percent, one.needs) == (33, ["needs_sight"])
    assert "De 1 à 99" in text_of(client.post(address, {"extra_time": "100"}))


def test_whoever_entered_is_not_removed(client, page, session, now, learner):
    gone = CandidateFactory(session=session)
    client.post(page("candidate_remove", gone.public_id))
    stays = CandidateFactory(session=session, linked_at=now, user=learner)
    response = client.post(page("candidate_remove", stays.public_id), follow=True)
    assert "son nom y reste" in text_of(response)
    assert session.candidates.get() == stays


def test_a_centre_without_school_has_no_classes(client, teacher, page):
    other = SessionFactory()
    other.centre.memberships.create(user=teacher, joined_at=other.starts_at - timedelta(days=9))
    assert client.get(page("candidates_enrol", of=other)).status_code == 404
    assert "Par classe" not in text_of(client.get(page("candidates", of=other)))


def test_the_session_of_another_centre_is_not_found(client, page, stranger):
    client.force_login(stranger)
    for name in ("candidates", "candidate_new", "candidates_ods"):
        assert client.get(page(name)).status_code == 404


def test_a_finalised_session_offers_nothing(client, page, session, now):
    CandidateFactory(session=session)
    session.state, session.finalised_at = "finalised", now
    session.save()
    text = text_of(client.get(page("candidates")))
    assert "Retirer" not in text
    assert page("candidate_new") not in text
    response = client.post(page("candidates_enrol") + "?classe=", {"eleve": [UserFactory().pk]})
    assert response.status_code == 302
    assert session.candidates.count() == 1
