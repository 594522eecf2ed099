# A forger with little patience: changes one digit of a report, 200 times, and asks verify.
"""usage: edit_reports.py SHAREBENCH RUN.json REPORT...

Makes 200 copies of the reports, each with another digit in one place drawn at random (seed 1), half of
them in figures, and gives them to `sharebench verify` at once. Exit 1 when one is not found, or when an
edit of a figure is not named as that figure.
"""
import json
import pathlib
import random
import re
import subprocess
import sys

EDITS = 200


def figure_at(text, at, kind):
    """The data-figure of the innermost element around a place, where that is easy to see."""
    if kind != ".html":
        return None
    begin = text.rfind(' data-figure="', 0, at)
    found = re.compile(r' data-figure="([^"]*)"[^>]*>([^<]*)').match(text, begin)
    return found.group(1) if found and found.start(2) <= at < found.end(2) else None


def edited(text, random_, kind, in_figure):
    digits = [m.start() for m in re.finditer(r"[0-9]", text)]
    while True:
        at = random_.choice(digits)
        name = figure_at(text, at, kind)
        if kind == ".html" and in_figure and (name is None or name in ("run", "charts", "others")):
            digits = [d for d in digits if figure_at(text, d, kind) not in (None, "run", "charts", "others")]
            continue
        digit = random_.choice([d for d in "0123456789" if d != text[at]])
        return text[:at] + digit + text[at + 1:], name


def main():
    program, run, *reports = sys.argv[1:]
    random_ = random.Random(1)
    names = {}
    folder = pathlib.Path("edited")
    folder.mkdir()
    for i in range(EDITS):
        source = pathlib.Path(reports[i % len(reports)])
        text, figure = edited(source.read_bytes().decode(), random_, source.suffix, i % 2 == 0)
        file = folder / f"{i}{source.suffix}"
        file.write_bytes(text.encode())
        names[str(file)] = figure
    result = subprocess.run([program, "verify", run, *names, "--json"], capture_output=True, text=True)
    if result.returncode != 1:
        sys.exit(f"edit_reports: verify ended with {result.returncode}: {result.stderr[:500]}")
    answers = {one["report"]: one for one in json.loads(result.stdout)["reports"]}
    wrong = []
    for file, figure in names.items():
        answer = answers[file]
        if answer["answer"] != "differs":
            wrong.append(f"{file}: {answer['answer']}")
        elif figure and figure not in [d["figure"] for d in answer["differences"]]:
            wrong.append(f"{file}: {answer['differences'][:2]}, but {figure} was edited")
    print("\n".join(wrong[:20]))
    print(f"{EDITS} edits of {len(reports)} reports, {sum(f is not None for f in names.values())} in a named "
          f"figure: {len(wrong)} not found")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
