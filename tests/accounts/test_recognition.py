"""A person is found in the list of her school once for all, or told what to do."""

from datetime import date, timedelta

import pytest

from accounts.enums import AuditAction, ClaimState
from accounts.enums import RecognitionOutcome as Outcome
from accounts.models import AuditEvent, LinkClaim
from accounts.services import recognition
from tests.factories.accounts import LearnerFactory, OrganisationFactory, UserFactory

BORN = date(2013, 3, 14)


@pytest.fixture
def listed(school):
    """Adds a learner of the school's list."""

    def add(last_name="Nguyen", first_name="Louise", **fields):
        return LearnerFactory(
            organisation=fields.pop("organisation", school),
            last_name=last_name,
            first_name=first_name,
            birth_date=fields.pop("birth_date", BORN),
            **fields,
        )

    return add


@pytest.fixture
def ask(learner, school, now):
    """Looks for somebody, as the learner of the cast unless told otherwise."""

    def recognise(last_name="Nguyen", first_name="Louise", birth_date=BORN, **other):
        return recognition.recognise(
            **{"user": learner, "organisation": school, "now": now} | other,
            last_name=last_name,
            first_name=first_name,
            birth_date=birth_date,
        )

    return recognise


def test_a_learner_of_the_list_is_linked_once(listed, ask, learner, now):
    row = listed()
    assert ask() == recognition.Recognition(Outcome.LINKED, row)
    row.refresh_from_db()
    assert (row.user, row.linked_at) == (learner, now)
    assert ask().outcome == Outcome.ALREADY_LINKED
    event = AuditEvent.objects.get(action=AuditAction.LINKED)
    assert (event.actor, event.learner, event.person) == (learner, row, learner)


SAME_PERSON = [
    # the list's last name, used name, first name, 2nd, 3rd → what was typed
    (("Lefèvre", "", "Chloé", "", ""), ("LEFEVRE", "chloe")),
    (("D'Hérouville", "", "Anne-Laure", "", ""), ("d’herouville", "Anne Laure")),
    (("DE SOUZA", "", "João", "", ""), ("Souza", "Joao")),
    (("Silva Santos", "", "Inês", "", ""), ("da Silva dos Santos", "Ines")),
    (("El Amrani", "", "Youssef", "", ""), ("Amrani", "Youssef")),
    (("EL AMRANI", "", "Youssef", "", ""), ("Elamrani", "Youssef")),
    (("BENALI", "", "Abd el-Kader", "", ""), ("Ben Ali", "Abdelkader")),
    (("Durand", "Martin", "Zoé", "", ""), ("Martin", "Zoé")),
    (("Durand", "Martin", "Zoé", "", ""), ("Durand", "Zoé")),
    (("Petit", "", "Marie", "Camille", "Rose"), ("Petit", "Camille")),
    (("Petit", "", "Marie", "Camille", "Rose"), ("Petit", "rose")),
    (("ŞİMŞEK", "", "Işıl", "", ""), ("Simsek", "Isil")),
    (("YILDIRIM", "", "Çağrı", "", ""), ("Yıldırım", "Cagri")),
    (("Nguyễn", "", "Thị Ánh Đào", "", ""), ("NGUYEN", "Thi Anh Dao")),
    (("LÊ", "", "Văn Đức", "", ""), ("Le", "Van Duc")),
    (("Œuvrard", "", "Lætitia", "", ""), ("Oeuvrard", "Laetitia")),
    (("Sørensen", "", "Łucja", "", ""), ("Sorensen", "Lucja")),
    (("Großmann", "", "Jürgen", "", ""), ("Grossmann", "Jurgen")),
    # slips and other transliterations, with the exact birth date
    (("BOUCHAREB", "", "Mohammed", "", ""), ("Bouchareb", "Mohamed")),
    (("Khelifi", "", "Meriem", "", ""), ("Khalifi", "Mériam")),
    (("Kowalczyk", "", "Anna", "", ""), ("Kowalcyk", "Ana")),
    (("Martinez", "", "Hugo", "Gabriel", ""), ("Martines", "Gabryel")),
]


@pytest.mark.parametrize(("row", "typed"), SAME_PERSON)
def test_one_name_is_written_in_many_ways(listed, ask, row, typed):
    last_name, used_name, first_name, middle_name, third_name = row
    listed(
        last_name, first_name, used_name=used_name, middle_name=middle_name, third_name=third_name
    )
    assert ask(*typed).outcome == Outcome.LINKED


OTHER_PERSON = [
    (("Martin", "Léa"), ("Martin", "Lou")),
    (("Martin", "Léa"), ("Marchand", "Léa")),
    (("Ali", "Sara"), ("Alu", "Sara")),
    (("Nguyen", "Minh"), ("Minh", "Nguyen")),
    (("Moreau", "Mohammed"), ("Moreau", "Muhamadou")),
    (("Moreau", "Hugo"), ("-", "Hugo")),
    (("Moreau", "Hugo"), ("Moreau", "'")),
]


@pytest.mark.parametrize(("row", "typed"), OTHER_PERSON)
def test_another_name_is_another_person(listed, ask, row, typed):
    listed(*row)
    assert ask(*typed) == recognition.Recognition(Outcome.UNKNOWN)


def test_the_birth_date_has_no_tolerance(listed, ask):
    listed()
    assert ask(birth_date=BORN + timedelta(days=1)).outcome == Outcome.UNKNOWN


def test_an_exact_name_wins_over_a_close_one(listed, ask):
    listed(first_name="Louisa")
    listed(first_name="Marie", middle_name="Louise")
    exact = listed(first_name="Louise")
    assert ask().learner == exact


def test_twins_are_told_apart_by_their_exact_first_name(listed, ask):
    listed("Roux", "Lina")
    listed("Roux", "Lena")
    assert ask("Roux", "Lyna").outcome == Outcome.SEVERAL
    assert ask("Roux", "Lena").outcome == Outcome.LINKED


def test_two_homonyms_of_one_day_are_for_a_teacher(listed, ask):
    listed()
    listed()
    assert ask() == recognition.Recognition(Outcome.SEVERAL)


def test_another_list_is_not_looked_in(listed, ask):
    listed(organisation=OrganisationFactory())
    assert ask().outcome == Outcome.UNKNOWN


def test_who_left_the_list_is_told_so(listed, ask, now):
    listed(disabled_at=now)
    assert ask().outcome == Outcome.DISABLED
    assert ask(first_name="Louisa").outcome == Outcome.UNKNOWN


def test_a_new_row_takes_over_from_the_one_that_left(listed, ask, learner, now):
    former = listed(user=learner, disabled_at=now)
    assert ask().outcome == Outcome.DISABLED
    row = listed()
    assert ask() == recognition.Recognition(Outcome.LINKED, row)
    former.refresh_from_db()
    assert former.user is None


def test_the_account_survives_a_change_of_school(listed, ask, learner):
    first, second = OrganisationFactory(), OrganisationFactory()
    listed(organisation=first, user=learner)
    listed(organisation=second)
    assert ask(organisation=second).outcome == Outcome.LINKED
    assert learner.learners.count() == 2


def test_a_learner_who_has_an_account_is_claimed_once(listed, ask, outsider, learner):
    row = listed(user=outsider)
    assert ask() == recognition.Recognition(Outcome.TAKEN, row)
    assert ask().outcome == Outcome.TAKEN
    claim = LinkClaim.objects.get()
    assert (claim.learner, claim.user, claim.state) == (row, learner, ClaimState.WAITING)
    row.refresh_from_db()
    assert row.user == outsider


def test_tries_are_counted_for_the_account(listed, ask, settings):
    settings.RECOGNITION_TRIES_AN_HOUR = 2
    listed()
    for day in (1, 2):
        assert ask(birth_date=date(2013, 1, day)).outcome == Outcome.UNKNOWN
    assert ask().outcome == Outcome.TOO_MANY


def test_tries_are_counted_for_a_name_whoever_asks(listed, ask, settings):
    settings.RECOGNITION_TRIES_OF_A_NAME_A_DAY = 2
    for day in (1, 2):
        ask(birth_date=date(2013, 1, day), user=UserFactory())
    assert ask(user=UserFactory()).outcome == Outcome.TOO_MANY
    assert ask("Moreau", "Hugo").outcome == Outcome.UNKNOWN
