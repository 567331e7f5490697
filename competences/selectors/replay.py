"""A test played again: what was asked and answered, and whether the draw comes out the same."""

from collections.abc import Iterator
from dataclasses import dataclass

from competences.bank.solutions import describe_response, describe_solution
from competences.bank.variants import Variant
from competences.engine import Estimate, Response, estimate
from competences.enums import Outcome
from competences.models import Answer, Assessment
from competences.selectors.bank import LoadedBank, bank_of, variant_of
from competences.selectors.draws import Draw, draw, engine_settings


@dataclass(frozen=True)
class ReplayedAnswer:
    """One question of a test. `same_draw`: drawing it again gives the question that was asked."""

    answer: Answer
    variant: Variant
    response: str
    solution: str
    drawn: str
    same_draw: bool
    after: Estimate


def replay(assessment: Assessment) -> Iterator[ReplayedAnswer]:
    """Play every answered question again, from the seed, the evidence and the answers."""
    bank = bank_of(assessment.release_id, assessment.parameter_version)
    kept = [Response(item, correct) for item, correct in assessment.evidence.get("kept", ())]
    responses: list[Response] = []
    for answer in assessment.answers.order_by("position"):
        step = draw(assessment, responses, bank)
        drawn = step.choice.item if isinstance(step, Draw) else str(step.reason)
        responses.append(Response(answer.challenge_id, answer.outcome == Outcome.CORRECT))
        yield _row(bank, assessment, answer, drawn, [*kept, *responses])


def _row(
    bank: LoadedBank, assessment: Assessment, answer: Answer, drawn: str, known: list[Response]
) -> ReplayedAnswer:
    variant = variant_of(bank.release_id, answer.challenge_id, answer.variant)
    settings = engine_settings(assessment)
    return ReplayedAnswer(
        answer=answer,
        variant=variant,
        response=describe_response(variant, answer.response),
        solution=describe_solution(variant),
        drawn=drawn,
        same_draw=drawn == answer.challenge_id,
        after=estimate(bank.engine, assessment.competence_id, known, settings=settings),
    )
