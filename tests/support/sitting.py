"""A session about to be sat: a bank of five competences, somebody certifiable, their seat."""

from datetime import datetime, timedelta
from typing import Any

from accounts.models import User
from certification.models import Candidate, CertificationTest, Session
from certification.services.authorisation import authorise
from certification.services.tests import Step, answer, start
from competences.bank import BankContent
from competences.enums import AssessmentKind, AssessmentState
from competences.models import Answer, Assessment, CompetenceProfile
from competences.selectors import bank
from competences.services.releases import load_release
from tests.factories.accounts import UserFactory
from tests.factories.certification import CandidateFactory
from tests.support.answers import RIGHT, WRONG, kind_asked

COMPETENCES = ("1.1", "1.2", "2.1", "3.1", "4.1")
POST, OTHER_POST = "poste-a", "poste-b"
_LEVELS = range(1, 5)


def load_certification_bank() -> None:
    """Five competences of two topics; the right answers are "oui", or the first option."""
    document = {
        "format": 1,
        "framework": {
            "domains": [
                _domain(code, [one for one in COMPETENCES if one[0] == code])
                for code in sorted({one[0] for one in COMPETENCES})
            ]
        },
        "topics": [_topic(code, side) for code in COMPETENCES for side in ("nord", "sud")],
        "lessons": [],
    }
    load_release(
        BankContent.from_document(document), now=datetime.fromisoformat("2027-01-02T00:00Z")
    )
    bank.bank_of.cache_clear()
    bank.variant_of.cache_clear()


def _domain(code: str, competences: list[str]) -> dict[str, Any]:
    described = {"description": "Savoir faire.", "digcomp": ["1.3"]}
    return {
        "code": code,
        "name": f"Domaine {code}",
        "name_en": f"Domain {code}",
        "competences": [
            {"code": one, "name": f"Compétence {one}", "name_en": f"Competence {one}", **described}
            for one in competences
        ],
    }


def _topic(competence: str, side: str) -> dict[str, Any]:
    topic = f"{side}-{competence.replace('.', '-')}"
    return {
        "competence": competence,
        "topic": topic,
        "title": topic.title(),
        "description": f"Tout sur {topic}",
        "skills": [
            {
                "topic": topic,
                "level": level,
                "can": f"Réussir {topic} au niveau {level}",
                "challenges": [_challenge(f"{topic}-{level}{one}", one) for one in "abc"],
            }
            for level in _LEVELS
        ],
    }


def _challenge(id_: str, letter: str) -> dict[str, Any]:
    written = {"kind": "short_text", "solution": {"accepted": ["oui"]}}
    options = {"a": "Le bon geste", "b": "Un autre", "c": "Encore un"}
    chosen = {"kind": "single_choice", "options": options, "solution": {"correct": "a"}}
    return {
        "id": id_,
        "title": f"Situation {id_}",
        "instruction": f"Vous êtes dans la situation {id_}.",
        "question": "Que faites-vous ?",
        "explanation": "Voilà pourquoi.",
        **(chosen if letter == "a" else written),
    }


def certifiable_user(now: datetime, level: int = 3, **named: Any) -> User:
    """Somebody at this level in the five competences, who answered a question in each."""
    user = UserFactory(**named)
    for code in COMPETENCES:
        known(user, code, level, now)
    return user


def known(user: User, code: str, level: int, now: datetime) -> None:
    test = Assessment.objects.create(
        kind=AssessmentKind.COMPETENCE,
        state=AssessmentState.COMPLETED,
        user=user,
        competence_id=code,
        release_id=bank.current_release_id(),
        seed=1,
        started_at=now - timedelta(days=30),
        completed_at=now - timedelta(days=30),
    )
    Answer.objects.create(
        assessment=test,
        user=user,
        position=1,
        challenge_id=met_in(code),
        variant=0,
        response={"text": "oui"},
        outcome="correct",
        seconds=10,
        gain=1,
        probability=1,
        candidates=1,
        answered_at=now - timedelta(days=30),
    )
    CompetenceProfile.objects.create(
        user=user,
        competence_id=code,
        pix=8 * level,
        level=level,
        level_low=level,
        level_high=level,
        expected_pix=8 * level,
        pix_sd=1,
        knowledge={},
        assessment=test,
        last_position=1,
        folded_at=now - timedelta(days=30),
    )


def met_in(code: str) -> str:
    """The challenge that `certifiable_user` met in training."""
    return f"nord-{code.replace('.', '-')}-2b"


def seated(session: Session, user: User, now: datetime, **about: Any) -> Candidate:
    return CandidateFactory(session=session, user=user, linked_at=now, **about)


def started(candidate: Candidate, author: User, now: datetime) -> CertificationTest:
    authorise(candidates=[candidate], author=author, now=now)
    code = candidate.session.access_code
    test = start(candidate=candidate, code=code, post=POST, now=now)
    return CertificationTest.objects.select_related(
        "assessment", "format", "candidate__session"
    ).get(pk=test.pk)


def reply(test: CertificationTest, now: datetime, *, right: bool = True, **how: Any) -> Step:
    """Answer the question now asked."""
    response = (RIGHT if right else WRONG).get(kind_asked(test.assessment), {})
    return answer(test, test.assessment.position, response, now, **how)
