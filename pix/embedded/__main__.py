"""`python -m pix.embedded exec -- COMMAND…`: see --help."""

import argparse
import os
import signal
import sys
from pathlib import Path

from pix.embedded import StackError
from pix.embedded.command import execute


def parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m pix.embedded", description=__doc__)
    actions = parser.add_subparsers(dest="action", required=True)
    tool = actions.add_parser("exec", help="run one command with PostgreSQL and Redis at hand")
    tool.add_argument("--throwaway", action="store_true", help="new data, removed at the end")
    tool.add_argument("--fast", action="store_true", help="quicker; a power cut may lose the data")
    tool.add_argument("command", nargs=argparse.REMAINDER, metavar="-- COMMAND…")
    for action in (tool,):
        action.add_argument(
            "--data-dir",
            type=Path,
            default=Path(os.environ.get("PIX_DATA_DIR") or "var"),
            help="where data is kept (PIX_DATA_DIR, else var)",
        )
    return parser.parse_args(arguments)


def main() -> int:
    options = parse(sys.argv[1:])
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)
    try:
        command = [word for word in options.command[:1] if word != "--"] + options.command[1:]
        if not command:
            raise StackError("Give a command after --")
        return execute(command, options.data_dir, throwaway=options.throwaway, fast=options.fast)
    except StackError as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
