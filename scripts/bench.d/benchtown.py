"""What the measurements share: throw-away databases, the example without its work, and how results are printed."""
import contextlib
import csv
import os
import random
import shutil
import subprocess
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

EXAMPLE = Path(__file__).resolve().parents[2] / "examples/kiebitzbrook"


class Town:
    """One embedded database in a folder of its own."""

    def __init__(self, binary, folder):
        self.binary, self.folder = binary, folder
        self.environment = dict(os.environ, BUDDEL_DATA_DIR=str(folder / "data"), XDG_CONFIG_HOME=str(folder / "config"),
                                BUDDEL_LANG="en")
        for name in ("BUDDEL_DATABASE_URL", "BUDDEL_TOKEN", "BUDDEL_ASSOCIATION"):
            self.environment.pop(name, None)

    def buddel(self, *arguments, stdin=None):
        done = subprocess.run([self.binary, *map(str, arguments)], env=self.environment, input=stdin, text=True,
                              capture_output=True)
        if done.returncode:
            raise SystemExit(f"buddel {' '.join(map(str, arguments))}: exit {done.returncode}\n{done.stderr[-1500:]}")
        return done.stdout

    def sql(self, text):
        return self.buddel("db", "psql", stdin="\\set ON_ERROR_STOP on\n\\pset tuples_only on\n\\pset format unaligned\n" + text)

    def count(self, query):
        """The one number that a query gives; psql says first how it will write it."""
        return int(self.sql(query).split()[-1])


@contextlib.contextmanager
def town(binary):
    """A database that is gone afterwards; its folder can be entered by the server's unprivileged user."""
    folder = Path(tempfile.mkdtemp(prefix="buddel-bench-"))
    folder.chmod(0o755)
    place = Town(binary, folder)
    try:
        yield place
    finally:
        subprocess.run([binary, "db", "stop"], env=place.environment, capture_output=True)
        shutil.rmtree(folder, ignore_errors=True)


def example_without_work(folder):
    """A copy of the example's data files without work and documents."""
    folder.mkdir()
    for file in EXAMPLE.iterdir():
        if file.suffix in (".csv", ".json", ".geojson") and file.name != "work.csv":
            shutil.copy(file, folder)
    return folder


def write_work(path, count):
    """`count` confirmed rows of work of the example's members, seeded."""
    rng = random.Random(count)
    with open(EXAMPLE / "connections.csv", encoding="utf-8") as file:
        people = [row["member_number"] for row in csv.DictReader(file) if row["member_number"] not in ("M-1", "M-45")]
    with open(path, "w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow("ref date member_number kind task time segment machine confirmed_by confirmed_on".split())
        for number in range(1, count + 1):
            day = date(2026, 1, 1) + timedelta(days=rng.randrange(250))
            machine = rng.random() < 0.15
            table.writerow([f"B-{number}", day, rng.choice(people), "machine" if machine else "labour", "ploughing",
                            f"{rng.randrange(1, 10)}:{rng.randrange(0, 60):02}", f"S-{rng.randrange(1, 17)}",
                            "tractor" if machine else "", "M-1", day + timedelta(days=rng.randrange(8))])


def timed(action):
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def report(ours, ours_name, theirs, theirs_name, unit, more_is_better=False):
    ratio = ours / theirs
    print(f"  {ours_name:32} {ours:12,.2f} {unit}")
    print(f"  {theirs_name:32} {theirs:12,.2f} {unit}")
    print(f"  ratio {ratio:.2f} ({'higher' if more_is_better else 'lower'} is better)")
