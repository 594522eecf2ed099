# Keeps the operating system out of the code: no #if but where layers.txt allows it, no iostream.
import re

import layers
import lint

CONDITIONAL = re.compile(r"^\s*#\s*(if|ifdef|ifndef|elif)\b|\b__(APPLE|linux)__\b")
STREAMS = re.compile(r"<iostream>|\bstd::(cout|cerr|clog|cin)\b")


def check(tree):
    homes = layers.read_table()[2]["platform"]
    for path in tree.files(".h", ".cpp", under=("harness", "workloads", "bench")):
        for number, line in enumerate(tree.text(path).splitlines(), start=1):
            if CONDITIONAL.search(line) and not layers.at_home(path, homes):
                yield f"{path}:{number}: decided when compiled; decide when run: {line.strip()}"
            if STREAMS.search(line):
                yield f"{path}:{number}: iostream; use fmt: {line.strip()}"


CLEAN = {
    "harness/sys/x.cpp": "#ifdef __linux__\n#endif\n",
    "harness/core/x.h": "#pragma once\n#define X\n",
}
PLANTED = [
    {"harness/core/x.h": "#ifndef X_H\n#endif\n"},
    {"harness/lab/x.cpp": "  # if defined(__APPLE__)\n"},
    {"harness/lab/x.cpp": "constexpr bool kMac = IS(__APPLE__);\n"},
    {"bench/runner/main.cpp": "#ifdef __linux__\n#endif\n"},
    {"harness/sys/x.cpp": "#include <iostream>\n"},
    {"workloads/x.cpp": "void f() { std::cout << 1; }\n"},
]

if __name__ == "__main__":
    lint.main(check, CLEAN, PLANTED)
