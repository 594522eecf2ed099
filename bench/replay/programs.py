# The four programs that the replay benches record and replay, the folders that they work on, and what
# their runs without strace say of CPU time.
import os
import subprocess

QUIET = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "stdin": subprocess.DEVNULL}


def sh(line, cwd):
    subprocess.run(line, shell=True, cwd=cwd, check=True, **QUIET)


def prepare_untar(folder, small):
    count = 300 if small else 3000
    for i in range(count):
        place = folder / "made" / f"d{i // 100}" / f"e{i % 7}"
        place.mkdir(parents=True, exist_ok=True)
        (place / f"f{i}").write_bytes(os.urandom(200 + (i * 7919) % 8000))
    sh("tar cf files.tar made && rm -r made", folder)


def prepare_gcc(folder, small):
    count = 4 if small else 30
    (folder / "inc").mkdir()
    for i in range(12):
        (folder / "inc" / f"h{i}.h").write_text(f"int f{i}(int);\n" + "/* text */\n" * 300)
    for i in range(count):
        text = "#include <stdio.h>\n" + "".join(f'#include "h{k}.h"\n' for k in range(12))
        text += "".join(f"int g{i}_{k}(int a) {{ return f{k % 12}(a * {k}); }}\n" for k in range(150))
        (folder / f"s{i}.c").write_text(text)
    objects = " ".join(f"s{i}.o" for i in range(count))
    (folder / "Makefile").write_text(f"lib.a: {objects}\n\tar rcs lib.a {objects}\n"
                                     "%.o: %.c\n\tgcc -O1 -Iinc -c $< -o $@\n")


def prepare_git(folder, small):
    count = 200 if small else 3000
    for i in range(count):
        place = folder / f"d{i // 50}"
        place.mkdir(exist_ok=True)
        (place / f"f{i}").write_text(f"file {i}\n" * 20)
    sh("git init -q . && git add . && git -c user.email=a@b -c user.name=n commit -qm x", folder)
    # Index entries as young as the index are read again each time; these are older.
    sh("sleep 1.1 && git update-index --refresh -q", folder)
    (folder / "d0" / "new").write_text("new\n")


def prepare_jar(folder, small):
    count = 200 if small else 2000
    for i in range(count):
        place = folder / "classes" / f"p{i // 100}"
        place.mkdir(parents=True, exist_ok=True)
        (place / f"C{i}.class").write_bytes(os.urandom(300) + b"\0" * ((i * 7919) % 6000))


LAST_RUNS = 9  # of a command without strace, whose CPU times its trace is given


def cpu_times(runs):
    """The options with user and system seconds of the last of [(user, system), ...]: those of the median sum."""
    last = sorted(runs[-LAST_RUNS:], key=sum)
    user, system = last[len(last) // 2]
    return "--user-time", f"{user:.6f}", "--system-time", f"{system:.6f}"


def files_time(runs):
    """The option with the least CPU seconds of the last replays without think time."""
    return "--files-time", f"{min(runs[-LAST_RUNS:]):.6f}"


def record_from(sharebench, files, folder, trace, *times):
    """What `record --json` says of the recording in `files`, from which it makes the trace."""
    return subprocess.run(
        [sharebench, "record", "--json", "--keep-names", "--from", files / "strace.txt", "--before", files / "before",
         "--after", files / "after", "--calibration", files / "calibration.txt", "--dir", folder, "--trace", trace, *times],
        capture_output=True, text=True, check=True).stdout


PROGRAMS = {
    "untar": (prepare_untar, ["tar", "xf", "files.tar"]),
    "gcc": (prepare_gcc, ["make", "-j2"]),
    "git_status": (prepare_git, ["git", "status", "--short"]),
    "jar": (prepare_jar, ["jar", "-J-Djava.io.tmpdir=.", "cf", "out.jar", "classes"]),
}
