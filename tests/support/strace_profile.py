# Turns a strace into counts by class of call, so that two programs can be compared.
"""Counts the system calls of a strace below one folder, by class: what a program asks of a file system.

usage: strace_profile.py TRACE --under DIR [--cwd DIR] [--phase N] [--skip TEXT]

TRACE comes from `strace -f -y -o TRACE -e trace=%file,%desc`. A call counts when a path or a descriptor in it
lies below DIR. --phase N: only what comes between the Nth and the next write to standard output (a served
runner answers after every step). --skip TEXT: calls that name TEXT are left out.
Prints "class count" a line. Classes of calls that name a path end in `_miss` when the answer was ENOENT.
"""
import argparse
import collections
import posixpath
import re

CLASSES = {
    "stat": "stat lstat newfstatat statx access faccessat faccessat2",
    "open": "open openat openat2 creat",
    "read": "read pread64 readv preadv preadv2",
    "write": "write pwrite64 writev pwritev pwritev2",
    "copy": "copy_file_range sendfile",
    "readdir": "getdents getdents64",
    "mkdir": "mkdir mkdirat",
    "unlink": "unlink unlinkat",
    "rmdir": "rmdir",
    "rename": "rename renameat renameat2",
    "link": "link linkat symlink symlinkat",
    "readlink": "readlink readlinkat",
    "chmod": "chmod fchmod fchmodat",
    "chown": "chown lchown fchown fchownat",
    "utimens": "utimensat utime utimes futimesat",
    "truncate": "truncate ftruncate",
    "sync": "fsync fdatasync",
    "lock": "flock",
    "mmap": "mmap",
    "fstat": "fstat",
    "close": "close",
}
CLASS_OF = {call: kind for kind, calls in CLASSES.items() for call in calls.split()}
LINE = re.compile(r"(?:(\d+)\s+)?(.*)")
CALL = re.compile(r"(\w+)\((.*)")
FD = re.compile(r"^(?:AT_FDCWD|-?\d+)<([^>]*)>")
TEXT = re.compile(r'"((?:[^"\\]|\\.)*)"')
# Calls whose first text is a path; of the others (read, write) it is data.
NAMING = set((CLASSES["stat"] + " open openat openat2 creat mkdir mkdirat unlink unlinkat rmdir rename renameat "
              "renameat2 link linkat symlink symlinkat readlink readlinkat chmod fchmodat chown lchown fchownat "
              "utimensat utime utimes futimesat truncate chdir").split())


def whole_calls(lines):
    """Each call on a line of its own, with the process; `<unfinished ...>` joined to its end."""
    pending = {}
    for line in lines:
        pid, text = LINE.match(line.rstrip("\n")).groups()
        if text.endswith("<unfinished ...>"):
            pending[pid] = text[: -len("<unfinished ...>")]
            continue
        resumed = re.match(r"<\.\.\. \w+ resumed>(.*)", text)
        if resumed:
            text = pending.pop(pid, "") + resumed.group(1)
        yield text


def kind_of(call, args, result):
    """The class of one call, or None."""
    if call == "fcntl":
        return "lock" if re.search(r"F_(OFD_)?SETLKW?\b", args) else None
    kind = CLASS_OF.get(call)
    if kind == "stat" and "AT_EMPTY_PATH" in args:
        return "fstat"
    if kind == "open":
        kind = "create" if "O_CREAT" in args or call == "creat" else kind
        kind = "opendir" if "O_DIRECTORY" in args else kind
    if kind == "unlink" and "AT_REMOVEDIR" in args:
        kind = "rmdir"
    if kind and call in NAMING and " ENOENT " in result:
        return kind + "_miss"
    return kind


def path_of(call, args, cwd):
    """What the call is about: its path made absolute, or that of its descriptor."""
    fd = FD.match(args)
    if call == "mmap":
        fd = re.search(r"\d+<([^>]*)>", args)
    if call in NAMING:
        text = TEXT.search(args)
        if text:
            return posixpath.normpath(posixpath.join(fd.group(1) if fd else cwd, text.group(1)))
    return fd.group(1) if fd else ""


def profile(lines, under, cwd="/", phase=None, skip=None):
    """A Counter of classes."""
    counts = collections.Counter()
    answers = 0
    inside = under.rstrip("/")
    for text in whole_calls(lines):
        found = CALL.match(text)
        if not found:
            continue
        call, args = found.groups()
        args, _, result = args.rpartition(") = ") if ") = " in args else args.rpartition(") ")
        if call == "write" and args.startswith("1<"):
            answers += 1
            continue
        if phase is not None and answers != phase:
            continue
        if call == "chdir" and result.startswith("0"):
            cwd = posixpath.join(cwd, TEXT.search(args).group(1))
        path = path_of(call, args, cwd)
        if path != inside and not path.startswith(inside + "/"):
            continue
        if skip and skip in path:
            continue
        kind = kind_of(call, args, " " + result + " ")
        if kind:
            counts[kind] += 1
    return counts


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("trace")
    parser.add_argument("--under", required=True)
    parser.add_argument("--cwd", default="/")
    parser.add_argument("--phase", type=int)
    parser.add_argument("--skip")
    options = parser.parse_args()
    with open(options.trace, encoding="utf-8", errors="replace") as lines:
        counts = profile(lines, options.under, options.cwd, options.phase, options.skip)
    for kind, count in sorted(counts.items()):
        print(kind, count)


if __name__ == "__main__":
    main()
