# Reads docs/ci/sharebench.yml as YAML 1.1 without its surprises, and holds it against what a workflow of
# GitHub must have and against the options that sharebench has.
# usage: read_workflow.py SHAREBENCH FILE...
import pathlib
import re
import subprocess
import sys

import yaml

program, workflow, *others = sys.argv[1:]


class Strict(yaml.SafeLoader):
    """No key twice; `on` stays a word."""


def mapping(loader, node):
    keys = [loader.construct_object(key) for key, _ in node.value]
    assert len(keys) == len(set(keys)), f"a key is there twice: {keys}"
    return loader.construct_mapping(node, deep=True)


Strict.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in rows if not tag.endswith(":bool")]
    for letter, rows in yaml.SafeLoader.yaml_implicit_resolvers.items()}
Strict.add_constructor("tag:yaml.org,2002:map", mapping)

text = pathlib.Path(workflow).read_text(encoding="utf-8")
read = yaml.load(text, Strict)
assert read.keys() <= {"name", "on", "concurrency", "permissions", "env", "jobs"}, read.keys()
assert re.fullmatch(r"(\S+ ){4}\S+", read["on"]["schedule"][0]["cron"])
assert read["jobs"]
runs = []
for name, job in read["jobs"].items():
    assert job.keys() <= {"if", "runs-on", "timeout-minutes", "steps"}, job.keys()
    for step in job["steps"]:
        assert ("run" in step) != ("uses" in step), step
        assert step.keys() <= {"name", "if", "env", "run", "uses", "with"}, step
        if "run" in step:
            runs.append(step["run"])
            done = subprocess.run(["sh", "-n"], input=step["run"], text=True)
            assert done.returncode == 0, step["run"]

known = subprocess.run([program, "--help"], capture_output=True, text=True, check=True).stdout
for file in others:
    runs += pathlib.Path(file).read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
seen = set()
for run in runs:
    for command in re.findall(r"(?m)^[^#`]*?\bsharebench ((?:[a-z]+)\b[^|;&`#]*)", run.replace("\\\n", " ")):
        name = command.split()[0]
        if not re.search(rf"(?m)^  {name} ", known):
            continue
        help_text = subprocess.run([program, name, "--help"], capture_output=True, text=True).stdout
        for option in re.findall(r"(?<=\s)--[a-z-]+", command):
            assert re.search(rf"(?m)^  {option}\b", help_text), f"sharebench {name} has no {option}"
        seen.add(name)
assert {"run", "report", "history"} <= seen, seen
print("commands looked at: " + " ".join(sorted(seen)))
