"""A page for each pupil, for the family: plain words, what is acquired, what to work on."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _

from campaigns.enums import CampaignKind
from campaigns.models import Campaign
from campaigns.papers.people import first_name_of, name_of
from campaigns.selectors.reports import FamilySheet, Step
from competences.models import Competence
from pix.shared import papers
from pix.shared.mosaic import PIX
from pix.shared.numbers import long_date, number, percent

_TEMPLATE: Final = Path(__file__).with_suffix(".typ")


def family_pdf(
    campaign: Campaign, sheets: Sequence[FamilySheet], *, site: str, created: datetime
) -> bytes:
    """`site`: the address of the platform, in front of those of lessons."""
    data = {
        "title": _("Résultats pour les familles\u00a0: %(name)s")
        % {"name": campaign.title or campaign.name},
        "labels": _labels(),
        "about": _about(campaign),
        "site": site.split("://", 1)[-1],
        "sheets": [_sheet(campaign, sheet, site) for sheet in sheets],
    }
    return papers.pdf(_TEMPLATE, data, created=created)


def _labels() -> dict[str, str]:
    return {
        "competences": _("Compétence par compétence"),
        "acquired": _("Déjà acquis"),
        "steps": _("À travailler maintenant"),
        "lesson": _("Tuto gratuit\u00a0:"),
        "badges": _("Obtenu\u00a0:"),
        "nothing": _("Rien encore\u00a0: c'est un point de départ, pas un échec."),
        "all": _("Tout ce que ce parcours demandait est acquis."),
    }


def _about(campaign: Campaign) -> str:
    if campaign.kind == CampaignKind.COLLECTION:
        return _(
            "Ce document montre où en est l'élève avec le numérique, dans les seize compétences "
            "du référentiel. Chaque compétence va du niveau 1 au niveau 8 et rapporte au plus "
            "64 pix. Ce n'est pas une note\u00a0: on progresse à son rythme."
        )
    return _(
        "Ce parcours mesure ce que l'élève sait faire avec le numérique. Les questions "
        "s'adaptent aux réponses\u00a0: personne ne répond juste à toutes. Ce n'est pas une note."
    )


def _sheet(campaign: Campaign, sheet: FamilySheet, site: str) -> dict[str, Any]:
    run, collects = sheet.run, campaign.kind == CampaignKind.COLLECTION
    sent = long_date(run.sent_at) if run.sent_at else ""
    class_name = run.learner.class_name if run.learner else ""
    told = _collected if collects else _evaluated
    return {
        "school": " · ".join(filter(None, (campaign.organisation.name, class_name))),
        "name": name_of(run),
        "campaign": _("«\u00a0%(title)s\u00a0», envoyé le %(date)s")
        % {"title": campaign.title or campaign.name, "date": sent},
        **told(sheet),
        "stage": sheet.stage.title if sheet.stage else "",
        "badges": sheet.badges,
        "competences": [_competence(one, tally) for one, tally in sheet.competences],
        "acquired": sheet.acquired,
        "steps": [_step(step, site) for step in sheet.steps],
        "has_skills": not collects,
    }


def _evaluated(sheet: FamilySheet) -> dict[str, str]:
    result = sheet.run.result
    words = _("%(name)s maîtrise %(validated)s des %(total)s savoir-faire demandés.")
    names = {
        "name": first_name_of(sheet.run) or _("L'élève"),
        "validated": number(result.validated),
        "total": number(result.total),
    }
    return {"figure": percent(result.mastery), "words": words % names}


def _collected(sheet: FamilySheet) -> dict[str, str]:
    result = sheet.run.result
    if result.is_certifiable:
        words = _("%(name)s peut se présenter à la certification.")
    else:
        words = _(
            "%(name)s ne peut pas encore se présenter à la certification\u00a0: il faut cinq "
            "compétences au niveau 1 ou plus."
        )
    figure = _("%(pix)s pix") % {"pix": number(result.pix or 0)}
    return {"figure": figure, "words": words % {"name": first_name_of(sheet.run) or _("L'élève")}}


def _competence(one: Competence, tally: Mapping[str, int]) -> dict[str, Any]:
    if "total" in tally:
        names = {"validated": tally["validated"], "total": tally["total"]}
        told = _("%(validated)s sur %(total)s") % names
        share = tally["validated"] / tally["total"] if tally["total"] else 0.0
    else:
        told = _("niveau %(level)s") % {"level": tally["level"]}
        share = tally["pix"] / PIX
    return {"domain": int(one.domain_id), "name": one.name, "told": told, "share": share}


def _step(step: Step, site: str) -> dict[str, str]:
    if step.lesson is None:
        return {"can": step.can, "lesson": "", "address": "", "link": ""}
    link = site + reverse("lesson", args=[step.lesson.pk])
    shown = link.split("://", 1)[-1]
    return {"can": step.can, "lesson": step.lesson.title, "address": shown, "link": link}
