"""``policykb``, the command line; what its commands print lives in ``console/``, what they do in the library."""

from __future__ import annotations

from pathlib import Path

import click

from console.invocation import Invocation, common_options, takes_invocation
from console.program import ExitCode, Program
from page.errors import AddressRefused


@click.group(
    cls=Program,
    name="policykb",
    lazy_commands={
        "build": "console.commands.build:build",
        "ask": "console.commands.ask:ask",
        "search": "console.commands.search:search",
        "measures": "console.commands.measures:measures",
        "compare": "console.commands.compare:compare",
        "draft": "console.commands.draft:draft",
        "review": "console.commands.review:review",
        "commitments": "console.commands.commitments:commitments",
        "inspect": "console.commands.inspect:inspect",
        "list": "console.commands.documents:list_documents",
        "sources": "console.commands.sources:sources",
        "show": "console.commands.documents:show",
        "remove": "console.commands.sources:remove",
        "status": "console.commands.operation:status",
        "evaluate": "console.commands.evaluate:evaluate",
        "users": "console.commands.users:users",
    },
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 done; 1 done, but something failed or nothing was found; 2 wrong use; "
    "3 the index, the model or the settings need attention.",
)
@click.version_option(package_name="policykb", message="%(prog)s %(version)s")
@common_options
def main() -> None:
    """Ask a bureau's policy documents, and get answers cited to the sentence, offline."""


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=7860, show_default=True, help="Port; 0 takes a free one."
)
@click.option(
    "--agent-token-file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Let a program ask as a reader that sends the token in FILE as bearer token.",
)
@click.option(
    "--force-open",
    is_flag=True,
    help="Serve other machines without a login: whoever reaches the server reads the public documents.",
)
@takes_invocation
def serve(invocation: Invocation, host: str, port: int, agent_token_file: Path | None, *, force_open: bool) -> int:
    """Open the page in a browser's reach; Ctrl-C ends it."""
    # Gradio takes seconds to import, and no other command needs it.
    from search_ui import serve as serve_page  # noqa: PLC0415

    try:
        serve_page(invocation.settings, host, port, agent_token_file=agent_token_file, force_open=force_open)
    except AddressRefused as error:
        raise click.UsageError(str(error)) from error
    return ExitCode.DONE


if __name__ == "__main__":
    main()
