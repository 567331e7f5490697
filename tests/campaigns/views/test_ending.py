"""The end of a campaign: what is shown, sent, and taken again."""

from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from campaigns.models import Participation
from competences.services.folding import store_fold
from tests.factories.campaigns import CampaignFactory, ParticipationFactory, TargetProfileFactory
from tests.support.campaigns import answer_all, join, take

pytestmark = pytest.mark.django_db
CODE = "ABCDEF234"
PAGE = f"/parcours/{CODE}/"
END, SEND, AGAIN = f"{PAGE}bilan/", f"{PAGE}envoyer/", f"{PAGE}recommencer/"


def campaign_of(school, **traits):
    return CampaignFactory(organisation=school, code=CODE, **traits)


def text(response) -> str:
    return unescape(response.content.decode())


@pytest.fixture
def signed_in(client, learner):
    client.force_login(learner)
    return learner


@pytest.fixture
def rich(school):
    """A campaign with stages, badges and the team's words."""
    profile = TargetProfileFactory(organisation=school, with_awards=True)
    return campaign_of(school, profile=profile, with_end=True, several_sendings=True)


def test_before_the_end_it_leads_to_the_first_page(client, signed_in, school):
    campaign = campaign_of(school)
    assert client.get(END).url == PAGE
    join(campaign, signed_in, timezone.now())
    assert client.get(END).url == PAGE
    refused = client.post(SEND, follow=True)
    assert refused.redirect_chain[-1][0] == PAGE
    assert "Terminez d'abord le test" in text(refused)


def test_shows_everything_that_came_out(client, signed_in, rich, now):
    take(rich, signed_in, now, sent=False)
    page = text(client.get(END))
    for words in (
        "100\xa0%",
        "2 étoiles sur 2",
        "Palier 80",
        "À mi-chemin",
        "obtenu",
        "Compétence 1.2",
        "Compétence 4.1",
        "Revoir mes réponses",
        "Vous savez",
        "Merci à tous.<br>À jeudi.",
        'href="https://college.example.org/"',
    ):
        assert words in page, words


def test_what_was_failed_comes_with_its_lessons(client, signed_in, rich, now):
    take(rich, signed_in, now, right=False, sent=False)
    page = text(client.get(END))
    for words in ("0\xa0%", "Palier 0", "0\xa0% du chemin", "À travailler", "/tutos/secrets/"):
        assert words in page, words


def test_corrections_are_read_except_in_an_exam(client, signed_in, school, now):
    exam = CampaignFactory(organisation=school, exam=True)
    take(exam, signed_in, now, sent=False)
    run = take(campaign_of(school), signed_in, now, sent=False)
    test = run.series.tests.filter(answered__gt=0).first()
    address = reverse("corrections", args=[test.public_id])
    assert address in text(client.get(END))
    assert client.get(address).status_code == 200
    assert "corrections" not in text(client.get(f"/parcours/{exam.code}/bilan/"))


def test_nobody_sees_anything_until_it_is_sent(client, signed_in, school, now):
    run = take(campaign_of(school), signed_in, now, sent=False)
    page = text(client.get(END))
    assert "Pour l'instant, Collège Alice-Guy ne voit pas ce résultat" in page
    assert "Envoyer mes résultats" in page
    run.refresh_from_db()
    assert run.state == "finished"


def test_sending_twice_sends_once(client, signed_in, school):
    take(campaign_of(school), signed_in, timezone.now(), sent=False)
    for _ in range(2):
        assert client.post(SEND).url == END
    page = text(client.get(END))
    assert "Résultats envoyés" in page
    assert "Envoyer mes résultats" not in page
    assert Participation.objects.get().result.is_frozen


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("archived_at", "Ce parcours est terminé"),
        ("closes_at", "La date limite est passée"),
        ("deleted_at", "Ce parcours a été supprimé"),
    ],
)
def test_a_campaign_shut_meanwhile_loses_nothing(client, signed_in, school, field, words):
    now = timezone.now()
    run = take(campaign_of(school), signed_in, now, sent=False)
    setattr(run.campaign, field, now)
    run.campaign.save()
    page = text(client.post(SEND, follow=True))
    assert words in page
    assert "Rien n'est perdu" in page
    assert "100\xa0%" in page
    assert Participation.objects.get().state == "finished"
    assert words in text(client.get(PAGE))


def test_others_neither_see_nor_send(client, learner, outsider, teacher, school, now):
    take(campaign_of(school), learner, now, sent=False)
    for stranger in (None, outsider, teacher):
        client.logout()
        if stranger:
            client.force_login(stranger)
        assert client.get(END).url == PAGE
        assert client.post(SEND).url == PAGE
    assert Participation.objects.get().state == "finished"


def test_a_collection_shows_exactly_what_would_be_sent(client, signed_in, school, now):
    take(CampaignFactory(organisation=school), signed_in, now)
    fold = store_fold(signed_in.pk, "1.2", now=now)
    campaign_of(school, collection=True)
    client.post(f"{PAGE}commencer/")
    page = client.get(END)
    assert "Voici exactement ce qui serait envoyé" in text(page)
    assert page.context["collected"].pix == fold.current.pix > 0
    client.post(SEND)
    run = Participation.objects.get(campaign__code=CODE)
    assert run.result.competences == {"1.2": {"pix": fold.current.pix, "level": fold.current.level}}


def test_a_profile_once_sent_is_shown_as_it_was(client, signed_in, school, now):
    campaign_of(school, collection=True)
    client.post(f"{PAGE}commencer/")
    client.post(SEND)
    take(CampaignFactory(organisation=school), signed_in, now)
    store_fold(signed_in.pk, "1.2", now=now)
    page = client.get(END)
    assert page.context["collected"].pix == 0
    assert "Le profil que vous avez envoyé" in text(page)


def test_what_was_told_stays_when_the_profile_changes(client, signed_in, rich, now):
    take(rich, signed_in, now)
    rich.profile.stages.all().delete()
    rich.profile.badges.update(title="Autrement")
    page = text(client.get(END))
    for words in ("2 étoiles sur 2", "Palier 80", "À mi-chemin"):
        assert words in page
    assert "Autrement" not in page


def test_again_when_the_days_are_over(client, signed_in, rich):
    long_ago = timezone.now() - timedelta(days=5)
    take(rich, signed_in, long_ago, right=False)
    assert "Repasser ce parcours" in text(client.get(END))
    page = text(client.get(AGAIN))
    assert "Ce que vous avez réussi est gardé" in page
    assert "Les 2 compétences de ce parcours repartent de rien" in page
    address = client.post(AGAIN, {"how": "retry"}).url
    assert address.startswith("/test/")
    assert client.post(AGAIN, {"how": "retry"}).url == PAGE
    assert Participation.objects.count() == 2


def test_again_from_nothing(client, signed_in, rich):
    take(rich, signed_in, timezone.now() - timedelta(days=5))
    assert client.post(AGAIN, {"how": "from_nothing"}).url.startswith("/test/")
    assert Participation.objects.get(is_current=True).rank == 2


def test_again_too_early_says_when(client, signed_in, rich):
    take(rich, signed_in, timezone.now() - timedelta(minutes=5), right=False)
    assert "dans 4 jours" in text(client.get(END))
    assert client.get(AGAIN).url == END
    assert "dans 4 jours" in text(client.post(AGAIN, {"how": "retry"}, follow=True))


def test_again_is_not_for_campaigns_of_one_sending(client, signed_in, school):
    take(campaign_of(school), signed_in, timezone.now() - timedelta(days=9), right=False)
    assert "Repasser" not in text(client.get(END))
    page = client.post(AGAIN, {"how": "retry"}, follow=True)
    assert "ne peut pas être repassé" in text(page)


@pytest.mark.parametrize("count", [1, 3])
def test_costs_the_same_however_many_runs(
    client, signed_in, rich, now, count, django_assert_num_queries
):
    answer_all(join(rich, signed_in, now), now)
    for rank in range(2, count + 1):
        ParticipationFactory(campaign=rich, user=signed_in, rank=rank, sent=True, is_current=False)
    client.get(END)
    with django_assert_num_queries(9):
        client.get(END)
