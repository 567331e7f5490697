"""What the sessions of the demonstration are like: one in each state."""

from dataclasses import dataclass
from typing import Final

from certification.enums import IncidentCategory, SessionState
from certification.services.demo.sittings import Manner
from certification.services.incidents import Told


@dataclass(frozen=True)
class DemoSession:
    """`days`: from today. `pupils`: which ones of the class, in the order of the list.

    `manners`: by place among them. `told`: a report on the candidate at a place.
    """

    room: str
    class_name: str
    pupils: slice
    days: int
    hour: int
    until: SessionState
    manners: tuple[tuple[int, Manner], ...] = ()
    told: tuple[int, Told] | None = None
    comment: str = ""


PUBLISHED: Final = DemoSession(
    "Salle 12", "3E 1", slice(0, 11), -20, 9, SessionState.PUBLISHED,
    manners=((3, Manner(has_alert=True)), (6, Manner(leaves_page=True))),
)  # fmt: skip
TO_FINALISE: Final = DemoSession(
    "Salle 14", "3E 2", slice(0, 8), -1, 14, SessionState.CREATED,
    manners=((2, Manner(at_most=9)), (5, Manner(has_alert=True))),
    told=(5, Told(
        IncidentCategory.NON_BLOCKING_TECHNICAL_ISSUE,
        description="Le poste 6 a redémarré tout seul. L'élève a repris deux minutes après.",
    )),
)  # fmt: skip
TO_JUDGE: Final = DemoSession(
    "CDI", "3E 2", slice(8, 15), -6, 10, SessionState.FINALISED,
    manners=((1, Manner(shift=4.0)), (4, Manner(at_most=11))),
    told=(1, Told(
        IncidentCategory.FRAUD,
        description="Un téléphone a été vu sur les genoux de l'élève pendant dix minutes.",
    )),
    comment="Une coupure de courant vers 10 h 40. Le temps a été rendu aux candidats.",
)  # fmt: skip
UPCOMING: Final = DemoSession("Salle 16", "3E 2", slice(0, 20), 9, 9, SessionState.CREATED)
NOW: Final = DemoSession("Salle informatique", "4E 1", slice(0, 18), 0, 0, SessionState.CREATED)
PLANNED: Final = (PUBLISHED, TO_FINALISE, TO_JUDGE, UPCOMING)
