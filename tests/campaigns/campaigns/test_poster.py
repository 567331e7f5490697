"""A campaign on the wall of a classroom."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from campaigns.enums import Audience
from campaigns.papers.poster import poster_pdf
from tests.factories.campaigns import CampaignFactory

pytestmark = pytest.mark.django_db


def words(content: bytes) -> str:
    [page] = PdfReader(BytesIO(content)).pages
    return " ".join(page.extract_text().split())


def printed(campaign, now) -> str:
    site = "pix.example.org"
    return words(
        poster_pdf(
            campaign,
            landing=f"https://{site}/parcours/{campaign.code}/",
            code_address=f"{site}/code/",
            created=now,
        )
    )


def test_the_poster_says_where_what_and_how(client, teacher, school):
    campaign = CampaignFactory(organisation=school, code="ABCDEF234", title="Le point de rentrée")
    client.force_login(teacher)
    response = client.get(f"/orga/9990001X/campagnes/{campaign.public_id}/affiche.pdf")
    assert response["Content-Disposition"] == 'attachment; filename="affiche-ABCDEF234.pdf"'
    text = words(response.content)
    for expected in ("Le point de rentrée", "ABC DEF 234", "/code/", "Connectez-vous", school.name):
        assert expected in text


def test_it_says_for_whom_and_until_when(school, now):
    campaign = CampaignFactory(
        organisation=school, audience=Audience.CLASSES, classes=["5E 1", "5E 2"], closed=True
    )
    assert "Pour 5E 1, 5E 2. À envoyer avant le" in printed(campaign, now)


@pytest.mark.parametrize(
    ("traits", "step"),
    [({"anonymous": True}, "sans compte"), ({"collection": True}, "relisez votre profil")],
)
def test_the_last_step_is_that_of_the_campaign(school, now, traits, step):
    assert step in printed(CampaignFactory(organisation=school, **traits), now)


@pytest.mark.parametrize("title", ["É" * 120, "#strong[x] " * 10, "محمد <b>", "=1+1"])
def test_any_title_stays_on_one_page(school, now, title):
    assert "Tapez le code" in printed(CampaignFactory(organisation=school, title=title), now)
