"""P7: the list of a school, from the file received to the learners; and a file of 100 MB.

3 000 pupils: `receive`, `check` and `apply`, as the pages call them, database included, in seconds
that pass. 100 MB: a program reads the file from the disk and checks every row of it, as the dry run
does before it looks at the database; then the whole command, Django included, as a dry run for a
school without pupils. Their time, and the most memory they held.
"""

import json
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import psutil
from django.utils import timezone

from accounts.enums import ImportState, OrganisationState
from accounts.models import ImportRun, Organisation, User
from accounts.school_lists.synthetic.people import UAI, Pupil, class_names, make_school
from accounts.school_lists.synthetic.siecle import Writing, siecle_bytes, siecle_lines
from accounts.services import imports
from tests.bench.cpu import Meter
from tests.bench.measure import Measure

_CLASSES, _PUPILS = 100, 30
_LARGE = 100_000_000
_MEGABYTE, _MEBIBYTE = 1_000_000, 1 << 20
_READER = (sys.executable, "-m", "tests.bench.read_list")
_COMMAND = (sys.executable, "manage.py", "import_learners")
_LOOK_EVERY = 0.02


def cost_of_an_import(rounds: int, *, database: int) -> Iterator[Measure]:
    pupils = make_school(classes=class_names(_CLASSES), pupils_each=_PUPILS)
    later = make_school(classes=class_names(_CLASSES), pupils_each=_PUPILS)
    for pupil in later:
        pupil.classes = [f"{pupil.classes[0]} bis"]
    contents = siecle_bytes(pupils), siecle_bytes(later)
    meter = Meter({"database": database})
    runs = [_imports(contents) for _ in range(rounds)]
    used = {name: spent / (2 * rounds) for name, spent in meter.read().items()}
    first, again = (median(times) for times in zip(*runs, strict=True))
    yield Measure("P7", "3 000 pupils, a first list", first, "s", 10, details={"rounds": runs})
    yield Measure("", "  the same, all in another class", again, "s", 10)
    yield Measure("", "  CPU of one, ours", used["client"], "s")
    yield Measure("", "  CPU of one, database", used["database"], "s")


def _imports(contents: tuple[bytes, ...]) -> list[float]:
    """Seconds for each list of a new school, one after the other."""
    school = _new_school()
    user = User.objects.create(username=f"head-{uuid.uuid4().hex}", password="!")
    return [_seconds(school, user, content) for content in contents]


def _new_school() -> Organisation:
    Organisation.objects.filter(uai=UAI).update(uai=None)
    return Organisation.objects.create(
        code=uuid.uuid4().hex[:12],
        uai=UAI,
        name="Collège",
        state=OrganisationState.ACTIVE,
        decided_at=timezone.now(),
    )


def _seconds(school: Organisation, user: User, content: bytes) -> float:
    started, now = time.perf_counter(), timezone.now()
    run = imports.receive(
        organisation=school, user=user, file_name="e.xml", content=content, now=now
    )
    for state, work in (
        (ImportState.CHECKING, imports.check),
        (ImportState.APPLYING, imports.apply),
    ):
        ImportRun.objects.filter(pk=run.pk).update(state=state)
        work(run_id=run.pk, now=now)
    run.refresh_from_db()
    if run.state != ImportState.APPLIED:
        raise SystemExit(f"the list was not applied: {run.problems[:3]}")
    return time.perf_counter() - started


def cost_of_a_large_file() -> Iterator[Measure]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "eleves.xml"
        size = _write_large(path)
        figures = json.loads(subprocess.check_output([*_READER, str(path)]))
        seconds, held = _watched([*_COMMAND, _new_school().uai, str(path), "--dry-run"])
    what = f"{size / _MEGABYTE:.0f} MB read and checked, {figures['rows']:,} pupils"
    yield Measure("P7", what, figures["seconds"], "s", 60, details=figures)
    yield Measure("", "  CPU", figures["cpu"], "s")
    yield Measure("", "  most memory held", figures["memory"], "MiB", 150)
    yield Measure("", "  the whole command, dry run", seconds, "s", 60)
    yield Measure("", "  most memory held by it", held, "MiB", 150)


def _watched(command: list[str]) -> tuple[float, float]:
    """Seconds, and the most memory seen, in MiB."""
    started, most = time.perf_counter(), 0
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as program:
        process = psutil.Process(program.pid)
        while program.poll() is None:
            with suppress(psutil.NoSuchProcess):
                most = max(most, process.memory_info().rss)
            time.sleep(_LOOK_EVERY)
    if program.returncode:
        raise SystemExit(f"{command} failed")
    return time.perf_counter() - started, most / _MEBIBYTE


def _write_large(path: Path) -> int:
    """As many classes as it takes."""
    sample = siecle_bytes(make_school(classes=["3E 1"], pupils_each=1000))
    classes = _LARGE // len(sample) + 1
    names = [f"3E {number}" for number in range(classes)]
    pupils: list[Pupil] = make_school(classes=names, pupils_each=1000)
    how = Writing()
    with path.open("w", encoding=how.encoding) as file:
        file.writelines(f"{line}\n" for line in siecle_lines(pupils, how))
    return path.stat().st_size
