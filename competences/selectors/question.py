"""What the page of a question shows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils.safestring import SafeString

from competences.bank.schema import CompetenceSpec, Kind
from competences.bank.variants import AnswerField, Option, Variant
from competences.models import Assessment
from competences.selectors.bank import LoadedBank, bank_of, variant_of
from competences.selectors.materials import file_size, picture_size
from pix.shared.templatetags.pix_ui import steps


@dataclass(frozen=True)
class Sent:
    """What was sent and could not be taken, to show it again."""

    values: Mapping[str, str] = field(default_factory=dict)
    chosen: tuple[str, ...] = ()
    error: str = ""


@dataclass(frozen=True)
class Attachment:
    name: str
    label: str
    size: int


@dataclass(frozen=True)
class Place:
    """Where a person meets a question: all that differs from the page of somebody else."""

    test: str
    position: str
    number: str
    """Of the question for the person: its position, counted over the whole series."""
    asked: str
    address: str
    """Of the question; its files and simulator are below it, under its position."""
    steps: SafeString
    """Those of the test, drawn: done, now, left."""
    quit: str
    """Address that leaves the test; answers given are kept."""


@dataclass(frozen=True)
class QuestionPage:
    """The question now asked. Nothing that its template shows tells the solution."""

    assessment: Assessment
    variant: Variant
    competence: CompetenceSpec
    has_equivalent: bool
    seconds_left: int | None
    sent: Sent
    place: Place

    @property
    def domain(self) -> str:
        return self.competence.code[0]

    @property
    def must_start_clock(self) -> bool:
        return waits_for_clock(self.assessment)

    @property
    def needs_javascript(self) -> bool:
        return self.variant.kind == Kind.SIMULATOR

    @property
    def answer_template(self) -> str:
        return f"competences/answers/{self.variant.kind}.html"

    @property
    def error(self) -> str:
        return self.sent.error

    @property
    def chosen(self) -> tuple[str, ...]:
        return self.sent.chosen

    @property
    def given_text(self) -> str:
        return self.sent.values.get("text", "")

    @property
    def files(self) -> list[Attachment]:
        test = self.assessment
        asked = (test.release_id, test.challenge_id, test.variant)
        return [
            Attachment(file.name, file.label, file_size(*asked, file.name))
            for file in self.variant.files
        ]

    @property
    def picture_size(self) -> tuple[int, int]:
        test = self.assessment
        return picture_size(test.release_id, test.challenge_id, test.variant)

    def fields(self) -> Iterator[tuple[AnswerField, str]]:
        for answer_field in self.variant.fields:
            yield answer_field, self.sent.values.get(f"field-{answer_field.id}", "")

    def pairs(self) -> Iterator[tuple[Option, str]]:
        for left in self.variant.left:
            yield left, self.sent.values.get(f"pair-{left.code}", "")

    def ranks(self) -> Iterator[tuple[Option, str]]:
        """Each item with its rank: the one sent, else its place on the page."""
        for place, item in enumerate(self.variant.items, start=1):
            yield item, self.sent.values.get(f"rank-{item.code}", str(place))

    @property
    def rank_values(self) -> list[str]:
        return [str(rank) for rank in range(1, len(self.variant.items) + 1)]


def question_page(
    assessment: Assessment,
    *,
    expected: int,
    now: datetime,
    sent: Sent | None = None,
    address: str = "",
) -> QuestionPage:
    """The page of the question now asked. No query once the bank is loaded.

    `expected`: the usual number of questions; `address`: of the page, a test's by default.
    """
    bank = bank_of(assessment.release_id, assessment.parameter_version)
    variant = variant_of(assessment.release_id, assessment.challenge_id, assessment.variant)
    return QuestionPage(
        assessment=assessment,
        variant=variant,
        competence=bank.competences[assessment.competence_id],
        has_equivalent=equivalent_challenge(bank, assessment) is not None,
        seconds_left=_seconds_left(assessment, variant.timer, now),
        sent=sent or Sent(),
        place=_place(assessment, address, expected),
    )


def _place(assessment: Assessment, address: str, expected: int) -> Place:
    number = assessment.asked_before + assessment.position
    return Place(
        test=str(assessment.public_id) if assessment.pk else "",
        position=str(assessment.position),
        number=str(number),
        asked=asked_mark(assessment),
        address=address or f"/test/{assessment.public_id}/",
        steps=steps(number - 1, max(expected, number)),
        quit=way_out(assessment),
    )


def way_out(assessment: Assessment) -> str:
    """Where one goes to leave a test and come back later."""
    if assessment.series_id:
        return "/parcours/"
    return "/competences/" if assessment.user_id else "/"


def waits_for_clock(assessment: Assessment) -> bool:
    """Whether the question is timed and its clock not started: nothing of it is shown yet."""
    if assessment.timer_started_at is not None:
        return False
    asked = (assessment.release_id, assessment.challenge_id, assessment.variant)
    return variant_of(*asked).timer is not None


def asked_mark(assessment: Assessment) -> str:
    """Tells two questions asked at the same position apart: one was swapped for the other."""
    return assessment.asked_at.isoformat() if assessment.asked_at else ""


def equivalent_challenge(bank: LoadedBank, assessment: Assessment) -> str | None:
    """A challenge of the same skill without the barriers of the one asked, if there is one.

    One whose correction the person has read comes only when nothing else is left, as in the draw.
    """
    barriers = bank.barriers(assessment.challenge_id)
    if not barriers:
        return None
    siblings = bank.siblings(assessment.challenge_id)
    usable = [sibling for sibling in siblings if not bank.barriers(sibling) & barriers]
    excluded = assessment.evidence.get("excluded", ())
    return min(usable, key=lambda sibling: sibling in excluded, default=None)


def _seconds_left(assessment: Assessment, timer: int | None, now: datetime) -> int | None:
    started = assessment.timer_started_at
    if timer is None or started is None:
        return None
    return max(0, round((started + timedelta(seconds=timer) - now).total_seconds()))
