"""The columns of the table of a campaign (reference rows E9, E10 and E12)."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from campaigns.enums import CampaignKind
from campaigns.models import Badge, Campaign, Stage
from campaigns.selectors.endings import stage_reached
from campaigns.selectors.export_lines import EXTRAS, Line, lines_of, runs_in
from campaigns.selectors.pinned import pinned_badges, pinned_stages
from campaigns.selectors.tallies import exact
from competences.engine import Status
from competences.models import Competence, Skill
from pix.shared.sheets import Cell

_TITLES_OF_EXTRAS = {
    "local_id": gettext_lazy("Identifiant local"),
    "department": gettext_lazy("Composante"),
    "teaching_team": gettext_lazy("Équipe pédagogique"),
    "diploma": gettext_lazy("Diplôme"),
    "study_scheme": gettext_lazy("Régime"),
}


@dataclass(frozen=True)
class Column:
    title: str
    value: Callable[[Line], Cell]


def table_of(
    campaign: Campaign, order: Sequence[int], *, with_skills: bool
) -> tuple[list[str], Iterator[list[Cell]]]:
    """Headings, and a line for each of these runs in this order, made when it is taken."""
    columns = list(columns_of(campaign, with_skills=with_skills))
    lines = lines_of(order, with_skills=with_skills)
    rows = ([column.value(line) for column in columns] for line in lines)
    return [column.title for column in columns], rows


def columns_of(campaign: Campaign, *, with_skills: bool) -> Iterator[Column]:
    """Results stay empty for who has not sent them."""
    yield from _of_campaign(campaign)
    yield from _of_person(campaign)
    yield from _of_run(campaign)
    collects = campaign.kind == CampaignKind.COLLECTION
    results = _of_collection() if collects else _of_evaluation(campaign, with_skills=with_skills)
    for column in results:
        yield Column(column.title, _once_sent(column.value))


def _once_sent(value: Callable[[Line], Cell]) -> Callable[[Line], Cell]:
    return lambda line: value(line) if line.is_sent else None


def _of_campaign(campaign: Campaign) -> Iterator[Column]:
    told = (
        (_("Établissement"), campaign.organisation.name),
        (_("Campagne"), campaign.name),
        (_("Code"), campaign.code),
        (_("Identifiant de la campagne"), str(campaign.public_id)),
        (_("Parcours"), campaign.profile.name if campaign.profile else ""),
    )
    for title, text in told:
        yield Column(title, lambda _line, text=text: text)  # type: ignore[misc]  # bound now


def _of_person(campaign: Campaign) -> Iterator[Column]:
    yield Column(_("Nom"), lambda line: line.last_name)
    yield Column(_("Prénom"), lambda line: line.first_name)
    yield Column(_("Classe ou groupe"), lambda line: line.learner["class_name"])
    for extra in _extras_of(campaign):
        title = str(_TITLES_OF_EXTRAS[extra])
        yield Column(title, lambda line, extra=extra: line.learner[extra])  # type: ignore[misc]
    if campaign.identifier_label:
        yield Column(campaign.identifier_label, lambda line: line.identifier)


def _extras_of(campaign: Campaign) -> list[str]:
    """Those that a learner of the campaign has; numbers of pupils stay in the list."""
    highest = {extra: Max(f"learner__{extra}") for extra in EXTRAS}
    found = runs_in(campaign).order_by().aggregate(**highest)
    return [extra for extra in EXTRAS if found[extra]]


def _of_run(campaign: Campaign) -> Iterator[Column]:
    if campaign.multiple_sendings:
        yield Column(_("Passage n°"), lambda line: line.rank)
    if campaign.kind != CampaignKind.COLLECTION:
        yield Column(_("Avancement (%)"), lambda line: line.percent)
    yield Column(_("Commencé le"), lambda line: line.started_at)
    yield Column(_("Résultats envoyés"), lambda line: line.is_sent)
    yield Column(_("Envoyé le"), lambda line: line.sent_at)


def _of_evaluation(campaign: Campaign, *, with_skills: bool) -> Iterator[Column]:
    yield from _stage(pinned_stages(campaign))
    yield from map(_badge, pinned_badges(campaign))
    yield Column(_("Maîtrise (%)"), lambda line: _percent(line.mastery))
    asked = Competence.objects.filter(topic__in=campaign.topics).distinct().order_by("pk")
    competences = list(asked.select_related("domain"))
    for one in competences:
        yield from _tallied(f"{one.pk} {one.name}", [one.pk])
    domains = {one.domain: [] for one in competences}  # type: ignore[var-annotated]
    for one in competences:
        domains[one.domain].append(one.pk)
    for domain, codes in domains.items():
        name = _("Domaine %(number)s. %(name)s") % {"number": domain.pk, "name": domain.name}
        yield from _tallied(name, codes)
    if with_skills:
        yield from map(_skill, _skills_of(campaign))


def _stage(stages: list[Stage]) -> Iterator[Column]:
    def title(line: Line) -> str:
        reached = stage_reached(stages, line.stars or 0)
        return (reached.team_title or reached.title) if reached else ""

    if stages:
        yield Column(_("Palier"), title)
        yield Column(_("Étoiles"), lambda line: line.stars)


def _badge(badge: Badge) -> Column:
    def is_won(line: Line) -> bool | None:
        stored = (line.badges or {}).get(badge.key)
        return stored["won"] if stored else None

    return Column(badge.title, is_won)


def _tallied(name: str, codes: Sequence[str]) -> Iterator[Column]:
    """Mastery, skills validated and aimed at, of a competence or of a domain."""

    def counted(line: Line, what: str) -> int:
        return sum(one[what] for one in _parts(line.competences, codes))

    def mastery(line: Line) -> float | None:
        total = counted(line, "total")
        return _percent(counted(line, "validated") / total) if total else None

    yield Column(_("%(name)s\u00a0: maîtrise (%%)") % {"name": name}, mastery)
    yield Column(
        _("%(name)s\u00a0: acquis visés") % {"name": name}, lambda line: counted(line, "total")
    )
    title = _("%(name)s\u00a0: acquis validés") % {"name": name}
    yield Column(title, lambda line: counted(line, "validated"))


def _parts(found: Mapping[str, Any] | None, codes: Iterable[str]) -> Iterator[Mapping[str, int]]:
    return (found[code] for code in codes if found and code in found)


def _skills_of(campaign: Campaign) -> list[Skill]:
    """Those that may have been asked, also when they left the bank since."""
    rows = Skill.objects.filter(topic__in=campaign.topics).select_related("topic")
    ordered = rows.order_by("topic__competence", "topic__title", "level")
    return [skill for skill in ordered if skill.level <= campaign.topics[skill.topic_id]]


def _skill(skill: Skill) -> Column:
    words = {Status.VALIDATED: _("validé"), Status.INVALIDATED: _("non validé")}

    def told(line: Line) -> str | None:
        known = line.skills.get(skill.pk)
        return words.get(known[0], _("non testé")) if known else None

    title = _("%(topic)s, niveau %(level)s\u00a0: %(can)s")
    names = {"topic": skill.topic.title, "level": skill.level, "can": skill.can}
    return Column(title % names, told)


def _of_collection() -> Iterator[Column]:
    def reached(line: Line) -> int:
        return sum(1 for one in (line.competences or {}).values() if one["level"] >= 1)

    yield Column(_("Total de pix"), lambda line: line.pix)
    yield Column(_("Certifiable"), lambda line: line.is_certifiable)
    yield Column(_("Compétences de niveau 1 ou plus"), reached)
    for one in Competence.objects.order_by("pk"):
        yield _collected(one, "level", _("%(name)s\u00a0: niveau"))
        yield _collected(one, "pix", _("%(name)s\u00a0: pix"))


def _collected(competence: Competence, what: str, title: str) -> Column:
    def value(line: Line) -> int:
        return (line.competences or {}).get(competence.pk, {}).get(what, 0)

    return Column(title % {"name": f"{competence.pk} {competence.name}"}, value)


def _percent(share: float | None) -> float | None:
    """Two decimals of what it is exactly, not of the float that is nearest."""
    return None if share is None else float(round(100 * exact(share), 2))
