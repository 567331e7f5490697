"""A program: reads the table of a campaign to the end. Prints what it took, as JSON."""

import json
import os
import sys
import time

from tests.bench.read_list import peak

_MEGABYTE = 1_000_000


def main() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "pix.settings.dev"
    import django

    django.setup()
    from campaigns.models import Campaign
    from campaigns.selectors.export_files import Choice, pieces_of
    from campaigns.selectors.export_lines import order_of, runs_in

    campaign = Campaign.objects.select_related("organisation", "profile").get(pk=sys.argv[1])
    started, before = time.perf_counter(), peak()
    choice = Choice(with_skills="--skills" in sys.argv)
    pieces = pieces_of(campaign, order_of(runs_in(campaign)), choice)
    size, lines, first = 0, -1, 0.0
    for piece in pieces:
        first = first or time.perf_counter() - started
        size, lines = size + len(piece), lines + piece.count(b"\r\n")
    figures = {
        "lines": lines,
        "size": size / _MEGABYTE,
        "first": first,
        "seconds": time.perf_counter() - started,
        "memory": peak() / _MEGABYTE,
        "more": (peak() - before) / _MEGABYTE,
    }
    sys.stdout.write(json.dumps(figures))


if __name__ == "__main__":
    main()
