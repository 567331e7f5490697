import json

import pytest
from playwright.sync_api import expect

from tests.support import simulators
from tests.support.simulators import (
    LISTEN,
    PHONE,
    TELL_PAGE,
    WIDE,
    Stage,
    Theatre,
    accessibility_problems,
    documented,
)

pytestmark = pytest.mark.journey
theatre = simulators.theatre

STAND, PHISHING = documented("mailbox")
LINA = "Lina Ferrand <lina.ferrand@example.org>"
BUSY = {
    "owner": LINA,
    "today": "2027-01-14T09:30",
    "signature": "Lina Ferrand\n5e B",
    "labels": ["Urgent"],
    "contacts": ["Nora Diallo <nora@example.org>", "Tom Carel <tom@example.org>"],
    "documents": [
        {"id": "film", "name": "film.mp4", "size": "1,2 Go"},
        {"id": "plan", "name": "plan.pdf", "size": "300 Ko"},
    ],
    "messages": [
        {"id": "m1", "from": "Nora Diallo <nora@example.org>", "date": "2027-01-13T18:02",
         "subject": "Sortie", "body": "Bonjour", "attachments": [{"name": "carte.png"}]},
        {"id": "m2", "from": "Club échecs <echecs@example.org>", "date": "2027-01-12T18:02",
         "subject": "Tournoi", "body": "Samedi ?"},
        {"id": "m3", "from": "Club échecs <echecs@example.org>", "date": "2027-01-14T10:00",
         "subject": "Tournoi : horaires", "body": "14 h", "incoming": True},
    ],
}  # fmt: skip


def stage_of(theatre: Theatre, challenge: dict, **context):
    return theatre.stage("mailbox", challenge["simulator"]["scenario"], **(context or WIDE))


def open_message(stage: Stage, subject: str) -> None:
    stage.frame.locator("button.open", has_text=subject).first.click()


def answer_stand(stage: Stage, button: str) -> None:
    open_message(stage, "Stand de la fête")
    stage.button(button).click()
    stage.frame.get_by_label("Message", exact=True).fill("Voici le plan. Lina")
    stage.button("Joindre un document").click()
    stage.frame.get_by_label("plan-du-stand.pdf").check()
    stage.button("Joindre").click()
    stage.button("Envoyer").click()


def test_answering_everyone_with_the_document_is_right(theatre):
    with stage_of(theatre, STAND) as stage:
        answer_stand(stage, "Répondre à tous")
        assert stage.verdict(STAND) == "correct"
        assert stage.fits()


def test_answering_the_sender_alone_is_wrong(theatre):
    with stage_of(theatre, STAND) as stage:
        answer_stand(stage, "Répondre")
        assert stage.verdict(STAND) == "incorrect"


def test_doing_nothing_is_wrong(theatre):
    with stage_of(theatre, STAND) as stage:
        assert stage.verdict(STAND) == "incorrect"


def test_a_phone_is_enough(theatre):
    with stage_of(theatre, STAND, **PHONE) as stage:
        answer_stand(stage, "Répondre à tous")
        assert stage.verdict(STAND) == "correct"
        assert stage.fits()


def test_phishing_is_reported_with_the_keyboard_alone(theatre):
    with stage_of(theatre, PHISHING) as stage:
        stage.tab_to("Service des colis")
        stage.keys("Enter")
        stage.tab_to("Signaler")
        stage.keys("Enter", "ArrowDown", "Enter")
        assert stage.verdict(PHISHING) == "correct"


def test_opening_the_phishing_link_is_remembered(theatre):
    with stage_of(theatre, PHISHING) as stage:
        open_message(stage, "Votre colis est bloqué")
        stage.frame.get_by_role("link").click()
        stage.button("Fermer").first.click()
        stage.button("Signaler").click()
        stage.choose("Hameçonnage (arnaque)")
        assert stage.final["messages"]["a1"]["link_opened"]
        assert stage.verdict(PHISHING) == "incorrect"


def test_a_link_tells_its_true_target_before_a_click(theatre):
    with stage_of(theatre, PHISHING) as stage:
        open_message(stage, "Votre colis est bloqué")
        stage.frame.get_by_role("link").focus()
        expect(stage.frame.locator(".target")).to_contain_text("paiement-suivi.example/carte")
        assert stage.final["opened_links"] == []


def test_the_keyboard_writes_a_whole_message(theatre):
    with theatre.stage("mailbox", BUSY, **WIDE) as stage:
        stage.tab_to("Nouveau message")
        stage.keys("Enter")
        stage.page.keyboard.type("nora diallo")
        stage.tab_to("Objet")
        stage.page.keyboard.type("Sortie")
        stage.tab_to("Message")
        stage.keys("Control+Home")
        stage.page.keyboard.type("Bonjour Nora")
        stage.tab_to("Envoyer")
        stage.keys("Enter")
        sent = stage.final["sent"][0]
        assert (sent["to"], sent["body"], sent["signed"]) == (
            ["nora@example.org"], "Bonjour Nora", True)  # fmt: skip


def test_a_rule_files_the_messages_to_come(theatre):
    with theatre.stage("mailbox", BUSY, **WIDE) as stage:
        stage.button("Nouveau dossier").click()
        stage.frame.get_by_label("Nom du dossier").fill("Échecs")
        stage.button("Créer").click()
        stage.button("Réglages").click()
        stage.choose("Règles de tri")
        stage.button("Nouvelle règle").click()
        stage.frame.get_by_label("contient").fill("echecs")
        stage.frame.get_by_label("Dossier", exact=True).select_option(label="Échecs")
        stage.button("Créer la règle").click()
        assert stage.final["filed"]["m3"]["folder_name"] == "Échecs"
        stage.button("Relever le courrier").click()
        assert stage.final["messages"]["m3"]["folder_name"] == "Échecs"


def test_ticked_messages_move_together_and_come_back(theatre):
    with theatre.stage("mailbox", BUSY, **WIDE) as stage:
        for subject in ("Sortie", "Tournoi"):
            stage.frame.get_by_label(f"Sélectionner {subject}").check()
        stage.button("Archiver").click()
        assert len(stage.final["folders"][3]["messages"]) == 2
        stage.button("Annuler").click()
        assert stage.final["folders"][3]["messages"] == []


def test_a_message_is_dragged_to_a_folder(theatre):
    with theatre.stage("mailbox", BUSY, **WIDE) as stage:
        row = stage.frame.locator("[role=row]", has_text="Tournoi")
        row.drag_to(stage.frame.locator("[data-focus=folder-archive]"))
        assert stage.final["messages"]["m2"]["folder"] == "archive"


def test_too_heavy_an_attachment_is_refused(theatre):
    with theatre.stage("mailbox", BUSY, **WIDE) as stage:
        stage.button("Nouveau message").click()
        stage.frame.get_by_label("À", exact=True).fill("tom@example.org")
        stage.button("Joindre un document").click()
        stage.frame.get_by_label("film.mp4").check()
        stage.button("Joindre").click()
        stage.button("Envoyer").click()
        expect(stage.frame.get_by_role("alert").first).to_contain_text("dépassent")
        stage.button("Enregistrer le brouillon").click()
        assert [draft["attachments"] for draft in stage.final["drafts"]] == [["film.mp4"]]
        assert stage.final["sent"] == []


def write_without_sending(stage: Stage) -> None:
    stage.button("Nouveau message").click()
    stage.frame.get_by_label("Objet").fill("Sortie")


def test_a_draft_is_kept_at_once(theatre):
    """The browser tells of the end of a window later, when an answer may have been sent."""
    press = "document.querySelector('dialog footer .line').click()"
    with theatre.stage("mailbox", BUSY, **WIDE) as stage:
        write_without_sending(stage)
        stage.page.evaluate(LISTEN)
        stage.page.frames[-1].evaluate(f"{press}; {TELL_PAGE}")
        kept = json.loads(stage.page.evaluate("window.synced"))
        assert [draft["subject"] for draft in kept["drafts"]] == ["Sortie"]


def test_what_was_being_written_is_forgotten_by_a_reset(theatre):
    with theatre.stage("mailbox", BUSY, **WIDE) as stage:
        write_without_sending(stage)
        stage.page.get_by_role("button", name="Recommencer").click()
        assert stage.final["drafts"] == []
        expect(stage.frame.get_by_role("dialog")).to_have_count(0)


def test_a_reload_loses_nothing_and_reset_forgets(theatre):
    with theatre.stage("mailbox", BUSY, **WIDE) as stage:
        stage.frame.get_by_label("Suivre Sortie").click()
        assert stage.final["messages"]["m1"]["starred"]
        stage.page.reload()
        stage.frame.locator(".star.on").wait_for()
        assert stage.final["messages"]["m1"]["starred"]
        stage.page.get_by_role("button", name="Recommencer").click()
        assert not stage.final["messages"]["m1"]["starred"]


@pytest.mark.parametrize(("scheme", "place"), [("dark", WIDE), ("light", PHONE)])
def test_axe_finds_nothing(theatre, scheme, place):
    with theatre.alone("mailbox", BUSY, color_scheme=scheme, **place) as page:
        assert accessibility_problems(page) == []
        page.locator("button.open", has_text="Sortie").click()
        page.get_by_role("button", name="Signaler").click()
        assert accessibility_problems(page) == []
        page.keyboard.press("Escape")
        page.get_by_role("button", name="Répondre", exact=True).click()
        assert accessibility_problems(page) == []
