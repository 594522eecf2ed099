# Each source opens with a sentence that says what it is for, so that a folder can be read by its tops.
import lint

COMMENT = {".h": "// ", ".cpp": "// ", ".def": "// ", ".py": "# ", ".sh": "# ", ".cmake": "# ", "": "# "}


def check(tree):
    for path in tree.files(*COMMENT):
        suffix = path[path.rfind(".") :] if "." in path.split("/")[-1] else ""
        if suffix == "" and not path.startswith("scripts/"):
            continue
        problem = problem_with(tree.text(path), COMMENT[suffix])
        if problem:
            yield f"{path}: {problem}"


def problem_with(text, mark):
    lines = text.splitlines()
    if lines and lines[0].startswith("#!"):
        del lines[0]
    opening = []
    for line in lines:
        if not line.startswith(mark):
            break
        opening.append(line[len(mark) :].strip())
    if not opening:
        return "the first line is not a comment that says what the file is for"
    sentence = " ".join(opening)
    if " " not in sentence:
        return "the first line is not a sentence"
    return None if sentence.endswith(".") else "the opening comment does not end with a full stop"


CLEAN = {
    "harness/core/a.cpp": "// Adds numbers.\n",
    "harness/core/b.h": "// Adds numbers: a long sentence\n// in two lines.\n\nint x;\n",
    "scripts/run": "#!/bin/sh\n# Installs, builds and measures.\n",
}
PLANTED = [
    {"harness/core/a.cpp": "int x;\n"},
    {"harness/core/a.cpp": ""},
    {"harness/core/a.cpp": "#pragma once\n// Adds numbers.\n"},
    {"harness/core/a.cpp": "// Adds numbers\nint x;\n"},
    {"harness/core/a.cpp": "// Numbers.\n"},
    {"workloads/list.def": "ROW(a)\n"},
    {"scripts/run": "#!/bin/sh\nset -eu\n"},
]

if __name__ == "__main__":
    lint.main(check, CLEAN, PLANTED)
