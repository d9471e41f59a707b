"""The product in processes that may be killed: started by ``test_real_processes``, never imported by it.

One process loads the product and opens nothing; each job then runs in a fork of it, so that twenty kills cost seconds.
A job is told on a line of JSON, its outcome answered on another. ``kill`` names the point at which the job's process
ends itself with SIGKILL: before or after the n-th statement, commit or sync of a file, or call into DuckDB.
"""

import json
import multiprocessing
import os
import sys
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from typing import Any

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "nepmoi.config.settings"
django.setup()

from django.db import connections  # noqa: E402 - the product comes after its settings

from tests.system import jobs  # noqa: E402
from tests.system.upload_jobs import UPLOADS  # noqa: E402

JOBS = jobs.JOBS | {job.__name__: job for job in UPLOADS}

FORK = multiprocessing.get_context("fork")


def in_fork(name: str, arguments: dict[str, Any], outcome: Connection, barrier: Barrier | None) -> None:
    """Run one job and send what it gives; a killed one sends nothing."""
    more = {"barrier": barrier} if barrier else {}
    try:
        outcome.send({"gives": JOBS[name](**arguments, **more)})
    except Exception as problem:  # noqa: BLE001 - the test shows it
        outcome.send({"failed": f"{type(problem).__name__}: {problem}"})
    finally:
        outcome.close()
        connections.close_all()


Started = list[tuple[Any, Connection]]


def start(jobs: list[dict[str, Any]], *, together: bool) -> Started:
    """Begin jobs, each in its own process."""
    barrier = FORK.Barrier(len(jobs)) if together else None
    started: Started = []
    for job in jobs:
        here, there = FORK.Pipe(duplex=False)
        arguments = {key: value for key, value in job.items() if key != "do"}
        process = FORK.Process(target=in_fork, args=(job["do"], arguments, there, barrier))
        process.start()
        there.close()
        started.append((process, here))
    return started


def wait(started: Started) -> list[dict[str, Any]]:
    """How each ended, and what it gave."""
    outcomes = []
    for process, here in started:
        try:
            outcome = here.recv()
        except EOFError:
            outcome = {}
        process.join(60)
        outcomes.append({"exit": process.exitcode, **outcome})
    return outcomes


def main() -> None:
    """Take orders until the input ends: begin jobs, or wait for those that were begun."""
    begun: dict[int, Started] = {}
    for number, line in enumerate(sys.stdin):
        told = json.loads(line)
        if "jobs" in told:
            begun[number] = start(told["jobs"], together=told["together"])
            answer: Any = number
        else:
            answer = wait(begun.pop(told["wait"]))
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
