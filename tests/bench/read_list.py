"""A program: reads the list of a file and checks every row. Prints what it took, as JSON."""

import json
import re
import resource
import sys
import time
from datetime import date
from pathlib import Path

from accounts.school_lists.checks import Checker
from accounts.school_lists.problems import Report
from accounts.school_lists.reading import open_list
from accounts.school_lists.sources import from_path
from accounts.school_lists.synthetic.people import UAI

MEBIBYTE = 1 << 20


def peak() -> int:
    """Most bytes held. Not `ru_maxrss`, which starts at what the program that started us held."""
    status = Path("/proc/self/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+) kB", status)[1]) * 1024


def main() -> None:
    started, report = time.perf_counter(), Report()
    school_list = open_list(from_path(Path(sys.argv[1])), uai=UAI)
    checker = Checker(school_list, report=report, today=date(2026, 11, 22))
    rows = sum(1 for _ in checker.rows())
    if report.problems:
        raise SystemExit(str(report.problems[0]))
    used = resource.getrusage(resource.RUSAGE_SELF)
    figures = {
        "rows": rows,
        "seconds": time.perf_counter() - started,
        "cpu": used.ru_utime + used.ru_stime,
        "memory": peak() / MEBIBYTE,
    }
    sys.stdout.write(json.dumps(figures))


if __name__ == "__main__":
    main()
