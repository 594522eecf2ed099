# Says where a page looks other than it did: screenshots against reduced ones that a person has seen.
"""Compares screenshots with the golden ones of the same names, a quarter as wide and high.

usage: compare_pictures.py GOLDEN_DIR SCREENSHOTS NAME...

Reducing by averaging takes out how letters are smoothed; what is left may differ by at most MOST_PIXELS
of the pixels, each by at most LEAST_STEP of 255, before it counts, and by HEIGHT in height. A picture that
differs is left beside the screenshot as NAME.differs.png, in red where. SHAREBENCH_UPDATE_GOLDENS=1 in
the environment writes the golden ones anew. Exit 1 with a line for each that differs.
"""
import os
import pathlib
import sys

import numpy
from PIL import Image

REDUCED = 4
LEAST_STEP = 32
MOST_PIXELS = 0.01
HEIGHT = 0.01


def reduced(file):
    picture = Image.open(file).convert("RGB")
    return picture.resize((picture.width // REDUCED, picture.height // REDUCED), Image.BOX)


def differing(golden, seen):
    """Which pixels differ, over the height that both have; the rest of the higher one is judged by HEIGHT."""
    height = min(golden.height, seen.height)
    a, b = (numpy.asarray(p.crop((0, 0, p.width, height)), dtype=int) for p in (golden, seen))
    return numpy.abs(a - b).max(axis=2) > LEAST_STEP


def complaint(name, golden_file, shot_file):
    """What differs, as a sentence; nothing where the pictures agree."""
    seen = reduced(shot_file)
    if os.environ.get("SHAREBENCH_UPDATE_GOLDENS") == "1":
        golden_file.parent.mkdir(parents=True, exist_ok=True)
        seen.save(golden_file, optimize=True)
        return None
    if not golden_file.exists():
        return f"{name}: there is no {golden_file}; look at {shot_file}, then set SHAREBENCH_UPDATE_GOLDENS=1"
    golden = Image.open(golden_file).convert("RGB")
    if golden.width != seen.width or abs(golden.height - seen.height) > HEIGHT * golden.height:
        return (f"{name}: {seen.width} x {seen.height} reduced pixels, the golden picture has "
                f"{golden.width} x {golden.height}")
    mask = differing(golden, seen)
    if mask.mean() <= MOST_PIXELS:
        return None
    marked = numpy.asarray(seen.crop((0, 0, seen.width, mask.shape[0]))).copy()
    marked[mask] = (255, 0, 0)
    Image.fromarray(marked).save(shot_file.with_suffix(".differs.png"))
    return f"{name}: {mask.mean():.2%} of its pixels differ; see {shot_file.with_suffix('.differs.png')}"


def main():
    goldens, shots, *names = sys.argv[1:]
    found = [complaint(name, pathlib.Path(goldens) / f"{name}.png", pathlib.Path(shots) / f"{name}.png")
             for name in names]
    for line in filter(None, found):
        print(line)
    print(f"{len(names)} pictures compared, {sum(map(bool, found))} differ")
    sys.exit(1 if any(found) else 0)


main()
