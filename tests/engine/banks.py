"""Small banks, written by formula so that no test depends on a generator of random numbers."""

from hypothesis import strategies as st

from competences.engine import Bank, Item, Response, Skill


def make_skill(competence: str, topic: int, level: int, value: float = 2.0) -> Skill:
    topic_id = f"{competence}.{topic}"
    return Skill(f"{topic_id}.{level}", competence, topic_id, level, value)


def make_items(skill: Skill, count: int = 2, *, timed: bool = False) -> list[Item]:
    """Variants around the level: cold for the first, measured for the others."""
    return [
        Item(
            id=f"{skill.id}/{number}",
            skill=skill.id,
            difficulty=skill.level - 0.5 + 0.2 * (number - 1) if number else None,
            discrimination=1.4 if number else None,
            guessing=0.25 if number % 2 else 0.02,
            timed=timed,
        )
        for number in range(count)
    ]


def regular_bank(competences: int = 3) -> Bank:
    """Like the simulated ones: five topics of six levels, three items each."""
    skills = [
        make_skill(f"c{c}", topic, 1 + (topic + step) % 8)
        for c in range(competences)
        for topic in range(5)
        for step in range(6)
    ]
    return Bank(skills, [item for skill in skills for item in make_items(skill, 3)])


def ragged_bank() -> Bank:
    """Like the real ones: uneven topics, lonely levels, a timed topic, a skill without item."""
    levels = {0: (1, 2, 3, 5), 1: (2, 4), 2: (6,), 3: (1, 3, 4, 7, 8)}
    skills = [
        make_skill("c0", topic, level, 4.0 if level > 4 else 8 / 3)
        for topic, row in levels.items()
        for level in row
    ]
    items = [item for skill in skills for item in make_items(skill, timed=skill.topic == "c0.3")]
    return Bank([*skills, make_skill("c0", 4, 3)], items)


def lonely_bank() -> Bank:
    skill = make_skill("c0", 0, 3, 4.0)
    return Bank([skill], make_items(skill, 1))


REGULAR, RAGGED = regular_bank(), ragged_bank()


def items_of(bank: Bank, competence: str = "c0") -> list[str]:
    return [item.id for item in bank.section(competence).items]


def answers(bank: Bank, competence: str = "c0", most: int = 15) -> st.SearchStrategy:
    """Responses to different skills of one competence."""
    one = st.builds(Response, st.sampled_from(items_of(bank, competence)), st.booleans())
    return st.lists(one, max_size=most, unique_by=lambda response: response.item.split("/")[0])
