"""Writes data and job files of the five cases into a folder: `python -m examples.cases FOLDER`.

With `--jobs`, writes the job files beside this one instead.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

from examples.cases import backbone, datasets
from examples.cases.jobs import JOBS, Job
from examples.cases.writing import text_of

HERE = Path(__file__).parent


def prepare(job: Job, folder: Path) -> Path:
    """The job file in the folder, with what it reads beside it."""
    datasets.write(Path(job.document["dataset"]["location"]).stem, folder)
    if "archive" in job.document["model"]:
        backbone.write(folder)
    file = folder / f"{job.name}.yaml"
    if file.resolve() != (HERE / file.name).resolve():
        shutil.copy(HERE / file.name, file)
    return file


def main() -> None:
    """As the command line asks."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=HERE, help="default: the folder of the job files")
    parser.add_argument("--only", default="", metavar="NAME", help="jobs whose name starts so, such as 000")
    parser.add_argument("--full", action="store_true", help="the posts' own sizes as well (600 MB)")
    parser.add_argument("--jobs", action="store_true", help="write the job files, not the data")
    asked = parser.parse_args()
    if asked.jobs:
        for job in JOBS.values():
            (HERE / f"{job.name}.yaml").write_text(text_of(job), "utf-8")
        return
    for job in JOBS.values():
        if job.name.startswith(asked.only) and (asked.full or "-full" not in job.name):
            print(prepare(job, asked.folder))


if __name__ == "__main__":
    main()
