"""The command `workshop`: lab, test, doctor, serve, run, reset, goto. Each command is loaded only when it is called."""

import argparse
import sys
from importlib import import_module
from io import TextIOWrapper


def main(arguments: list[str] | None = None) -> int:
    """Run one command; a problem that a person can mend is one message on stderr and exit code 1."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")     # a Windows console may lack a sign of ours
    given, extra = _split(sys.argv[1:] if arguments is None else arguments)
    parser = _parser()
    options = vars(parser.parse_args(given))
    command = options.pop("command")
    if command in ("lab", "test"):
        options["extra"] = extra
    elif extra:
        parser.error(f"workshop {command} takes no arguments after --; got {' '.join(extra)}")
    return _run(command, options.pop("function", command), options)


def _run(command: str, function: str, options: dict) -> int:
    from .commands import Stop
    from .settings import SettingsError
    try:
        module = import_module(f".commands.{command}", __package__)
        return getattr(module, function)(**options)
    except (Stop, SettingsError) as problem:
        print(f"workshop {command}: {problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(f"\nworkshop {command}: stopped.", file=sys.stderr)
        return 130


def _split(arguments: list[str]) -> tuple[list[str], list[str]]:
    """Ours, and what comes after --."""
    if "--" not in arguments:
        return arguments, []
    at = arguments.index("--")
    return arguments[:at], arguments[at + 1:]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="workshop", description="The workshop course on LLM function calling.",
                                     epilog="workshop COMMAND --help says more about a command.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for add in (_lab, _test, _doctor, _serve, _run_notebooks, _reset, _goto):
        add(commands)
    return parser


def _add(commands, name: str, summary: str, more: str = "") -> argparse.ArgumentParser:
    description = f"{summary[0].upper()}{summary[1:]}. {more}".strip()
    return commands.add_parser(name, help=summary, description=description, allow_abbrev=False)


def _lab(commands) -> None:
    lab = _add(commands, "lab", "open the course in JupyterLab",
               "What follows -- goes to JupyterLab, e.g. workshop lab -- --ServerApp.ip=0.0.0.0")
    lab.add_argument("lesson", nargs="?", default="00", help="number of the lesson to open (default: 00)")
    lab.add_argument("--port", type=_port, help="port to listen on (default: 8888 or the next free one)")
    lab.add_argument("--no-browser", dest="browser", action="store_false",
                     help="print the address and open no browser")


def _test(commands) -> None:
    from .commands.test import PARTS
    test = _add(commands, "test", "run the tests, all or some parts",
                "What follows -- goes to pytest, e.g. workshop test unit -- -k tool -x")
    test.add_argument("parts", nargs="*", type=_part, metavar="PART",
                      help=f"{', '.join(PARTS)} (default: all)")
    test.add_argument("--stress", action="store_true", help="the long versions of tests that kill and interleave")


def _doctor(commands) -> None:
    doctor = _add(commands, "doctor", "say what is installed, which model answers, and what to do about a problem")
    doctor.set_defaults(function="exit_code")        # doctor() itself is for notebooks and returns nothing


def _serve(commands) -> None:
    serve = _add(commands, "serve", "run the practice model alone, as an OpenAI-compatible server")
    serve.add_argument("--port", type=_port, default=8765, help="port on 127.0.0.1; 0 takes any free one (8765)")


def _run_notebooks(commands) -> None:
    run = _add(commands, "run", "run notebooks from the first to the last cell and show a table",
               "The files stay as they are, unless --save is given.")
    run.add_argument("numbers", nargs="*", metavar="NUMBER", help="lessons, e.g. 4 or 00 04 (default: all)")
    run.add_argument("--save", action="store_true",
                     help="run on the practice model and write the outputs into the notebooks")


def _reset(commands) -> None:
    reset = _add(commands, "reset", "clear outputs, progress and what lessons wrote, or restore a notebook",
                 "Without a number: clears the outputs of all notebooks and empties .workshop/; your code stays. With one: puts "
                 "that notebook back to its committed state. Notebooks as they were are kept in .workshop/backup.")
    reset.add_argument("lesson", nargs="?", metavar="NUMBER", help="lesson to restore")
    reset.add_argument("--yes", action="store_true", help="do not ask")


def _goto(commands) -> None:
    goto = _add(commands, "goto", "enter all that lies before a lesson as solved",
                "Starter cells that are still untouched get the solution; your own work stays.")
    goto.add_argument("lesson", metavar="NUMBER", help="the lesson to go on with, e.g. 6 or 06")


def _part(text: str) -> str:
    from .commands.test import PARTS
    if text not in PARTS:
        raise argparse.ArgumentTypeError(f"there is no part {text!r}; parts: {', '.join(PARTS)}")
    return text


def _port(text: str) -> int:
    if not text.isdigit() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"a port is a number from 0 to 65535, not {text!r}")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
