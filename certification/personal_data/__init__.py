"""What certification holds of people, and for how long."""

from certification.personal_data.centres import IN_A_CENTRE
from certification.personal_data.examinations import SAT
from certification.personal_data.results import DECIDED
from certification.personal_data.rules import RULES

# A row comes after those it refers to: erasure begins with the last.
HOLDINGS = (*IN_A_CENTRE, *SAT, *DECIDED)

NOT_HELD: dict[str, str] = {
    "certification.Notice": "a mail about to leave: it names a candidate, and goes with it",
    "certification.PaperPiece": "papers of a centre, erased within the hour",
}

__all__ = ["HOLDINGS", "NOT_HELD", "RULES"]
