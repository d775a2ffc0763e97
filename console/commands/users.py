"""``policykb users``: who may log in."""

from __future__ import annotations

import sys

import click

from console.invocation import Invocation, takes_invocation
from console.json_output import print_json
from console.program import ExitCode
from console.terminal import output
from service.reader import Role
from service.users import KNOWN_DISCLOSURES, read_users, users_path, warnings_about
from service.users_editing import UsersEditor


@click.group()
def users() -> None:
    """Who may log in to the page, as what, and with which token programs ask.

    As soon as there is a users file, nothing but a login or a token lets anybody in.
    """


@users.command()
@click.argument("name")
@click.option(
    "--role",
    type=click.Choice([role.value for role in Role]),
    default=Role.READER.value,
    show_default=True,
    help="A keeper may also upload, edit, delete, rebuild and roll back.",
)
@click.option("--no-password", is_flag=True, help="For a program that will only have a token.")
@takes_invocation
def add(invocation: Invocation, name: str, role: str, *, no_password: bool) -> int:
    """Add somebody; the password is asked for, or is the first line of standard input."""
    _editor(invocation).add(name, Role(role), None if no_password else _new_password())
    _say(invocation, f"{name}: added as {role}.", {"name": name, "role": role})
    return ExitCode.DONE


@users.command(name="list")
@takes_invocation
def list_users(invocation: Invocation) -> int:
    """List the users, and what each role sees."""
    path = users_path(invocation.settings.home, invocation.settings.serve)
    if not path.exists():
        nobody = "no login is configured; `policykb users add NAME --role keeper` sets one up."
        _say(invocation, nobody, {"users": [], "roles": {}})
        return ExitCode.INCOMPLETE
    for warning in warnings_about(path):
        click.echo(f"policykb: {warning}", err=True)
    known = read_users(path)
    listed = [
        {"name": user.name, "role": user.role, "password": user.password is not None, "token": user.token is not None}
        for user in known.by_name.values()
    ]
    sees = {
        role: [each for each in KNOWN_DISCLOSURES if visibility.disclosures is None or each in visibility.disclosures]
        for role, visibility in known.visibility.items()
    }
    if invocation.json:
        print_json({"users": listed, "roles": sees})
        return ExitCode.DONE
    rows = ((user.name, user.role, _mark(user.password), _mark(user.token)) for user in known.by_name.values())
    output().table(("name", "role", "password", "token"), rows)
    for role, disclosures in sees.items():
        output().line(f"a {role} sees documents that state nothing, or one of: {', '.join(disclosures)}")
    return ExitCode.DONE


@users.command()
@click.argument("name")
@takes_invocation
def remove(invocation: Invocation, name: str) -> int:
    """Take somebody out; their sessions and their token end."""
    _editor(invocation).remove(name)
    _say(invocation, f"{name}: removed.", {"removed": name})
    return ExitCode.DONE


@users.command()
@click.argument("name")
@takes_invocation
def password(invocation: Invocation, name: str) -> int:
    """Give somebody a new password; their sessions end."""
    _editor(invocation).set_password(name, _new_password())
    _say(invocation, f"{name}: has a new password.", {"name": name})
    return ExitCode.DONE


@users.command()
@click.argument("name")
@click.option("--remove", "is_taken", is_flag=True, help="Take the token away instead.")
@takes_invocation
def token(invocation: Invocation, name: str, *, is_taken: bool) -> int:
    """Give somebody a new token for programs, shown this once; the one before is good no longer."""
    if is_taken:
        _editor(invocation).remove_token(name)
        _say(invocation, f"{name}: has no token any more.", {"name": name, "token": None})
    else:
        given = _editor(invocation).set_token(name)
        _say(invocation, given, {"name": name, "token": given})
    return ExitCode.DONE


def _editor(invocation: Invocation) -> UsersEditor:
    return UsersEditor(users_path(invocation.settings.home, invocation.settings.serve))


def _new_password() -> str:
    """Never an argument, which others on the machine could see."""
    if sys.stdin.isatty():
        return str(click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True))
    return sys.stdin.readline().rstrip("\r\n")


def _mark(kept: str | None) -> str:
    return "" if kept is None else "yes"


def _say(invocation: Invocation, text: str, as_json: object) -> None:
    if invocation.json:
        print_json(as_json)
    else:
        output().line(text)
