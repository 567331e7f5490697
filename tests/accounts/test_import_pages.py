"""The pages of the import assistant: every state, every role, bad files, things done twice."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.enums import ImportState
from accounts.models import ImportRun, Learner
from tests.factories.accounts import ImportRunFactory, LearnerFactory, UserFactory

HEADINGS = "Nom;Prénom;Né le;Classe"
NAMES = ("TESTARD;Maëlle;14/03/2013;5E 2", "ROUX;Zoé;05/06/2013;5E 1")
CHOICE = {
    "column_last_name": "Nom",
    "column_first_name": "Prénom",
    "column_birth_date": "Né le",
    "column_class_name": "Classe",
}


def table(*rows: str, headings: str = HEADINGS) -> bytes:
    return "\n".join((headings, *rows)).encode()


@pytest.fixture
def head(client, administrator):
    """The browser of the administrator."""
    client.force_login(administrator)
    return client


@pytest.fixture
def at(school):
    """The address of a page of the assistant."""
    return lambda name, *args: reverse(name, args=[school.code, *args])


@pytest.fixture
def send(head, at):
    """Send a file as the page does."""

    def sent(content=None, name="liste.csv", **extra):
        content = table(*NAMES) if content is None else content
        file = SimpleUploadedFile(name, content)
        return head.post(at("imports"), {"file": file}, **extra)

    return sent


@pytest.fixture
def press(head, at, django_capture_on_commit_callbacks):
    """Press a button of the assistant; what it starts is done when it answers."""

    def pressed(name, run, data=None, **extra):
        with django_capture_on_commit_callbacks(execute=True):
            response = head.post(at(name, run.public_id), data or {}, **extra)
        run.refresh_from_db()
        return response

    return pressed


@pytest.fixture
def checked(send, press):
    """A list that was sent and checked."""

    def made(*rows, **choice):
        send(table(*(rows or NAMES)))
        run = ImportRun.objects.latest("pk")
        press("import_columns", run, CHOICE | choice)
        return run

    return made


def text_of(response) -> str:
    return response.content.decode()


def test_from_a_file_to_the_list_and_back(checked, press, head, at, school):
    run = checked()
    assert run.state == ImportState.CHECKED
    assert "Zoé ROUX (5E 1)" in text_of(head.get(at("import_run", run.public_id)))
    assert not Learner.objects.exists()
    press("import_apply", run)
    assert Learner.objects.filter(organisation=school).count() == 2
    assert "Zoé ROUX (5E 1)" in text_of(head.get(at("import_run", run.public_id)))
    assert "2 élèves ajoutés" in text_of(head.get(at("import_undo", run.public_id)))
    press("import_undo", run)
    assert (run.state, Learner.objects.count()) == (ImportState.UNDONE, 0)


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "liste.csv", "Ce fichier est vide"),
        (b"MZ\x90\x00", "virus.exe", "ne sont pas lus"),
        (table(*NAMES), "liste.pdf", "ne sont pas lus"),
    ],
)
def test_a_wrong_file_is_refused_in_words(send, content, name, words):
    response = send(content, name)
    assert response.status_code == 422
    assert words in text_of(response)
    assert not ImportRun.objects.exists()


def test_no_file_at_all(head, at):
    response = head.post(at("imports"))
    assert response.status_code == 422
    assert "Choisissez d&#x27;abord" in text_of(response)


def test_a_file_past_the_limit_is_refused_in_words(send, settings):
    settings.UPLOAD_LIMIT = 5_000_000
    response = send(b"x" * 5_000_001)
    assert response.status_code == 422
    assert "dépasse" in text_of(response)
    assert not ImportRun.objects.exists()


@pytest.mark.parametrize("name", ["liste.xml", "liste.zip", "liste.xlsx", "liste.ods"])
def test_a_program_with_another_name_is_refused_and_not_kept(send, head, name):
    page = text_of(head.get(send(b"MZ\x90\x00" + b"\x00" * 500, name)["Location"]))
    run = ImportRun.objects.get()
    assert (run.state, run.content) == (ImportState.REFUSED, None)
    assert "Rien n&#x27;a été importé" in page or "Rien n'a été importé" in page


def test_the_columns_are_guessed_and_shown_with_their_first_values(send, head):
    page = text_of(head.get(send()["Location"], follow=True))
    assert '<option value="Né le" selected>' in page
    assert "14 mars 2013" in page
    assert "05/06/2013" in page


@pytest.fixture
def uploaded(school):
    return ImportRunFactory(organisation=school)


def test_a_choice_of_columns_is_previewed_without_being_kept(head, at, uploaded):
    address = at("import_columns", uploaded.public_id)
    data = CHOICE | {"column_first_name": "Classe", "preview": "1"}
    whole = text_of(head.post(address, data))
    part = head.post(address, data, headers={"HX-Request": "true"})
    assert "<bdi>5E 2</bdi>" in text_of(part)
    assert text_of(part).strip().split("<p class=")[0].strip() in whole
    uploaded.refresh_from_db()
    assert uploaded.mapping["first_name"] == "Prénom"


@pytest.mark.parametrize(
    ("choice", "words"),
    [
        ({"column_last_name": ""}, "Dites quelle colonne contient"),
        ({"column_first_name": "Nom"}, "sert déjà à"),
        ({"column_first_name": "Absente"}, "Sélectionnez un choix valide"),
    ],
)
def test_a_wrong_choice_of_columns_is_asked_again(head, at, uploaded, choice, words):
    response = head.post(at("import_columns", uploaded.public_id), CHOICE | choice)
    assert response.status_code == 422
    assert words in text_of(response)


def test_what_people_typed_is_shown_as_text(checked, head, at):
    run = checked("<b>x</b>;=1+1;32/13/2013;5E", "كوهين;שרה;14/03/2013;5E", "<i>y</i>;Zoé;x;5E")
    page = text_of(head.get(at("import_run", run.public_id)))
    columns = text_of(head.get(at("import_columns", run.public_id)))
    assert "<i>y" not in page + columns
    assert "<b>x" not in page + columns
    assert "<bdi>كوهين</bdi>" in columns
    sheet = text_of(head.get(at("import_problems", run.public_id)))
    assert "32/13/2013" in sheet


def test_problems_are_grouped_and_each_says_its_line(checked, head, at):
    run = checked(*(f"TESTARD;Zoé {number};32/01/2013;5E" for number in range(30)))
    page = text_of(head.get(at("import_run", run.public_id)))
    assert run.state == ImportState.REFUSED
    assert page.count("Date illisible") == 2  # its title, and the name of its table
    assert "Et 5 autres" in page
    rows = text_of(head.get(at("import_problems", run.public_id))).strip().splitlines()
    assert len(rows) == 31
    assert rows[1].split(";")[:2] == ["oui", "2"]


@pytest.fixture
def forty(school):
    return [LearnerFactory(organisation=school) for _ in range(40)]


def test_most_pupils_are_not_disabled_by_a_slip(checked, press, forty):
    run = checked()
    response = press("import_apply", run)
    assert (response.status_code, run.state) == (422, ImportState.CHECKED)
    assert "Oui, désactiver 40 élèves" in text_of(response)
    press("import_apply", run, {"sure": "on"})
    assert run.state == ImportState.APPLIED
    assert Learner.objects.filter(disabled_at__isnull=False).count() == 40


def test_the_absent_are_kept_when_asked(checked, press, forty):
    run = checked(keep_absent="on")
    press("import_apply", run)
    assert run.state == ImportState.APPLIED
    assert not Learner.objects.filter(disabled_at__isnull=False).exists()


@pytest.mark.parametrize("name", ["import_columns", "import_apply", "import_undo"])
def test_a_button_pressed_twice_does_it_once(checked, press, name):
    run = checked()
    if name == "import_undo":
        press("import_apply", run)
    data = CHOICE if name == "import_columns" else {}
    press(name, run, data)
    state, count = run.state, Learner.objects.count()
    assert press(name, run, data).status_code == 302
    assert (run.state, Learner.objects.count()) == (state, count)


def test_another_tab_cannot_apply_while_an_import_is_at_work(checked, press, head, at, school):
    ImportRunFactory(organisation=school, state=ImportState.APPLYING)
    run = checked()
    page = text_of(press("import_apply", run, follow=True))
    assert run.state == ImportState.CHECKED
    assert "Un autre import est en cours" in page


def test_only_the_last_list_can_be_undone(checked, press, head, at):
    first = checked()
    press("import_apply", first)
    second = checked(keep_absent="on")
    press("import_apply", second)
    assert head.get(at("import_undo", first.public_id)).status_code == 302
    press("import_undo", first)
    assert first.state == ImportState.APPLIED
    assert text_of(head.get(at("imports"))).count("Annuler cet import") == 1


def test_giving_up_forgets_the_file(checked, press):
    run = checked()
    press("import_give_up", run)
    assert (run.state, run.content) == (ImportState.GIVEN_UP, None)


@pytest.mark.parametrize("state", list(ImportState))
@pytest.mark.parametrize("name", ["import_run", "import_columns", "import_undo", "imports"])
def test_every_page_answers_in_every_state(head, at, school, state, name):
    """Whoever comes back, by a link or another tab, finds where the import stands."""
    counts = {"created": 1, "disabled": 2}
    run = ImportRunFactory(organisation=school, state=state, counts=counts)
    args = [] if name == "imports" else [run.public_id]
    response = head.get(at(name, *args), follow=True)
    assert response.status_code == 200
    assert len(response.redirect_chain) <= 2


@pytest.mark.parametrize("state", ["checking", "applying", "undoing"])
def test_the_bar_follows_the_work_and_stops_with_it(head, at, school, state, now):
    run = ImportRunFactory(organisation=school, state=state, total=40)
    address = at("import_run", run.public_id)
    part = text_of(head.get(address, headers={"HX-Request": "true"}))
    assert part.strip() in text_of(head.get(address))
    seen = f"{address}?vu={state}-0"
    assert head.get(seen, headers={"HX-Request": "true"}).status_code == 204
    ImportRun.objects.update(state=ImportState.CHECKED)
    assert head.get(seen, headers={"HX-Request": "true"})["HX-Redirect"] == address


PAGES = ("imports", "import_run", "import_columns", "import_undo", "import_problems")


@pytest.mark.parametrize("name", [*PAGES, "import_apply", "import_give_up"])
@pytest.mark.parametrize("role", ["teacher", "stranger", "outsider", "staff"])
def test_the_lists_of_a_school_are_for_its_administrators(
    client, at, uploaded, request, role, name
):
    client.force_login(request.getfixturevalue(role))
    address = at(name, *([] if name == "imports" else [uploaded.public_id]))
    assert client.get(address).status_code in (404, 405)
    assert client.post(address, CHOICE).status_code in (404, 405)
    uploaded.refresh_from_db()
    assert uploaded.state == ImportState.UPLOADED


@pytest.mark.parametrize("name", PAGES[1:])
def test_an_import_of_another_school_is_not_found_under_ours(head, at, name):
    foreign = ImportRunFactory()
    assert head.get(at(name, foreign.public_id)).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_cost_the_same_whatever_the_list(
    head, at, checked, press, rows, django_assert_max_num_queries
):
    for _ in range(rows):
        run = checked(*(f"TESTARD {number};Zoé;14/03/2013;5E" for number in range(rows)))
        press("import_apply", run)
    for name, most in (("imports", 7), ("import_run", 14)):
        with django_assert_max_num_queries(most):
            head.get(at(name, *([] if name == "imports" else [run.public_id])))


def test_following_an_import_does_not_read_its_file(
    head, at, school, django_assert_max_num_queries
):
    run = ImportRunFactory(organisation=school, state=ImportState.APPLYING)
    with django_assert_max_num_queries(5) as queries:
        head.get(at("import_run", run.public_id), headers={"HX-Request": "true"})
    assert not any('"content"' in query["sql"] for query in queries.captured_queries)


@pytest.mark.parametrize("extension", ["csv", "xlsx"])
def test_a_model_filled_in_comes_back_understood(head, at, send, extension):
    content = head.get(at("import_model", extension)).content
    page = text_of(head.get(send(content, f"modele.{extension}")["Location"], follow=True))
    run = ImportRun.objects.get()
    assert run.state == ImportState.UPLOADED
    assert {"last_name", "first_name", "birth_date", "class_name"} <= run.mapping.keys()
    assert "Testard-Modèle" in page


def test_there_is_no_other_model(head, at):
    assert head.get(at("import_model", "exe")).status_code == 404


def test_undoing_says_who_keeps_an_account(checked, press, head, at):
    run = checked()
    press("import_apply", run)
    Learner.objects.filter(last_name="ROUX").update(user=UserFactory())
    page = text_of(head.get(at("import_undo", run.public_id)))
    assert "1 élève ajouté par cet import est retiré" in page
    assert "a déjà un compte" in page
    press("import_undo", run)
    assert [row.last_name for row in Learner.objects.all()] == ["ROUX"]
