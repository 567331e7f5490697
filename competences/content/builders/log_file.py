"""A log to read: sign-ins with a break-in, or a web server with a scan."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any, Literal

from . import Built
from .support.dates import date_facts
from .support.formats import writer
from .support.people import draw_people
from .support.ranking import draw_until
from .support.words import words

VERSION = 1
FORMATS = ("txt", "csv")

Kind = Literal["sign_in", "web"]
_PAGES = words("/ /agenda /menu /contact /documents /resultats /photos /actualites")
_FOUND = "/sauvegarde.zip"
_SCANNED = words("/admin /connexion.php /.env /phpinfo.php /old /config.bak /test.sql /install")


@dataclass(frozen=True, slots=True)
class Line:
    when: datetime
    who: str
    """An account in a sign-in log, a page in a web log."""
    address: str
    result: str


def build(
    rng: Random,
    *,
    kind: Kind = "sign_in",
    lines: int = 120,
    failures: int = 15,
    success: bool = True,
) -> Built:
    """Ordinary lines of one day and, among them, an attack from one address.

    sign_in: date;heure;compte;adresse;résultat. `failures` failed tries on one account, then a
    success if `success`. web: date;heure;adresse;page;code. `failures` pages asked that do not
    exist (404), then one found (200) if `success`. `txt` has spaces, `csv` semicolons and a header.
    """
    entries, attack = draw_until(
        lambda: _draw(rng, kind, lines, failures, success=success), _is_clear
    )
    return Built(
        _facts(kind, entries, attack),
        writer(txt=lambda: _txt(entries, kind), csv=lambda: _csv(entries, kind)),
    )


def _draw(
    rng: Random, kind: Kind, lines: int, failures: int, *, success: bool
) -> tuple[list[Line], list[Line]]:
    day = date(2025, 1, 6) + timedelta(days=rng.randrange(200))
    start = datetime.combine(day, datetime.min.time())
    accounts = [person.login for person in draw_people(rng, 8)]
    addresses = [f"198.51.100.{n}" for n in rng.sample(range(2, 250), 8)]
    seconds = rng.sample(range(7 * 3600, 20 * 3600), lines - failures - int(success))
    ordinary = [
        _ordinary(rng, kind, start + timedelta(seconds=second), accounts, addresses)
        for second in seconds
    ]
    tries = failures + int(success)
    if kind == "web":
        targets = [_SCANNED[number % len(_SCANNED)] for number in range(tries)]
        targets[failures:] = [_FOUND] * int(success)
        results = ["404"] * failures + ["200"] * int(success)
    else:
        targets = [rng.choice(accounts)] * tries
        results = ["échec"] * failures + ["succès"] * int(success)
    attack = _attack(rng, start, targets, results)
    return sorted([*ordinary, *attack], key=lambda line: (line.when, line.address)), attack


def _ordinary(
    rng: Random, kind: Kind, when: datetime, accounts: list[str], addresses: list[str]
) -> Line:
    person = rng.randrange(len(accounts))
    if kind == "web":
        code = rng.choice(("200", "200", "200", "200", "304", "404", "500"))
        return Line(when, rng.choice(_PAGES), rng.choice(addresses), code)
    result = rng.choice(("succès", "succès", "succès", "succès", "échec"))
    return Line(when, accounts[person], addresses[person], result)


def _attack(
    rng: Random, start: datetime, targets: Sequence[str], results: Sequence[str]
) -> list[Line]:
    address = f"203.0.113.{rng.randrange(2, 250)}"
    when = start + timedelta(seconds=rng.randrange(1 * 3600, 22 * 3600))
    made = []
    for target, result in zip(targets, results, strict=True):
        when += timedelta(seconds=rng.randint(2, 25))
        made.append(Line(when, target, address, result))
    return made


def _is_clear(log: tuple[list[Line], list[Line]]) -> bool:
    """One line a second, and the attack is the address with most failures."""
    entries, attack = log
    times = {line.when for line in entries}
    bad = Counter(line.address for line in entries if line.result in {"404", "échec"})
    (first, most), *others = bad.most_common(2)
    alone = not others or most > others[0][1] + 1
    return len(times) == len(entries) and first == attack[0].address and alone


def _facts(kind: Kind, entries: Sequence[Line], attack: Sequence[Line]) -> dict[str, Any]:
    results = Counter(line.result for line in entries)
    bad = "404" if kind == "web" else "échec"
    targets = Counter(line.who for line in entries)
    last = attack[-1]
    return {
        "day": date_facts(entries[0].when),
        "line_count": len(entries),
        "attacker": last.address,
        "attack_failures": sum(line.result == bad for line in attack),
        "attack_start": f"{attack[0].when:%H:%M:%S}",
        "attack_end": f"{last.when:%H:%M:%S}",
        "attack_seconds": int((last.when - attack[0].when).total_seconds()),
        "target": last.who,
        "broken_in": last.result != bad,
        "failures": results[bad],
        "successes": results["200" if kind == "web" else "succès"],
        "server_errors": results["500"],
        "addresses_count": len({line.address for line in entries}),
        "targets_count": len(targets),
        "target_lines": targets[last.who],
        "last_line": f"{entries[-1].when:%H:%M:%S}",
    }


def _cells(line: Line, kind: Kind) -> list[str]:
    day, hour = f"{line.when:%Y-%m-%d}", f"{line.when:%H:%M:%S}"
    pair = [line.address, line.who] if kind == "web" else [line.who, line.address]
    return [day, hour, *pair, line.result]


def _txt(entries: Sequence[Line], kind: Kind) -> bytes:
    return "".join(f"{' '.join(_cells(line, kind))}\n" for line in entries).encode()


def _csv(entries: Sequence[Line], kind: Kind) -> bytes:
    titles = {
        "web": "date;heure;adresse;page;code",
        "sign_in": "date;heure;compte;adresse;résultat",
    }
    rows = [titles[kind], *(";".join(_cells(line, kind)) for line in entries)]
    return "".join(f"{row}\r\n" for row in rows).encode("utf-8-sig")
