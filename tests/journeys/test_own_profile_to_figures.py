"""The whole way of a teacher, in two windows: a profile of her own, a campaign, a class that takes
it over real HTTP while she watches, then figures that are those of the answers."""

import csv
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO, StringIO
from urllib.parse import quote

import pytest
import python_calamine
from django.conf import settings
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from campaigns.models import Campaign, TargetProfile
from campaigns.tasks import refresh_waiting_digests
from tests.factories.accounts import LearnerFactory, UserFactory
from tests.support.http_class import HttpPupil, session_of
from tests.support.recomputed import by_competence, hundredths, mastery, mean, percent, truth_of

PUPILS, ROOT, PATIENCE = 6, "/orga/9990001X/", 60_000


@pytest.fixture
def classroom(school):
    """Accounts of a class."""
    found = []
    for number in range(PUPILS):
        user = UserFactory(first_name=f"Élève{number}")
        LearnerFactory(
            organisation=school, class_name="3E 1", user=user, last_name=f"Nom{number}",
            first_name=f"Élève{number}",
        )  # fmt: skip
        found.append(user)
    return found


@pytest.fixture
def desk(page: Page, teacher, live_server) -> Page:
    name, value = settings.SESSION_COOKIE_NAME, session_of(teacher)
    page.context.add_cookies([{"name": name, "value": value, "url": live_server.url}])
    page.set_default_timeout(PATIENCE)
    return page


@pytest.mark.journey
@pytest.mark.django_db(transaction=True)
def test_from_her_own_profile_to_figures_that_are_those_of_the_answers(
    desk, classroom, live_server
):
    compose(desk)
    create(desk)
    wall = desk.context.new_page()
    code = project(wall, desk.url)
    pupils = [
        HttpPupil(live_server.url, session_of(user), "".join(code.split()), seed)
        for seed, user in enumerate(classroom)
    ]
    watch(desk, wall, pupils, typed=code)
    refresh_waiting_digests()
    truth = truth_of(Campaign.objects.get())
    assert len(truth) == PUPILS
    read_results(desk, truth)
    read_analysis(desk, truth)
    take_tables_away(desk, truth)
    take_papers_away(desk, truth)


def follow(page: Page, name: str) -> None:
    page.get_by_role("link", name=name).first.click()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()


def compose(page: Page) -> None:
    """Two topics of two competences, each with its level; the stages that are proposed."""
    page.goto(f"{ROOT}parcours/")
    follow(page, "Composer un parcours")
    page.get_by_label("Nom", exact=True).fill("Secrets et copies, à ma façon")
    for competence, topic, level in (("4.1", "secrets", 3), ("1.2", "copies", 2)):
        page.locator("details.pick > summary", has_text=f"Compétence {competence}").click()
        page.locator(f"input[name=niveau-{topic}][value='{level}']").locator("xpath=..").click()
    press(page, "Enregistrer")
    expect(page.get_by_role("heading", level=1)).to_have_text("Secrets et copies, à ma façon")
    assert TargetProfile.objects.get().stages.count() == 5


def create(page: Page) -> None:
    follow(page, "Créer une campagne avec ce parcours")
    page.get_by_label("Nom de la campagne").fill("3e 1, ce matin")
    page.get_by_label("Certaines classes").check()
    page.get_by_label(f"3E 1 ({PUPILS})").check()
    press(page, "Créer la campagne")
    expect(page.get_by_role("heading", level=1)).to_have_text("3e 1, ce matin")


def project(wall: Page, campaign: str) -> str:
    """The second window; the code as a pupil reads it there."""
    wall.goto(campaign)
    follow(wall, "Projeter le code")
    expect(wall.locator(".code")).to_be_visible()
    return " ".join(wall.locator(".code").inner_text().split())


def watch(desk: Page, wall: Page, pupils: list[HttpPupil], *, typed: str) -> None:
    """Everybody types the code that is projected; the live page and the wall follow."""
    follow(desk, "En direct")
    expect(desk.get_by_text("Pas commencé")).to_have_count(PUPILS)
    for pupil in pupils:
        address, _page = pupil.request(f"/code/?code={quote(typed)}")
        assert address == f"/parcours/{pupil.code}/"
    with ThreadPoolExecutor(max_workers=2) as room:
        working = [room.submit(pupil.take) for pupil in pupils]
        expect(desk.locator("#direct .dots i").first).to_be_visible(timeout=PATIENCE)
        expect(desk.get_by_text("Pas commencé")).not_to_have_count(PUPILS, timeout=PATIENCE)
        assert all("envoy" in one.result() for one in working)
    sent = desk.locator(".tag", has_text="Envoyé")
    expect(sent).to_have_count(PUPILS, timeout=PATIENCE)
    expect(wall.locator("#compte")).to_contain_text(f"{PUPILS} ont envoyé", timeout=PATIENCE)


def read_results(page: Page, truth) -> None:
    follow(page, "Résultats")
    whole = mean(mastery(skills.values()) for skills in truth.values())
    figures = page.locator(".stats")
    expect(figures).to_contain_text(f"{PUPILS}résultats envoyés")
    expect(figures).to_contain_text(f"{percent(whole)}de maîtrise en moyenne")
    for run, skills in truth.items():
        line = page.get_by_role("row").filter(has_text=run.learner.first_name)
        expect(line.locator(".share b")).to_have_text(percent(mastery(skills.values())))


def read_analysis(page: Page, truth) -> None:
    """Who validated each skill."""
    follow(page, "Analyse")
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    for topic, levels in (("secrets", 3), ("copies", 2)):
        shown = page.locator(f"#sujet-{topic} table.spread td").all_inner_texts()
        names = [f"{topic}-{level}" for level in range(1, levels + 1)]
        asked = [name for name in names if name in next(iter(truth.values()))]
        counts = [sum(skills[name] for skills in truth.values()) for name in asked]
        assert shown == [f"{count} / {PUPILS}" for count in counts]


def download(page: Page, button: str) -> bytes:
    with page.expect_download() as waiting:
        press(page, button)
    return waiting.value.path().read_bytes()


def take_tables_away(page: Page, truth) -> None:
    follow(page, "Résultats")
    follow(page, "Exporter, imprimer")
    text = StringIO(download(page, "Télécharger le tableau").decode("utf-8-sig"), newline="")
    check_table(list(csv.DictReader(text, delimiter=";")), truth)
    page.get_by_label("Format").select_option("xlsx")
    book = BytesIO(download(page, "Télécharger le tableau"))
    sheet = python_calamine.CalamineWorkbook.from_filelike(book).get_sheet_by_index(0)
    headings, *rows = sheet.to_python()
    check_table([dict(zip(headings, row, strict=True)) for row in rows], truth)


def check_table(lines, truth) -> None:
    assert len(lines) == len(truth)
    for run, skills in truth.items():
        [line] = [one for one in lines if one["Nom"] == run.learner.last_name]
        share = mastery(skills.values())
        assert float(str(line["Maîtrise (%)"]).replace(",", ".")) == hundredths(share)
        stars = sum(100 * share >= one for one in (25, 50, 75, 90))
        assert int(line["Étoiles"]) == stars


def words(content: bytes) -> list[str]:
    pages = PdfReader(BytesIO(content)).pages
    texts = (" ".join(page.extract_text().split()) for page in pages)
    return [text.replace("\u00a0", " ") for text in texts]


def take_papers_away(page: Page, truth) -> None:
    report = " ".join(words(download(page, "Synthèse de la classe (PDF)")))
    sheets = words(download(page, "Fiches pour les familles (PDF)"))
    runs = sorted(truth, key=lambda run: run.learner.last_name)
    for run, sheet in zip(runs, sheets, strict=True):
        share = percent(mastery(truth[run].values())).replace("\u00a0", " ")
        name = f"{run.learner.last_name} {run.learner.first_name}"
        assert f"{name} 3E 1 {run.sent_at:%d/%m/%Y} {share}" in report
        assert name in sheet
        assert share in sheet
        for part in by_competence(truth[run]).values():
            assert f"{sum(part.values())} sur {len(part)}" in sheet
