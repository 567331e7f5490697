import pytest
from playwright.sync_api import expect

from tests.support import simulators
from tests.support.simulators import (
    PHONE,
    WIDE,
    Stage,
    Theatre,
    accessibility_problems,
    documented,
)

pytestmark = pytest.mark.journey
theatre = simulators.theatre

VOLCANOES, SHARING = documented("files")
IN_ONE_GO = """(names) => names.forEach((name) => document
  .querySelector(`[role=row][data-id=${name}]`)
  .dispatchEvent(new MouseEvent("dblclick", {bubbles: true})))"""
DRIVE = {
    "owner": "Inès Kaddour <ines@example.org>",
    "today": "2027-01-14T09:30",
    "quota": {"total": "10 Mo", "other": "2 Mo"},
    "tags": ["SVT"],
    "people": ["Aya Benali <aya@example.org>"],
    "items": [
        {"id": "docs", "name": "Documents", "items": [
            {"id": "cv", "name": "cv.odt", "size": "1 Mo", "text": "Inès"},
            {"id": "sub", "name": "Travaux", "items": [{"id": "a", "name": "a.txt"}]},
        ]},
        {"id": "zip", "name": "photos.zip",
         "items": [{"id": "p", "name": "p.jpg", "size": "2 Mo"}]},
        {"id": "secret", "name": ".config"},
    ],
    "bin": [{"id": "old", "name": "vieux.mp4", "size": "3 Mo", "deleted_from": "docs"}],
}  # fmt: skip


def stage_of(theatre: Theatre, challenge: dict, **context):
    return theatre.stage("files", challenge["simulator"]["scenario"], **(context or WIDE))


def row(stage: Stage, name: str):
    return stage.frame.locator(f"[role=row][data-id={name}]")


def pick(stage: Stage, *names: str) -> None:
    for name in names:
        row(stage, name).locator(".box").click()


def more(stage: Stage, command: str) -> None:
    stage.button("Plus d’actions").click()
    stage.choose(command)


def new_folder(stage: Stage, name: str) -> None:
    stage.button("Nouveau dossier").click()
    stage.frame.get_by_label("Nom du dossier").fill(name)
    stage.button("Créer").click()


def tidy_up(stage: Stage, command: str) -> None:
    new_folder(stage, "Volcans")
    pick(stage, "x1", "f1", "f2")
    stage.button(command).click()
    row(stage, "x1").dblclick()
    stage.button("Coller").click()


def test_moving_the_files_into_a_new_folder_is_right(theatre):
    with stage_of(theatre, VOLCANOES) as stage:
        tidy_up(stage, "Couper")
        assert stage.verdict(VOLCANOES) == "correct"
        assert stage.fits()


def test_copying_them_is_wrong(theatre):
    with stage_of(theatre, VOLCANOES) as stage:
        tidy_up(stage, "Copier")
        assert stage.verdict(VOLCANOES) == "incorrect"


def test_the_keyboard_alone_is_enough(theatre):
    with stage_of(theatre, VOLCANOES) as stage:
        stage.tab_to("Nouveau dossier")
        stage.keys("Enter")
        stage.page.keyboard.type("Volcans")
        stage.keys("Enter", "End", "Shift+ArrowUp", "Shift+ArrowUp", "Space", "Control+x")
        assert stage.state["selected"] == ["f2", "f3"]
        stage.keys("Control+Home", "ArrowUp", "ArrowDown", "Control+ArrowDown", "Control+ArrowDown")
        stage.keys("Space", "Home", "ArrowDown", "Control+ArrowDown", "Control+ArrowDown", "Space")
        stage.keys("Control+x", "Home", "Enter", "Control+v")
        assert stage.verdict(VOLCANOES) == "correct"


def test_a_phone_is_enough_to_share_and_recover(theatre):
    with stage_of(theatre, SHARING, **PHONE) as stage:
        row(stage, "projet").locator(".label").tap()
        pick(stage, "budget")
        stage.button("Partager").click()
        stage.frame.get_by_label("Personne").fill("Marc Ostrow")
        stage.button("Ajouter").click()
        stage.frame.get_by_label("Lien de partage").select_option("none")
        stage.button("Enregistrer").click()
        more(stage, "Versions précédentes")
        stage.button("Restaurer la version du 18 mai 2027 à 18:30").click()
        assert stage.verdict(SHARING) == "correct"
        assert stage.fits()


def test_sharing_the_whole_folder_is_wrong(theatre):
    with stage_of(theatre, SHARING) as stage:
        pick(stage, "projet")
        stage.button("Partager").click()
        stage.frame.get_by_label("Personne").fill("marc.ostrow@example.org")
        stage.button("Ajouter").click()
        stage.button("Enregistrer").click()
        assert stage.verdict(SHARING) == "incorrect"
        assert stage.final["items"]["notes"]["access"][1]["who"] == "marc.ostrow@example.org"


def test_the_bin_gives_back_and_frees_room(theatre):
    with theatre.stage("files", DRIVE, **WIDE) as stage:
        assert stage.final["used"] == 2_000_000 + 1_000_000 + 1_200_000 + 3_000_000
        stage.frame.get_by_role("treeitem", name="Corbeille").click()
        pick(stage, "old")
        stage.button("Restaurer").click()
        assert stage.final["items"]["old"]["path"] == "/Documents/vieux.mp4"
        stage.button("Annuler").click()
        stage.button("Vider la corbeille").click()
        stage.button("Vider la corbeille").last.click()
        assert stage.final["items"]["old"]["erased"]
        assert stage.final["free"] == 10_000_000 - 4_200_000


def test_an_archive_is_made_and_another_extracted(theatre):
    with theatre.stage("files", DRIVE, **WIDE) as stage:
        pick(stage, "zip")
        more(stage, "Extraire")
        pick(stage, "x1", "docs")
        more(stage, "Compresser (.zip)")
        stage.button("Compresser").click()
        made = stage.final["created"]
        assert [item["path"] for item in made if item["kind"] == "zip"] == ["/Documents.zip"]
        assert "/photos/p.jpg" in stage.final["tree"]


def test_a_folder_never_goes_into_itself(theatre):
    with theatre.stage("files", DRIVE, **WIDE) as stage:
        pick(stage, "docs")
        stage.keys("Control+x")
        stage.page.frames[-1].evaluate(IN_ONE_GO, ["docs", "sub"])
        assert stage.state["current"] == "docs"  # the second half of a slow double click
        stage.page.wait_for_timeout(400)
        row(stage, "sub").dblclick()
        stage.button("Coller").click()
        assert stage.final["items"]["docs"]["path"] == "/Documents"


def test_a_file_is_dragged_to_the_tree(theatre):
    with theatre.stage("files", DRIVE, **WIDE) as stage:
        row(stage, "zip").drag_to(stage.frame.get_by_role("treeitem", name="Documents"))
        assert stage.final["items"]["zip"]["folder"] == "Documents"


def test_renaming_keeps_a_hidden_extension(theatre):
    with theatre.stage("files", DRIVE | {"extensions": False, "open": "docs"}, **WIDE) as stage:
        pick(stage, "cv")
        stage.keys("F2")
        stage.page.keyboard.type("cv-ines")
        stage.keys("Enter")
        assert stage.final["items"]["cv"]["name"] == "cv-ines.odt"


def test_tags_author_sync_and_view_are_in_the_state(theatre):
    with theatre.stage("files", DRIVE | {"open": "docs"}, **WIDE) as stage:
        pick(stage, "cv")
        more(stage, "Étiquettes")
        stage.frame.get_by_label("SVT").check()
        stage.button("Enregistrer").click()
        more(stage, "Propriétés")
        stage.frame.get_by_label("Auteur").fill("Inès")
        stage.button("Enregistrer").click()
        more(stage, "Garder en ligne seulement")
        stage.button("Taille").click()
        item, view = stage.final["items"]["cv"], stage.final["view"]
        assert (item["tags"], item["author"], item["sync"]) == (["SVT"], "Inès", "online")
        assert view["sort"] == "size"


def test_search_looks_below_and_hidden_files_stay_hidden(theatre):
    with theatre.stage("files", DRIVE, **WIDE) as stage:
        expect(row(stage, "secret")).to_have_count(0)
        stage.frame.get_by_label("Rechercher dans ce dossier").fill("a.TXT")
        expect(row(stage, "a")).to_have_count(1)
        stage.button("Affichage").click()
        stage.choose("Afficher les fichiers cachés")
        stage.frame.get_by_label("Rechercher dans ce dossier").fill("")
        expect(row(stage, "secret")).to_have_count(1)


def test_a_reload_loses_nothing_and_reset_forgets(theatre):
    with theatre.stage("files", DRIVE, **WIDE) as stage:
        new_folder(stage, "Neuf")
        assert "/Neuf" in stage.final["tree"]
        stage.page.reload()
        row(stage, "x1").wait_for()
        assert "/Neuf" in stage.final["tree"]
        stage.page.get_by_role("button", name="Recommencer").click()
        assert "/Neuf" not in stage.final["tree"]


@pytest.mark.parametrize(("scheme", "place"), [("dark", WIDE), ("light", PHONE)])
def test_axe_finds_nothing(theatre, scheme, place):
    with theatre.alone("files", DRIVE | {"open": "docs"}, color_scheme=scheme, **place) as page:
        page.locator("[role=row][data-id=cv] .box").click()
        assert accessibility_problems(page) == []
        page.get_by_role("button", name="Plus d’actions").click()
        assert accessibility_problems(page) == []
        page.get_by_role("menuitem", name="Propriétés").click()
        assert accessibility_problems(page) == []
        page.keyboard.press("Escape")
        page.get_by_role("button", name="Partager").click()
        assert accessibility_problems(page) == []
