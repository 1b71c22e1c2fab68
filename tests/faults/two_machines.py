"""Two machines with a desk each on one ledger: python -m tests.faults.two_machines --seconds 40

Each machine is a network namespace with a host name and processes of its own (`ip netns`, `unshare`); the
ledger's server stands on a third one, and the shop is reached from both. Both desks refund the same payments.
Meanwhile the cable of the first machine is pulled out and put back, and the desk of the second one is killed
and started again.
Needs root, iproute2 and PostgreSQL; where namespaces cannot be made it says so and ends with 77.
"""

import argparse
import asyncio
import ctypes
import os
import random
import shutil
import socket
import subprocess
import sys
import tempfile
from asyncio.subprocess import Process
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from types import TracebackType
from typing import Self

from stancer_tui.store.audit import verify
from tests.faults.team_campaign import Result, bad, figures, judge, spoken
from tests.faults.team_desk import Task
from tests.faults.team_shop import LATE, TeamShop
from tests.store import team
from tests.store.contract.stands import KARIM, NADIA, postgres_desk
from tests.store.server import PostgresServer, missing, running

BRIDGE = "stancer-tui"
ADDRESS = "10.77.0.1"
MACHINES = {NADIA: ("stancer-1", "10.77.0.2"), KARIM: ("stancer-2", "10.77.0.3")}
SKIPPED = 77
FINISHING = 90.0
"""Seconds for a desk that is left alone: it may wait for calls that were cut off."""


def ip(*arguments: str) -> None:
    """Run `ip`."""
    subprocess.run(["ip", *arguments], check=True, capture_output=True, text=True)


def impossible() -> str | None:
    """Why there can be no machines here, if there can be none."""
    if reason := missing():
        return reason
    if os.geteuid() != 0 or shutil.which("ip") is None or shutil.which("unshare") is None:
        return "network namespaces need root, iproute2 and util-linux"
    try:
        ip("netns", "add", f"{BRIDGE}-probe")
        ip("netns", "del", f"{BRIDGE}-probe")
    except (subprocess.CalledProcessError, OSError) as error:
        return f"network namespaces cannot be made here: {error}"
    return None


@contextmanager
def machines() -> Iterator[None]:
    """Two namespaces on a bridge, which is the third machine's."""
    try:
        ip("link", "add", BRIDGE, "type", "bridge")
        ip("addr", "add", f"{ADDRESS}/24", "dev", BRIDGE)
        ip("link", "set", BRIDGE, "up")
        for name, address in MACHINES.values():
            ip("netns", "add", name)
            ip("link", "add", name, "type", "veth", "peer", "name", "eth0", "netns", name)
            ip("link", "set", name, "master", BRIDGE, "up")
            ip("-n", name, "addr", "add", f"{address}/24", "dev", "eth0")
            ip("-n", name, "link", "set", "eth0", "up")
            ip("-n", name, "link", "set", "lo", "up")
        yield
    finally:
        for name, _ in MACHINES.values():
            subprocess.run(["ip", "netns", "del", name], check=False, capture_output=True)
        subprocess.run(["ip", "link", "del", BRIDGE], check=False, capture_output=True)


class Shop(TeamShop):
    """The shop, which every machine reaches by itself, whatever becomes of its cable."""

    async def door(self, machine: str) -> str:
        """The URL of the shop on a machine: the API is spoken to without TLS on the own machine only."""
        with ThreadPoolExecutor(1) as inside:
            listener = inside.submit(_listener, machine).result()
        self._doors.append(await asyncio.start_server(self._accept, sock=listener, limit=1 << 20))
        return f"http://127.0.0.1:{listener.getsockname()[1]}"

    async def __aenter__(self) -> Self:
        self._doors: list[asyncio.Server] = []
        return await super().__aenter__()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for door in self._doors:
            door.close()
        await super().__aexit__(kind, error, trace)


def _listener(machine: str) -> socket.socket:
    """A port on a machine; the thread that asks for it moves there, and ends."""
    with Path(f"/run/netns/{machine}").open() as namespace:
        if ctypes.CDLL(None, use_errno=True).setns(namespace.fileno(), 0) != 0:
            raise OSError(ctypes.get_errno(), f"setns {machine}")
    return socket.create_server(("127.0.0.1", 0))


async def start(task: Task) -> Process:
    """A desk on the machine of its agent."""
    name, _ = MACHINES[task.agent]
    inside = 'hostname "$0" && exec "$@"'
    return await asyncio.create_subprocess_exec(
        *("ip", "netns", "exec", name, "unshare", "--uts", "--pid", "--fork", "--mount-proc", "--kill-child"),
        *("sh", "-c", inside, name, sys.executable, "-m", "tests.faults.team_desk", task.text()),
    )


async def day(server: PostgresServer, seconds: float, seed: int, folder: Path) -> Result:
    """Both desks for a while, a cable that is pulled out, a desk that is killed; then each left alone."""
    database, result = team.new_ledger(server), Result()
    draw = random.Random(seed)
    async with Shop(random.Random(f"{seed}/fates")) as shop:
        doors = {agent: await shop.door(name) for agent, (name, _) in MACHINES.items()}

        def task(agent: str, *, finishing: bool = False) -> Task:
            return Task(
                kind="postgres",
                place=f"{server.url(database, agent, tcp=True)}?sslmode=disable",
                agent=agent,
                url=doors[agent],
                done=shop.done(),
                said=folder / "said",
                kept=folder / f"unrecorded-{agent}",
                stop=folder / "stop",
                seed=f"{seed}/{agent}/{finishing}/{draw.random()}",
                finishing=finishing,
            )

        desks = {agent: await start(task(agent)) for agent in MACHINES}
        until = perf_counter() + seconds
        while perf_counter() < until:
            await asyncio.sleep(draw.uniform(2, 5))
            ip("link", "set", MACHINES[NADIA][0], "down")
            await asyncio.sleep(draw.uniform(1, 4))
            ip("link", "set", MACHINES[NADIA][0], "up")
            result.restarts += 1
            await asyncio.sleep(draw.uniform(0, 2))
            desks[KARIM].kill()
            await desks[KARIM].wait()
            result.kills += 1
            desks[KARIM] = await start(task(KARIM))
        (folder / "stop").touch()
        for agent, desk in desks.items():
            if code := await _ended(desk):
                result.wrongs.append(f"{agent}'s desk ended with {code}")
        await asyncio.sleep(LATE * 2)
        last = [await start(replace(task(agent), finishing=True)) for agent in MACHINES]
        if any([await _ended(desk) for desk in last]):
            result.wrongs.append("the last desks did not find out about everything")
        await _judge(result, server.url(database, NADIA), shop, folder)
    return result


async def _ended(desk: Process) -> int | None:
    try:
        async with asyncio.timeout(FINISHING):
            return await desk.wait()
    except TimeoutError:
        desk.kill()
        return -1


async def _judge(result: Result, url: str, shop: TeamShop, folder: Path) -> None:
    ledger = postgres_desk(url)
    try:
        rows = await ledger.audit()
        hosts = {row.host for row in rows}
        if hosts != {name for name, _ in MACHINES.values()}:
            result.wrongs.append(f"the audit names {hosts}")
        intents, changes = await ledger.intents.history(limit=-1), await ledger.intents.changes()
    finally:
        await ledger.aclose()
    judge(result, shop, intents, changes, verify(rows), spoken(folder / "said"))


def command() -> int:
    """Run as told and print the figures; 1 if anything went wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.two_machines", description=__doc__)
    parser.add_argument("--seconds", type=float, default=40)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if reason := impossible():
        print(f"skipped: {reason}")
        return SKIPPED
    began = perf_counter()
    with machines(), running(tcp=True, address=ADDRESS) as server, tempfile.TemporaryDirectory() as folder:
        team.prepare(server)
        result = asyncio.run(day(server, options.seconds, options.seed, Path(folder)))
    text = figures("two machines", result, perf_counter() - began)
    print(text.replace("ends of the database", "cables pulled out"))
    return int(bad(result))


if __name__ == "__main__":
    sys.exit(command())
