"""A session of certification on a whole platform, sat from outside."""

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from typing import Any

from tests.support.http_class import HttpBrowser
from tests.support.patient import PatientCandidate, PatientInvigilator
from tests.support.platform import Platform
from tests.support.stack import eventually

_TESTS = """
    SELECT json_build_object(
        'ending', t.ending,
        'ended_at_its_end', t.ended_at = t.ends_at,
        'minutes', extract(epoch FROM t.ends_at - t.started_at) / 60,
        'given', t.given_seconds,
        'given_back', (
            SELECT coalesce(sum((e.detail ->> 'given_back')::int), 0)
            FROM certification_testevent e WHERE e.test_id = t.id AND e.kind = 'reconnected'),
        'results', (SELECT count(*) FROM certification_result r WHERE r.test_id = t.id),
        'answers', (
            SELECT coalesce(
                json_agg(json_build_array(a.position, a.challenge_id, a.outcome = 'correct')
                         ORDER BY a.position), '[]')
            FROM competences_answer a WHERE a.assessment_id = t.assessment_id))
    FROM certification_certificationtest t
    JOIN certification_candidate c ON c.id = t.candidate_id
    JOIN certification_session s ON s.id = c.session_id
    WHERE s.number = %s ORDER BY c.id
"""
_MOVE_BACK = """
    UPDATE certification_certificationtest t SET {moved}
    FROM certification_candidate c JOIN certification_session s ON s.id = c.session_id
    WHERE c.id = t.candidate_id AND s.number = %s AND c.last_name = %s
"""
_SCORED = "SELECT 1 FROM certification_session WHERE number = %s AND scored_at IS NOT NULL"


@dataclass
class StackSession:
    """`number`: of the session; `page`: where its centre follows it."""

    platform: Platform
    number: str
    page: str
    candidates: list[PatientCandidate]
    invigilator: PatientInvigilator
    head: HttpBrowser

    @classmethod
    def prepared(cls, platform: Platform, *, candidates: int) -> "StackSession":
        told, url = platform.inside("prepare", candidates), platform.url
        number, code = told["number"], told["code"]
        return cls(
            platform,
            number,
            told["page"],
            [
                PatientCandidate(
                    url, one["session"], number, code, one["first_name"], one["last_name"],
                    date.fromisoformat(one["birth_date"]), seed,
                )
                for seed, one in enumerate(told["candidates"])
            ],
            PatientInvigilator(url, told["invigilator"], number, told["password"]),
            HttpBrowser(url, told["head"]),
        )  # fmt: skip

    def sit_down(self) -> None:
        """Everybody enters, is authorised by the invigilator, and sees a question."""
        self.invigilator.enter()

        def all_sat() -> bool:
            self.invigilator.glance()
            return all(one.done() for one in sitting)

        with ThreadPoolExecutor(len(self.candidates)) as room:
            sitting = [room.submit(one.sit_down) for one in self.candidates]
            eventually(all_sat)
        for one in sitting:
            one.result()

    def answers(self) -> int:
        return sum(len(one.acknowledged) for one in self.candidates)

    def tests(self) -> list[dict[str, Any]]:
        """As the tables have them, in the order of the candidates."""
        return [found for (found,) in self.platform.rows(_TESTS, self.number)]

    def move_back(self, one: PatientCandidate, *fields: str, minutes: int) -> None:
        """As if these minutes had passed for a candidate."""
        moved = ", ".join(f"{field} = {field} - interval '{minutes} minutes'" for field in fields)
        self.platform.rows(_MOVE_BACK.format(moved=moved), self.number, one.last_name)

    def finalise(self) -> None:
        """Those who did not finish wanted so."""
        address = f"{self.page}finaliser/"
        _, page = self.head.request(address)
        reasons = dict.fromkeys(re.findall(r'name="(reason-[^"]+)"', page), "candidate")
        _, page = self.head.request(address, global_comment="", **reasons)
        assert "est finalisée" in page

    def is_scored(self) -> bool:
        return bool(self.platform.rows(_SCORED, self.number))
