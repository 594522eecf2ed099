# What all lint checks share: reading the tree, printing findings, proving that a check can fail.
#
# A check is a file with `check(tree)`, which yields a finding for each violation, and two small trees
# for its self-test: CLEAN, in which nothing is found, and PLANTED, a list of changes to CLEAN of
# which each must be found.
import pathlib
import sys
import tempfile

FOLDERS = ("harness", "workloads", "bench", "tests", "cmake", "scripts")
SKIPPED = ("captured", "golden", "corpus", "node_modules", "__pycache__")


class Tree:
    """The text files of ours, and how many of them a check has read."""

    def __init__(self, root):
        self.root = pathlib.Path(root)
        self.read = 0

    def files(self, *suffixes, under=FOLDERS):
        """Paths relative to the root, sorted; a suffix of "" stands for names without one."""
        for folder in under:
            for path in sorted((self.root / folder).rglob("*")):
                relative = path.relative_to(self.root)
                if path.is_file() and path.suffix in suffixes and not set(SKIPPED) & set(relative.parts):
                    yield relative.as_posix()

    def text(self, path):
        """The file's text; an empty one when there is no such file."""
        whole = self.root / path
        if not whole.is_file():
            return ""
        self.read += 1
        return whole.read_text(encoding="utf-8")


def plant(files):
    folder = tempfile.TemporaryDirectory()
    for name, text in files.items():
        path = pathlib.Path(folder.name) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def findings_in(check, files):
    with plant(files) as folder:
        return list(check(Tree(folder)))


def selftest(check, clean, planted):
    wrong = [f"found in the clean tree: {finding}" for finding in findings_in(check, clean)]
    for change in planted:
        if not findings_in(check, {**clean, **change}):
            wrong.append(f"planted and not found: {change}")
    for line in wrong:
        print(line, file=sys.stderr)
    print(f"{len(planted)} planted violations, {len(wrong)} mistakes")
    return 1 if wrong or not planted else 0


def main(check, clean, planted):
    """`CHECK.py ROOT` checks a tree; `CHECK.py --selftest` proves that the check can fail."""
    if sys.argv[1:] == ["--selftest"]:
        sys.exit(selftest(check, clean, planted))
    if len(sys.argv) != 2:
        sys.exit(f"usage: {sys.argv[0]} ROOT | --selftest")
    tree = Tree(sys.argv[1])
    findings = list(check(tree))
    for finding in findings:
        print(finding, file=sys.stderr)
    print(f"{pathlib.Path(sys.argv[0]).stem}: {tree.read} files read, {len(findings)} findings")
    sys.exit(1 if findings or tree.read == 0 else 0)
