"""A share of faults and a delay in, a server of numbered answers out, which tells its tally at its end."""

from __future__ import annotations

import asyncio
import json
import sys

from faults.flaky import Flaky, Tally


async def _serve(tally: Tally) -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Flaky(tally), "127.0.0.1", 0, backlog=1024)
    print(server.sockets[0].getsockname()[1], flush=True)
    # Whoever started this holds the other end of its input, and lets go of it at the end.
    await loop.run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    _share, _delay = map(float, sys.argv[1:])
    _tally = Tally(_share, _delay)
    asyncio.run(_serve(_tally))
    _twice = sum(count > 1 for count in _tally.answered.values())
    print(json.dumps({"faults": _tally.failures.total(), "answered twice": _twice}))
