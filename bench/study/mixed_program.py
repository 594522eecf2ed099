# A program that does what a build does to files, in a known mixture and order: it is recorded, replayed on every
# share, and its time held against what the parts that it is made of predict.
#
# mixed_program.py DIR prepare   makes the files that are there before
# mixed_program.py DIR run       the operations; the calls of Python itself touch nothing below DIR
import os
import random
import sys

# Operations by the piece that stands for each (workloads.py). Files are as large, and as deep, as those of the pieces.
# Names that are missing are left out: a replay asks for the same ones every time, and they would be remembered.
COUNTS = {"hit": 40, "replace": 12, "append": 12}
EXISTING, REPLACED_BYTES, APPENDED_BYTES = 64, 1024, 256


def prepare(folder):
    os.mkdir(folder)
    for i in range(EXISTING):
        with open(f"{folder}/there-{i:02d}.h", "wb") as file:
            file.write(b"h" * 128)
    for i in range(COUNTS["replace"]):
        with open(f"{folder}/source-{i:02d}.c", "wb") as file:
            file.write(b"c" * REPLACED_BYTES)


def replace(folder, i):
    path = f"{folder}/source-{i:02d}.c"
    descriptor = os.open(path + ".tmp", os.O_WRONLY | os.O_CREAT | os.O_EXCL)
    os.write(descriptor, b"d" * REPLACED_BYTES)
    os.close(descriptor)
    os.rename(path + ".tmp", path)


def run(folder):
    log = os.open(f"{folder}/build.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    steps = [(kind, i) for kind, count in COUNTS.items() for i in range(count)]
    random.Random(1).shuffle(steps)
    for kind, i in steps:
        if kind == "hit":
            os.stat(f"{folder}/there-{i:02d}.h")
        elif kind == "replace":
            replace(folder, i)
        else:
            os.write(log, b"r" * APPENDED_BYTES)
            os.fsync(log)
    os.close(log)


if __name__ == "__main__":
    {"prepare": prepare, "run": run}[sys.argv[2]](sys.argv[1] + "/build")
