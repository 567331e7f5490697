"""Random campaigns: tables and papers taken away say what the raw answers say, exactly."""

import csv
from io import BytesIO, StringIO

import pytest
import python_calamine
from pypdf import PdfReader

from competences.models import Competence, Skill
from tests.campaigns.results.conftest import address
from tests.support.recomputed import by_competence, hundredths, mastery, mean, percent

HALF, SECRETS = "À mi-chemin", "Bouche cousue"


@pytest.fixture(params=["csv", "xlsx"])
def table(request, desk, world) -> list[dict[str, str | float]]:
    """The lines of the table with a column for each skill, figures as figures."""
    query = {"format": request.param, "acquis": "on"}
    content = b"".join(desk.get(address(world, "exports/tableau/"), query))
    if request.param == "csv":
        text = StringIO(content.decode("utf-8-sig"), newline="")
        return list(csv.DictReader(text, delimiter=";"))
    book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(content))
    headings, *rows = book.get_sheet_by_index(0).to_python()
    return [dict(zip(headings, row, strict=True)) for row in rows]


def figure(cell: str | float) -> float:
    return float(cell.replace(",", ".")) if isinstance(cell, str) else cell


def line_of(table, run):
    [line] = [one for one in table if one["Nom"] == run.learner.last_name]
    return line


def test_mastery_stages_and_badges(table, truth):
    for run, skills in truth.items():
        line, share = line_of(table, run), mastery(skills.values())
        assert figure(line["Maîtrise (%)"]) == hundredths(share)
        stars = sum(100 * share >= threshold for threshold in (40, 80))
        assert (figure(line["Étoiles"]), line["Palier"]) == (stars, f"Palier {40 * stars}")
        secrets = [v for s, v in skills.items() if s[:-2] == "secrets" and int(s[-1]) <= 3]
        won = {HALF: share >= 1 / 2, SECRETS: bool(secrets) and all(secrets)}
        assert {name: line[name] for name in won} == {
            n: "Oui" if v else "Non" for n, v in won.items()
        }


def test_competences_and_domains(table, truth):
    names = dict(Competence.objects.order_by("pk").values_list("pk", "name"))
    for run, skills in truth.items():
        line, domains = line_of(table, run), {}
        for code, part in by_competence(skills).items():
            assert cells(line, f"{code} {names[code]}") == counted(part.values())
            domains.setdefault(code[0], []).extend(part.values())
        for number, marks in domains.items():
            [name] = {
                n.rpartition("\u00a0:")[0] for n in line if n.startswith(f"Domaine {number}.")
            }
            assert cells(line, name) == counted(marks)


def cells(line, name):
    told = ("maîtrise (%)", "acquis visés", "acquis validés")
    return tuple(figure(line[f"{name}\u00a0: {one}"]) for one in told)


def counted(marks):
    return hundredths(mastery(marks)), len(marks), sum(marks)


def test_each_skill(table, truth):
    rows = Skill.objects.select_related("topic").order_by("pk")
    titles = {s.pk: f"{s.topic.title}, niveau {s.level}\u00a0: {s.can}" for s in rows}
    for run, skills in truth.items():
        line = line_of(table, run)
        asked = {name for name in line if ", niveau " in name}
        assert asked == {titles[skill] for skill in skills}
        for skill, validated in skills.items():
            assert (line[titles[skill]] == "validé") == validated


def test_nothing_of_who_has_not_sent(table, world, truth):
    sent = {run.learner.last_name for run in truth}
    assert len(table) == world.participations.count()
    for line in (one for one in table if one["Nom"] not in sent):
        assert not any(list(line.values())[list(line).index("Envoyé le") :])


def pages(response) -> list[str]:
    reader = PdfReader(BytesIO(response.content))
    texts = (" ".join(page.extract_text().split()) for page in reader.pages)
    return [text.replace("\u00a0", " ").replace("\u202f", " ") for text in texts]


def told(share) -> str:
    return percent(share).replace("\u00a0", " ")


def test_the_paper_of_the_class(desk, world, truth):
    text = " ".join(pages(desk.get(address(world, "exports/classe.pdf"))))
    if not truth:
        assert "Personne n'a encore envoyé" in text
        return
    whole = mean(mastery(skills.values()) for skills in truth.values())
    assert f"{told(whole)} de maîtrise en moyenne" in text
    for run, skills in truth.items():
        share = mastery(skills.values())
        stage = f"Palier {40 * sum(100 * share >= one for one in (40, 80))}"
        name = f"{run.learner.last_name} {run.learner.first_name} {run.learner.class_name}"
        assert f"{name} 04/01/2027 {told(share)} {stage}" in text


def test_its_competences(desk, world, truth):
    text = " ".join(pages(desk.get(address(world, "exports/classe.pdf"))))
    marks: dict[str, list[bool]] = {}
    for skills in truth.values():
        for code, part in by_competence(skills).items():
            marks.setdefault(code, []).extend(part.values())
    for code, name in (
        Competence.objects.filter(pk__in=marks).order_by("pk").values_list("pk", "name")
    ):
        assert f"{code} {name} {told(mastery(marks[code]))}" in text


def test_the_sheets_of_families(desk, world, truth):
    if not truth:
        return
    found = pages(desk.get(address(world, "exports/familles.pdf")))
    cans = dict(Skill.objects.order_by("pk").values_list("pk", "can"))
    names = dict(Competence.objects.order_by("pk").values_list("pk", "name"))
    by_name = sorted(truth, key=lambda run: run.learner.last_name)
    for text, run in zip(found, by_name, strict=True):
        skills = truth[run]
        assert run.learner.last_name in text
        assert told(mastery(skills.values())) in text
        assert f"maîtrise {sum(skills.values())} des {len(skills)} savoir-faire" in text
        for code, part in by_competence(skills).items():
            assert f"{names[code]} {sum(part.values())} sur {len(part)}" in text
        shown = {skill for skill, can in cans.items() if can in text}
        assert shown == acquired(skills) | steps(skills)


def acquired(skills) -> set[str]:
    """The hardest validated of each topic."""
    best = {skill[:-2]: skill for skill in sorted(skills) if skills[skill]}
    return set(best.values())


def steps(skills) -> set[str]:
    """The easiest not validated of each topic, four of them, the easiest first."""
    left = sorted((skill for skill, validated in skills.items() if not validated), reverse=True)
    easiest = {skill[:-2]: skill for skill in left}
    return set(sorted(easiest.values(), key=lambda skill: (skill[-1], skill))[:4])
