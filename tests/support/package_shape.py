# Makes workloads/support/package_shape.def, so that the shape of a real package can be taken again.
"""Prints the shape of a package's tarball as workloads/support/package_shape.def: figures, no content.

usage: npm pack rxjs@7.8.2 && package_shape.py rxjs-7.8.2.tgz > workloads/support/package_shape.def
"""
import os
import sys
import tarfile


def shape(tarball):
    """Folders as (parent, files), parents first, and quantiles of the file sizes as (per mille, bytes)."""
    folders, sizes = {"package": [0, 0]}, []
    index = {"package": 0}
    with tarfile.open(tarball) as tar:
        files = sorted((m.name, m.size) for m in tar if m.isfile())
    for name, size in files:
        parts = os.path.dirname(name).split("/")
        for depth in range(2, len(parts) + 1):
            path = "/".join(parts[:depth])
            if path not in index:
                index[path] = len(index)
                folders[path] = [index[os.path.dirname(path)], 0]
        folders["/".join(parts)][1] += 1
        sizes.append(size)
    sizes.sort()
    # Half of the bytes lie in the largest hundredth of the files: there the steps are finer.
    points = [*range(0, 990, 10), *range(990, 1001)]
    return list(folders.values()), [(p, sizes[round(p * (len(sizes) - 1) / 1000)]) for p in points]


def main():
    tarball = sys.argv[1]
    folders, quantiles = shape(tarball)
    print(f"// The shape of {os.path.basename(tarball)}, as npm fetched it: {len(folders)} folders, "
          f"{sum(files for _, files in folders)} files.")
    print("// Printed by tests/support/package_shape.py; figures only, nothing of the content.")
    print("// SHAREBENCH_FOLDER(index of its parent, files in it), the package's own folder first.")
    for parent, files in folders:
        print(f"SHAREBENCH_FOLDER({parent}, {files})")
    print("// SHAREBENCH_SIZE(per mille, bytes): so many of the files are not larger.")
    for part, size in quantiles:
        print(f"SHAREBENCH_SIZE({part}, {size})")


if __name__ == "__main__":
    main()
