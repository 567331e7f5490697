"""Figures of campaigns made again from the answers, by other means than the platform's own."""

from collections.abc import Iterable
from fractions import Fraction

from campaigns.enums import ParticipationState
from campaigns.models import Campaign, Participation
from competences.engine import Response, estimate
from competences.enums import Outcome
from competences.models import Answer, Skill
from competences.selectors.bank import current_bank
from competences.selectors.draws import engine_settings

type Validated = dict[str, bool]


def truth_of(campaign: Campaign) -> dict[Participation, Validated]:
    """{run: {skill: validated}} of the runs that were sent."""
    runs = Participation.objects.filter(campaign=campaign, state=ParticipationState.SENT)
    rows = runs.select_related("campaign", "series", "learner", "user").order_by("pk")
    return {run: validated_from_answers(run) for run in rows}


def validated_from_answers(run: Participation) -> Validated:
    """Each skill aimed at and whether it is validated: nothing stored but answers is read."""
    bank, found = current_bank(), {}
    aimed = {
        skill.id: False
        for skill in bank.skills.values()
        if skill.level <= run.campaign.topics.get(skill.topic, 0)
    }
    for test in run.series.tests.order_by("pk"):
        answers = Answer.objects.filter(assessment=test).order_by("position")
        given = [Response(a.challenge_id, a.outcome == Outcome.CORRECT) for a in answers]
        kept = [Response(item, right) for item, right in test.evidence["kept"]]
        known = estimate(
            bank.engine, test.competence_id, [*kept, *given], settings=engine_settings(test)
        )
        found |= {skill: k.status == "validated" for skill, k in known.knowledge.items()}
    return {skill: found.get(skill, False) for skill in aimed}


def mastery(skills: Iterable[bool]) -> Fraction:
    marks = list(skills)
    return Fraction(sum(marks), len(marks)) if marks else Fraction(0)


def mean(values: Iterable[Fraction]) -> Fraction:
    found = list(values)
    return sum(found, Fraction(0)) / len(found) if found else Fraction(0)


def percent(share: Fraction) -> str:
    """As a page or a paper writes it: half goes to the even figure."""
    return f"{round(100 * share)}\u00a0%"


def hundredths(share: Fraction) -> float:
    """As a table writes it, with two decimals."""
    return float(round(100 * share, 2))


def by_competence(skills: Validated) -> dict[str, Validated]:
    """The same in parts, by code of competence, in order."""
    rows = Skill.objects.filter(pk__in=skills).order_by().values_list("pk", "topic__competence")
    place = dict(rows)
    found: dict[str, Validated] = {code: {} for code in sorted(set(place.values()))}
    for skill, validated in skills.items():
        found[place[skill]][skill] = validated
    return found
