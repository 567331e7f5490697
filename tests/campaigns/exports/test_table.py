"""The table of a campaign: its columns and lines (reference rows E9, E10, E12)."""

import csv
from datetime import timedelta
from io import BytesIO, StringIO

import pytest
import python_calamine
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import AuditEvent
from campaigns.models import ParticipationResult
from campaigns.services.participations import send
from campaigns.services.results import fold_result
from pix.shared.sheets import csv_bytes, told
from tests.campaigns.exports.conftest import read_csv
from tests.factories.campaigns import CampaignFactory, ParticipationFactory
from tests.support.campaigns import join, take

pytestmark = pytest.mark.django_db
RESULTS = ("Palier", "Étoiles", "À mi-chemin", "Bouche cousue", "Maîtrise (%)")


def table(campaign, **asked) -> str:
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    code = campaign.organisation.code
    return f"/orga/{code}/campagnes/{campaign.public_id}/exports/tableau/?{query}"


def test_a_line_each_with_the_results_of_who_sent_them(desk, evaluation, taken):
    mercier, testard = read_csv(desk.get(table(evaluation)))
    assert (testard["Nom"], testard["Prénom"], testard["Classe ou groupe"]) == (
        "Testard",
        "Maëlle",
        "5E 2",
    )
    assert [testard[name] for name in RESULTS] == ["Palier 80", "2", "Oui", "Oui", "100"]
    assert testard["Envoyé le"] == "04/01/2027 11:01"
    assert (mercier["Nom"], mercier["Résultats envoyés"]) == ("Mercier", "Non")
    assert mercier["Avancement (%)"] == "0"
    assert [mercier[name] for name in RESULTS] == [""] * len(RESULTS)


def test_finished_is_not_sent(desk, evaluation, enrol, now):
    take(evaluation, enrol("Testard"), now, sent=False)
    [line] = read_csv(desk.get(table(evaluation, acquis="on")))
    empty = list(line.values())[list(line).index("Envoyé le") :]
    assert line["Avancement (%)"] == "100"
    assert not any(empty)


def test_figures_are_those_of_the_result(desk, evaluation, enrol, now):
    run = take(evaluation, enrol("Testard"), now, right=False)
    result = fold_result(run, now=now)
    [line] = read_csv(desk.get(table(evaluation)))
    for code, tally in result.competences.items():
        cells = [line[name] for name in line if name.startswith(f"{code} ")]
        share = told(round(100 * tally["validated"] / tally["total"], 2))
        assert cells == [share, str(tally["total"]), str(tally["validated"])]
    domains = [line[n] for n in line if n.startswith("Domaine") and n.endswith("acquis visés")]
    assert sum(map(int, domains)) == result.total


def test_a_column_for_each_skill_when_asked(desk, evaluation, taken):
    _, testard = read_csv(desk.get(table(evaluation, acquis="on")))
    skills = {name: value for name, value in testard.items() if ", niveau " in name}
    assert len(skills) == taken[0].result.total
    assert set(skills.values()) == {"validé"}


def test_each_sending_has_its_line_and_rank(desk, school, teacher, enrol):
    campaign = CampaignFactory(organisation=school, owner=teacher, several_sendings=True)
    user = enrol("Testard")
    ParticipationFactory(campaign=campaign, user=user, rank=1, is_current=False, sent=True)
    ParticipationFactory(campaign=campaign, user=user, rank=2)
    lines = read_csv(desk.get(table(campaign)))
    assert [(one["Passage n°"], one["Résultats envoyés"]) for one in lines] == [
        ("1", "Oui"),
        ("2", "Non"),
    ]


def test_a_collection_tells_pix_and_levels(desk, collection, enrol, now):
    run = send(participation=join(collection, enrol("Testard"), now), now=now)
    found = {"pix": 19, "competences": {"1.2": {"pix": 19, "level": 2}}}
    ParticipationResult.objects.filter(participation=run).update(**found)
    [line] = read_csv(desk.get(table(collection)))
    assert (line["Total de pix"], line["Certifiable"]) == ("19", "Non")
    assert line["Compétences de niveau 1 ou plus"] == "1"
    cells = [value for name, value in line.items() if name.startswith("1.2 ")]
    assert cells == ["2", "19"]


def test_what_higher_education_adds_and_the_identifier_asked(desk, school, teacher, enrol, now):
    campaign = CampaignFactory(organisation=school, owner=teacher, with_identifier=True)
    user = enrol("Testard", local_id="E123", diploma="Licence", used_name="Mercier")
    join(campaign, user, now, identifier="12 34")
    [line] = read_csv(desk.get(table(campaign)))
    assert (line["Nom"], line["Numéro d'étudiant"]) == ("Mercier", "12 34")
    assert (line["Identifiant local"], line["Diplôme"]) == ("E123", "Licence")
    assert "Composante" not in line


def test_a_class_alone_and_an_empty_campaign(desk, evaluation, taken, collection):
    assert [one["Nom"] for one in read_csv(desk.get(table(evaluation, classe="5E 2")))] == [
        "Testard"
    ]
    assert read_csv(desk.get(table(collection))) == []


def test_removed_runs_are_left_out(desk, evaluation, taken, now):
    taken[0].deleted_at = now
    taken[0].save()
    assert [one["Nom"] for one in read_csv(desk.get(table(evaluation)))] == ["Mercier"]


def test_a_workbook_holds_figures_and_dates(desk, evaluation, taken):
    response = desk.get(table(evaluation, format="xlsx"))
    book = python_calamine.load_workbook(BytesIO(b"".join(response)))
    headings, mercier, testard = book.get_sheet_by_name("Résultats").to_python()
    told = dict(zip(headings, testard, strict=True))
    assert (told["Maîtrise (%)"], told["Nom"]) == (100, "Testard")
    assert f"{told['Envoyé le']:%d/%m/%Y %H:%M}" == "04/01/2027 11:01"
    assert dict(zip(headings, mercier, strict=True))["Maîtrise (%)"] == ""


def test_it_is_recorded(desk, evaluation, taken, teacher):
    desk.get(table(evaluation))
    event = AuditEvent.objects.get(action="export")
    assert event.actor == teacher
    assert event.details == {"campaign": evaluation.code, "what": "csv", "count": 2}


def test_names_that_spreadsheets_would_run_or_break_stay_text(desk, evaluation, enrol, now):
    names = ['=HYPERLINK("x")', 'O"Neil; Jr', "-2", "\u202eabc", "محمد"]
    for name in names:
        join(evaluation, enrol(name), now)
    found = {line["Nom"] for line in read_csv(desk.get(table(evaluation)))}
    assert found == {'\'=HYPERLINK("x")', 'O"Neil; Jr', "'-2", "\u202eabc", "محمد"}


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_any_text_is_one_cell_that_runs_nothing(value):
    text = csv_bytes(["Nom"], [[value]]).decode("utf-8-sig")
    _heading, row = csv.reader(StringIO(text, newline=""), delimiter=";", strict=True)
    assert row in ([value], [f"'{value}"], [])
    assert not "".join(row).lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))


@pytest.mark.parametrize("count", [1, 3])
def test_as_many_queries_for_one_as_for_three(
    desk, evaluation, enrol, now, count, django_assert_num_queries
):
    for number in range(count):
        join(evaluation, enrol(f"Testard {number}"), now)
    with django_assert_num_queries(13):
        b"".join(desk.get(table(evaluation, acquis="on")))


def test_dates_are_those_of_the_platform(desk, evaluation, taken):
    [_, testard] = read_csv(desk.get(table(evaluation)))
    started = taken[0].started_at + timedelta(hours=1)
    assert testard["Commencé le"] == f"{started:%d/%m/%Y %H:%M}"
