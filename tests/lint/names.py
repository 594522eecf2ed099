# Every name that a user can type (workload, share, target, reporter) stands in the documentation.
import re

import lint

# kind, where its rows are, how a row tells its name
LISTS = [
    ("workload", ["workloads/list.def"], re.compile(r"^SHAREBENCH_WORKLOAD\((\w+),", re.MULTILINE)),
    ("share", "harness/shares", re.compile(r'ShareType \w+\(\) \{\s*return \{\s*"([\w.-]+)"')),
    ("target", "harness/targets", re.compile(r'TargetType \w+\(\) \{\s*return \{\s*"([\w.:-]+)"')),
    ("reporter", ["harness/report/all.cpp"], re.compile(r'^\s*\{\s*"([\w.-]+)"', re.MULTILINE)),
]


def check(tree):
    docs = tree.text("README.md") + "".join(tree.text(path) for path in tree.files(".md", under=("docs",)))
    words = set(re.findall(r"[\w.-]+", docs))
    for kind, places, row in LISTS:
        files = tree.files(".cpp", under=(places,)) if isinstance(places, str) else places
        text = "".join(tree.text(path) for path in files)
        names = row.findall(text)
        if text and not names:
            yield f"no {kind} found in {places}: names.py does not understand its rows"
        for name in names:
            if name.rstrip(":") not in words:
                yield f"{kind} '{name}' is not in README.md or docs/"


CLEAN = {
    "README.md": "Workloads: `small_files`; shares: nfs3; targets: `lab`, `docker:CONTEXT`.",
    "docs/cli.md": "Reporters: `csv`.",
    "workloads/list.def": 'SHAREBENCH_WORKLOAD(small_files, "file", false,\n',
    "harness/shares/nfs.cpp": 'ShareType nfs3() {\n  return {\n      "nfs3",\n',
    "harness/targets/lab_vm.cpp": 'TargetType lab_vm() {\n  return {"lab", "x"};\n',
    "harness/report/all.cpp": '    {"csv", render_csv},\n',
}
PLANTED = [
    {"workloads/list.def": 'SHAREBENCH_WORKLOAD(small_file, "file", false,\n'},
    {"harness/shares/nfs.cpp": 'ShareType nfs4() {\n  return {"nfs4",        Channel::kNfs, "x"};\n'},
    {"harness/targets/x.cpp": 'TargetType x() {\n  return {\n      "docker-machine:",\n'},
    {"harness/targets/lab_vm.cpp": "TargetType lab_vm() { return make(); }\n"},
    {"harness/report/all.cpp": '    {"html", render},\n'},
    {"harness/report/all.cpp": "    add(csv);\n"},
    {"README.md": ""},
]

if __name__ == "__main__":
    lint.main(check, CLEAN, PLANTED)
