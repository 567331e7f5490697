"""Somebody says that something is wrong with a challenge."""

from datetime import datetime

from competences.models import Assessment, ChallengeReport


def report_challenge(
    report: ChallengeReport, assessment: Assessment, *, position: int, now: datetime
) -> ChallengeReport:
    """Save a report about the question at `position`: the one now asked, or one answered."""
    answer = assessment.answers.filter(position=position).first()
    asked = answer or assessment
    report.assessment = assessment
    report.challenge_id, report.variant = asked.challenge_id, asked.variant
    report.created_at = now
    report.save()
    return report
