"""Choose the writer of a format."""

from collections.abc import Callable


class UnknownFormatError(LookupError):
    """The builder does not write this format."""


def writer(**by_format: Callable[[], bytes]) -> Callable[[str], bytes]:
    """`writer(ods=f, xlsx=g)` is the `write` of a `Built`."""

    def write(name: str) -> bytes:
        if name not in by_format:
            raise UnknownFormatError(f"format {name!r}: one of {', '.join(by_format)}")
        return by_format[name]()

    return write
