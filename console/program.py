"""The command group: loads a command when it is called, turns every error into one line and an exit code."""

from __future__ import annotations

import importlib
import sys
import traceback
from collections.abc import Mapping, Sequence
from enum import IntEnum
from typing import Any, Final, NoReturn

import click

from console.invocation import is_verbose
from console.visible import visible
from index.errors import UnknownDocument
from ingest.errors import FileError, PolicyKBError, SourceError
from service.errors import UnknownUser, UserExists

INTERRUPTED: Final = 130


class ExitCode(IntEnum):
    """What a calling script learns; ``docs/cli.md`` says when each is given."""

    DONE = 0
    INCOMPLETE = 1
    WRONG_USE = 2
    NEEDS_ATTENTION = 3


def exit_code_for(error: BaseException) -> int:
    """The exit code that tells what to do about an error.

    Whatever is neither wrong use nor a result needs attention: the index, the model, the settings, but also the machine
    (a full disk, a folder that may not be written), and a fault of ours.
    """
    match error:
        case KeyboardInterrupt():
            return INTERRUPTED
        case click.ClickException():
            return error.exit_code
        case SourceError() | UserExists() | UnknownUser():
            return ExitCode.WRONG_USE
        case FileError() | UnknownDocument():
            return ExitCode.INCOMPLETE
    return ExitCode.NEEDS_ATTENTION


class Program(click.Group):
    """A group whose commands live in modules of their own, imported when called.

    ``policykb ask`` must not wait for what only ``build`` needs.

    :param lazy_commands: command name to ``module:attribute``, in the order in which help lists them.
    """

    def __init__(self, *args: Any, lazy_commands: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._lazy_commands = dict(lazy_commands)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*self._lazy_commands, *super().list_commands(ctx)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self._lazy_commands:
            return super().get_command(ctx, cmd_name)
        module, _, attribute = self._lazy_commands[cmd_name].partition(":")
        command = getattr(importlib.import_module(module), attribute)
        if not isinstance(command, click.Command):
            raise TypeError(f"{self._lazy_commands[cmd_name]} is {type(command).__name__}, expected a click command")
        return command

    def invoke(self, ctx: click.Context) -> int:
        """Run the chosen command.

        :returns: its exit code; where it raised, that of the error, of which one line stands on stderr.
        """
        try:
            code = super().invoke(ctx)
            sys.stdout.flush()  # here, where a reader that has gone is no error yet
        except (click.exceptions.Exit, BrokenPipeError):
            raise  # click ends the program: after --help, and quietly where the reader of our output has gone (| head)
        except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - the edge: whatever it is, the user gets one line
            return _report(error, verbose=is_verbose(ctx))
        return int(code)

    def main(self, args: Sequence[str] | None = None, prog_name: str | None = None, **extra: Any) -> NoReturn:  # type: ignore[override]
        """Run as a program: ends the process with the exit code.

        Click's signature names every parameter, and can be told to return; nothing here calls it so.
        """
        _survive_narrow_encodings()
        extra["standalone_mode"] = False
        try:
            code = super().main(args, prog_name or self.name, **extra)
        except click.ClickException as error:
            code = _report(error, verbose=False)
        except click.Abort:
            code = _report(KeyboardInterrupt(), verbose=False)
        sys.exit(code)


def _report(error: BaseException, *, verbose: bool) -> int:
    """Print an error as one line on stderr, below its traceback if asked for."""
    if verbose:
        traceback.print_exception(error, file=sys.stderr)
    click.echo(f"policykb: {visible(' '.join(_message(error).split()))}", err=True)
    return exit_code_for(error)


def _message(error: BaseException) -> str:
    match error:
        case KeyboardInterrupt():
            return "interrupted. What was published before stays as it was."
        case click.exceptions.NoArgsIsHelpError():
            return "a command is missing. 'policykb --help' lists them."
        case click.UsageError(ctx=click.Context() as context):
            return f"{error.format_message()} See '{context.command_path} --help'."
        case click.ClickException():
            return error.format_message()
        case PolicyKBError():
            return str(error)
        case OSError(filename=str(name), strerror=str(reason)):
            return f"{name}: {reason}."
    return f"unexpected {type(error).__name__}: {error}. This is a fault of policykb; -v shows where it happened."


def _survive_narrow_encodings() -> None:
    """Let a terminal that cannot show a character show a question mark instead of ending the program."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")
