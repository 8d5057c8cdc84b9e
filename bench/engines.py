"""What one completion costs here and in two Java engines, on one PostgreSQL, in one run.

    .venv/bin/python -m bench.engines --database postgresql+psycopg://… [--rounds 15] [--warm 60]

Needs Java 17 and Maven. Each engine is embedded, as it would be in a program of its own: Sopan in
this process, Flowable and Camunda 7 in a JVM each, all with the same ten-step SOP, connections
kept open, PostgreSQL's own durability. They take turns; finding the work is not counted.
"PostgreSQL CPU" is what the server spent meanwhile.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import IO, Any

from sqlalchemy import make_url

from bench.completions import SOP, opened
from bench.postgres import fresh_database
from engine.app import Application

HERE = Path(__file__).parent / "engines"
TASKS = 25  # completed by each thread in a round
SOCKET = "org.newsclub.net.unix.AFUNIXSocketFactory$FactoryArg"

Spent = tuple[float, float]
"""Seconds, and seconds of CPU in the engine's own process."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--database", required=True)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--warm", type=int, default=60)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(8) as pool:
        built = _build(Path(folder))
        app = opened(fresh_database(options.database))
        cases: dict[str, Callable[[int], Spent]] = {
            "Sopan": partial(_complete_here, app, pool, {}),
            "Flowable": partial(_complete_there, _jvm("flowable", built, options.database)),
            "Camunda 7": partial(_complete_there, _jvm("camunda", built, options.database)),
        }
        for _ in range(options.warm):  # a JVM is quick only after some thousand completions
            for case in cases.values():
                case(8)
        print(f"{'threads':8}{'':10} {'ms':>7} {'CPU':>7} {'PostgreSQL CPU':>15}  Sopan / this")
        for threads in (1, 8):
            _report(threads, _measure(cases, threads, options.rounds))
        app.close()


def _measure(
    cases: dict[str, Callable[[int], Spent]], threads: int, rounds: int
) -> dict[str, list[tuple[float, ...]]]:
    taken: dict[str, list[tuple[float, ...]]] = {name: [] for name in cases}
    for _ in range(rounds):
        for name, case in cases.items():
            before = _server_seconds()
            spent = (*case(threads), _server_seconds() - before)
            taken[name].append(tuple(each / (threads * TASKS) * 1e3 for each in spent))
            # What the server does afterwards belongs to nobody's turn.
            time.sleep(0.05)
    return taken


def _report(threads: int, taken: dict[str, list[tuple[float, ...]]]) -> None:
    for name, spent in taken.items():
        wall, cpu, server = (statistics.median(each) for each in zip(*spent, strict=True))
        pairs = list(zip(taken["Sopan"], spent, strict=True))
        wall_ratio, cpu_ratio, server_ratio = (
            statistics.median(here[n] / max(there[n], 1e-9) for here, there in pairs)
            for n in range(3)
        )
        print(
            f"{threads:<8}{name:10} {wall:7.2f} {cpu:7.2f} {server:15.2f}"
            f"  {wall_ratio:.2f} {cpu_ratio:.2f} {server_ratio:.2f}"
        )


def _complete_here(
    app: Application, pool: ThreadPoolExecutor, work: dict[int, str], threads: int
) -> Spent:
    for at in range(threads * TASKS):
        if at not in work:
            work[at] = app.start("kantor/proses")["next"][0]["id"]

    def complete(lane: int) -> None:
        for at in range(lane * TASKS, (lane + 1) * TASKS):
            following = app.complete(work.pop(at), by="staf")["next"]
            if following:
                work[at] = following[0]["id"]

    wall, cpu = time.perf_counter(), time.process_time()
    list(pool.map(complete, range(threads)))
    return time.perf_counter() - wall, time.process_time() - cpu


def _complete_there(jvm: "subprocess.Popen[str]", threads: int) -> Spent:
    told, answers = _pipes(jvm)
    told.write(f"{threads} {TASKS}\n")
    told.flush()
    wall, cpu = answers.readline().split()
    return float(wall), float(cpu)


def _jvm(name: str, built: Path, database: str) -> "subprocess.Popen[str]":
    command = ["java", "-cp", f"{built}/classes:{built}/lib/*", "Engines", name]
    command += [_jdbc(fresh_database(database)), str(built / "sop.bpmn")]
    jvm = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    for line in _pipes(jvm)[1]:
        if line.strip() == "ready":
            return jvm
    raise SystemExit(f"Expected {name} to start, but it ended. Run it by hand: {command}")


def _pipes(jvm: "subprocess.Popen[str]") -> tuple[IO[str], IO[str]]:
    assert jvm.stdin is not None
    assert jvm.stdout is not None
    return jvm.stdin, jvm.stdout


def _build(folder: Path) -> Path:
    if not shutil.which("mvn") or not shutil.which("java"):
        raise SystemExit("Expected Java 17 and Maven, but they are not installed. Install them.")
    shutil.copytree(HERE, folder, dirs_exist_ok=True)
    subprocess.run(["mvn", "--quiet", "package"], cwd=folder, check=True)
    (folder / "target" / "sop.bpmn").write_bytes(SOP)
    return folder / "target"


def _jdbc(url: str) -> str:
    parts = make_url(url)
    query: dict[str, Any] = {"user": parts.username or "postgres", "sslmode": "disable"}
    if parts.password:
        query["password"] = parts.password
    socket = parts.query.get("host")
    if socket:
        query |= {"socketFactory": SOCKET, "socketFactoryArg": f"{socket}/.s.PGSQL.5432"}
    host = f"{parts.host or 'localhost'}:{parts.port or 5432}"
    said = "&".join(f"{name}={value}" for name, value in query.items())
    return f"jdbc:postgresql://{host}/{parts.database}?{said}"


def _server_seconds() -> float:
    """Return the CPU seconds of every process named postgres, those that ended included."""
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, _, rest = stat.read_text().rpartition(")")
        except OSError:
            continue  # it ended while we looked
        if name.endswith("(postgres"):
            ticks += sum(map(int, rest.split()[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
