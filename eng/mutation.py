"""Runs Stryker on a library and prints the mutation score of each folder.

Stryker cannot choose mutants at random. A sample is therefore a set of source lines, in an order that the seed decides. Each round mutates
further lines, until the requested number of mutants has been tested or no lines are left.
"""
import argparse
import collections
import json
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
DETECTED = ("Killed", "Timeout")
UNDETECTED = ("Survived", "NoCoverage")


def arguments():
    parser = argparse.ArgumentParser(prog="eng/mutation.sh", description=__doc__.splitlines()[0])
    parser.add_argument("library", help="the name of a project in src, such as LseMlNet.Numerics")
    parser.add_argument("--folder", default="", help="mutate this folder of the library only; . is the library's own folder")
    parser.add_argument("--sample", type=int, help="test at least this many mutants instead of all")
    parser.add_argument("--seed", type=int, default=1, help="chooses the sample (default: 1)")
    options = parser.parse_args()
    if not (tests_of(options.library) / "stryker-config.json").is_file():
        parser.error(f"tests/{options.library}.Tests has no stryker-config.json.")
    if not sources_of(options):
        parser.error(f"src/{options.library}/{options.folder} has no source files.")
    return options


def tests_of(library):
    return ROOT / "tests" / f"{library}.Tests"


def sources_of(options):
    """The source files to mutate, relative to the library."""
    library = ROOT / "src" / options.library
    pattern = "*.cs" if options.folder == "." else "**/*.cs"
    files = (file.relative_to(library) for file in (library / options.folder).glob(pattern))
    return sorted(file.as_posix() for file in files if file.parts[0] not in ("bin", "obj"))


def lines_of(options):
    """The lines that may hold mutants, as (file, start, end) in UTF-16 units, which is how Stryker counts."""
    lines = []
    for file in sources_of(options):
        offset = 0
        for line in (ROOT / "src" / options.library / file).read_bytes().decode("utf-8-sig").splitlines(keepends=True):
            length = len(line.encode("utf-16-le")) // 2
            if re.search(r"[-+*/%<>=!&|^?(\"]", line) and not re.match(r"\s*(//|using |namespace |\[|#)", line):
                lines.append((file, offset, offset + length))
            offset += length
    return lines


def patterns(lines):
    spans = collections.defaultdict(list)
    for file, start, end in sorted(lines):
        spans[file].append(f"{{{start}..{end}}}")
    return [file + "".join(spans[file]) for file in spans]


def run(options, mutate, number):
    """Runs Stryker once. Returns (file, status) for each mutant that was tested."""
    output = ROOT / "artifacts" / "mutation" / options.library / str(number)
    shutil.rmtree(output, ignore_errors=True)
    output.mkdir(parents=True)
    configuration = json.loads((tests_of(options.library) / "stryker-config.json").read_text())
    configuration["stryker-config"]["mutate"] = mutate
    (output / "stryker-config.json").write_text(json.dumps(configuration, indent=2))
    command = ["dotnet", "stryker", "--config-file", str(output / "stryker-config.json"), "--output", str(output), "--skip-version-check"]
    # Tests that start another process skip themselves: that process would run the original code.
    environment = dict(os.environ, LSEMLNET_MUTATION_RUN="1")
    if subprocess.run(command, cwd=tests_of(options.library), env=environment, check=False).returncode != 0:
        sys.exit(f"Stryker failed. Its reports and logs are in {output}.")
    (report,) = output.rglob("mutation-report.json")
    library = ROOT / "src" / options.library
    return [
        (os.path.relpath(ROOT / file, library) if not os.path.isabs(file) else os.path.relpath(file, library), mutant["status"])
        for file, content in json.loads(report.read_text())["files"].items()
        for mutant in content["mutants"]
        if mutant["status"] in DETECTED + UNDETECTED
    ]


def sample(options):
    lines = lines_of(options)
    random.Random(options.seed).shuffle(lines)
    tested = []
    number = 0
    while lines and len(tested) < options.sample:
        count = options.sample - len(tested)
        number += 1
        tested += run(options, patterns(lines[:count]), number)
        lines = lines[count:]
        print(f"{len(tested)} of at least {options.sample} mutants tested", flush=True)
    return tested


def print_scores(options, tested):
    folders = collections.defaultdict(collections.Counter)
    for file, status in tested:
        for folder in (os.path.dirname(file) or ".", "all"):
            folders[folder][status] += 1
    print(f"\n{options.library}" + (f", sample with seed {options.seed}" if options.sample else ""))
    print(f"{'folder':<32}{'score':>8}{'killed':>8}{'timeout':>9}{'survived':>10}{'uncovered':>11}")
    for folder, counts in sorted(folders.items(), key=lambda item: (item[0] == "all", item[0])):
        score = 100 * sum(counts[status] for status in DETECTED) / sum(counts.values())
        print(f"{folder:<32}{score:>6.1f} %{counts['Killed']:>8}{counts['Timeout']:>9}{counts['Survived']:>10}{counts['NoCoverage']:>11}")


def main():
    options = arguments()
    tested = sample(options) if options.sample else run(options, sources_of(options), 1)
    if not tested:
        sys.exit("No mutant was tested.")
    print_scores(options, tested)


main()
