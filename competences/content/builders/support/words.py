"""Lists of words, written as a text so that forty of them take five lines."""


def words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def phrases(text: str) -> tuple[str, ...]:
    """One a line."""
    return tuple(line.strip() for line in text.strip().splitlines())
