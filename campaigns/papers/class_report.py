"""The results of a class on paper, for its team."""

from datetime import datetime
from pathlib import Path
from typing import Any, Final

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from campaigns.enums import ParticipationState
from campaigns.papers.people import class_of, name_of
from campaigns.selectors.activity import Row
from campaigns.selectors.endings import stage_reached
from campaigns.selectors.reports import ClassReport
from campaigns.selectors.tallies import CompetenceTally
from competences.models import Competence
from pix.shared import papers
from pix.shared.numbers import day_and_hour, number, percent

_TEMPLATE: Final = Path(__file__).with_suffix(".typ")


def class_pdf(report: ClassReport, *, created: datetime) -> bytes:
    """A summary, then a line for each participant."""
    campaign = report.campaign
    people = len(report.rows)
    data = {
        "title": _("Résultats\u00a0: %(name)s") % {"name": campaign.name},
        "school": campaign.organisation.name,
        "about": [
            class_of(report.class_name),
            str(campaign.get_kind_display()).capitalize(),
            _("code %(code)s") % {"code": campaign.code},
        ],
        "made": _("Fait le %(date)s") % {"date": day_and_hour(created)},
        "figures": _figures(report, people),
        "competences": [_competence(report, one) for one in report.competences],
        "competences_title": _("Par compétence"),
        "people_title": _("Un par un"),
        "people_summary": _("Participants, avec ce que chacun a envoyé."),
        "columns": _columns(report),
        "rows": [_row(report, row) for row in report.rows],
        "nobody": _("Personne n'a encore envoyé de résultats."),
    }
    return papers.pdf(_TEMPLATE, data, created=created)


def _figures(report: ClassReport, people: int) -> list[dict[str, str]]:
    digest = report.digest
    told = [
        (number(people), ngettext("participant", "participants", people)),
        (number(digest.sent), ngettext("envoi", "envois", digest.sent)),
    ]
    if digest.sent and report.collects:
        told += [
            (number(digest.mean_pix), _("pix en moyenne")),
            (
                number(digest.certifiable),
                ngettext("certifiable", "certifiables", digest.certifiable),
            ),
        ]
    elif digest.sent:
        told.append((percent(digest.mastery), _("de maîtrise en moyenne")))
    return [{"value": value, "label": label} for value, label in told]


def _competence(report: ClassReport, one: Competence) -> dict[str, Any]:
    tally: CompetenceTally = report.digest.competences[one.pk]
    if report.collects:
        level = number(tally.level, 1)
        told, share = _("niveau %(level)s en moyenne") % {"level": level}, tally.level / 8
    else:
        told, share = percent(tally.share), tally.share
    return {
        "domain": int(one.domain_id),
        "name": f"{one.pk} {one.name}",
        "told": told,
        "share": share,
    }


def _columns(report: ClassReport) -> list[str]:
    if report.collects:
        return [_("Nom"), _("Classe"), _("Envoi"), _("Pix"), _("Certifiable")]
    titles = [_("Nom"), _("Classe"), _("Envoi"), _("Maîtrise")]
    return [*titles, _("Palier")] if report.stages else titles


def _row(report: ClassReport, row: Row) -> list[str]:
    run = row.participation
    cells = [name_of(run), run.learner.class_name if run.learner else "", _sent(row)]
    if run.state != ParticipationState.SENT:
        return cells + [""] * (len(_columns(report)) - len(cells))
    result = run.result
    if report.collects:
        return [*cells, number(result.pix or 0), _("oui") if result.is_certifiable else _("non")]
    cells.append(percent(result.mastery))
    if report.stages:
        stage = stage_reached(report.stages, result.stars)
        cells.append((stage.team_title or stage.title) if stage else "")
    return cells


def _sent(row: Row) -> str:
    run = row.participation
    if run.sent_at is not None:
        return localtime(run.sent_at).strftime("%d/%m/%Y")
    if run.state == ParticipationState.FINISHED:
        return _("terminé, à envoyer")
    return _("en cours, %(percent)s") % {"percent": percent(row.percent / 100)}
