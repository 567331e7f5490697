"""Which learners an action is about: the whole list, a class, or some chosen one by one."""

from uuid import UUID, uuid4

from django.http import QueryDict

from accounts.models import Learner, Organisation
from accounts.selectors.credentials import all_learners, chosen_learners, learners_of

EVERYBODY, CLASS, CHOSEN, FORM_ID = "tous", "classe", "eleve", "lot"


def class_of(sent: QueryDict) -> str | None:
    """Without what the database refuses to look for."""
    name = sent.get(CLASS)
    return None if name is None else name.replace("\0", "")


class Selection:
    """Read from the address of the question, then sent back unchanged with the answer."""

    def __init__(self, sent: QueryDict, organisation: Organisation) -> None:
        self.everybody = EVERYBODY in sent
        self.class_name = class_of(sent)
        self.chosen = [read for text in sent.getlist(CHOSEN) if (read := _uuid(text))]
        self.form_id = _uuid(sent.get(FORM_ID, "")) or uuid4()
        self.learners = self._learners(organisation)

    @property
    def is_by_hand(self) -> bool:
        return not self.everybody and self.class_name is None

    def fields(self) -> list[tuple[str, object]]:
        """What a form repeats, with what makes it the same form when it is sent twice."""
        named: list[tuple[str, object]] = [(FORM_ID, self.form_id)]
        if self.everybody:
            return [*named, (EVERYBODY, "1")]
        if self.class_name is not None:
            return [*named, (CLASS, self.class_name)]
        return named + [(CHOSEN, chosen) for chosen in self.chosen]

    def _learners(self, organisation: Organisation) -> list[Learner]:
        if self.everybody:
            return all_learners(organisation)
        if self.class_name is not None:
            return learners_of(organisation, self.class_name)
        return chosen_learners(organisation, self.chosen)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
