"""The classes of a school in the 16 competences: levels, who was tested, who is certifiable."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, Q, QuerySet, Sum

from accounts.models import Learner, Organisation
from competences.models import Competence


@dataclass(frozen=True)
class Cell:
    """A class in a competence; means are over those who were tested."""

    competence: Competence
    learners: int
    tested: int = 0
    levels: int = 0
    pix: int = 0

    @property
    def level(self) -> float:
        return self.levels / self.tested if self.tested else 0.0

    @property
    def mean_pix(self) -> int:
        return round(self.pix / self.tested) if self.tested else 0

    @property
    def coverage(self) -> float:
        return self.tested / self.learners if self.learners else 0.0


@dataclass(frozen=True)
class ClassLine:
    name: str
    learners: int
    with_account: int
    certifiable: int
    cells: list[Cell]

    @property
    def certifiable_share(self) -> float:
        return self.certifiable / self.learners if self.learners else 0.0


@dataclass(frozen=True)
class SchoolMap:
    competences: Sequence[Competence]
    classes: list[ClassLine]

    @property
    def is_empty(self) -> bool:
        """Nobody was tested yet."""
        return not any(cell.tested for line in self.classes for cell in line.cells)


def map_of(school: Organisation, names: Iterable[tuple[str, int, int]]) -> SchoolMap:
    """Of these classes, given as (name, learners, learners with an account). Three queries."""
    classes = list(names)
    kept = [name for name, _, _ in classes]
    competences = list(Competence.objects.order_by("pk"))
    tested, certifiable = _tested(school, kept), _certifiable(school, kept)
    lines = [
        ClassLine(
            name=name,
            learners=learners,
            with_account=with_account,
            certifiable=certifiable[name],
            cells=[
                Cell(one, learners, *tested.get((name, one.pk), (0, 0, 0))) for one in competences
            ],
        )
        for name, learners, with_account in classes
    ]
    return SchoolMap(competences, lines)


def _tested(
    school: Organisation, classes: Sequence[str]
) -> dict[tuple[str, str], tuple[int, int, int]]:
    """By class and competence: people tested, their levels and their pix added up."""
    profile = "user__competenceprofile"
    rows = (
        _present(school, classes)
        .filter(**{f"{profile}__isnull": False})
        .order_by()
        .values("class_name", f"{profile}__competence")
        .annotate(
            tested=Count("pk"), levels=Sum(f"{profile}__level"), total_pix=Sum(f"{profile}__pix")
        )
    )
    return {
        (row["class_name"], row[f"{profile}__competence"]): (
            row["tested"],
            row["levels"],
            row["total_pix"],
        )
        for row in rows
    }


def _certifiable(school: Organisation, classes: Sequence[str]) -> Counter[str]:
    """By class, those whose profile would let them sit the certification today."""
    firm = Count("user__competenceprofile", filter=Q(user__competenceprofile__level__gte=1))
    people = _present(school, classes).order_by().values("pk", "class_name").annotate(firm=firm)
    enough = people.filter(firm__gte=settings.CERTIFIABLE_COMPETENCES)
    return Counter(enough.values_list("class_name", flat=True))


def _present(school: Organisation, classes: Sequence[str]) -> QuerySet[Learner]:
    return Learner.objects.filter(
        organisation=school, disabled_at=None, class_name__in=classes, user__isnull=False
    )
