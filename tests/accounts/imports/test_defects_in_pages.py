"""Every defect, sent as a school sends it: the page says what is wrong, and says it apart."""

import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.enums import ImportState
from accounts.models import ImportRun, Learner
from accounts.school_lists.synthetic.defects import SIECLE_DEFECTS
from accounts.school_lists.synthetic.people import class_names, make_school
from accounts.school_lists.synthetic.table_defects import TABLE_DEFECTS
from accounts.selectors.imports import problems_of

DEFECTS = {**SIECLE_DEFECTS, **TABLE_DEFECTS}
PUPILS = make_school(classes=class_names(4), pupils_each=5)
# Said before the list is checked: by the page where it is sent, by that of its columns.
AT_ONCE = {
    "empty-file": "Ce fichier est vide",
    "table-empty": "Ce fichier est vide",
    "wrong-extension": "Les fichiers « .pdf » ne sont pas lus",
    "table-no-titles": "Dites quelle colonne contient « nom de famille »",
    "table-no-birth-dates": "Dites quelle colonne contient « date de naissance »",
}
SAID = [name for name, defect in DEFECTS.items() if defect.says and name not in AT_ONCE]
FINE = [name for name, defect in DEFECTS.items() if not defect.says]


@pytest.fixture
def shown(client, administrator, school, django_capture_on_commit_callbacks):
    """Send a file, check it with the columns that were guessed; what the page then says."""
    client.force_login(administrator)

    def sent(sample) -> str:
        file = {"file": SimpleUploadedFile(sample.name, sample.content)}
        page = client.post(reverse("imports", args=[school.code]), file, follow=True)
        run = ImportRun.objects.filter(organisation=school).last()
        if run is not None and run.state == ImportState.UPLOADED:
            guessed = {f"column_{name}": title for name, title in run.mapping.items()}
            chosen = {"csrfmiddlewaretoken": "", **guessed}
            columns = reverse("import_columns", args=[school.code, run.public_id])
            with django_capture_on_commit_callbacks(execute=True):
                page = client.post(columns, chosen, follow=True)
            page = client.get(page.redirect_chain[-1][0]) if page.redirect_chain else page
        return words(page.text)

    return sent


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


@pytest.mark.parametrize("name", SAID)
def test_the_page_says_what_is_wrong(shown, name, school):
    defect = DEFECTS[name]
    page = shown(defect.make(PUPILS))
    run = ImportRun.objects.get()
    told = [one for one in problems_of(run) if one["code"] == defect.says]
    assert told
    for one in told:
        assert words(one["message"]) in page
    ready = run.state == ImportState.CHECKED
    assert ready is not defect.blocks
    assert ("La liste est prête à être importée" in page) is ready
    assert not Learner.objects.exists()


@pytest.mark.parametrize("name", AT_ONCE)
def test_the_page_that_is_open_says_it_at_once(shown, name):
    assert AT_ONCE[name] in shown(DEFECTS[name].make(PUPILS))
    assert not ImportRun.objects.filter(state=ImportState.CHECKED).exists()


def test_a_file_cut_in_the_middle_is_said_before_anything_is_asked(client, administrator, school):
    """The page of the columns reads it first."""
    client.force_login(administrator)
    sample = DEFECTS["unclosed-tag"].make(PUPILS)
    file = {"file": SimpleUploadedFile(sample.name, sample.content)}
    page = client.post(reverse("imports", args=[school.code]), file, follow=True)
    assert page.status_code == 200
    assert "s'interrompt ou est abîmé à la ligne" in words(page.text)
    assert "Vérifier la liste" not in page.text


@pytest.mark.parametrize("name", FINE)
def test_the_page_reads_what_is_fine_all_the_same(shown, name):
    page = shown(DEFECTS[name].make(PUPILS))
    assert "La liste est prête à être importée" in page
    assert f"{len(PUPILS) - DEFECTS[name].skipped} créés" in page
