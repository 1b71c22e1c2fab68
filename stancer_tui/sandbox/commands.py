"""`stancer-tui sandbox`: its options, and running it."""

import argparse

from stancer_tui.language import _


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `stancer-tui sandbox`."""
    serve = parser.add_argument_group(_("server"))
    serve.add_argument(
        "--host",
        metavar=_("HOST"),
        default="127.0.0.1",
        help=_("address to listen on (default: %(default)s)"),
    )
    serve.add_argument(
        "--port", metavar="PORT", default="8765", help=_("port, 0 for any free one (default: %(default)s)")
    )
    serve.add_argument(
        "--tls", action="store_true", help=_("serve TLS with a certificate of its own authority, made once")
    )
    serve.add_argument(
        "--tls-dir",
        metavar=_("FOLDER"),
        help=_("where --tls keeps its authority and certificate (default: in this user's data)"),
    )
    serve.add_argument("--certfile", metavar=_("FILE"), help=_("serve TLS with this certificate (PEM)"))
    serve.add_argument(
        "--keyfile", metavar=_("FILE"), help=_("the certificate's key, when it is a file of its own")
    )
    serve.add_argument(
        "--allow-host",
        action="append",
        default=[],
        metavar=_("NAME"),
        help=_("answer under this host name too, such as a service's in compose (repeatable)"),
    )
    serve.add_argument(
        "--control",
        action="store_true",
        help=_("serve /_sandbox: reset, clock, faults and requests received, for tests"),
    )
    serve.add_argument(
        "--key", action="append", default=[], metavar=_("KEY"), help=_("another key to accept (repeatable)")
    )
    data = parser.add_argument_group(_("data"))
    data.add_argument("--db", metavar=_("PATH"), help=_("keep everything in this file (default: in memory)"))
    data.add_argument(
        "--seed",
        metavar=_("SEED"),
        default="1",
        help=_("another seed gives other data and other ids (default: %(default)s)"),
    )
    data.add_argument(
        "--payments",
        default="3000",
        metavar="N",
        help=_("payments invented in each mode, up to a million (default: %(default)s)"),
    )
    data.add_argument("--data", metavar=_("FILE"), help=_("JSON file of objects to begin with"))
    data.add_argument("--now", metavar="ISO", help=_("stop the clock at this moment"))
    data.add_argument(
        "--check-delay",
        default="60",
        metavar=_("SECONDS"),
        help=_("until an account check is answered (default: %(default)s)"),
    )
    data.add_argument(
        "--filters",
        choices=("union", "intersection"),
        default="union",
        help=_("how several filters of a list combine (default: %(default)s, the reference's word)"),
    )
    trouble = parser.add_argument_group(_("trouble"))
    trouble.add_argument("--latency", default="0", metavar="MS", help=_("delay every answer"))
    trouble.add_argument("--rate-limit", metavar="N/s", help=_("answer 429 above this rate"))
    trouble.add_argument(
        "--fault",
        action="append",
        default=[],
        metavar=_("FAULT"),
        help=_("lose-answer, delay-first=MS, error-rate=P or answer=STATUS (repeatable)"),
    )


def run(args: argparse.Namespace) -> int:
    """Serve until interrupted. Exit code 2 with one sentence when an option cannot be used."""
    # The command line declares these options before it knows whether a sandbox is wanted.
    from stancer_tui.sandbox.options import serve_from

    return serve_from(args)
