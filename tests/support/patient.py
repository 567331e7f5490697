"""People whose pages send again what failed, as `static/js/test.js` does."""

import http.client
from dataclasses import dataclass, field

from tests.support.http_candidates import HttpCandidate
from tests.support.http_class import HttpBrowser
from tests.support.http_invigilator import HttpInvigilator
from tests.support.stack import eventually


class Patient(HttpBrowser):
    """Each request until it is answered; `sent_again` counts those that were not.

    `loses_replies`: the first one to each request, that the platform took, never comes back.
    """

    sent_again = 0
    loses_replies = False

    def exchange(self, path: str, form: dict[str, str]) -> tuple[int, str, str]:
        if self.loses_replies:
            self._insist(path, form)
        return self._insist(path, form)

    def _insist(self, path: str, form: dict[str, str]) -> tuple[int, str, str]:
        replies: list[tuple[int, str, str]] = []

        def is_answered() -> bool:
            try:
                reply = super(Patient, self).exchange(path, form)
            except (OSError, http.client.HTTPException):
                reply = (0, "", "")
            kept = 0 < reply[0] < http.HTTPStatus.INTERNAL_SERVER_ERROR
            if kept:
                replies.append(reply)
            else:
                self.sent_again += 1
            return kept

        eventually(is_answered)
        return replies[0]


class PatientInvigilator(Patient, HttpInvigilator):
    pass


@dataclass
class PatientCandidate(Patient, HttpCandidate):
    """`acknowledged`: by position, whether the answer that the platform said it took is right."""

    acknowledged: dict[int, bool] = field(default_factory=dict)
    where: tuple[str, str] = ("", "")

    def exchange(self, path: str, form: dict[str, str]) -> tuple[int, str, str]:
        reply = super().exchange(path, form)
        if "answer" in form and reply[0] == http.HTTPStatus.FOUND:
            position = int(form["position"])
            self.acknowledged[position] = self.meant[position]
        return reply

    def sit_down(self) -> None:
        """Until the first question."""
        self.come()
        self.where = self.begin()
        self.give_sign()

    def give_sign(self) -> None:
        """A sign of life, as the page gives by itself."""
        self.request(f"{self.where[0]}signal/", kind="")

    def answer_some(self, count: int) -> None:
        self.where = self.answer_all(*self.where, at_most=count)
