"""From the ENT to an account: recognised once, known after, refused in words."""

from datetime import date

import pytest
from allauth.socialaccount.models import SocialAccount

from accounts.enums import AuditAction, OrganisationState
from accounts.models import AuditEvent, LinkClaim, Membership, User
from pix.demo_ent.cas import logout_message
from pix.demo_ent.people import Person, write_people
from tests.factories.accounts import PASSWORD, LearnerFactory, UserFactory

pytestmark = pytest.mark.usefixtures("connector")
ARRIVAL = "/ent/demo/arrivee/"


def arrive(browser, subject, entry="/ent/demo/"):
    browser.choose(subject)
    return browser.click(entry)


def test_a_pupil_is_recognised_once_then_known(browser, maelle, ent):
    arrive(browser, "demo-eleve-1", "/ent/demo/?vers=/competences/")
    assert browser.pix.post(ARRIVAL)["Location"] == "/competences/"
    maelle.refresh_from_db()
    assert maelle.user_id == browser.user
    again = type(browser)(ent.server_port)
    again.choose("demo-eleve-1")
    page = again.come_back(again.leave("/ent/demo/?vers=/tutos/"))
    assert again.pix.get(page["Location"])["Location"] == "/tutos/"
    assert again.user == maelle.user_id


def test_the_account_made_has_a_username_and_no_password(browser, maelle):
    arrive(browser, "demo-eleve-1")
    browser.pix.post(ARRIVAL)
    user = User.objects.get(pk=browser.user)
    assert user.username == "maelle.testardmodele1403"
    assert not user.has_usable_password()
    assert user.socialaccount_set.get().extra_data == {
        "first_name": "Maëlle",
        "last_name": "Testard-Modèle",
    }


def test_nothing_is_written_before_the_person_agrees(browser, maelle):
    arrive(browser, "demo-eleve-1")
    assert browser.user is None
    assert not SocialAccount.objects.exists()


def test_names_are_not_kept_where_they_may_not(browser, maelle, connector):
    connector.configuration |= {"keeps_names": False}
    connector.save()
    arrive(browser, "demo-eleve-1")
    browser.pix.post(ARRIVAL)
    user = User.objects.get(pk=browser.user)
    assert (user.get_full_name(), user.username[:6]) == ("", "eleve-")
    assert user.socialaccount_set.get().extra_data == {}
    assert user.learners.get() == maelle


@pytest.mark.parametrize("missing", ["birth_date", "first_name", "last_name"])
def test_what_the_ent_does_not_say_is_asked(browser, maelle, connector, missing):
    connector.configuration["fields"][missing] = []
    connector.save()
    page = arrive(browser, "demo-eleve-1")
    assert [*page.context["form"].fields] == [missing]
    typed = {"birth_date": "2013-03-14", "first_name": "maelle", "last_name": "testard modele"}
    browser.pix.post(ARRIVAL, typed)
    maelle.refresh_from_db()
    assert maelle.user_id == browser.user


def test_who_is_not_recognised_is_told_and_may_go_on_alone(browser, maelle):
    arrive(browser, "demo-eleve-2")
    page = browser.pix.post(ARRIVAL)
    assert page.status_code == 422
    assert "il peut corriger la liste" in page.text
    assert not User.objects.filter(socialaccount__isnull=False).exists()
    browser.pix.post(ARRIVAL, {"seul": "1"})
    assert User.objects.get(pk=browser.user).learners.count() == 0


def test_who_was_alone_is_found_when_the_list_arrives(browser, maelle, school, ent):
    arrive(browser, "demo-eleve-2")
    browser.pix.post(ARRIVAL, {"seul": "1"})
    ilyes = LearnerFactory(
        organisation=school, first_name="Ilyès", last_name="Exemple", birth_date=date(2013, 9, 2)
    )
    arrive(browser, "demo-eleve-2")
    ilyes.refresh_from_db()
    assert ilyes.user_id == browser.user


def test_a_missing_birth_date_is_asked_later_on_the_page_of_the_school(browser, school, connector):
    connector.configuration["fields"]["birth_date"] = []
    connector.save()
    page = arrive(browser, "demo-eleve-1")
    assert "n'a pas encore préparé Pix" in page.text.replace("&#x27;", "'")
    browser.pix.post(ARRIVAL)
    LearnerFactory(organisation=school)
    assert browser.click("/ent/demo/?vers=/tutos/")["Location"] == (
        "/rejoindre/9990001X/?next=%2Ftutos%2F"
    )


def test_a_school_that_is_not_here_says_so(browser, school, ent, tmp_path):
    school.state = OrganisationState.CLOSED
    school.save()
    adult = Person("x", "pupil", "A", "B", birth_date=date(1990, 1, 1))
    write_people(tmp_path / "people.json", [adult])
    ent.application.file = tmp_path / "people.json"
    page = arrive(browser, "x")
    assert "n'a pas encore préparé Pix" in page.text.replace("&#x27;", "'")
    browser.pix.post(ARRIVAL)
    assert User.objects.get(pk=browser.user).learners.count() == 0


def test_a_taken_learner_is_claimed(browser, maelle):
    maelle.user = UserFactory()
    maelle.save()
    arrive(browser, "demo-eleve-1")
    browser.pix.post(ARRIVAL)
    claim = LinkClaim.objects.get()
    assert (claim.learner, claim.user_id) == (maelle, browser.user)


def test_an_account_made_before_is_attached_by_its_password(browser, maelle):
    mine = UserFactory(email="maelle@example.org")
    arrive(browser, "demo-eleve-1")
    page = "/ent/demo/compte-existant/"
    wrong = browser.pix.post(page, {"login": mine.email, "password": "Autre-Chat-1"})
    assert wrong.status_code == 200
    assert not SocialAccount.objects.exists()
    browser.pix.post(page, {"login": mine.email, "password": PASSWORD})
    maelle.refresh_from_db()
    assert browser.user == mine.pk == maelle.user_id


def test_an_administrator_is_not_opened_by_an_ent(browser, staff):
    arrive(browser, "demo-eleve-1")
    page = browser.pix.post(
        "/ent/demo/compte-existant/", {"login": staff.email, "password": PASSWORD}
    )
    assert "ne s'ouvre pas par un ENT" in page.text.replace("&#x27;", "'")
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize("subject", ["demo-prof-1", "demo-chef-1"])
def test_a_teacher_joins_the_team_and_the_journal_says_so(browser, maelle, school, subject):
    arrive(browser, subject)
    assert browser.pix.post(ARRIVAL)["Location"] == "/orga/"
    member = Membership.objects.get(organisation=school, user=browser.user)
    assert member.role == "member"
    event = AuditEvent.objects.get(action=AuditAction.MEMBER_JOINED)
    assert (event.organisation, event.person_id) == (school, browser.user)


def test_a_teacher_without_team_is_told_to_be_invited(browser, school):
    school.teachers_join_from_ent = False
    school.save()
    page = arrive(browser, "demo-prof-1")
    assert "il faut être invité" in page.text
    browser.pix.post(ARRIVAL)
    assert not Membership.objects.exists()


def test_an_untrusted_ent_makes_no_member(browser, school, connector):
    connector.configuration |= {"trusted_for_membership": False}
    connector.save()
    arrive(browser, "demo-prof-1")
    browser.pix.post(ARRIVAL)
    assert not Membership.objects.exists()


def test_who_left_a_team_does_not_come_back_by_the_ent(browser, school, now):
    arrive(browser, "demo-prof-1")
    browser.pix.post(ARRIVAL)
    Membership.objects.update(ended_at=now.replace(year=2099))
    arrive(browser, "demo-prof-1")
    assert not Membership.objects.filter(ended_at__isnull=True).exists()


def test_an_ent_speaks_for_its_own_schools_only(browser, school, ent, tmp_path):
    school.uai = "0691234S"
    school.save()
    write_people(tmp_path / "p.json", [Person("x", "head", "A", "B", uai="0691234S")])
    ent.application.file = tmp_path / "p.json"
    arrive(browser, "x")
    browser.pix.post(ARRIVAL)
    assert not Membership.objects.exists()


def test_a_parent_is_refused_in_words(browser, maelle):
    page = arrive(browser, "demo-parent-1")
    assert page.status_code == 403
    assert "compte de parent" in page.text
    assert browser.pix.post(ARRIVAL).status_code == 400


def test_an_inactive_account_stays_closed(browser, maelle):
    arrive(browser, "demo-eleve-1")
    browser.pix.post(ARRIVAL)
    User.objects.update(is_active=False)
    assert arrive(browser, "demo-eleve-1").status_code == 403


def test_an_account_that_became_staff_is_not_opened_by_an_ent(browser, maelle):
    arrive(browser, "demo-eleve-1")
    browser.pix.post(ARRIVAL)
    User.objects.update(is_staff=True)
    assert "mot de passe" in arrive(browser, "demo-eleve-1").text
    assert browser.user is None


def test_whoever_used_the_browser_before_is_signed_out(browser, maelle, learner):
    browser.pix.force_login(learner)
    arrive(browser, "demo-eleve-1")
    assert browser.user is None


def test_the_session_changes_its_key(browser, maelle):
    arrive(browser, "demo-eleve-1")
    before = browser.pix.session.session_key
    browser.pix.post(ARRIVAL)
    assert browser.pix.session.session_key != before


def test_leaving_the_ent_closes_the_session(browser, maelle):
    browser.choose("demo-eleve-1")
    back = browser.leave()
    browser.pix.get(browser.come_back(back)["Location"])
    browser.pix.post(ARRIVAL)
    message = {"logoutRequest": logout_message(back.partition("ticket=")[2])}
    answered = type(browser.pix)(enforce_csrf_checks=True).post("/ent/demo/retour/", message)
    assert answered.status_code == 200
    assert browser.user is None


@pytest.mark.parametrize("message", ["", "<a", logout_message("ST-unknown"), "x" * 20_000])
def test_a_logout_of_nobody_changes_nothing(browser, maelle, message):
    arrive(browser, "demo-eleve-1")
    browser.pix.post(ARRIVAL)
    page = type(browser.pix)().post("/ent/demo/retour/", {"logoutRequest": message})
    assert page.status_code == 200
    assert browser.user


def test_a_closed_connector_does_not_exist(browser, connector):
    connector.is_open = False
    connector.save()
    for address in ("", "retour/", "arrivee/", "compte-existant/"):
        assert browser.pix.get(f"/ent/demo/{address}").status_code == 404


def test_settings_that_make_no_sense_close_the_connector(browser, connector):
    connector.configuration = {}
    connector.save()
    assert browser.pix.get("/ent/demo/").status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "///evil.example",
        "javascript:alert(1)",
        "http:///evil.example",
        "evil.example",
        "/\t/evil.example",
        "/a\nLocation: https://evil.example",
        "/deconnexion/",
        "/ent/demo/",
        "/" + "a" * 600,
    ],
)
def test_a_link_leads_nowhere_else(browser, maelle, address):
    browser.pix.get("/ent/demo/", {"vers": address})
    assert browser.pix.session["ent_departure"]["destination"] == ""


def test_a_child_for_whom_no_school_answers_comes_with_a_parent(browser):
    arrive(browser, "demo-eleve-1")
    assert browser.pix.post(ARRIVAL)["Location"] == "/inscription/avec-un-adulte/"
    assert not User.objects.exists()


@pytest.mark.parametrize(
    ("year", "address"), [("2020", "/inscription/avec-un-adulte/"), ("1990", "/accueil/")]
)
def test_the_age_is_asked_when_the_ent_does_not_say_it(browser, connector, year, address):
    connector.configuration["fields"]["birth_date"] = []
    connector.save()
    page = arrive(browser, "demo-eleve-1")
    assert [*page.context["form"].fields] == ["birth_year"]
    assert browser.pix.post(ARRIVAL, {"birth_year": year})["Location"] == address


def test_going_alone_does_not_get_round_the_age(browser):
    arrive(browser, "demo-eleve-1")
    browser.pix.post(ARRIVAL, {"seul": "1"})
    assert not User.objects.exists()
