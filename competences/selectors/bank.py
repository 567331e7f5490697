"""The item bank as a running process holds it: loaded once per release, frozen, shared."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from competences.bank import BankContent, pix_values
from competences.bank.schema import ChallengeSpec, CompetenceSpec, Kind, SkillSpec
from competences.bank.variants import Variant, draw_variant
from competences.engine import Bank, Item, Skill
from competences.models import ItemParameters, Release

NEEDS_JAVASCRIPT = "needs_javascript"

# Chance of a right answer without the skill, by kind; a single choice depends on its options.
FREE_INPUT_GUESSING = 0.02


class NoBankLoaded(Exception):
    """The platform has no item bank yet: run `manage.py load_content`."""


@dataclass(frozen=True)
class LoadedBank:
    """A release with the parameters of one calibration, ready for the engine."""

    release_id: int
    parameter_version: int
    content: BankContent
    engine: Bank
    challenges: Mapping[str, ChallengeSpec]
    skills: Mapping[str, SkillSpec]
    skill_of: Mapping[str, str]
    competence_of: Mapping[str, str]
    competences: Mapping[str, CompetenceSpec]
    pix_values: Mapping[str, float]

    def challenges_of(self, competence: str) -> Sequence[str]:
        """Ids of the challenges of a competence, in the order of the bank."""
        return self._by_competence.get(competence, ())

    @cached_property
    def _by_competence(self) -> Mapping[str, Sequence[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for id_ in self.challenges:
            found[self.competence_of[id_]].append(id_)
        return dict(found)

    def siblings(self, challenge_id: str) -> list[str]:
        """The other challenges of the same skill."""
        skill = self.skill_of[challenge_id]
        return [id_ for id_, of in self.skill_of.items() if of == skill and id_ != challenge_id]

    def barriers(self, challenge_id: str) -> frozenset[str]:
        challenge = self.challenges[challenge_id]
        declared = frozenset(str(barrier) for barrier in challenge.barriers)
        return declared | {NEEDS_JAVASCRIPT} if challenge.kind == Kind.SIMULATOR else declared

    def open_competences(self) -> set[str]:
        """Competences that have challenges; the others are announced as coming."""
        return set(self.competence_of.values())


def current_release_id() -> int:
    """The release that new tests use."""
    latest = Release.objects.order_by("-pk").values_list("pk", flat=True).first()
    if latest is None:
        raise NoBankLoaded
    return latest


def current_bank() -> LoadedBank:
    """The bank that new tests use, with the latest published parameters."""
    return bank_of(current_release_id(), latest_parameter_version())


def latest_parameter_version() -> int:
    version = ItemParameters.objects.order_by("-version").values_list("version", flat=True).first()
    return version or 0


@lru_cache(maxsize=4)
def bank_of(release_id: int, parameter_version: int) -> LoadedBank:
    """The bank of a test. One query the first time in a process, none afterwards."""
    document = Release.objects.values_list("document", flat=True).get(pk=release_id)
    content = BankContent.from_document(document)
    return _assemble(content, release_id, parameter_version)


@lru_cache(maxsize=64)
def restricted_engine(
    release_id: int, parameter_version: int, competence: str, scope: frozenset[tuple[str, int]]
) -> Bank:
    """The engine's bank where this competence is only some topics, each up to a level."""
    bank, highest = bank_of(release_id, parameter_version).engine, dict(scope)
    skills = [
        skill
        for skill in bank.skills
        if skill.competence != competence or skill.level <= highest.get(skill.topic, 0)
    ]
    kept = {skill.id for skill in skills}
    return Bank(skills, [item for item in bank.items if item.skill in kept])


@lru_cache(maxsize=4096)
def variant_of(release_id: int, challenge_id: str, number: int) -> Variant:
    """A challenge as one test shows it. Cached: pages, marking and corrections ask for it."""
    return draw_variant(bank_of(release_id, 0).challenges[challenge_id], number)


def _assemble(content: BankContent, release_id: int, parameter_version: int) -> LoadedBank:
    values = pix_values(content)
    competence_of_skill = {
        skill.id: topic.competence for topic in content.topics for skill in topic.skills
    }
    skills = {skill.id: skill for skill in content.skills()}
    skill_of = {c.id: skill.id for skill in skills.values() for c in skill.challenges}
    challenges = {c.id: c for skill in skills.values() for c in skill.challenges}
    engine_skills = [
        Skill(skill.id, competence_of_skill[skill.id], skill.topic, skill.level, values[skill.id])
        for skill in skills.values()
    ]
    return LoadedBank(
        release_id=release_id,
        parameter_version=parameter_version,
        content=content,
        engine=Bank(engine_skills, _items(challenges.values(), skill_of, parameter_version)),
        challenges=challenges,
        skills=skills,
        skill_of=skill_of,
        competence_of={id_: competence_of_skill[skill] for id_, skill in skill_of.items()},
        competences={competence.code: competence for competence in content.competences()},
        pix_values=values,
    )


def _items(
    challenges: Iterable[ChallengeSpec], skill_of: Mapping[str, str], version: int
) -> list[Item]:
    rows = ItemParameters.objects.filter(version=version) if version else ()
    measured = {row.challenge_id: row for row in rows}
    items = []
    for challenge in challenges:
        row = measured.get(challenge.id)
        items.append(
            Item(
                id=challenge.id,
                skill=skill_of[challenge.id],
                difficulty=row.difficulty if row else None,
                discrimination=row.discrimination if row else None,
                guessing=row.guessing if row else _guessing(challenge),
                timed=challenge.timer is not None,
            )
        )
    return items


def _guessing(challenge: ChallengeSpec) -> float:
    if challenge.kind == Kind.SINGLE_CHOICE and challenge.options:
        return 1 / len(challenge.options)
    return FREE_INPUT_GUESSING
