"""The code, the first page of a campaign, one's own list: for every kind of visitor."""

from datetime import timedelta
from html import unescape
from urllib.parse import quote

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from campaigns.models import Participation
from competences.access import SERIES_SESSION_KEY
from competences.models import Series
from competences.selectors.series import current_test
from tests.factories.accounts import LearnerFactory
from tests.factories.campaigns import CampaignFactory, ParticipationFactory
from tests.support.answers import posted_right
from tests.support.campaigns import answer_all, join, take

pytestmark = pytest.mark.django_db
CODE = "ABCDEF234"
PAGE = f"/parcours/{CODE}/"
START = f"{PAGE}commencer/"


def campaign_of(school, **traits):
    return CampaignFactory(organisation=school, code=CODE, **traits)


def text(response) -> str:
    return unescape(response.content.decode())


@pytest.fixture
def signed_in(client, learner):
    client.force_login(learner)
    return learner


class TestCode:
    @pytest.mark.parametrize("typed", ["abc def 234", "ABC-DEF-234", f"https://pix.example{PAGE}"])
    def test_leads_to_the_campaign(self, client, school, typed):
        campaign_of(school)
        assert client.get("/code/", {"code": typed}).url == PAGE

    @pytest.mark.parametrize(
        ("typed", "words"),
        [
            ("ABCDE0234", "Les codes n'ont ni I, ni L, ni O"),
            ("ABCD", "Celui-ci en a 4."),
            ("GHJKMN567", "Aucun parcours n'a le code GHJKMN567"),
            ("<b>ABCDE", "Celui-ci en a 8."),
            ("\x00", "caractère"),
            ("", "obligatoire"),
        ],
    )
    def test_says_what_is_wrong(self, client, typed, words):
        response = client.get("/code/", {"code": typed})
        assert response.status_code == 200
        assert words in text(response)

    def test_asks_before_it_judges(self, client):
        assert "errorlist" not in text(client.get("/code/"))

    def test_many_wrong_codes_wait_a_minute(self, client, signed_in, settings):
        settings.WRONG_CODES_A_MINUTE = 2
        for _ in range(2):
            assert "Aucun parcours" in text(client.get("/code/", {"code": "GHJKMN567"}))
        assert "attendez une minute" in text(client.get("/code/", {"code": "GHJKMN567"}))
        cache.clear()
        assert "Aucun parcours" in text(client.get("/code/", {"code": "GHJKMN567"}))

    def test_the_button_is_in_the_top_bar(self, client, signed_in):
        assert 'href="/code/"' in text(client.get("/competences/"))


class TestLanding:
    def test_says_what_it_is_for_how_long_and_who_sees_what(self, client, school):
        campaign_of(school)
        page = text(client.get(PAGE))
        for words in (school.name, "Le point de rentrée", "10</b>", "Ce que verra l'équipe"):
            assert words in page
        for way_in in ("connexion", "inscription"):
            assert f"/{way_in}/?next={quote(PAGE, safe='')}" in page

    def test_the_teachers_text_is_only_text(self, client, school):
        campaign_of(school, landing_text="Deux\nlignes <script>x</script> http://exemple.org")
        page = client.get(PAGE).content.decode()
        assert "Deux<br>lignes &lt;script&gt;" in page
        assert 'href="http://exemple.org' not in page

    def test_any_way_of_typing_the_address_leads_to_it(self, client, school):
        campaign_of(school)
        assert client.get("/parcours/abc-def-234/").url == PAGE
        assert client.get("/parcours/GHJKMN567/").status_code == 404

    @pytest.mark.parametrize(
        ("trait", "words"),
        [
            ("not_yet", "pas encore ouvert"),
            ("closed", "La date limite était le lundi 7 septembre 2026"),
            ("archived", "Ce parcours est terminé"),
            ("deleted", "Ce parcours a été supprimé"),
        ],
    )
    def test_a_shut_campaign_says_why(self, client, school, signed_in, trait, words):
        campaign_of(school, **{trait: True})
        assert words in text(client.get(PAGE))
        assert client.post(START).url == PAGE
        assert not Participation.objects.exists()

    def test_a_full_campaign_says_so(self, client, school, signed_in, settings):
        settings.CAMPAIGN_MOST_PARTICIPATIONS = 1
        ParticipationFactory(campaign=campaign_of(school))
        assert "Ce parcours est complet" in text(client.get(PAGE))

    @pytest.mark.parametrize("live", [True, False])
    def test_tells_whether_right_and_wrong_are_seen_live(self, client, school, live):
        campaign_of(school, live_outcomes=live)
        assert ("si chaque réponse est juste" in text(client.get(PAGE))) is live

    def test_an_exam_and_a_collection_have_their_own_words(self, client, school, signed_in):
        campaign_of(school, exam=True)
        CampaignFactory(organisation=school, code="ABCDEF235", collection=True)
        assert "C'est un examen" in text(client.get(PAGE))
        assert "Pas de test" in text(client.get("/parcours/ABCDEF235/"))

    def test_costs_the_same_whatever_the_number_of_participants(
        self, client, school, signed_in, django_assert_num_queries
    ):
        ParticipationFactory.create_batch(3, campaign=campaign_of(school))
        client.get(PAGE)
        with django_assert_num_queries(13):
            client.get(PAGE)


class TestStart:
    def test_begins_then_goes_on_where_one_was(self, client, school, signed_in):
        campaign_of(school)
        address = client.post(START).url
        test = current_test(Series.objects.get())
        assert address == f"/test/{test.public_id}/"
        assert client.post(START).url == address
        assert "Reprendre" in text(client.get(PAGE))
        assert Participation.objects.get().user == signed_in

    def test_nobody_is_asked_to_sign_in_and_comes_back(self, client, school):
        campaign_of(school)
        assert client.post(START).url == f"/connexion/?next={PAGE}"
        assert client.get(START).status_code == 405

    def test_signing_up_for_it_asks_nobodys_age(self, client, school):
        campaign_of(school)
        sign_up = {"next": PAGE}
        assert "Année de naissance" not in text(client.get("/inscription/", sign_up))
        sign_up = {"next": "/parcours/GHJKMN567/"}
        assert "Année de naissance" in text(client.get("/inscription/", sign_up))

    def test_the_identifier_is_asked_and_kept(self, client, school, signed_in):
        campaign_of(school, with_identifier=True)
        assert "Numéro d'étudiant" in text(client.get(PAGE))
        missing = client.post(START, {"identifier": " "})
        assert missing.status_code == 422
        assert "obligatoire" in text(missing)
        client.post(START, {"identifier": " 2027-A12 "})
        assert Participation.objects.get().identifier == "2027-A12"

    @pytest.mark.parametrize(
        "typed", ["1 85 05 78 006 084 91", "285052A006084", "1.85.05.78.006.084"]
    )
    def test_a_social_security_number_is_refused(self, client, school, signed_in, typed):
        campaign_of(school, with_identifier=True)
        response = client.post(START, {"identifier": typed})
        assert "ne l'écrivez jamais ici" in text(response)
        assert not Participation.objects.exists()

    @pytest.mark.parametrize(("typed", "status"), [("x", 422), ("ines@example.org", 302)])
    def test_an_address_is_checked(self, client, school, signed_in, typed, status):
        campaign_of(school, with_identifier=True, identifier_kind="email")
        assert client.post(START, {"identifier": typed}).status_code == status

    def test_who_is_not_in_the_list_finds_oneself_there_first(self, client, school, signed_in):
        campaign_of(school, for_school=True, with_identifier=True)
        assert "vous trouver dans sa liste" in text(client.get(PAGE))
        join_page = client.post(START).url
        assert join_page == f"/rejoindre/{school.code}/?next={quote(PAGE, safe='')}"
        LearnerFactory(organisation=school, user=signed_in)
        assert client.post(START, {"identifier": "7"}).url.startswith("/test/")

    def test_another_class_is_told(self, client, school, signed_in):
        LearnerFactory(organisation=school, user=signed_in, class_name="5E 3")
        campaign_of(school, for_class=True)
        assert "pour d'autres classes" in text(client.get(PAGE))
        assert client.post(START).url == PAGE

    def test_a_removed_run_is_told(self, client, school, signed_in):
        now = timezone.now()
        ParticipationFactory(campaign=campaign_of(school), user=signed_in, deleted_at=now)
        assert "Votre participation a été retirée" in text(client.get(PAGE))
        assert client.post(START).url == PAGE
        assert client.get(f"{PAGE}bilan/").url == PAGE

    def test_nothing_left_to_ask_leads_to_the_end(self, client, school, signed_in):
        campaign_of(school, topics={"disparu": 2})
        assert client.post(START).url == f"{PAGE}bilan/"
        assert "Il n'y avait rien à demander" in text(client.get(f"{PAGE}bilan/"))


class TestWithoutAccount:
    @pytest.fixture
    def campaign(self, school):
        return campaign_of(school, anonymous=True)

    def test_the_whole_way(self, client, campaign):
        address = client.post(START).url
        while (test := current_test(Series.objects.get())) is not None:
            client.post(f"/test/{test.public_id}/", posted_right(test) | {"skip": ["1"]})
        assert address.startswith("/test/")
        assert client.get(address, follow=True).redirect_chain[-1][0] == f"{PAGE}bilan/"
        assert client.post(f"{PAGE}envoyer/").url == f"{PAGE}bilan/"
        assert "Résultats envoyés" in text(client.get(f"{PAGE}bilan/"))
        assert Participation.objects.get().state == "sent"

    def test_a_double_click_makes_one_run(self, client, campaign):
        form = {"key": client.get(PAGE).context["form"]["key"].value()}
        first = client.post(START, form).url
        client.cookies.clear()
        assert client.post(START, form).url == first
        assert client.get(first).status_code == 200
        assert Participation.objects.count() == Series.objects.count() == 1

    def test_the_same_page_later_is_somebody_else(self, client, campaign):
        first = client.post(START, {"key": "page"}).url
        Participation.objects.update(started_at=timezone.now() - timedelta(minutes=2))
        client.cookies.clear()
        assert client.post(START, {"key": "page"}).url != first
        assert Participation.objects.count() == 2

    def test_the_identifier_of_a_run_does_not_open_it(self, client, campaign):
        client.post(START, {"key": "page"})
        client.cookies.clear()
        client.post(START, {"key": str(Participation.objects.get().public_id)})
        assert Participation.objects.count() == 2

    def test_it_lasts_four_hours(self, client, campaign):
        client.post(START)
        [until] = client.session[SERIES_SESSION_KEY].values()
        left = until - timezone.now().timestamp()
        assert timedelta(hours=3.9).total_seconds() < left <= timedelta(hours=4).total_seconds()
        session = client.session
        session[SERIES_SESSION_KEY] = {str(Series.objects.get().pk): 0}
        session.save()
        assert "Reprendre" not in text(client.get(PAGE))

    def test_somebody_else_takes_the_computer(self, client, campaign):
        first = client.post(START).url
        assert client.post(START).url == first
        assert "commencer à mon tour" in text(client.get(PAGE))
        second = client.post(START, {"another": "1"}).url
        assert second != first
        assert client.get(first).status_code == 404
        assert Participation.objects.count() == 2

    def test_another_browser_sees_nothing_of_it(self, client, campaign, django_user_model):
        client.post(START)
        client.cookies.clear()
        assert client.get(f"{PAGE}bilan/").url == PAGE
        assert "Reprendre" not in text(client.get(PAGE))

    def test_the_list_is_that_of_the_browser(self, client, campaign):
        assert client.get("/parcours/").url == "/connexion/?next=/parcours/"
        client.post(START)
        assert "Le point de rentrée" in text(client.get("/parcours/"))

    def test_who_is_signed_in_takes_it_with_her_account(self, client, campaign, signed_in):
        client.post(START)
        assert Participation.objects.get().user == signed_in


class TestList:
    def test_says_what_to_do_when_empty(self, client, signed_in):
        assert "Aucun parcours pour l'instant" in text(client.get("/parcours/"))

    def test_each_run_is_where_it_belongs(self, client, signed_in, school, now):
        join(CampaignFactory(organisation=school), signed_in, now)
        take(CampaignFactory(organisation=school, topics={"copies": 6}), signed_in, now, sent=False)
        take(CampaignFactory(organisation=school, topics={"pieges": 6}), signed_in, now)
        ParticipationFactory(
            user=signed_in, finished=True, campaign=CampaignFactory(archived=True, collection=True)
        )
        context = client.get("/parcours/").context
        groups = ("to_resume", "to_send", "sent", "closed")
        assert [len(context[name]) for name in groups] == [1, 1, 1, 1]

    def test_a_run_replaced_or_removed_is_not_there(self, client, signed_in, school, now):
        campaign = CampaignFactory(organisation=school)
        ParticipationFactory(campaign=campaign, user=signed_in, sent=True, is_current=False)
        ParticipationFactory(campaign=campaign, user=signed_in, rank=2)
        ParticipationFactory(user=signed_in, deleted_at=now)
        context = client.get("/parcours/").context
        assert [run.participation.rank for run in context["to_resume"]] == [2]
        assert context["count"] == 1

    @pytest.mark.parametrize("count", [1, 3])
    def test_costs_the_same_however_many(
        self, client, signed_in, school, now, count, django_assert_num_queries
    ):
        for _ in range(count):
            join(CampaignFactory(organisation=school), signed_in, now)
            take(CampaignFactory(organisation=school, exam=True), signed_in, now)
        client.get("/parcours/")
        with django_assert_num_queries(6):
            client.get("/parcours/")

    def test_others_have_their_own(self, client, learner, outsider, school, now):
        join(CampaignFactory(organisation=school), learner, now)
        client.force_login(outsider)
        assert client.get("/parcours/").context["count"] == 0


class TestReminders:
    @pytest.mark.parametrize("page", ["/accueil/", "/competences/", "/competences/1.2/"])
    def test_a_run_under_way_is_recalled(self, client, signed_in, school, now, page):
        run = join(CampaignFactory(organisation=school, topics={"copies": 2}), signed_in, now)
        address = reverse("question", args=[current_test(run.series).public_id])
        assert address in text(client.get(page))

    def test_not_where_it_asks_nothing(self, client, signed_in, school, now):
        join(CampaignFactory(organisation=school, topics={"copies": 2}), signed_in, now)
        assert "/test/" not in text(client.get("/competences/4.1/"))

    def test_an_exam_says_nothing_of_a_competence(self, client, signed_in, school, now):
        join(CampaignFactory(organisation=school, exam=True), signed_in, now)
        assert "/test/" not in text(client.get("/competences/1.2/"))
        assert "/test/" in text(client.get("/parcours/"))

    def test_not_once_sent_nor_in_a_closed_campaign(self, client, signed_in, school, now):
        take(CampaignFactory(organisation=school), signed_in, now)
        answer_all(join(CampaignFactory(organisation=school), signed_in, now), now)
        ParticipationFactory(user=signed_in, campaign=CampaignFactory(archived=True))
        page = client.get("/accueil/").context["runs_to_resume"]()
        assert [run.participation.state for run in page] == ["finished"]

    def test_leaving_the_test_leads_to_the_list(self, client, signed_in, school, now):
        run = join(CampaignFactory(organisation=school), signed_in, now)
        address = reverse("question", args=[current_test(run.series).public_id])
        assert 'href="/parcours/"> ' not in text(client.get("/aide/"))
        assert 'class="btn quiet sm" href="/parcours/"' in text(client.get(address))
        htmx = client.get(address, headers={"HX-Request": "true"})
        assert 'class="btn quiet sm" href="/parcours/"' in text(htmx)
