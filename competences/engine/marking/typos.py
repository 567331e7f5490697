"""How far apart two words are, and how far a typing slip may go."""

MAX_RATIO = 0.25
MIN_LENGTH = 4


def slip(given: str, expected: str) -> int | None:
    """Number of typing slips from `expected` to `given`, None when it is no mere slip."""
    if min(len(given), len(expected)) < MIN_LENGTH:
        return None
    allowed = int(MAX_RATIO * len(given))
    if abs(len(given) - len(expected)) > allowed:
        return None
    distance = levenshtein(given, expected)
    return distance if distance <= allowed else None


def levenshtein(left: str, right: str) -> int:
    """Fewest insertions, deletions and replacements of a character."""
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, start=1):
        diagonal, row[0] = row[0], i
        for j, b in enumerate(right, start=1):
            diagonal, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, diagonal + (a != b))
    return row[-1]
