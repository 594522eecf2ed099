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


def named_digits(text):
    """Places of digits in plain elements with `data-figure`, each with the name."""
    places = {}
    for found in re.finditer(r' data-figure="([^"]*)"[^>]*>([^<]*)', text):
        places.update({found.start(2) + m.start(): found.group(1) for m in re.finditer("[0-9]", found.group(2))})
    return places


def edited(text, random_, named, in_figure):
    """One digit is another; with the name of its figure, where that is easy to see."""
    while True:
        at = random_.choice(list(named)) if in_figure and named else random_.randrange(len(text))
        if text[at] in "0123456789":
            digit = random_.choice([d for d in "0123456789" if d != text[at]])
            return text[:at] + digit + text[at + 1:], named.get(at)


def main():
    program, run, *reports = sys.argv[1:]
    random_ = random.Random(1)
    names = {}
    texts = {name: pathlib.Path(name).read_bytes().decode() for name in reports}
    named = {name: named_digits(text) if name.endswith((".html", ".svg")) else {} for name, text in texts.items()}
    folder = pathlib.Path("edited")
    folder.mkdir()
    for i in range(EDITS):
        name = reports[i % len(reports)]
        text, figure = edited(texts[name], random_, named[name], i // len(reports) % 2 == 0)
        file = folder / f"{i}{pathlib.Path(name).suffix}"
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
        elif figure and figure not in [re.sub(r" \(\d+\)$", "", d["figure"]) for d in answer["differences"]]:
            wrong.append(f"{file}: {answer['differences'][:2]}, but {figure} was edited")
    print("\n".join(wrong[:20]))
    print(f"{EDITS} edits of {len(reports)} reports, {sum(f is not None for f in names.values())} in a named "
          f"figure: {len(wrong)} not found")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
