"""Digests of random results, against a recomputation that knows nothing of them. No database."""

from fractions import Fraction
from statistics import mean

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from campaigns.selectors.recommendation import (
    Degree,
    Score,
    next_step_of,
    ranked,
    score_of,
)
from campaigns.selectors.tallies import (
    Row,
    TopicTally,
    band_of,
    digest_of,
    next_steps,
    read_digest,
)

AIMED = {"dossiers": 3, "formats": 4, "secrets": 2}


@st.composite
def rows(draw):
    skills = {
        f"{topic}-{level}": (
            draw(st.sampled_from(["validated", "invalidated", "unknown"])),
            "direct",
            draw(st.integers(0, 10_000)) / 10_000,
        )
        for topic, most in AIMED.items()
        for level in range(1, most + 1)
    }
    topics = {topic: tally_of(skills, topic) for topic in AIMED}
    validated = sum(one["validated"] for one in topics.values())
    return Row(
        mastery=validated / len(skills),
        stars=draw(st.integers(0, 3)),
        badges={"moitie": {"won": draw(st.booleans()), "progress": 50}},
        pix=draw(st.integers(0, 64)),
        is_certifiable=draw(st.booleans()),
        topics=topics,
        competences={"1.2": {"pix": 3, "level": draw(st.integers(0, 5))}},
        skills=skills,
        before=draw(st.none() | st.tuples(st.just(0.5), st.integers(0, 64))),
    )


def tally_of(skills, topic):
    levels = [int(skill[-1]) for skill in skills if skill.startswith(topic)]
    known = [level for level in levels if skills[f"{topic}-{level}"][0] == "validated"]
    return {
        "validated": len(known),
        "total": len(levels),
        "level": max(known, default=0),
        "max_level": max(levels),
    }


many = st.lists(rows(), max_size=8)
few = settings(max_examples=40, deadline=None)


def share_of(row) -> Fraction:
    """Whole, before it was rounded to be stored."""
    parts = row.topics.values()
    return Fraction(sum(one["validated"] for one in parts), sum(one["total"] for one in parts))


@few
@given(many)
def test_means_are_exact(found):
    digest = digest_of(found)
    assert digest.sent == len(found)
    if found:
        assert digest.mastery == float(mean(map(share_of, found)))
        assert digest.mean_pix == sum(row.pix for row in found) / len(found)
        assert digest.mean_stars == sum(row.stars for row in found) / len(found)


@few
@given(many)
def test_everybody_is_in_one_band_and_one_stage(found):
    digest = digest_of(found)
    assert sum(digest.bands) == sum(digest.stars.values()) == len(found)
    for band, count in enumerate(digest.bands):
        inside = [r for r in found if band == min(9, round(100 * r.mastery) // 10)]
        assert len(inside) == count


@few
@given(many)
def test_badges_skills_and_evolution(found):
    digest = digest_of(found)
    assert digest.badges.get("moitie", 0) == sum(r.badges["moitie"]["won"] for r in found)
    again = [r for r in found if r.before]
    assert (digest.again, digest.gained_pix) == (
        len(again),
        sum(r.pix - r.before[1] for r in again),
    )
    for skill, (validated, results) in digest.skills.items():
        assert validated == sum(r.skills[skill][0] == "validated" for r in found)
        assert results == len(found)


@few
@given(many)
def test_topics_by_hand(found):
    digest = digest_of(found)
    for topic, tally in digest.topics.items():
        parts = [r.topics[topic] for r in found]
        assert tally.level == sum(p["level"] for p in parts) / len(parts)
        assert tally.share == sum(p["validated"] for p in parts) / (AIMED[topic] * len(parts))
        assert tally.begun == sum(0 < p["validated"] < p["total"] for p in parts)
        assert tally.complete == sum(p["validated"] == p["total"] for p in parts)
        steps = [next_steps(r.skills).get(topic) for r in found]
        assert sum(c for c, _ in tally.next_steps.values()) == sum(s is not None for s in steps)


@few
@given(many, st.randoms(use_true_random=False))
def test_the_order_does_not_matter_nor_does_storage(found, rng):
    digest = digest_of(found)
    shuffled = found[:]
    rng.shuffle(shuffled)
    assert digest_of(shuffled) == digest
    assert read_digest(digest.content()) == digest


@few
@given(many)
def test_scores_stay_within_their_parts(found):
    for _topic, score in ranked(digest_of(found).topics):
        parts = (score.level, score.difficulty, score.progress, score.next_step)
        for points, most in zip(parts, (40, 30, 20, 10), strict=True):
            assert 0 <= points <= most + 1e-9
        assert 0 <= score.total <= 100


@few
@given(many)
def test_scores_by_hand(found):
    """Person by person, as docs/analysis.md says it."""
    for topic, tally in digest_of(found).topics.items():
        level = difficulty = progress = step = Fraction(0)
        for row in found:
            one = row.topics[topic]
            level += 1 - Fraction(one["level"], one["max_level"])
            progress += 0 < one["validated"] < one["total"]
            if (following := next_steps(row.skills).get(topic)) is not None:
                difficulty += Fraction(8 - following[0], 7)
                step += Fraction(round(row.skills[following[1]][2] * 10_000), 10_000)
        expected = (40 * level + 30 * difficulty + 20 * progress + 10 * step) / len(found)
        assert score_of(tally).total == pytest.approx(float(expected), abs=1e-9)


def test_what_everybody_knows_is_not_recommended():
    tally = TopicTally()
    tally.add({"validated": 3, "total": 3, "level": 3, "max_level": 3})
    assert score_of(tally).total == 0
    assert score_of(tally).degree == Degree.ACQUIRED
    assert next_step_of(tally) is None
    assert score_of(TopicTally()).total == 0


@pytest.mark.parametrize(
    ("points", "degree"),
    [
        (60, Degree.FIRST),
        (59.9, Degree.WORK_ON),
        (40, Degree.WORK_ON),
        (20, Degree.CONSOLIDATE),
        (19, Degree.ACQUIRED),
    ],
)
def test_degrees(points, degree):
    assert Score(points, 0, 0, 0).degree == degree


def test_the_next_step_is_that_of_most_people_then_the_easiest():
    tally = TopicTally(next_steps={"a-3": [2, 1], "a-2": [2, 1], "a-1": [1, 1]})
    assert next_step_of(tally).skill == "a-2"


@pytest.mark.parametrize(
    ("mastery", "band"), [(0, 0), (0.094, 0), (0.1, 1), (0.896, 9), (0.894, 8), (1, 9)]
)
def test_bands_follow_the_percentage_that_is_shown(mastery, band):
    assert band_of(mastery) == band


def test_the_example_of_the_documentation():
    """docs/analysis.md."""
    tally = TopicTally()
    tally.add({"validated": 1, "total": 3, "level": 1, "max_level": 3})
    tally.add({"validated": 0, "total": 3, "level": 0, "max_level": 3})
    tally.add_next("secrets-2", 0.5)
    tally.add_next("secrets-1", 0.3)
    score = score_of(tally)
    parts = [score.level, score.difficulty, score.progress, score.next_step]
    assert [round(points, 1) for points in parts] == [33.3, 27.9, 10, 4]
    assert (round(score.total), score.degree) == (75, Degree.FIRST)
