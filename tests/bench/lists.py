"""P7: the list of a school, from the file received to the learners; and a file of 100 MB.

3 000 pupils: `receive`, `check` and `apply`, as the pages call them, CPU of the database included.
100 MB: a program reads the file from the disk and checks every row of it, as the dry run does
before it looks at the database; then the whole command, Django included, as a dry run for a school
without pupils: CPU, and the most memory held. The time that passed tells how busy the machine was.
"""

import json
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil
from django.utils import timezone

from accounts.enums import ImportState, OrganisationState
from accounts.models import ImportRun, Organisation, User
from accounts.school_lists.synthetic.people import UAI, Pupil, class_names, make_school
from accounts.school_lists.synthetic.siecle import Writing, siecle_bytes, siecle_lines
from accounts.services import imports
from tests.bench.cpu import Meter
from tests.bench.measure import Measure, median_of

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
    runs = [_imports(contents, meter) for _ in range(rounds)]
    for place, what in enumerate(("a first list", "all in another class")):
        cost = median_of([run[place] for run in runs])
        used = cost["client"] + cost["database"]
        yield Measure("P7", f"3 000 pupils, {what}, CPU", used, "s", 10, details={"runs": runs})
        yield Measure("", "  database", cost["database"], "s")
        yield Measure("", "  time that passed", cost["passed"], "s")


def _imports(contents: tuple[bytes, ...], meter: Meter) -> list[dict[str, float]]:
    """Seconds of each list of a new school, one after the other."""
    school = _new_school()
    user = User.objects.create(username=f"head-{uuid.uuid4().hex}", password="!")
    found = []
    for content in contents:
        meter.read()
        started = time.perf_counter()
        _import(school, user, content)
        found.append({"passed": time.perf_counter() - started, **meter.read()})
    return found


def _new_school() -> Organisation:
    Organisation.objects.filter(uai=UAI).update(uai=None)
    return Organisation.objects.create(
        code=uuid.uuid4().hex[:12],
        uai=UAI,
        name="Collège",
        state=OrganisationState.ACTIVE,
        decided_at=timezone.now(),
    )


def _import(school: Organisation, user: User, content: bytes) -> None:
    now = timezone.now()
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


def cost_of_a_large_file() -> Iterator[Measure]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "eleves.xml"
        size = _write_large(path)
        figures = json.loads(subprocess.check_output([*_READER, str(path)]))
        whole = _watched([*_COMMAND, _new_school().uai, str(path), "--dry-run"])
    what = f"{size / _MEGABYTE:.0f} MB, {figures['rows']:,} pupils, read and checked, CPU"
    yield Measure("P7", what, figures["cpu"], "s", 60, details=figures)
    yield Measure("", "  time that passed", figures["seconds"], "s")
    yield Measure("P7", "  most memory held", figures["memory"], "MiB", 150)
    yield Measure("P7", "  the whole command, dry run, CPU", whole["cpu"], "s", 60, details=whole)
    yield Measure("", "  time that passed", whole["seconds"], "s")
    yield Measure("P7", "  most memory held", whole["memory"], "MiB", 150)


def _watched(command: list[str]) -> dict[str, float]:
    """What a program took, looked at while it runs."""
    started, memory, cpu = time.perf_counter(), 0, 0.0
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as program:
        process = psutil.Process(program.pid)
        while program.poll() is None:
            with suppress(psutil.NoSuchProcess):
                memory = max(memory, process.memory_info().rss)
                cpu = max(cpu, sum(process.cpu_times()[:2]))
            time.sleep(_LOOK_EVERY)
    if program.returncode:
        raise SystemExit(f"{command} failed")
    seconds = time.perf_counter() - started
    return {"seconds": seconds, "cpu": cpu, "memory": memory / _MEBIBYTE}


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
