"""Run Pix with servers of its own, or one command with them."""

import argparse
import os
import signal
import sys
from pathlib import Path

from pix.embedded import StackError
from pix.embedded.command import execute
from pix.embedded.run import run


def parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m pix.embedded", description=__doc__)
    actions = parser.add_subparsers(dest="action", required=True)
    whole = actions.add_parser("run", help="the whole platform in the foreground, until Ctrl-C")
    tool = actions.add_parser("exec", help="one command, with PostgreSQL and Redis at hand")
    for action in (whole, tool):
        action.add_argument(
            "--data-dir",
            type=Path,
            default=Path(os.environ.get("PIX_DATA_DIR") or "var"),
            help="where data is kept (PIX_DATA_DIR, else var)",
        )
    tool.add_argument("--throwaway", action="store_true", help="new data, removed at the end")
    tool.add_argument("--fast", action="store_true", help="quicker; a power cut may lose the data")
    tool.add_argument("command", nargs="+", metavar="-- COMMAND", help="what to run")
    return parser.parse_args(arguments)


def act(options: argparse.Namespace) -> int:
    if options.action == "run":
        return run(options.data_dir)
    fast, throwaway = options.fast, options.throwaway
    return execute(options.command, options.data_dir, throwaway=throwaway, fast=fast)


def main() -> int:
    options = parse(sys.argv[1:])
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)
    try:
        return act(options)
    except StackError as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
