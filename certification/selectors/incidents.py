"""What an incident report must say, by category (interop.md 5.3)."""

from collections.abc import Mapping
from typing import Final

from certification.enums import IncidentCategory, IncidentSubcategory

IN_CHALLENGE: Final = IncidentCategory.IN_CHALLENGE
OF_THE_CANDIDATE: Final = (
    IncidentSubcategory.NAME_OR_BIRTHDATE,
    IncidentSubcategory.EXTRA_TIME_PERCENTAGE,
)
OF_A_QUESTION: Final = tuple(one for one in IncidentSubcategory if one not in OF_THE_CANDIDATE)
PRECISIONS: Final[Mapping[IncidentCategory, tuple[IncidentSubcategory, ...]]] = {
    IncidentCategory.CANDIDATE_INFORMATIONS_CHANGES: OF_THE_CANDIDATE,
    IN_CHALLENGE: OF_A_QUESTION,
}
WITHOUT_DESCRIPTION: Final = frozenset((IncidentCategory.FRAUD, IN_CHALLENGE))
