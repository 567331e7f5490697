"""From nothing to a class at work, as a school does it: each step is what a person does, by hand.

Used by the journey test, on a server of its own, and to walk the real `make run`.
"""

import csv
import io
from dataclasses import dataclass
from datetime import date

from playwright.sync_api import expect

from accounts.names import squeezed
from accounts.school_lists.synthetic.people import Pupil, class_names, make_school
from accounts.school_lists.synthetic.siecle import Writing, siecle_bytes, zipped
from tests.support.hand import Hand

UAI, NAME = "9990003Z", "Collège Joséphine-Baker"
MAILBOX = "ac-lyon.fr"
HEAD_PASSWORD, PUPIL_PASSWORD = "Mon-Chat-Gris-7", "Chat-Perché-42"
CLASS = "6E 1"


@dataclass(frozen=True)
class Slip:
    name: tuple[str, str]
    username: str
    password: str


def siecle_zip(*, classes: int, pupils_each: int, seed: int = 7) -> tuple[bytes, list[Pupil]]:
    """What the school downloads from SIECLE, and who is in it."""
    pupils = make_school(classes=class_names(classes), pupils_each=pupils_each, seed=seed)
    xml = siecle_bytes(pupils, Writing(uai=UAI))
    return zipped({"ElevesSansAdresses.xml": xml}), pupils


def sign_up(head: Hand, email: str) -> None:
    head.go("/")
    head.follow("Équipes et établissements")
    head.follow("Ouvrir l'espace de mon établissement")
    head.follow("S'inscrire")
    for label, text in (("Prénom", "Sylvie"), ("Nom", "Garnier"), ("Année de naissance", "1979")):
        head.fill(label, text)
    head.fill("Adresse e-mail", email)
    head.fill("Mot de passe", HEAD_PASSWORD)
    head.check("J'accepte")
    head.press("Créer mon compte")
    head.arrives("Ouvrir l'espace")


def ask_for_the_space(head: Hand) -> None:
    head.fill("UAI", UAI)
    head.fill("Nom de l'établissement", NAME)
    head.select("Boîte officielle", MAILBOX)
    head.press("Demander l'ouverture")
    expect(head.page.get_by_role("status").first).to_contain_text("ce.9990003z@ac-lyon.fr")


def open_the_space(head: Hand, link: str) -> None:
    """The message waits in the official mailbox of the school."""
    head.open_mail(link)
    head.press("Oui, ouvrir l'espace")
    expect(head.page.get_by_role("heading", name="Premiers pas")).to_be_visible()


def import_the_list(head: Hand, content: bytes) -> None:
    head.follow("Importer une liste")
    head.arrives("Importer les élèves")
    head.send_file("ExportXML_ElevesSansAdresses.zip", content)
    head.press("Envoyer")
    head.arrives("Ce que nous avons lu")
    head.press("Vérifier la liste")
    head.arrives("La liste est prête à être importée")
    head.press("Importer")
    head.arrives("Import terminé")


def give_usernames(head: Hand) -> list[Slip]:
    """To a class; the slips are printed, and read here from the table."""
    head.follow("Tableau de bord")
    head.follow("Préparer les comptes")
    head.follow(CLASS)
    head.follow("Créer les")
    head.press("Créer les identifiants")
    head.arrives("sont prêtes")
    assert head.download("Fiches à découper").startswith(b"%PDF")
    table = io.StringIO(head.download("Tableau (CSV)").decode("utf-8-sig"))
    rows = csv.DictReader(table, delimiter=";")
    return [
        Slip(
            (squeezed(row["Nom"]), squeezed(row["Prénom"])),
            row["Identifiant"],
            row["Mot de passe à usage unique"],
        )
        for row in rows
    ]


def create_a_campaign(head: Hand, profile: str) -> str:
    """For the class; its code."""
    head.follow("Tableau de bord")
    head.follow("Créer une campagne")
    head.check(profile)
    head.fill("Nom de la campagne", f"{CLASS}, rentrée")
    head.check("Certaines classes")
    head.check(f"{CLASS} (")
    head.press("Créer la campagne")
    head.arrives(f"{CLASS}, rentrée")
    return "".join(head.page.locator(".code").inner_text().split())


def slip_of(pupil: Pupil, slips: list[Slip]) -> Slip:
    """The one with this name."""
    said = pupil.fields
    name = squeezed(said["used_name"] or said["last_name"])
    return next(slip for slip in slips if slip.name == (name, squeezed(said["first_name"])))


def sign_in_with_a_slip(pupil: Hand, slip: Slip) -> None:
    pupil.go("/")
    pupil.follow("Se connecter")
    pupil.fill("Adresse e-mail ou identifiant", slip.username)
    pupil.fill("Mot de passe", slip.password)
    pupil.press("Me connecter")
    pupil.fill("Nouveau mot de passe", PUPIL_PASSWORD)
    pupil.press("Enregistrer et continuer")
    pupil.arrives("Bonjour")


def enter_the_code(pupil: Hand, code: str) -> None:
    pupil.follow("J'ai un code")
    pupil.fill("Code du parcours", code.lower())
    pupil.press("Ouvrir le parcours")
    begin(pupil)


def begin(pupil: Hand) -> None:
    pupil.press("Commencer")
    pupil.is_at("/test/")


def come_by_the_ent(pupil: Hand, somebody: Pupil, code: str) -> None:
    """The link that the teacher put in the ENT; the ENT asks who one is, Pix finds her."""
    said = somebody.fields
    pupil.go(f"/ent/demo/?vers=/parcours/{code}/")
    pupil.unfold("Quelqu'un d'autre")
    for label, text in (("Prénom", said["first_name"]), ("Nom", said["last_name"])):
        pupil.fill(label, text)
    pupil.fill("Date de naissance", as_typed(said["birth_date"]))
    pupil.fill("UAI", UAI)
    pupil.press("Être cette personne")
    pupil.arrives("Bienvenue")
    pupil.press("Continuer")
    pupil.is_at(f"/parcours/{code}/")
    begin(pupil)


def as_typed(siecle_date: str) -> str:
    day, month, year = siecle_date.split("/")
    return date(int(year), int(month), int(day)).isoformat()


def answer_everything(pupil: Hand) -> int:
    """To the page where results are sent; how many questions were met."""
    questions = 0
    while "/parcours/" not in pupil.page.url:
        if "/bilan/" in pupil.page.url:
            pupil.follow("Continuer")
        elif pupil.page.get_by_role("button", name="Afficher la question").count():
            pupil.press("Afficher la question")
        else:
            questions += 1
            answer(pupil)
        pupil.page.wait_for_load_state()
    return questions


def answer(pupil: Hand) -> None:
    """Something where there is a word to write or a choice to make, else skipped."""
    page = pupil.page
    question = page.locator("[data-position]").first
    shown = [question.get_attribute(name) for name in ("data-test", "data-position")]
    radio, text = page.locator("main [type=radio]"), page.locator("main [name=text]")
    if text.count():
        text.first.fill("oui")
        pupil.tally.fields += 1
        pupil.press("Je valide")
    elif radio.count():
        radio.first.check()
        pupil.tally.clicks += 1
        pupil.press("Je valide")
    else:
        pupil.press("Je passe")
    page.wait_for_function(
        "([test, position]) => { const shown = document.querySelector('[data-position]');"
        " return !shown || shown.dataset.test !== test || shown.dataset.position !== position }",
        arg=shown,
    )


def send_results(pupil: Hand) -> None:
    pupil.press("Envoyer mes résultats")
    expect(pupil.page.get_by_text("Résultats envoyés")).to_be_visible()


def watch(head: Hand, *, started: int) -> None:
    """The page that follows the class."""
    head.follow("En direct")
    expect(head.page.locator(".live-working, .live-finished, .live-sent")).to_have_count(started)


def sees_sent(head: Hand, number: int) -> None:
    """By itself with JavaScript; without, after asking again."""
    if not with_js(head):
        head.follow("Actualiser")
    expect(head.page.locator(".tag", has_text="Envoyé")).to_have_count(number, timeout=20_000)


def with_js(hand: Hand) -> bool:
    return bool(hand.page.evaluate("document.documentElement.classList.contains('js')"))
