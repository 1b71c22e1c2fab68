"""`stancer-tui sandbox`: its options, and running it."""

import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `stancer-tui sandbox`."""
    serve = parser.add_argument_group("server")
    serve.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    serve.add_argument("--port", default="8765", help="port, 0 for any free one (default: %(default)s)")
    serve.add_argument("--certfile", metavar="FILE", help="serve TLS with this certificate (PEM)")
    serve.add_argument(
        "--keyfile", metavar="FILE", help="the certificate's key, when it is a file of its own"
    )
    serve.add_argument(
        "--key", action="append", default=[], metavar="KEY", help="another key to accept (repeatable)"
    )
    data = parser.add_argument_group("data")
    data.add_argument("--db", metavar="PATH", help="keep everything in this file (default: in memory)")
    data.add_argument("--seed", default="1", help="another seed gives other data (default: %(default)s)")
    data.add_argument(
        "--payments",
        default="3000",
        metavar="N",
        help="payments invented in each mode (default: %(default)s)",
    )
    data.add_argument("--data", metavar="FILE", help="JSON file of objects to begin with")
    data.add_argument("--now", metavar="ISO", help="stop the clock at this moment")
    data.add_argument(
        "--check-delay",
        default="60",
        metavar="SECONDS",
        help="until an account check is answered (default: %(default)s)",
    )
    data.add_argument(
        "--filters",
        choices=("union", "intersection"),
        default="union",
        help="how several filters of a list combine (default: %(default)s, the reference's word)",
    )
    trouble = parser.add_argument_group("trouble")
    trouble.add_argument("--latency", default="0", metavar="MS", help="delay every answer")
    trouble.add_argument("--rate-limit", metavar="N/s", help="answer 429 above this rate")
    trouble.add_argument(
        "--fault",
        action="append",
        default=[],
        metavar="FAULT",
        help="lose-answer, delay-first=MS, error-rate=P or answer=STATUS (repeatable)",
    )


def run(args: argparse.Namespace) -> int:
    """Serve until interrupted. Exit code 2 with one sentence when an option cannot be used."""
    # The command line declares these options before it knows whether a sandbox is wanted.
    from stancer_tui.sandbox.options import serve_from

    return serve_from(args)
